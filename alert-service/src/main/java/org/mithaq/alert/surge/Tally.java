package org.mithaq.alert.surge;

/**
 * How many sightings one day of a corridor has. It is kept as they come and go: to count them would
 * cost the more the more there are, at each one that comes.
 *
 * @param all all that are known
 * @param distinct those that count: without repeats, and one for each sighting however often it was
 *     reported
 */
record Tally(int all, int distinct) {

  static final Tally NONE = new Tally(0, 0);

  /** Refuses what cannot be. */
  Tally {
    if (distinct < 0 || distinct > all) {
      throw new IllegalArgumentException("no day has such sightings");
    }
  }
}
