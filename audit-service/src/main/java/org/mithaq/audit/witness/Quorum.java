package org.mithaq.audit.witness;

import java.util.Collection;
import java.util.List;

/**
 * Whose cosignatures are needed: so many of these.
 *
 * @param needed how many; 0 where there are no witnesses
 * @param of the ids of those that count
 */
public record Quorum(int needed, List<String> of) {

  /** No cosignature at all. */
  public static final Quorum NONE = new Quorum(0, List.of());

  /** Checks that so many can be had. */
  public Quorum {
    of = List.copyOf(of);
    if (needed < 0 || needed > of.stream().distinct().count() || of.size() > 16) {
      throw new IllegalArgumentException("a quorum is at most all of at most 16 witnesses");
    }
  }

  /** Whether the cosignatures of these are enough. */
  public boolean metBy(Collection<String> cosigners) {
    return of.stream().distinct().filter(cosigners::contains).count() >= needed;
  }

  @Override
  public String toString() {
    return needed + " of " + String.join(", ", of);
  }
}
