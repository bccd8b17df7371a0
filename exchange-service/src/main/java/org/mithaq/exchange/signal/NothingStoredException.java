package org.mithaq.exchange.signal;

/** A transaction failed before its commit: nothing of it was done, and it may be tried again. */
public final class NothingStoredException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Wraps the cause, which goes to the log and nowhere else. */
  public NothingStoredException(Throwable cause) {
    super(cause);
  }
}
