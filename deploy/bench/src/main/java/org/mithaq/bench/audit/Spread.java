package org.mithaq.bench.audit;

import java.util.Arrays;

/**
 * Several measurements of one thing.
 *
 * @param values them, in their order
 */
record Spread(double[] values) {

  Spread {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    values = values.clone();
    Arrays.sort(values);
  }

  /** The smallest value that this share of all does not exceed: nearest rank. */
  double quantile(double share) {
    int rank = (int) Math.ceil(share * values.length);
    return values[Math.clamp(rank - 1L, 0, values.length - 1)];
  }

  double median() {
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  double least() {
    return values[0];
  }

  double most() {
    return values[values.length - 1];
  }
}
