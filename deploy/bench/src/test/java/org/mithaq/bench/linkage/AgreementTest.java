package org.mithaq.bench.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Counts by hand of what was found and what is true. */
class AgreementTest {

  private static final List<String> TRUTH = List.of("a", "a", "a", "b", "c");

  @Test
  void countsPairs() {
    Agreement pairs = Agreement.ofPairs(TRUTH, List.of(new int[] {0, 1}, new int[] {3, 4}));
    assertThat(pairs.precision()).isEqualTo(0.5);
    assertThat(pairs.recall()).isEqualTo(1.0 / 3, within(1e-9));
    assertThat(pairs.f1()).isEqualTo(0.4, within(1e-9));
  }

  @Test
  void countsWholeClusters() {
    Agreement whole = Agreement.ofWhole(TRUTH, List.of(List.of(0, 1, 2), List.of(3, 4)));
    assertThat(whole.precision()).isEqualTo(0.5);
    assertThat(whole.recall()).isEqualTo(1.0 / 3, within(1e-9));
  }

  @Test
  void countsClustersRecordByRecord() {
    Agreement clusters =
        Agreement.ofClusters(TRUTH, List.of(List.of(0, 1), List.of(2), List.of(3, 4)));
    assertThat(clusters.precision()).isEqualTo(4.0 / 5, within(1e-9));
    assertThat(clusters.recall()).isEqualTo((2.0 / 3 * 2 + 1.0 / 3 + 2) / 5, within(1e-9));
  }

  @Test
  void findsNothingInNothing() {
    assertThat(Agreement.ofPairs(TRUTH, List.of()).f1()).isZero();
  }
}
