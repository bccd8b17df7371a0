package org.mithaq.alert.problem;

import static java.util.Objects.requireNonNull;

/**
 * One fault in a request.
 *
 * @param pointer where, as a JSON Pointer (RFC 6901); of a query parameter, its name as a pointer
 * @param detail what is wrong, in words of ours
 */
public record FieldError(String pointer, String detail) {

  /** Refuses absent values. */
  public FieldError {
    requireNonNull(pointer, "pointer");
    requireNonNull(detail, "detail");
  }
}
