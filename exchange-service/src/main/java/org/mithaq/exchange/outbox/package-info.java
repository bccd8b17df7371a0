/**
 * What leaves this exchange: events are written in the transaction of the command that causes them,
 * numbered without gaps a topic, and published in that order until they are confirmed. The records
 * for the audit log go the same way.
 *
 * <p>What must never be here: a decision about what may leave, and any knowledge of signals or
 * agreements. This package depends on no other feature.
 */
@NullMarked
package org.mithaq.exchange.outbox;

import org.jspecify.annotations.NullMarked;
