package org.mithaq.bench.estimate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The labelled pairs of signals that share one kind of evidence, and the weight and half-life that
 * explain them best: log-odds of a pair are the prior and what is left of the weight at its age.
 */
final class Kind {

  /** Half of twice the log-likelihood ratio that chance exceeds in one of twenty: 95 %. */
  private static final double WITHIN = 1.92;

  private static final int LEAST = 0;
  private static final int MOST = 20_000;
  private static final int STEP = 100;
  private static final double MILLI = 1000.0;
  private static final int[] HALF_LIVES = {
    30, 45, 60, 90, 110, 130, 160, 190, 230, 280, 340, 400, 500, 700, 1000, 1500, 2000
  };

  /**
   * A pair.
   *
   * @param days between its two observations
   * @param doublings how often the token's frequency has doubled from two on
   * @param right whether both are of one network
   */
  record Pair(double days, int doublings, boolean right) {}

  /**
   * What was estimated, milli-nats.
   *
   * @param weight at frequency two and at once
   * @param low the least weight that is as likely, at 95 %
   * @param high the greatest
   * @param halfLifeDays after how many days half of it is left
   * @param shortest the least half-life that is as likely, at 95 %
   * @param longest the greatest
   */
  record Estimate(int weight, int low, int high, int halfLifeDays, int shortest, int longest) {}

  private final List<Pair> pairs = new ArrayList<>();

  void add(Pair pair) {
    pairs.add(pair);
  }

  int count() {
    return pairs.size();
  }

  int right() {
    return (int) pairs.stream().filter(Pair::right).count();
  }

  /**
   * The likeliest of a grid. One pair right and one wrong, of no age, are added to what was
   * counted: what was never seen to err is not taken for certain.
   *
   * @param prior log-odds of any two signals, milli-nats
   * @param perDoubling what a weight loses each time that the frequency doubles
   */
  Estimate estimate(int prior, int perDoubling) {
    Map<Pair, Integer> counted = new TreeMap<>(ORDER);
    pairs.forEach(
        pair ->
            counted.merge(
                new Pair(Math.rint(pair.days()), pair.doublings(), pair.right()), 1, Integer::sum));
    counted.merge(new Pair(0, 0, true), 1, Integer::sum);
    counted.merge(new Pair(0, 0, false), 1, Integer::sum);
    double best = Double.NEGATIVE_INFINITY;
    int weight = 0;
    int halfLife = 0;
    Map<Integer, Double> ofWeight = new TreeMap<>();
    Map<Integer, Double> ofHalfLife = new TreeMap<>();
    for (int days : HALF_LIVES) {
      for (int tried = LEAST; tried <= MOST; tried += STEP) {
        double likelihood = likelihood(counted, prior, perDoubling, tried, days);
        ofWeight.merge(tried, likelihood, Math::max);
        ofHalfLife.merge(days, likelihood, Math::max);
        if (likelihood > best) {
          best = likelihood;
          weight = tried;
          halfLife = days;
        }
      }
    }
    List<Integer> weights = within(ofWeight, best);
    List<Integer> halfLives = within(ofHalfLife, best);
    return new Estimate(
        weight,
        weights.getFirst(),
        weights.getLast(),
        halfLife,
        halfLives.getFirst(),
        halfLives.getLast());
  }

  private static final Comparator<Pair> ORDER =
      Comparator.comparingDouble(Pair::days)
          .thenComparingInt(Pair::doublings)
          .thenComparing(Pair::right);

  private static List<Integer> within(Map<Integer, Double> likelihoods, double best) {
    return likelihoods.entrySet().stream()
        .filter(each -> each.getValue() >= best - WITHIN)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static double likelihood(
      Map<Pair, Integer> counted, int prior, int perDoubling, int weight, int halfLifeDays) {
    double sum = 0;
    for (Map.Entry<Pair, Integer> each : counted.entrySet()) {
      Pair pair = each.getKey();
      double fresh = Math.max(0, weight - perDoubling * pair.doublings());
      double odds = (prior + fresh * Math.pow(0.5, pair.days() / halfLifeDays)) / MILLI;
      sum -= each.getValue() * Math.log1p(Math.exp(pair.right() ? -odds : odds));
    }
    return sum;
  }
}
