package org.mithaq.bench.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KindTest {

  private static final int PRIOR = -7000;

  @Test
  void findsTheWeightAndHalfLifeThatMadeThePairs() {
    Random random = new Random(1);
    Kind kind = new Kind();
    for (int i = 0; i < 4000; i++) {
      double days = random.nextInt(300);
      double odds = (PRIOR + 11_000 * Math.pow(0.5, days / 190)) / 1000;
      kind.add(new Kind.Pair(days, 0, random.nextDouble() < 1 / (1 + Math.exp(-odds))));
    }

    Kind.Estimate estimate = kind.estimate(PRIOR, 693);

    assertTrue(estimate.low() <= 11_000 && 11_000 <= estimate.high(), estimate.toString());
    assertTrue(estimate.shortest() <= 190 && 190 <= estimate.longest(), estimate.toString());
    assertTrue(estimate.high() - estimate.low() < 2000, estimate.toString());
  }

  @Test
  void isNotCertainOfWhatWasSeenTwice() {
    Kind kind = new Kind();
    kind.add(new Kind.Pair(0, 0, true));
    kind.add(new Kind.Pair(0, 0, true));

    // Two right and the two that are added: three to one.
    Kind.Estimate estimate = kind.estimate(PRIOR, 693);

    assertEquals(-PRIOR + 1000 * Math.log(3), estimate.weight(), 50);
  }
}
