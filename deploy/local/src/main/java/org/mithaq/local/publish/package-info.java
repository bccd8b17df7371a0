/**
 * Publishing of files of signals through the bulk interface, with an answer for each line. It must
 * never change a signal's meaning, judge one, or hold more than a window of lines in memory.
 */
@NullMarked
package org.mithaq.local.publish;

import org.jspecify.annotations.NullMarked;
