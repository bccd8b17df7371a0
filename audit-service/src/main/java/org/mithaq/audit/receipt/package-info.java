/**
 * Receipts: portable proof that a record is in the log, with the fields that its reader may see.
 *
 * <p>What belongs here: {@code c2sp.org/tlog-proof@v1}, the opened fields and the commitments of
 * the closed ones.
 *
 * <p>What must never come here: a receipt for what no published checkpoint covers, or a field that
 * its reader may not see.
 */
@NullMarked
package org.mithaq.audit.receipt;

import org.jspecify.annotations.NullMarked;
