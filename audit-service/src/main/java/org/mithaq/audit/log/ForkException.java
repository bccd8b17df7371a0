package org.mithaq.audit.log;

/**
 * What would be published contradicts what has been: the log must not be signed any further until
 * somebody has found out why. The message says what was found, for an operator.
 */
public final class ForkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what contradicts what. */
  public ForkException(String message) {
    super(message);
  }

  /** The text for an operator. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
