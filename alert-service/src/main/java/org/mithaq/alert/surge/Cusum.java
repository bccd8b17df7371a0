package org.mithaq.alert.surge;

/**
 * A cumulative sum over the days of a corridor: of each day's log-likelihood ratio, negative
 * binomial, of a rate that has risen against the usual one. It never falls below zero, and begins
 * anew when the days since its peak speak for the usual rate.
 */
final class Cusum {

  private final double perSignal;
  private final double perDay;
  private final double endNats;
  private double sum;
  private double peak;
  private int length;

  Cusum(SurgeRules rules, Baseline usual) {
    double mean = usual.mean();
    double size = 1 / usual.dispersion();
    double risen = rules.factor() * mean;
    this.perSignal = StrictMath.log(rules.factor() * (size + mean) / (size + risen));
    this.perDay = size * StrictMath.log((size + risen) / (size + mean));
    this.endNats = rules.endNats();
  }

  /** Takes the next day in. */
  void add(int count) {
    double next = sum + count * perSignal - perDay;
    if (next <= 0 || peak - next >= endNats) {
      restart();
      return;
    }
    sum = next;
    peak = Math.max(peak, next);
    length++;
  }

  void restart() {
    sum = 0;
    peak = 0;
    length = 0;
  }

  /** How far it has been since it was last zero, nats. */
  double peak() {
    return peak;
  }

  /** For how many days, the last one included, it has been above zero. */
  int length() {
    return length;
  }
}
