/**
 * Disclosure records on their way to the audit log: written in the transaction that permits what
 * they tell of, numbered without gaps, published until the log confirms them.
 *
 * <p>Never decides what is recorded, and never drops a record that the log has not confirmed.
 */
@NullMarked
package org.mithaq.alert.outbox;

import org.jspecify.annotations.NullMarked;
