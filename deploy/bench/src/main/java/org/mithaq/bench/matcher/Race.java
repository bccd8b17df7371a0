package org.mithaq.bench.matcher;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.Posting;

/** Several finders over one stream, in turns. */
final class Race {

  private static final double NANOS = 1e9;

  private final List<List<Arrival>> signals;
  private final List<Finder.Kind> kinds;

  /**
   * @param signals what all are given
   * @param kinds who take part; the first is the product
   */
  Race(List<List<Arrival>> signals, List<Finder.Kind> kinds) {
    this.signals = List.copyOf(signals);
    this.kinds = List.copyOf(kinds);
  }

  /** Whether all find the same pairs; says how many, or what parts them from the first. */
  boolean agree(PrintStream out) throws IOException {
    boolean agreed = true;
    Set<String> wanted = Set.of();
    for (Finder.Kind kind : kinds) {
      Pairs pairs = new Pairs();
      try (Finder finder = kind.open(pairs)) {
        signals.forEach(signal -> signal.forEach(finder::take));
      }
      if (kind == kinds.getFirst()) {
        wanted = pairs.found();
        agreed = !wanted.isEmpty();
        out.printf(Locale.ROOT, "  %-34s finds %,d pairs%n", kind.name(), wanted.size());
      } else {
        boolean same = wanted.equals(pairs.found());
        agreed &= same;
        out.printf(
            Locale.ROOT,
            "  %-34s finds %s%n",
            kind.name(),
            same ? "the same pairs" : "others: " + pairs.found().size());
      }
    }
    return agreed;
  }

  /**
   * Signals a second of each, a figure a round. Each round begins with another one, and the first
   * round, in which all are warmed up, is not counted.
   */
  Map<String, double[]> run(PrintStream out, int rounds) throws IOException {
    Map<String, double[]> speeds = new LinkedHashMap<>();
    kinds.forEach(kind -> speeds.put(kind.name(), new double[rounds]));
    for (int round = -1; round < rounds; round++) {
      List<Finder.Kind> order = new ArrayList<>(kinds);
      Collections.rotate(order, round);
      for (Finder.Kind kind : order) {
        double speed = time(kind);
        if (round >= 0) {
          requireNonNull(speeds.get(kind.name()))[round] = speed;
        }
      }
      out.print(round < 0 ? "  warmed up; round" : " " + (round + 1));
      out.flush();
    }
    out.println();
    return speeds;
  }

  private double time(Finder.Kind kind) throws IOException {
    Counter counter = new Counter();
    try (Finder finder = kind.open(counter)) {
      System.gc();
      long begin = System.nanoTime();
      for (List<Arrival> signal : signals) {
        for (Arrival arrival : signal) {
          finder.take(arrival);
        }
      }
      long nanos = System.nanoTime() - begin;
      if (counter.count == 0) {
        throw new IllegalStateException(kind.name() + " found nothing");
      }
      return signals.size() * NANOS / nanos;
    }
  }

  /** The middle one, or the mean of the two in the middle. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static final class Counter implements Finder.Findings {
    private long count;

    @Override
    public void told(AgencyNews.Matched news) {
      count += news.told().size();
    }

    @Override
    public void pair(String agency, String token, Posting earlier, Posting later) {
      count++;
    }
  }
}
