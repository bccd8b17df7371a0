/**
 * What every command shares with the person at the terminal: exit codes, refusals in plain words,
 * colour, tables and progress. It must never know a service, a file format or a rule of Mithaq.
 */
@NullMarked
package org.mithaq.local.console;

import org.jspecify.annotations.NullMarked;
