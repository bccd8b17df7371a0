package org.mithaq.exchange.signal;

import java.sql.SQLException;
import java.util.Set;

/** A transaction failed before its commit: nothing of it was done, and it may be tried again. */
public final class NothingStoredException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Serialization failure, deadlock, unique violation: SQLSTATE, SQL standard and PostgreSQL. */
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "23505");

  /** Wraps the cause, which goes to the log and nowhere else. */
  public NothingStoredException(Throwable cause) {
    super(cause);
  }

  /** Whether another transaction was in the way, so that the same one decided anew may succeed. */
  boolean isConflict() {
    return getCause() instanceof SQLException sql && CONFLICTS.contains(sql.getSQLState());
  }
}
