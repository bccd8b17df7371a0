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
  private volatile boolean replaying;
  private volatile boolean stopping;

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

  /**
   * Whether what is read now is history: what was there when this service started. Meanwhile
   * nothing is concluded, or every stage of the past would be told as if it were news.
   */
  public void replaying(boolean now) {
    replaying = now;
  }

  /** Whether what is read now is history. */
  public boolean isReplaying() {
    return replaying;
  }

  /** The service stops: what takes long leaves its rest to the next start. */
  public void stop() {
    stopping = true;
  }

  /** Whether the service stops. */
  public boolean isStopping() {
    return stopping;
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
