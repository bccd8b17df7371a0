package org.mithaq.alert.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Laws of the digest over what was sent. */
class TallyTest {

  private static byte[] hash(byte[] payload) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(payload);
  }

  private static Tally of(List<byte[]> payloads) throws Exception {
    Tally tally = Tally.from(1);
    for (byte[] payload : payloads) {
      tally = tally.plus(tally.number() + 1, hash(payload));
    }
    return tally;
  }

  private static List<byte[]> payloads(Random random) {
    List<byte[]> payloads = new ArrayList<>();
    for (int i = 0; i < 2 + random.nextInt(20); i++) {
      payloads.add((i + " " + random.nextLong()).getBytes(UTF_8));
    }
    return payloads;
  }

  @Test
  void isTheDigestOfTheContract() throws Exception {
    Tally tally =
        of(List.of("{\"a\":1}".getBytes(UTF_8), new byte[0], "{\"a\":2}".getBytes(UTF_8)));
    assertThat(Base64.getEncoder().encodeToString(tally.digest()))
        .isEqualTo("jOK3tdtzj0sGKJ69ozqKhY+BeyoK42NJGUbvQxY+y8Q=");
    assertThat(tally.first()).isOne();
    assertThat(tally.number()).isEqualTo(3);
    assertThat(Tally.from(1).digest()).isEqualTo(new byte[32]);
  }

  @Test
  void isTheSameForTheSameAndAnotherForWhatIsLostDoubledChangedOrSwapped() throws Exception {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<byte[]> payloads = payloads(random);
      byte[] digest = of(payloads).digest();
      assertThat(of(new ArrayList<>(payloads)).digest()).isEqualTo(digest);
      int at = random.nextInt(payloads.size());
      List<byte[]> lost = new ArrayList<>(payloads);
      lost.remove(at);
      List<byte[]> doubled = new ArrayList<>(payloads);
      doubled.add(at, payloads.get(at));
      List<byte[]> changed = new ArrayList<>(payloads);
      byte[] other = payloads.get(at).clone();
      other[random.nextInt(other.length)] ^= 1;
      changed.set(at, other);
      List<byte[]> swapped = new ArrayList<>(payloads);
      Collections.swap(swapped, at, (at + 1) % payloads.size());
      for (List<byte[]> wrong : List.of(lost, doubled, changed, swapped)) {
        assertThat(of(wrong).digest()).as("seed %d", seed).isNotEqualTo(digest);
      }
    }
  }

  @Test
  void beginsAnewWhereSomebodyNumberedWithoutCounting() throws Exception {
    Tally tally = Tally.from(1).plus(1, hash(new byte[] {1})).plus(4, hash(new byte[] {4}));
    assertThat(tally.first()).isEqualTo(4);
    assertThat(tally.number()).isEqualTo(4);
    assertThat(tally.digest()).isEqualTo(Tally.from(4).plus(4, hash(new byte[] {4})).digest());
  }

  @Test
  void cannotBeChangedFromOutsideNorBeWhatItCannotBe() {
    Tally tally = Tally.from(1);
    tally.digest()[0] = 1;
    assertThat(tally.digest()).isEqualTo(new byte[32]);
    assertThatThrownBy(() -> new Tally(0, 0, new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Tally(5, 3, new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Tally(1, 0, new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
