package org.mithaq.audit.verify;

/** The program was called in a way that it does not understand. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what was wrong with the call. */
  public UsageException(String message) {
    super(message);
  }

  /** The text for the reader. */
  String text() {
    return String.valueOf(getMessage());
  }
}
