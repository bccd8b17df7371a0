package org.mithaq.alert.matching;

import static java.util.Objects.requireNonNull;

/**
 * One end of a link as one agency may know it: a signal that bears a token that another signal
 * bears too.
 *
 * @param header what the agency may be told of the signal
 * @param mark how the signal bears the token
 */
public record Bearer(Header header, Mark mark) {

  /** Refuses absent values. */
  public Bearer {
    requireNonNull(header, "header");
    requireNonNull(mark, "mark");
  }

  /** Names the signal only. */
  @Override
  public String toString() {
    return "Bearer[" + header.id() + "]";
  }
}
