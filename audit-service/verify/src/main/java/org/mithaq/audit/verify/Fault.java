package org.mithaq.audit.verify;

/** Something in the log is not as it must be. The message names what and where, for a reader. */
public final class Fault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A fault that a reader can look up: {@code where} is a path, a line or a field. */
  public Fault(String where, String what) {
    super(where + ": " + what);
  }

  /** The text for the reader. */
  String text() {
    return String.valueOf(getMessage());
  }
}
