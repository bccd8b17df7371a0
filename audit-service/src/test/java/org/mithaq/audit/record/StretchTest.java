package org.mithaq.audit.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StretchTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private static BitSet bits(int... which) {
    BitSet bits = new BitSet();
    for (int i : which) {
      bits.set(i);
    }
    return bits;
  }

  @Test
  void beginsAnewWithEachYear() {
    long year = 2027 * RecordStore.PLACES;
    assertThat(Stretch.first(year)).isEqualTo(year);
    assertThat(Stretch.first(year + 4095)).isEqualTo(year);
    assertThat(Stretch.first(year + 4096)).isEqualTo(year + 4096);
  }

  @Test
  void keepsWhatEachRecordSays() {
    Stretch stretch = new Stretch();
    stretch.mark(0, "agency", "nl-kmar");
    stretch.mark(4095, "agency", "nl-kmar");
    stretch.mark(7, "agency", (String) null);
    stretch.mark(7, "article", List.of("5", "6"));
    assertThat(stretch.marks())
        .isEqualTo(
            Map.of("agency:nl-kmar", bits(0, 4095), "article:5", bits(7), "article:6", bits(7)));
    byte[] stored = Stretch.bytes(stretch.marks().get("agency:nl-kmar"));
    assertThat(stored).hasSize(512);
    assertThat(BitSet.valueOf(stored)).isEqualTo(bits(0, 4095));
  }

  @Test
  void findsTheFirstPlaceOfWhichAnotherSaysSomethingElse() {
    Stretch one = new Stretch();
    Stretch other = new Stretch();
    for (Stretch stretch : List.of(one, other)) {
      stretch.mark(9, "side", "nl-kmar");
      stretch.happened(9, NOON);
    }
    assertThat(one.difference(other)).isEmpty();
    // A map in which nothing is set says as much as none.
    other.stored("side:es-gc", new byte[512]);
    assertThat(one.difference(other)).isEmpty();
    other.happened(4095, NOON);
    assertThat(one.difference(other)).hasValue(4095);
    one.mark(200, "side", "ma-dgsn");
    assertThat(one.difference(other)).hasValue(200);
    assertThat(other.difference(one)).hasValue(200);
    other.mark(3, "side", "nl-kmar");
    assertThat(one.difference(other)).hasValue(3);
  }

  @Test
  void tellsWhatHappenedInAtimeFromItsBeginningToBeforeItsEnd() {
    Stretch stretch = new Stretch();
    stretch.happened(3, NOON);
    stretch.happened(4, NOON.plusNanos(1_000));
    stretch.happened(5, NOON.plusSeconds(60));
    assertThat(stretch.earliest()).contains(NOON);
    assertThat(stretch.latest()).contains(NOON.plusSeconds(60));
    byte[] times = stretch.times();
    assertThat(Stretch.within(times, Optional.of(NOON), Optional.of(NOON.plusNanos(1_000))))
        .isEqualTo(bits(3));
    assertThat(Stretch.within(times, Optional.of(NOON.plusNanos(1_000)), Optional.empty()))
        .isEqualTo(bits(4, 5));
    assertThat(Stretch.within(times, Optional.empty(), Optional.of(NOON.plusSeconds(60))))
        .isEqualTo(bits(3, 4));
    assertThat(Stretch.within(times, Optional.empty(), Optional.empty())).isEqualTo(bits(3, 4, 5));
  }

  @Test
  void roundsTimesAsPostgresDoesAndBearsThoseFarAway() {
    Stretch stretch = new Stretch();
    Instant early = Instant.parse("1969-12-31T23:59:59.999999Z");
    stretch.happened(0, early);
    stretch.happened(1, NOON);
    assertThat(stretch.earliest()).contains(early);
    assertThat(stretch.within(early.minusNanos(500), NOON)).isEqualTo(bits(0));
    assertThat(stretch.within(early.plusNanos(499), NOON)).isEqualTo(bits(0));
    assertThat(stretch.within(early.plusNanos(500), NOON)).isEqualTo(bits());
    assertThat(stretch.within(Instant.MIN, Instant.MAX)).isEqualTo(bits(0, 1));
  }

  @Test
  void isStoredAndReadAgain() {
    Stretch stretch = new Stretch();
    stretch.happened(9, NOON);
    stretch.mark(9, "agency", "nl-kmar");
    stretch.mark(9, "agreement", "pjmg");
    Stretch again = Stretch.stored(stretch.times());
    stretch.marks().forEach((term, bits) -> again.stored(term, Stretch.bytes(bits)));
    assertThat(again.marks()).isEqualTo(stretch.marks());
    assertThat(again.said("agency")).isEqualTo(Map.of("nl-kmar", bits(9)));
    assertThat(again.earliest()).contains(NOON);
  }

  @Test
  void knowsNoTimeWhereNothingSaysWhen() {
    assertThat(new Stretch().earliest()).isEmpty();
    assertThat(new Stretch().latest()).isEmpty();
  }

  @Test
  void findsWhatSaysAllThatIsSought() {
    RecordFilter filter =
        new RecordFilter(
            Optional.of("ma-dgsn"),
            Optional.of("es-gc"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Map<String, BitSet> marks =
        Map.of(
            "side:nl-kmar", bits(1, 2, 3, 4),
            "agency:ma-dgsn", bits(1, 2, 3, 9),
            "recipient:es-gc", bits(1, 2, 4, 9),
            "owner:nl-kmar", bits(2));
    assertThat(Sought.of(filter, Optional.empty()).in(marks)).isEqualTo(bits(1, 2, 9));
    // Who was told besides is known to who acted and to whose information it is.
    assertThat(Sought.of(filter, Optional.of("nl-kmar")).in(marks)).isEqualTo(bits(2));
    assertThat(Sought.of(filter, Optional.of("es-gc")).in(marks)).isEqualTo(bits());
  }
}
