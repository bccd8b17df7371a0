package org.mithaq.alert.matching;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One end of a link as one agency may know it: a signal that bears a token that another signal
 * bears too.
 *
 * @param header what the agency may be told of the signal
 * @param n index of the selector that bears the token
 * @param type selector type
 * @param role role of the selector, or null
 * @param basedOn of the signals that it repeats, those that bear the token too and that the agency
 *     may know
 */
public record Bearer(
    Header header, int n, String type, @Nullable String role, List<String> basedOn) {

  /** Copies the list. */
  public Bearer {
    requireNonNull(header, "header");
    requireNonNull(type, "type");
    basedOn = List.copyOf(basedOn);
  }

  /** Names the signal only. */
  @Override
  public String toString() {
    return "Bearer[" + header.id() + "]";
  }
}
