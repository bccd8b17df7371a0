package org.mithaq.alert.network;

import java.util.List;
import java.util.TreeSet;

/**
 * A token that several known signals share.
 *
 * @param bucket how many, rounded up to a power of two
 * @param hub whether it links nothing
 * @param bearers signal ids, sorted; never more than the cap
 */
public record KnownToken(int bucket, boolean hub, List<String> bearers) {

  /** Sorts the bearers. */
  public KnownToken {
    bearers = List.copyOf(new TreeSet<>(bearers));
  }
}
