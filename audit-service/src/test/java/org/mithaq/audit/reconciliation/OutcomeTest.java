package org.mithaq.audit.reconciliation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Laws of what two tallies say of each other. */
class OutcomeTest {

  private static Tally of(long first, List<byte[]> payloads) {
    Tally tally = Tally.from(first);
    for (byte[] payload : payloads) {
      tally = tally.plus(payload);
    }
    return tally;
  }

  private static Outcome compare(Tally ours, Tally theirs) {
    return Outcome.of(ours.number(), Optional.of(ours), theirs, false);
  }

  private static List<byte[]> payloads(Random random) {
    List<byte[]> payloads = new ArrayList<>();
    for (int i = 0; i < 2 + random.nextInt(20); i++) {
      payloads.add((i + " " + random.nextLong()).getBytes(UTF_8));
    }
    return payloads;
  }

  @Test
  void theDigestIsThatOfTheEmittersContract() {
    Tally tally =
        of(1, List.of("{\"a\":1}".getBytes(UTF_8), new byte[0], "{\"a\":2}".getBytes(UTF_8)));
    assertThat(Base64.getEncoder().encodeToString(tally.digest()))
        .isEqualTo("jOK3tdtzj0sGKJ69ozqKhY+BeyoK42NJGUbvQxY+y8Q=");
  }

  @Test
  void onlyTheSameInTheSameOrderAgrees() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<byte[]> payloads = payloads(random);
      long first = 1 + random.nextInt(1000);
      Tally ours = of(first, payloads);
      assertThat(compare(ours, of(first, new ArrayList<>(payloads)))).isEqualTo(Outcome.AGREE);
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
      assertThat(compare(ours, of(first, lost))).as("seed %d", seed).isEqualTo(Outcome.AHEAD);
      assertThat(compare(of(first, lost), ours)).as("seed %d", seed).isEqualTo(Outcome.BEHIND);
      assertThat(compare(ours, of(first, doubled))).as("seed %d", seed).isEqualTo(Outcome.BEHIND);
      assertThat(compare(ours, of(first, changed))).as("seed %d", seed).isEqualTo(Outcome.DIFFER);
      assertThat(compare(ours, of(first, swapped))).as("seed %d", seed).isEqualTo(Outcome.DIFFER);
      // One lost and one doubled leave the number as it was.
      lost.add(payloads.getFirst());
      if (at != 0) {
        assertThat(compare(ours, of(first, lost))).as("seed %d", seed).isEqualTo(Outcome.DIFFER);
      }
    }
  }

  @Test
  void aTallyThatBeginsElsewhereIsAnother() {
    Tally ours = new Tally(1, 10, new byte[32]);
    assertThat(compare(ours, new Tally(11, 10, new byte[32]))).isEqualTo(Outcome.DIFFER);
  }

  @Test
  void nothingIsBegunUnlessNothingWasOrSomebodyAnswersForIt() {
    Tally ours = Tally.from(1).plus(new byte[] {1});
    Tally theirs = Tally.from(1).plus(new byte[] {2});
    assertThat(Outcome.of(1, Optional.of(ours), theirs, false)).isEqualTo(Outcome.DIFFER);
    assertThat(Outcome.of(1, Optional.of(ours), theirs, true)).isEqualTo(Outcome.BEGUN);
    assertThat(Outcome.of(1, Optional.of(ours), ours, true)).isEqualTo(Outcome.AGREE);
    assertThat(Outcome.of(1, Optional.empty(), theirs, false)).isEqualTo(Outcome.BEGUN);
    // Numbers that are not the same are never begun with.
    assertThat(Outcome.of(0, Optional.empty(), theirs, true)).isEqualTo(Outcome.BEHIND);
    assertThat(Outcome.of(2, Optional.empty(), theirs, true)).isEqualTo(Outcome.AHEAD);
  }

  @Test
  void aTallyThatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Tally(0, 0, new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Tally(5, 3, new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Tally(1, 0, new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
