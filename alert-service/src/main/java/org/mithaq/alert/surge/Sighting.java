package org.mithaq.alert.surge;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.Header;

/**
 * A signal as the one who counts sees it. It belongs to the UTC day on which its observation began,
 * not to that of its report: a report that comes late belongs to the past, and so does a history
 * that is handed in at once.
 *
 * @param header what the agency may be told of it
 * @param basedOn signals that it repeats
 * @param likeness what every report of the same sighting has in common, or null
 */
record Sighting(Header header, List<String> basedOn, @Nullable String likeness) {

  /** Sightings in the order in which they were accepted. */
  static final Comparator<Sighting> BY_ACCEPTANCE =
      comparingLong((Sighting each) -> each.header().acceptedAt())
          .thenComparing(comparing(each -> each.header().id()));

  /** The corridor of what cannot be counted on a day; kept, for what repeats it is a repeat. */
  static final Corridor NOWHERE = new Corridor("none", "none");

  private static final int DAY_HOURS = 24;
  private static final long DAY_MILLIS = 86_400_000L;

  /** An observation that spans more says not on which day it was made. */
  private static final int MOST_HOURS = 48;

  /** A report that repeats one older than this is news again. */
  private static final int REPEAT_DAYS = 28;

  /** Copies the list. */
  Sighting {
    requireNonNull(header, "header");
    basedOn = List.copyOf(basedOn);
  }

  /** UTC day since the epoch on which it was seen. */
  long day() {
    return Math.floorDiv(header.observedFrom(), DAY_HOURS);
  }

  /** UTC day since the epoch on which it was accepted. */
  long acceptedDay() {
    return Math.floorDiv(header.acceptedAt(), DAY_MILLIS);
  }

  Corridor corridor() {
    return header.observedTo() - header.observedFrom() > MOST_HOURS ? NOWHERE : Corridor.of(header);
  }

  Spot spot() {
    return new Spot(corridor().key(), day());
  }

  /** Whether it repeats another, which must be the older report. */
  boolean repeats(Sighting other) {
    return basedOn.contains(other.header().id())
        && BY_ACCEPTANCE.compare(other, this) < 0
        && Math.abs(day() - other.day()) <= REPEAT_DAYS;
  }

  /** Names the signal only. */
  @Override
  public String toString() {
    return "Sighting[" + header.id() + "]";
  }

  /**
   * One day of one corridor.
   *
   * @param corridor its key
   * @param day UTC day since the epoch
   */
  record Spot(String corridor, long day) {}
}
