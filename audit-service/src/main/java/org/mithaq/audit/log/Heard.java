package org.mithaq.audit.log;

import org.mithaq.audit.reconciliation.Statement;

/**
 * A statement, and where in its emitter's topic it was heard.
 *
 * @param after the emitter's last number that had been taken before it
 * @param statement what it says
 */
public record Heard(long after, Statement statement) {}
