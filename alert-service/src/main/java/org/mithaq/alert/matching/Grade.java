package org.mithaq.alert.matching;

import static java.util.Objects.requireNonNull;

/**
 * A native evaluation, never converted from one scheme into the other.
 *
 * @param scheme {@code 4x4} or {@code admiralty}
 * @param source letter of the source
 * @param information digit of the information
 */
public record Grade(String scheme, String source, String information) {

  /** Refuses absent values. */
  public Grade {
    requireNonNull(scheme, "scheme");
    requireNonNull(source, "source");
    requireNonNull(information, "information");
  }
}
