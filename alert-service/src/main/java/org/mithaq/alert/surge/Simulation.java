package org.mithaq.alert.surge;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How far the sum of a corridor goes by chance: its own usual rate, dispersion and their
 * uncertainty, run many times through the same sum. Seeded by what is usual, so that it comes out
 * the same everywhere and does not tremble from day to day.
 */
final class Simulation {

  /** Where the tail begins that is taken for exponential: one path in a hundred. */
  private static final int TAIL_PART = 100;

  /** Only this part of the sums is kept; lower ones say nothing. */
  private static final int KEPT_PART = 10;

  private static final double LEAST = 1e-290;

  private final double[] highest;
  private final int paths;
  private final int tail;
  private final double decay;

  private Simulation(double[] highest, int paths) {
    this.highest = highest;
    this.paths = paths;
    this.tail = paths / TAIL_PART;
    double excess = 0;
    for (int i = 0; i < tail; i++) {
      excess += highest[i] - highest[tail];
    }
    this.decay = excess > 0 ? tail / excess : 1;
  }

  static Simulation of(SurgeRules rules, Baseline usual) {
    SplittableRandom random =
        new SplittableRandom(
            (((long) usual.meanStep() << Short.SIZE) + usual.dispersionStep() << Short.SIZE)
                + usual.weeks());
    // Log-normal about the mean: the rate is not known exactly, and may drift.
    double spread = Math.sqrt(StrictMath.log(1 + usual.uncertainty(rules)));
    double size = 1 / usual.dispersion();
    Cusum cusum = new Cusum(rules, usual);
    double[] sums = new double[rules.paths()];
    for (int path = 0; path < sums.length; path++) {
      double rate = usual.mean() * StrictMath.exp(spread * normal(random) - spread * spread / 2);
      double none = StrictMath.exp(size * StrictMath.log(size / (size + rate)));
      double ratio = rate / (size + rate);
      cusum.restart();
      for (int day = 0; day < rules.judgedDays(); day++) {
        cusum.add(draw(random.nextDouble(), size, none, ratio));
      }
      sums[path] = cusum.peak();
    }
    Arrays.sort(sums);
    double[] highest = new double[sums.length / KEPT_PART];
    for (int i = 0; i < highest.length; i++) {
      highest[i] = sums[sums.length - 1 - i];
    }
    return new Simulation(highest, sums.length);
  }

  /** A negative binomial count, by inversion. */
  private static int draw(double uniform, double size, double none, double ratio) {
    int count = 0;
    double probability = none;
    double left = uniform - probability;
    while (left > 0 && probability > LEAST) {
      probability *= ratio * (size + count) / (count + 1);
      left -= probability;
      count++;
    }
    return count;
  }

  private static double normal(SplittableRandom random) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  /** How probable it is that the sum reaches as far on a usual day; 1 where that is common. */
  double probability(double sum) {
    if (sum <= highest[highest.length - 1]) {
      return 1;
    }
    if (sum > highest[tail]) {
      return (double) tail / paths * StrictMath.exp(-decay * (sum - highest[tail]));
    }
    int above = 0;
    while (highest[above] >= sum) {
      above++;
    }
    return (double) above / paths;
  }

  /** The sum that is reached with this probability. */
  double threshold(double probability) {
    double rank = probability * paths;
    return rank >= tail
        ? highest[Math.min((int) rank, highest.length - 1)]
        : highest[tail] + StrictMath.log(tail / rank) / decay;
  }
}
