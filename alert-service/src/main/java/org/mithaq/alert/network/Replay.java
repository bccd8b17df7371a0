package org.mithaq.alert.network;

import java.util.Map;
import java.util.TreeMap;

/**
 * Tells when history has been read: all that was there at the start, and all that it made on the
 * way from hop to hop. What comes meanwhile is not waited for, so it ends also under load.
 */
final class Replay {

  /** The topics of signals, and two internal topics after them, each filled by the one before. */
  private static final int HOPS = 3;

  /** Looks without a step forward, after which it is better to tell too much than nothing. */
  private static final int LOOKS = 240;

  /**
   * How far processing has come.
   *
   * @param at where each partition is read next; empty while nothing runs
   * @param ends where each ends
   */
  record Progress(Map<String, Long> at, Map<String, Long> ends) {

    /** Copies the maps. */
    Progress {
      at = Map.copyOf(at);
      ends = Map.copyOf(ends);
    }
  }

  private Map<String, Long> target = Map.of();
  private Map<String, Long> last = Map.of();
  private int reached;
  private int still;

  /** Whether history is over, after one more look. */
  boolean isOver(Progress now) {
    if (now.at().isEmpty()) {
      return false;
    }
    if (target.isEmpty()) {
      target = new TreeMap<>(now.ends());
    }
    if (target.entrySet().stream()
        .allMatch(each -> now.at().getOrDefault(each.getKey(), 0L) >= each.getValue())) {
      reached++;
      target = new TreeMap<>(now.ends());
    }
    still = now.at().equals(last) ? still + 1 : 0;
    last = now.at();
    return reached >= HOPS || still >= LOOKS;
  }
}
