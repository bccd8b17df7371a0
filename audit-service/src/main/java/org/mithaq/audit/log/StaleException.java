package org.mithaq.audit.log;

/** The database is not where this sequencer left it: another one has been at work. Start anew. */
public final class StaleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says where the two differ. */
  public StaleException(String message) {
    super(message);
  }
}
