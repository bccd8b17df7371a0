package org.mithaq.alert.surge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says which corridors surge on a day. A pure function of their counts up to that day; what it
 * keeps is simulations, which come out the same whenever they are run.
 */
public final class Judge {

  /** Sums below this are not looked at more closely: chance brings them often. Nats. */
  private static final double WORTH_A_LOOK = 2;

  private static final int SIMULATIONS = 1024;

  private final SurgeRules rules;
  private final Map<Baseline, Simulation> simulations =
      new LinkedHashMap<>(SIMULATIONS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Baseline, Simulation> eldest) {
          return size() > SIMULATIONS;
        }
      };

  /**
   * @param rules what a surge is
   */
  public Judge(SurgeRules rules) {
    this.rules = rules;
  }

  /**
   * What one corridor shows on a day.
   *
   * @param probability how probable a sum as high is on a usual day; 1 where that is not worth a
   *     look
   * @param onset the first day of the rise
   * @param observed signals from the onset on
   * @param expected how many there would usually be
   * @param sum how high the sum has been since the onset, nats: a rise that was warned of once
   *     stands until it is over
   * @param threshold what it must exceed, nats
   */
  public record Reading(
      double probability, long onset, int observed, double expected, double sum, double threshold) {

    static final Reading CALM = new Reading(1, 0, 0, 0, 0, 0);
  }

  /**
   * A corridor that surges.
   *
   * @param reading what it shows
   * @param falseDiscovery the share of false ones among the warnings that are at least as strong
   */
  public record Surge(Reading reading, double falseDiscovery) {}

  /**
   * Reads one corridor.
   *
   * @param day the last day that is over
   * @param first the first day of which anything is known
   */
  public Reading read(Counts counts, long day, long first) {
    Baseline usual = baseline(counts, day, first);
    if (usual == null) {
      return Reading.CALM;
    }
    Cusum cusum = new Cusum(rules, usual);
    int[] now = counts.between(firstJudged(day), day + 1);
    for (int count : now) {
      cusum.add(count);
    }
    if (cusum.peak() < WORTH_A_LOOK) {
      return Reading.CALM;
    }
    int observed = 0;
    for (int i = now.length - cusum.length(); i < now.length; i++) {
      observed += now[i];
    }
    Simulation simulation =
        simulations.computeIfAbsent(usual, baseline -> Simulation.of(rules, baseline));
    return new Reading(
        simulation.probability(cusum.peak()),
        day - cusum.length() + 1,
        observed,
        usual.mean() * cusum.length(),
        cusum.peak(),
        simulation.threshold(1.0 / rules.recurrenceDays()));
  }

  /**
   * How many signals a day are usual on a corridor.
   *
   * @param day the last day that is over
   * @param first the first day of which anything is known
   * @return empty while too little is known
   */
  public OptionalDouble usual(Counts counts, long day, long first) {
    Baseline usual = baseline(counts, day, first);
    return usual == null ? OptionalDouble.empty() : OptionalDouble.of(usual.mean());
  }

  private @Nullable Baseline baseline(Counts counts, long day, long first) {
    long judged = firstJudged(day);
    int weeks = (int) Math.min(rules.weeks(), (judged - first) / SurgeRules.WEEK);
    return weeks < rules.leastWeeks()
        ? null
        : Baseline.of(rules, counts.between(judged - (long) weeks * SurgeRules.WEEK, judged));
  }

  private long firstJudged(long day) {
    return day - rules.judgedDays() + 1;
  }

  /**
   * Which of a day's corridors surge: rare enough for themselves, and rare enough among as many
   * (Benjamini and Hochberg 1995).
   *
   * @param readings by corridor
   */
  public Map<String, Surge> decide(Map<String, Reading> readings) {
    List<Map.Entry<String, Reading>> ordered = new ArrayList<>(readings.entrySet());
    ordered.sort(
        Comparator.comparingDouble(
                (Map.Entry<String, Reading> each) -> each.getValue().probability())
            .thenComparing(Map.Entry::getKey));
    Map<String, Surge> surges = new TreeMap<>();
    double share = 1;
    for (int rank = ordered.size(); rank > 0; rank--) {
      Reading reading = ordered.get(rank - 1).getValue();
      share = Math.min(share, reading.probability() * ordered.size() / rank);
      if (share <= rules.falseDiscovery() && reading.sum() > reading.threshold()) {
        surges.put(ordered.get(rank - 1).getKey(), new Surge(reading, share));
      }
    }
    return surges;
  }

  /** What a surge is. */
  public SurgeRules rules() {
    return rules;
  }
}
