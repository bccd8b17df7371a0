package org.mithaq.alert.surge;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.notice.Notice;

/**
 * What one agency may count under one agreement. Every method takes that scope; none can reach
 * another's.
 */
interface SurgeShelf {

  /** A sighting by its signal, or null. */
  @Nullable Sighting sighting(String scope, String id);

  /** All sightings of one day of a corridor. */
  List<Sighting> on(String scope, Sighting.Spot spot);

  /** Writes a sighting. */
  void put(String scope, Sighting sighting);

  /** Removes a sighting. */
  void remove(String scope, Sighting sighting);

  /** The signals that say of themselves that they repeat this one. */
  List<String> repeatsOf(String scope, String original);

  /** How many sightings one day of a corridor has. */
  Tally tally(String scope, Sighting.Spot spot);

  /** Writes how many sightings one day of a corridor has. */
  void put(String scope, Sighting.Spot spot, Tally tally);

  /** How many sightings of one day of a corridor that repeat none are alike in this. */
  int alike(String scope, Sighting.Spot spot, String likeness);

  /** Writes how many are alike in this. */
  void putAlike(String scope, Sighting.Spot spot, String likeness, int count);

  /** The newest UTC day on which one of the sightings was accepted, or null without any. */
  @Nullable Long lastAccepted(String scope);

  /** The counts of all corridors. */
  List<Counts> counts(String scope);

  /** The counts of a corridor; empty when it has none. */
  Counts counts(String scope, Corridor corridor);

  /** Writes the counts of a corridor, or removes them when empty. */
  void put(String scope, Counts counts);

  /** The newest version of every warning. */
  List<Notice> notices(String scope);

  /** Writes the newest version of a warning. */
  void put(String scope, Notice notice);
}
