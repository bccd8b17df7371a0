package org.mithaq.alert.surge;

import java.util.Arrays;

/**
 * What is usual on a corridor, on the grid on which it is simulated.
 *
 * @param meanStep signals a day: two to the power of this many sixteenths
 * @param dispersionStep place in {@link #DISPERSIONS}
 * @param weeks how many weeks it rests on
 */
record Baseline(int meanStep, int dispersionStep, int weeks) {

  /** The variance of a day is mean + dispersion × mean². */
  private static final double[] DISPERSIONS = {
    0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0
  };

  private static final double STEPS = 16;
  private static final double LEAST_MEAN = 0.02;
  private static final double MOST_MEAN = 4096;
  private static final int ROUNDS = 4;
  private static final int WEEK = SurgeRules.WEEK;

  /** Half a signal: a corridor without any is rare, not impossible. */
  private static final double HALF = 0.5;

  double mean() {
    return StrictMath.pow(2, meanStep / STEPS);
  }

  double dispersion() {
    return DISPERSIONS[dispersionStep];
  }

  /**
   * How uncertain the mean is: its squared coefficient of variation. Few signals, and what a rate
   * may drift by itself until the middle of the judged days.
   */
  double uncertainty(SurgeRules rules) {
    double day = 1 / mean() + dispersion();
    double squares = (double) weeks * weeks * weeks / 12;
    double slope = shrunk(rules.driftPerWeek(), day / WEEK / squares);
    double lead = weeks / 2.0 + rules.judgedDays() / (2.0 * WEEK);
    return day / (weeks * WEEK) + slope * lead * lead;
  }

  /** The variance of a slope after it was estimated with this error. */
  private static double shrunk(double drift, double error) {
    double prior = drift * drift;
    return prior * error / (prior + error);
  }

  /**
   * Estimates from whole weeks, the oldest first. Weeks that stand out are left out, or an earlier
   * surge would hide the next; a slow trend is followed as far as the drift makes it credible.
   *
   * @param days counts, a multiple of seven
   */
  static Baseline of(SurgeRules rules, int[] days) {
    int weeks = days.length / WEEK;
    double[] totals = new double[weeks];
    double[] ages = new double[weeks];
    for (int i = 0; i < days.length; i++) {
      totals[i / WEEK] += days[i];
    }
    for (int w = 0; w < weeks; w++) {
      ages[w] = weeks - w - HALF + rules.judgedDays() / (2.0 * WEEK);
    }
    double[] sorted = totals.clone();
    Arrays.sort(sorted);
    double median = (sorted[(weeks - 1) / 2] + sorted[weeks / 2]) / 2;
    double mean = median / WEEK;
    double slope = 0;
    double middle = Arrays.stream(ages).sum() / weeks;
    double dispersion = rules.dispersionAbout(Math.max(mean, LEAST_MEAN));
    int kept = weeks;
    for (int round = 0; round < ROUNDS; round++) {
      boolean[] usual = usual(rules, totals, ages, mean, slope, middle, dispersion);
      kept = count(usual);
      if (kept * 2 < weeks) {
        for (int w = 0; w < weeks; w++) {
          usual[w] = totals[w] <= median;
        }
        kept = count(usual);
      }
      double sum = 0;
      middle = 0;
      for (int w = 0; w < weeks; w++) {
        sum += usual[w] ? totals[w] : 0;
        middle += usual[w] ? ages[w] / kept : 0;
      }
      mean = (sum + HALF) / (WEEK * kept);
      slope = slope(rules, totals, ages, usual, sum / kept, middle, mean, dispersion);
      dispersion = dispersion(rules, days, ages, usual, mean, slope, middle);
    }
    double now = Math.max(mean + slope * middle / WEEK, mean / 2);
    return new Baseline(meanStep(now), dispersionStep(dispersion), kept);
  }

  private static boolean[] usual(
      SurgeRules rules,
      double[] totals,
      double[] ages,
      double mean,
      double slope,
      double middle,
      double dispersion) {
    boolean[] usual = new boolean[totals.length];
    for (int w = 0; w < totals.length; w++) {
      double fit = Math.max(WEEK * mean + slope * (middle - ages[w]), HALF);
      double deviation = Math.sqrt(fit * (1 + dispersion * fit / WEEK));
      usual[w] = totals[w] <= fit + rules.outlier() * deviation;
    }
    return usual;
  }

  /** Least squares, a week's total by week, drawn to zero as far as chance makes slopes. */
  private static double slope(
      SurgeRules rules,
      double[] totals,
      double[] ages,
      boolean[] usual,
      double average,
      double middle,
      double mean,
      double dispersion) {
    double squares = 0;
    double products = 0;
    for (int w = 0; w < totals.length; w++) {
      if (usual[w]) {
        double distance = middle - ages[w];
        squares += distance * distance;
        products += distance * (totals[w] - average);
      }
    }
    if (squares == 0 || count(usual) < rules.leastWeeks()) {
      return 0;
    }
    double error = WEEK * mean * (1 + dispersion * mean) / squares;
    double drift = rules.driftPerWeek() * WEEK * mean;
    return products / squares * drift * drift / (drift * drift + error);
  }

  private static double dispersion(
      SurgeRules rules,
      int[] days,
      double[] ages,
      boolean[] usual,
      double mean,
      double slope,
      double middle) {
    double residuals = 0;
    double fits = 0;
    double squares = 0;
    int count = 0;
    for (int i = 0; i < days.length; i++) {
      int week = i / WEEK;
      if (usual[week]) {
        double fit = Math.max(mean + slope * (middle - ages[week]) / WEEK, mean / 4);
        residuals += (days[i] - fit) * (days[i] - fit);
        fits += fit;
        squares += fit * fit;
        count++;
      }
    }
    double variance = residuals / (count - 2);
    double own = Math.max((variance - fits / count) / (squares / count), 0);
    double weight = count * mean / (count * mean + rules.dispersionWeight());
    return weight * own + (1 - weight) * rules.dispersionAbout(mean);
  }

  private static int count(boolean[] usual) {
    int count = 0;
    for (boolean each : usual) {
      count += each ? 1 : 0;
    }
    return count;
  }

  private static int meanStep(double mean) {
    double bounded = Math.clamp(mean, LEAST_MEAN, MOST_MEAN);
    return (int) StrictMath.rint(StrictMath.log(bounded) / StrictMath.log(2) * STEPS);
  }

  /** The nearest by ratio. */
  private static int dispersionStep(double dispersion) {
    int step = 0;
    while (step < DISPERSIONS.length - 1
        && dispersion * dispersion > DISPERSIONS[step] * DISPERSIONS[step + 1]) {
      step++;
    }
    return step;
  }
}
