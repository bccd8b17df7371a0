/** Tests of what every command shares with the person at the terminal. */
package org.mithaq.local.console;
