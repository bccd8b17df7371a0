package org.mithaq.alert.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is one, of many who may be. */
class PersonsTest {

  private static final int ABOVE = 3000;

  private static Persons.Pair pair(int a, int b, int score) {
    return new Persons.Pair(a, b, score, false);
  }

  private static Persons.Pair apart(int a, int b) {
    return new Persons.Pair(a, b, -9000, true);
  }

  private static List<List<Integer>> join(int size, Persons.Pair... pairs) {
    return Persons.join(size, List.of(pairs), ABOVE);
  }

  @Test
  void likelyPairsAreOneAndWhatIsLikelyOneByOneToo() {
    assertThat(join(4, pair(0, 1, 5000), pair(1, 2, 4000), pair(2, 3, 3000)))
        .containsExactly(List.of(0, 1, 2), List.of(3));
  }

  @Test
  void whatManyReportsHaveInCommonIsKnownOnce() {
    assertThat(
            join(
                4,
                pair(0, 1, 5000),
                pair(1, 2, 5000),
                pair(0, 3, 2000),
                pair(1, 3, 2000),
                pair(2, 3, 2000)))
        .containsExactly(List.of(0, 1, 2), List.of(3));
  }

  @Test
  void twoWhoAreKnownToBeTwoAreNeverJoinedByAThird() {
    assertThat(join(3, pair(0, 1, 9000), pair(1, 2, 5000), apart(0, 2)))
        .containsExactly(List.of(0, 1), List.of(2));
  }

  @Test
  void whoMayAsWellBeEitherOfTwoIsNeither() {
    assertThat(join(4, pair(0, 2, 5000), pair(1, 2, 5000), pair(2, 3, 4000), apart(0, 1)))
        .containsExactly(List.of(0), List.of(1), List.of(2, 3));
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nobodyIsJoinedToWhomHeIsKnownNotToBeInWhateverOrder(long seed) {
    Random random = new Random(seed);
    int size = 2 + random.nextInt(20);
    List<Persons.Pair> pairs = new ArrayList<>();
    for (int a = 0; a < size; a++) {
      for (int b = a + 1; b < size; b++) {
        if (random.nextInt(3) == 0) {
          pairs.add(random.nextInt(4) == 0 ? apart(a, b) : pair(a, b, random.nextInt(9) * 1000));
        }
      }
    }
    List<List<Integer>> joined = Persons.join(size, pairs, ABOVE);
    Collections.shuffle(pairs, random);

    assertThat(Persons.join(size, pairs, ABOVE)).isEqualTo(joined);
    assertThat(joined.stream().flatMap(List::stream).sorted().toList())
        .isEqualTo(java.util.stream.IntStream.range(0, size).boxed().toList());
    for (Persons.Pair each : pairs) {
      if (each.apart()) {
        assertThat(joined).noneMatch(who -> who.contains(each.a()) && who.contains(each.b()));
      }
    }
  }
}
