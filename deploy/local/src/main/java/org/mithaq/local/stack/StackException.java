package org.mithaq.local.stack;

/** A part of the stack cannot run; the message is a sentence that the user can act on. */
public final class StackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates it with a sentence for the user. */
  public StackException(String message) {
    super(message);
  }

  /** Creates it with a sentence for the user and the cause for a log. */
  public StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
