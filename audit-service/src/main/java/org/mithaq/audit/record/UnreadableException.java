package org.mithaq.audit.record;

/** A payload that is no record of version 1. It is entered all the same, as unreadable. */
public final class UnreadableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what is missing; never repeats the payload. */
  public UnreadableException(String message) {
    super(message);
  }
}
