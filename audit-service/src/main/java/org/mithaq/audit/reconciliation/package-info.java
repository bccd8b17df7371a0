/**
 * Reconciliation: what each emitter believes that it sent, against what the log holds of it.
 *
 * <p>What belongs here: the tally that is kept of each emitter, how two of them compare, when
 * emitters are asked, and what came of it.
 *
 * <p>What must never come here: what a record says, and a way to make a disagreement vanish that
 * nobody answers for.
 */
@NullMarked
package org.mithaq.audit.reconciliation;

import org.jspecify.annotations.NullMarked;
