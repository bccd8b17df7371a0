package org.mithaq.alert.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.notice.Notice;

/** Who is one, of many who may be. */
class PersonsTest {

  private static final int ABOVE = 3000;

  private static Persons.Pair pair(int a, int b, int score) {
    return new Persons.Pair(a, b, score, false);
  }

  private static Persons.Pair apart(int a, int b) {
    return new Persons.Pair(a, b, -9000, true);
  }

  private static List<List<Integer>> mentions(List<Persons.One> all) {
    return all.stream().map(Persons.One::mentions).toList();
  }

  private static List<List<Integer>> join(int size, Persons.Pair... pairs) {
    return mentions(Persons.join(size, List.of(pairs), ABOVE));
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

  private static final String ME = "nl-kmar";
  private static final String NAME = "person-name=youssef amrani";
  private static final String DAY = "person-day=youssef 1987-03-02";

  private static SignalEvent signal(int n) {
    return SignalEvent.signal(n, n % 2 == 0 ? "ma-dgsn" : "es-gc", ME);
  }

  /** Who is one person, in the only notice that comes of signals which all bear one phone. */
  private static List<Notice.Person> persons(SignalEvent... signals) {
    MemoryCluster cluster = new MemoryCluster();
    for (SignalEvent each : signals) {
      cluster.take(each.bearing("phone", "x").view());
    }
    Map<String, Notice> open = cluster.open(ME);
    assertThat(open).hasSize(1);
    return open.values().iterator().next().explanation().persons();
  }

  @Test
  void noticeTellsInWhichSignalsOnePersonStands() {
    SignalEvent first = signal(1).bearing("vehicle", "v").bearingPerson("suspect", NAME, DAY);
    SignalEvent second = signal(2).bearingPerson("contact", NAME, DAY);
    SignalEvent third = signal(3).bearingPerson("suspect", "person-name=fatima diallo");

    List<Notice.Person> persons = persons(first, second, third);

    assertThat(persons).hasSize(1);
    assertThat(persons.getFirst().signals()).containsExactly(first.id(), second.id());
    assertThat(persons.getFirst().selectors()).containsExactly(1, 0);
    assertThat(persons.getFirst().confidence()).isGreaterThan(0.99);
  }

  @Test
  void whomOneSignalNamesTwiceIsTwo() {
    SignalEvent both =
        signal(1).bearingPerson("suspect", NAME, DAY).bearingPerson("suspect", NAME + " jr");
    SignalEvent father = signal(2).bearingPerson("suspect", NAME, DAY);
    SignalEvent son = signal(3).bearingPerson("suspect", NAME + " jr");

    assertThat(persons(both, father, son))
        .extracting(Notice.Person::signals)
        .containsExactlyInAnyOrder(List.of(both.id(), father.id()), List.of(both.id(), son.id()));
  }

  @Test
  void victimHereAndSuspectThereIsNotToldAsOne() {
    SignalEvent one = signal(1).bearingPerson("suspect", NAME, DAY);
    SignalEvent other = signal(2).bearingPerson("suspect", NAME, DAY);
    SignalEvent victim = signal(3).bearingPerson("victim", NAME, DAY);

    MemoryCluster cluster = new MemoryCluster();
    for (SignalEvent each : List.of(one, other, victim)) {
      cluster.take(each.bearing("phone", "x").view());
    }
    Notice network =
        cluster.open(ME).values().stream()
            .filter(notice -> notice.kind() == Notice.Kind.NETWORK)
            .findFirst()
            .orElseThrow();

    assertThat(network.explanation().persons())
        .extracting(Notice.Person::signals)
        .containsExactly(List.of(one.id(), other.id()));
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
    List<List<Integer>> joined = mentions(Persons.join(size, pairs, ABOVE));
    Collections.shuffle(pairs, random);

    assertThat(mentions(Persons.join(size, pairs, ABOVE))).isEqualTo(joined);
    assertThat(joined.stream().flatMap(List::stream).sorted().toList())
        .isEqualTo(IntStream.range(0, size).boxed().toList());
    for (Persons.Pair each : pairs) {
      if (each.apart()) {
        assertThat(joined).noneMatch(who -> who.contains(each.a()) && who.contains(each.b()));
      }
    }
  }
}
