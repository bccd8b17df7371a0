package org.mithaq.alert.matching;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What has been read and is not concluded yet: signals that wait for their agency to be heard of,
 * and signals whose networks have to be looked at. Safe for use by many threads.
 */
public final class Backlog {

  private final Clock clock;
  private final Map<String, Integer> pending = new ConcurrentHashMap<>();
  private volatile long activeAt;

  /**
   * @param clock tells when something last happened
   */
  public Backlog(Clock clock) {
    this.clock = clock;
    this.activeAt = clock.millis();
  }

  /** A part of the work has this much left. */
  public void pending(String part, int count) {
    if (count == 0) {
      pending.remove(part);
    } else {
      pending.put(part, count);
    }
  }

  /** Something was processed or sent, and may not be committed yet. */
  public void active() {
    activeAt = clock.millis();
  }

  /** How much is left in all parts. */
  public int total() {
    return pending.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Milliseconds since something was last processed or sent. */
  public long idleMillis() {
    return clock.millis() - activeAt;
  }
}
