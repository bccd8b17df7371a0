/**
 * Fetches the receipts of records into a folder, so that they can be kept, handed over and
 * verified. It must never judge what it fetches: that is the verifier's work.
 */
@NullMarked
package org.mithaq.local.receipt;

import org.jspecify.annotations.NullMarked;
