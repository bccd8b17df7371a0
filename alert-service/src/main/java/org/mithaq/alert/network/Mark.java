package org.mithaq.alert.network;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What bears a token in one signal.
 *
 * @param n index of the selector
 * @param type selector type
 * @param role role of the selector, or null
 * @param basedOn signals that it repeats and that bear the token too
 */
public record Mark(int n, String type, @Nullable String role, List<String> basedOn) {

  /** Copies the list. */
  public Mark {
    requireNonNull(type, "type");
    basedOn = List.copyOf(basedOn);
  }
}
