package org.mithaq.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.mithaq.audit.log.EmitterCursor.Verdict;

class EmitterCursorTest {

  private final EmitterCursor cursor = new EmitterCursor("alert", 4);

  @Test
  void takesWhatIsDueAndKnowsWhatWas() {
    assertThat(cursor.take(10, 5)).isEqualTo(Verdict.NEXT);
    assertThat(cursor.take(11, 5)).isEqualTo(Verdict.KNOWN);
    assertThat(cursor.take(12, 1)).isEqualTo(Verdict.KNOWN);
    assertThat(cursor.take(13, 6)).isEqualTo(Verdict.NEXT);
    assertThat(cursor.last()).isEqualTo(6);
    assertThat(cursor.resume(14)).isEqualTo(14);
    assertThat(cursor.rewind()).isFalse();
    assertThat(cursor.stop()).isEmpty();
  }

  @Test
  void holdsItsPlaceAtAgapUntilWhatIsMissingComes() {
    assertThat(cursor.take(10, 7)).isEqualTo(Verdict.HELD);
    assertThat(cursor.take(11, 8)).isEqualTo(Verdict.HELD);
    assertThat(cursor.stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.missing()).isEqualTo(2);
              assertThat(stop.reason()).contains("number 5", "is 7");
            });
    assertThat(cursor.resume(12)).isEqualTo(10);
    assertThat(cursor.rewind()).isFalse();
    assertThat(cursor.take(12, 5)).isEqualTo(Verdict.NEXT);
    assertThat(cursor.take(13, 6)).isEqualTo(Verdict.NEXT);
    assertThat(cursor.resume(14)).isEqualTo(10);
    assertThat(cursor.rewind()).isTrue();
    assertThat(cursor.take(10, 7)).isEqualTo(Verdict.NEXT);
    assertThat(cursor.take(11, 8)).isEqualTo(Verdict.NEXT);
    assertThat(cursor.take(12, 5)).isEqualTo(Verdict.KNOWN);
    assertThat(cursor.stop()).isEmpty();
    assertThat(cursor.resume(14)).isEqualTo(14);
  }

  @Test
  void stopsForGoodAtArecordWithoutAnumber() {
    assertThat(cursor.take(10, 0)).isEqualTo(Verdict.HELD);
    assertThat(cursor.take(11, 5)).isEqualTo(Verdict.HELD);
    assertThat(cursor.stop()).hasValueSatisfying(stop -> assertThat(stop.lasting()).isTrue());
    assertThat(cursor.rewind()).isFalse();
    assertThat(cursor.resume(12)).isEqualTo(10);
  }

  @Test
  void entersEveryNumberOnceInOrderWhateverTheTopicHoldsAsLongAsNothingIsMissing() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Long> topic = new ArrayList<>();
      int count = 1 + random.nextInt(30);
      LongStream.rangeClosed(1, count).forEach(topic::add);
      for (int i = 0; i < 10; i++) {
        topic.add(random.nextInt(topic.size() + 1), 1L + random.nextInt(count));
        int from = random.nextInt(topic.size());
        topic.add(random.nextInt(topic.size()), topic.remove(from));
      }
      EmitterCursor reader = new EmitterCursor("alert", 0);
      List<Long> taken = new ArrayList<>();
      int position = 0;
      while (position < topic.size()) {
        int end = Math.min(topic.size(), position + 1 + random.nextInt(8));
        for (; position < end; position++) {
          if (reader.take(position, topic.get(position)) == Verdict.NEXT) {
            taken.add(topic.get(position));
          }
        }
        long resume = reader.resume(position);
        if (random.nextInt(10) == 0) {
          // A crash: what was committed remains, everything else is forgotten.
          reader = new EmitterCursor("alert", taken.size());
          position = (int) resume;
        } else if (reader.rewind()) {
          position = (int) resume;
        }
      }
      assertThat(taken)
          .as("seed %d, %s", seed, topic)
          .isEqualTo(LongStream.rangeClosed(1, count).boxed().toList());
    }
  }
}
