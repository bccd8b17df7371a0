package org.mithaq.alert.surge;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many sightings a corridor had on each day.
 *
 * @param corridor which
 * @param days UTC day since the epoch, and its count; days without any are left out
 */
public record Counts(Corridor corridor, Map<Long, Integer> days) {

  /** Copies the days, in order. */
  public Counts {
    days = Collections.unmodifiableMap(new TreeMap<>(days));
  }

  int on(long day) {
    return days.getOrDefault(day, 0);
  }

  /** The counts from one day to before another. */
  public int[] between(long from, long to) {
    int[] counts = new int[(int) (to - from)];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = on(from + i);
    }
    return counts;
  }
}
