package org.mithaq.alert.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is known of keys without asking for them. */
class KnownKeysTest {

  private static final int MANY = 1_000_000;

  private static byte[] key(int n) {
    return ByteBuffer.allocate(17).put((byte) 2).putInt(n % 3).putLong(n).array();
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

  /** Keys that differ in one byte only, at whatever place, are told apart. */
  @Test
  void looksAtEveryByteOfAKey() {
    KnownKeys known = new KnownKeys();
    known.add(new byte[21]);
    for (int at = 0; at < 21; at++) {
      byte[] other = new byte[21];
      other[at] = 1;
      assertThat(known.mayHold(other)).isFalse();
    }
    assertThat(known.mayHold(new byte[20])).isFalse();
  }
}
