/**
 * Signals: how they are read, judged, sealed and kept, what leaves of them as a correlatable view,
 * and who may read them.
 *
 * <p>What must never be here: a way to content that bypasses {@link
 * org.mithaq.exchange.signal.Access}, or a reading without a record in the same transaction.
 * Nothing of a signal's content goes into a log, a metric or a URL.
 */
@NullMarked
package org.mithaq.exchange.signal;

import org.jspecify.annotations.NullMarked;
