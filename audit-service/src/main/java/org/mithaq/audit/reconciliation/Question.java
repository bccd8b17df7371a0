package org.mithaq.audit.reconciliation;

import java.time.Instant;
import java.util.UUID;

/**
 * What an emitter is to be asked.
 *
 * @param reconciliation which asks
 * @param emitter who is asked
 * @param at when it was asked for
 * @param until how long an answer is waited for
 */
public record Question(UUID reconciliation, String emitter, Instant at, Instant until) {}
