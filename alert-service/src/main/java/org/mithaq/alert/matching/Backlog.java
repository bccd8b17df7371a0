package org.mithaq.alert.matching;

import java.util.HashMap;
import java.util.Map;

/**
 * What has been read and is not done yet: signals that wait for their agency to be heard of,
 * signals whose networks have to be looked at, and what was sent and is not committed. Safe for use
 * by many threads.
 */
public final class Backlog {

  private final Map<String, Integer> pending = new HashMap<>();
  private volatile boolean replaying;
  private volatile boolean stopping;

  /** A part of the work has this much left. */
  public synchronized void pending(String part, int count) {
    if (count == 0) {
      pending.remove(part);
    } else {
      pending.put(part, count);
    }
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

  /**
   * How much is left in all parts at one moment: what one part hands to another is in one of them.
   */
  public synchronized int total() {
    return pending.values().stream().mapToInt(Integer::intValue).sum();
  }
}
