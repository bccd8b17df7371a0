package org.mithaq.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Ranks among measurements. */
class SpreadTest {

  @Test
  void findsWhatAShareDoesNotExceed() {
    double[] values = new double[100];
    for (int i = 0; i < values.length; i++) {
      values[i] = 100 - i;
    }
    Spread spread = new Spread(values);
    assertThat(spread.quantile(0.5)).isEqualTo(50);
    assertThat(spread.quantile(0.99)).isEqualTo(99);
    assertThat(spread.quantile(1)).isEqualTo(100);
    assertThat(spread.median()).isEqualTo(50.5);
    assertThat(spread.least()).isEqualTo(1);
    assertThat(spread.most()).isEqualTo(100);
  }

  @Test
  void knowsTheOnlyOne() {
    Spread one = new Spread(new double[] {3});
    assertThat(one.quantile(0.01)).isEqualTo(3);
    assertThat(one.median()).isEqualTo(3);
  }
}
