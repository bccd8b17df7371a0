/**
 * The command line: the root command, and how every command ends. It must never do a command's work
 * itself.
 */
@NullMarked
package org.mithaq.local.command;

import org.jspecify.annotations.NullMarked;
