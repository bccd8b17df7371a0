package org.mithaq.alert.surge;

/**
 * What a surge is taken to be. Rates are of signals a day.
 *
 * @param weeks how many weeks before the judged days are the baseline, at most
 * @param leastWeeks how many there must be for anything to be judged
 * @param judgedDays how many days are judged together; they are never part of their own baseline
 * @param factor the rise for which the sum is designed; rises to less than (factor − 1) / ln factor
 *     times the usual do not add up
 * @param endNats how much evidence for the usual rate ends a surge, nats
 * @param outlier a week this many standard deviations above the others is not usual
 * @param driftPerWeek how fast the usual rate changes by itself, relative, one standard deviation
 * @param dispersion what the dispersion of counts is taken for where nothing is known: the variance
 *     is mean + dispersion × mean²
 * @param clustering what is added to it, by mean: signals come in clusters, also where they are
 *     rare
 * @param dispersionWeight how many signals that is worth
 * @param paths how many courses of the usual are simulated
 * @param recurrenceDays how rare the sum must be: met by chance on one day in as many, or fewer
 * @param falseDiscovery the share of false ones among the warnings of a day, at most
 */
public record SurgeRules(
    int weeks,
    int leastWeeks,
    int judgedDays,
    double factor,
    double endNats,
    double outlier,
    double driftPerWeek,
    double dispersion,
    double clustering,
    int dispersionWeight,
    int paths,
    int recurrenceDays,
    double falseDiscovery) {

  /** Days. */
  public static final int WEEK = 7;

  private static final int LEAST_PATHS = 1000;

  /** Refuses what would warn of everything or of nothing. */
  public SurgeRules {
    require(leastWeeks >= 3 && weeks >= leastWeeks, "weeks of the baseline");
    require(judgedDays >= WEEK, "judged days");
    require(factor > 1, "factor");
    require(endNats > 0, "evidence that ends a surge");
    require(outlier > 0, "outlier");
    require(driftPerWeek >= 0 && driftPerWeek < 1, "drift a week");
    require(dispersion > 0 && clustering >= 0 && dispersionWeight > 0, "dispersion");
    require(paths >= LEAST_PATHS, "simulated paths");
    require(recurrenceDays > 1, "recurrence");
    require(falseDiscovery > 0 && falseDiscovery < 1, "false discoveries");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("a surge cannot be told with these " + what);
    }
  }

  /** What the dispersion about a mean is taken for where nothing is known. */
  double dispersionAbout(double mean) {
    return dispersion + clustering / mean;
  }

  /** How many days enter a judgement. */
  public int window() {
    return weeks * WEEK + judgedDays;
  }
}
