package org.mithaq.alert.matching;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One signal in the posting list of one token.
 *
 * @param header what its audience may be told
 * @param audience agencies that may know of it, sorted
 * @param mark how it bears the token
 */
public record Posting(Header header, List<String> audience, Mark mark) {

  /** Copies the audience. */
  public Posting {
    requireNonNull(header, "header");
    audience = List.copyOf(audience);
    requireNonNull(mark, "mark");
  }

  /** Names the signal only. */
  @Override
  public String toString() {
    return "Posting[" + header.id() + "]";
  }
}
