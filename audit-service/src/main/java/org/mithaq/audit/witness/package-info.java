/**
 * The witnesses of the log as the log sees them: who they are, asking them to cosign, and whose
 * cosignatures a receipt needs.
 *
 * <p>What belongs here: their pinned keys, C2SP tlog-witness from the asking side, and the
 * policies.
 *
 * <p>What must never come here: the key of a witness, or a decision that a witness has to make. The
 * witness is a program of its own, run by somebody else.
 */
@NullMarked
package org.mithaq.audit.witness;

import org.jspecify.annotations.NullMarked;
