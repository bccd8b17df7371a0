package org.mithaq.bench.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Gathers latencies. Safe for use by many threads. */
final class Latencies {

  private static final double MEDIAN = 0.50;
  private static final double HIGH = 0.99;

  private List<Long> nanos = new ArrayList<>();

  /**
   * A distribution; all in milliseconds.
   *
   * @param count how many
   * @param p50 not exceeded by half of them
   * @param p99 not exceeded by 99 of 100
   * @param max the longest
   */
  record Summary(int count, double p50, double p99, double max) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "p50 %4.0f ms, p99 %4.0f ms, longest %4.0f ms (%d)", p50, p99, max, count);
    }
  }

  synchronized void add(long latency) {
    nanos.add(latency);
  }

  /** The distribution of all since the last call. */
  synchronized Summary drain() {
    List<Long> all = nanos;
    nanos = new ArrayList<>();
    return summary(all);
  }

  /** Nearest-rank percentiles. */
  static Summary summary(List<Long> latencies) {
    List<Long> sorted = new ArrayList<>(latencies);
    Collections.sort(sorted);
    if (sorted.isEmpty()) {
      return new Summary(0, Double.NaN, Double.NaN, Double.NaN);
    }
    return new Summary(
        sorted.size(), at(sorted, MEDIAN), at(sorted, HIGH), millis(sorted.getLast()));
  }

  private static double at(List<Long> sorted, double share) {
    return millis(sorted.get((int) Math.ceil(share * sorted.size()) - 1));
  }

  private static double millis(long nanos) {
    return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
