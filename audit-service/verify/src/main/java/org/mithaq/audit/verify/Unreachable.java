package org.mithaq.audit.verify;

import org.jspecify.annotations.Nullable;

/** The log could not be read at all, which says nothing about whether it is sound. */
public final class Unreachable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The message is for a reader; the cause is kept for nobody but a debugger. */
  public Unreachable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The text for the reader. */
  String text() {
    return String.valueOf(getMessage());
  }
}
