/**
 * Erasing records for good: by two persons who order it on a legal basis, or by the service itself
 * when records have been kept for as long as they may be.
 *
 * <p>What belongs here: the proposal, the second person's decision, retention, and the entry that
 * proves each erasure in the log, written in the transaction that erases.
 *
 * <p>What must never come here: a way by which one person alone erases anything, or by which the
 * proof of an erasure is erased.
 */
@NullMarked
package org.mithaq.audit.erasure;

import org.jspecify.annotations.NullMarked;
