package org.mithaq.alert.matching;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One signal in the posting list of one token.
 *
 * @param header what its audience may be told
 * @param audience agencies that may know of it, sorted
 * @param n index of the selector that bears the token
 * @param type selector type
 * @param role role of the selector, or null
 * @param basedOn signals that it repeats
 */
public record Posting(
    Header header,
    List<String> audience,
    int n,
    String type,
    @Nullable String role,
    List<String> basedOn) {

  /** Copies the lists. */
  public Posting {
    requireNonNull(header, "header");
    audience = List.copyOf(audience);
    requireNonNull(type, "type");
    basedOn = List.copyOf(basedOn);
  }

  /** Names the signal only. */
  @Override
  public String toString() {
    return "Posting[" + header.id() + "]";
  }
}
