package org.mithaq.alert.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is known of keys without asking for them. */
class KnownKeysTest {

  private static final int MANY = 200_000;

  private static String key(int n) {
    return "triangular|1:" + Integer.toHexString(n);
  }

  @Test
  void forgetsNoKeyThatItSaw() {
    KnownKeys known = new KnownKeys();
    for (int n = 0; n < MANY; n++) {
      known.add(key(n));
      assertThat(known.mayHold(key(n / 2))).isTrue();
    }
    assertThat(IntStream.range(0, MANY).allMatch(n -> known.mayHold(key(n)))).isTrue();
  }

  @Test
  void takesFewKeysToBeSeenThatWereNot() {
    KnownKeys known = new KnownKeys();
    assertThat(IntStream.range(0, MANY).filter(n -> known.mayHold(key(n)))).isEmpty();
    IntStream.range(0, MANY).forEach(n -> known.add(key(n)));
    assertThat(IntStream.range(MANY, 2 * MANY).filter(n -> known.mayHold(key(n))).count())
        .isLessThan(MANY / 50);
  }

  @Test
  void takesEveryKeyToBeSeenOnceItsMemoryIsUsedUp() {
    KnownKeys known = new KnownKeys(1);
    IntStream.range(0, MANY).forEach(n -> known.add(key(n)));
    assertThat(IntStream.range(0, 2 * MANY).allMatch(n -> known.mayHold(key(n)))).isTrue();
  }
}
