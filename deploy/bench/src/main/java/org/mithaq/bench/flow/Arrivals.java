package org.mithaq.bench.flow;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is awaited and when it came. Nothing is awaited twice, and what was not awaited is counted
 * as a fault of what is measured. Safe for use by many threads.
 */
final class Arrivals {

  private final Map<String, Long> awaited = new ConcurrentHashMap<>();
  private final Set<String> came = ConcurrentHashMap.newKeySet();
  private final Latencies latencies = new Latencies();
  private final AtomicLong again = new AtomicLong();
  private final AtomicLong unexpected = new AtomicLong();
  private volatile long lastAt;

  /** Awaits something whose cause was sent at {@code since}, of {@link System#nanoTime}. */
  void await(String key, long since) {
    awaited.put(key, since);
  }

  /** Something came. */
  void came(String key) {
    long now = System.nanoTime();
    Long since = awaited.remove(key);
    if (since != null) {
      came.add(key);
      latencies.add(now - since);
      lastAt = now;
    } else if (came.contains(key)) {
      again.incrementAndGet();
    } else {
      unexpected.incrementAndGet();
    }
  }

  /** How many did not come yet. */
  int missing() {
    return awaited.size();
  }

  /** How many came that nobody awaited: each is a fault. */
  long unexpected() {
    return unexpected.get();
  }

  /** How many came more than once, as another version. */
  long again() {
    return again.get();
  }

  /** When the last awaited one came, of {@link System#nanoTime}. */
  long lastAt() {
    return lastAt;
  }

  /** Takes the latencies gathered since the last call. */
  Latencies.Summary drain() {
    return latencies.drain();
  }
}
