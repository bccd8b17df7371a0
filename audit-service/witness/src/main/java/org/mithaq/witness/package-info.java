/**
 * A witness of transparency logs, C2SP tlog-witness: it cosigns a log's newest state if that
 * continues the last one that it cosigned, and nothing else. Whoever runs it need not trust the log
 * nor those who run it.
 *
 * <p>What belongs here: reading a request, checking signature and consistency, remembering the last
 * state of each log, cosigning, and the HTTP that all this is asked by.
 *
 * <p>What must never come here: a class of the service whose log is witnessed, a library, or
 * anything that would let two histories of one log both be cosigned.
 */
@NullMarked
package org.mithaq.witness;

import org.jspecify.annotations.NullMarked;
