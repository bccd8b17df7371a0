package org.mithaq.audit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordIntakeTest {

  private final RecordSeal seal = new RecordSeal(new byte[32]);
  private final RecordMapper mapper = new RecordMapper();
  private final RecordIntake intake = new RecordIntake(mapper, seal);
  private final Disclosure record = Records.sharing();

  @Test
  void whatWasSealedOpensToTheSameFieldsAndRoot() {
    byte[] payload = mapper.write(record);
    Prepared prepared = intake.prepare("alert", 1, record.id().toString(), payload);
    assertThat(prepared.id()).isEqualTo(record.id());
    assertThat(prepared.disclosure()).contains(record);
    Opened opened = intake.open(prepared.id(), "alert", prepared.sealed());
    assertThat(opened.disclosure()).contains(record);
    assertThat(opened.commitments().root()).isEqualTo(prepared.root());
  }

  @Test
  void opensNothingOfWhichTheDatabaseSaysAnythingElse() {
    Prepared prepared = intake.prepare(record);
    InClear clear = InClear.of(record, prepared.references());
    StoredRecord stored = stored(prepared, StoredRecord.State.READABLE, clear);
    assertThat(intake.open(stored).orElseThrow().disclosure()).contains(record);
    Map<String, InClear> altered =
        Map.of(
            "sides", toldTo(clear, "fr-oltim"),
            "objects", InClear.of(record, List.of(new byte[16])),
            "at", InClear.NOTHING);
    altered.forEach(
        (part, other) ->
            assertThatThrownBy(
                    () -> intake.open(stored(prepared, StoredRecord.State.READABLE, other)))
                .isInstanceOfSatisfying(
                    AlteredException.class, e -> assertThat(e.part()).isEqualTo(part)));
    for (StoredRecord.State state :
        List.of(StoredRecord.State.UNREADABLE, StoredRecord.State.ERASED)) {
      assertThatThrownBy(() -> intake.open(stored(prepared, state, clear)))
          .isInstanceOf(AlteredException.class);
    }
  }

  private static InClear toldTo(InClear clear, String agency) {
    return new InClear(
        clear.at(),
        clear.operation(),
        clear.decision(),
        clear.agency(),
        clear.owners(),
        clear.recipients(),
        List.of(agency),
        clear.agreement(),
        clear.articles(),
        clear.objects());
  }

  private static StoredRecord stored(Prepared prepared, StoredRecord.State state, InClear clear) {
    return new StoredRecord(
        prepared.id(),
        prepared.emitter(),
        state,
        Optional.empty(),
        prepared.root(),
        Optional.of(prepared.sealed()),
        clear);
  }

  @Test
  void noTwoRecordsThatSayTheSameLookTheSame() {
    byte[] payload = mapper.write(record);
    Prepared one = intake.prepare("alert", 1, record.id().toString(), payload);
    Prepared other = intake.prepare("alert", 1, record.id().toString(), payload);
    assertThat(one.root()).isNotEqualTo(other.root());
    assertThat(one.sealed().content()).isNotEqualTo(other.sealed().content());
    assertThat(new String(one.sealed().content(), StandardCharsets.ISO_8859_1))
        .doesNotContain("benali");
  }

  @Test
  void aSealHoldsForOneRecordAndOneKey() {
    Prepared prepared = intake.prepare(record);
    byte[] content = prepared.sealed().content().clone();
    content[20] ^= 1;
    SealedContent changed = new SealedContent(prepared.sealed().wrappedKey(), content);
    assertThatThrownBy(() -> seal.open(prepared.id(), changed))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> seal.open(UUID.randomUUID(), prepared.sealed()))
        .isInstanceOf(IllegalStateException.class);
    byte[] otherKey = new byte[32];
    Arrays.fill(otherKey, (byte) 1);
    assertThatThrownBy(() -> new RecordSeal(otherKey).open(prepared.id(), prepared.sealed()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another key");
    assertThatThrownBy(() -> new RecordSeal(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatCannotBeReadIsKeptWhole() {
    String right = new String(mapper.write(record), StandardCharsets.UTF_8);
    for (String wrong :
        List.of(
            "",
            "{",
            "[]",
            "null",
            right + "x",
            right.replace("\"agency\":\"ma-dgsn\"", "\"agency\":7"),
            right.replace("\"agency\":\"ma-dgsn\"", "\"agency\":\"MA DGSN\""),
            right.replace(
                "\"agency\":\"ma-dgsn\"", "\"agency\":\"ma-dgsn\",\"agency\":\"nl-kmar\""),
            right.replace("\"operation\":\"collection\"", "\"operation\":\"gossip\""),
            right.replace("\"agreementVersion\":1", "\"agreementVersion\":1.5"),
            right.replace("\"purpose\"", "\"more\":0.1,\"purpose\""),
            right.replace("\"purpose\"", "\"objects/0\":1,\"purpose\""),
            right.replace("s.benali", "\\ud800"),
            right.replace("2026-03-02T22", "2026-13-02T22"),
            // What PostgreSQL cannot keep would stop the log for everybody.
            right.replace("2026-03-02T22", "+1000000-03-02T22"),
            right.replace("2026-03-02T22", "-9999-03-02T22"),
            right.replaceFirst("\"articles\":\\[[^]]*]", "\"articles\":[\"5\\\\u0000\"]"),
            right.replaceFirst(
                "\"articles\":\\[[^]]*]", "\"articles\":[\"" + "5".repeat(3000) + "\"]"),
            right.replace("\"emitter\":\"alert\"", "\"emitter\":\"audit\""),
            right.replace("\"owners\":[", "\"owners\":null,\"x\":["))) {
      assertThat(wrong).isNotEqualTo(right);
      byte[] payload = wrong.getBytes(StandardCharsets.UTF_8);
      Prepared prepared = intake.prepare("alert", 9, record.id().toString(), payload);
      assertThat(prepared.disclosure()).as(wrong).isEmpty();
      assertThat(prepared.id()).isEqualTo(record.id());
      Opened opened = intake.open(prepared.id(), "alert", prepared.sealed());
      assertThat(opened.disclosure()).isEmpty();
      assertThat(opened.commitments().root()).isEqualTo(prepared.root());
      assertThat(opened.commitments().all().stream().map(c -> c.field().name()))
          .containsExactly("emitter", "id", "payload", "state");
    }
  }

  @Test
  void anEventWithoutAnIdGetsTheSameOneEveryTime() {
    Prepared one = intake.prepare("alert", 9, "not an id", new byte[0]);
    Prepared again = intake.prepare("alert", 9, null, new byte[] {1});
    Prepared next = intake.prepare("alert", 10, null, new byte[0]);
    assertThat(one.id()).isEqualTo(again.id()).isNotEqualTo(next.id());
    assertThat(one.id().version()).isEqualTo(8);
    assertThat(one.id().variant()).isEqualTo(2);
  }

  @Test
  void anEventsIdIsItsOwnInTheOneWayInWhichItIsWrittenAlone() {
    // Known again by what was written: else its emitter would contradict itself for ever.
    String upper = "0196A1D2-5B20-7000-8000-00000000000A";
    Prepared loud = intake.prepare("alert", 9, upper, new byte[0]);
    assertThat(loud.id().version()).isEqualTo(8);
    assertThat(intake.prepare("alert", 9, upper.toLowerCase(Locale.ROOT), new byte[0]).id())
        .hasToString(upper.toLowerCase(Locale.ROOT));
    // The id that a later event of no id would be given cannot be taken before it.
    UUID later = intake.prepare("alert", 10, null, new byte[0]).id();
    assertThat(intake.prepare("alert", 9, later.toString(), new byte[0]).id())
        .isEqualTo(loud.id())
        .isNotEqualTo(later);
    byte[] taken =
        new String(mapper.write(record), StandardCharsets.UTF_8)
            .replace(record.id().toString(), later.toString())
            .getBytes(StandardCharsets.UTF_8);
    Prepared squatter = intake.prepare("alert", 9, later.toString(), taken);
    assertThat(squatter.disclosure()).isEmpty();
    assertThat(squatter.id()).isEqualTo(loud.id());
  }

  @Test
  void aFieldThatIsAddedWithinTheVersionIsBoundAsWell() {
    byte[] payload =
        new String(mapper.write(record), StandardCharsets.UTF_8)
            .replace("\"purpose\"", "\"added\":{\"b\":[1,true],\"a\":\"\\u00e9\"},\"purpose\"")
            .getBytes(StandardCharsets.UTF_8);
    Prepared prepared = intake.prepare("alert", 1, record.id().toString(), payload);
    assertThat(prepared.disclosure()).contains(record);
    assertThat(mapper.fields(payload))
        .contains(new Field("added", "{\"a\":\"\u00e9\",\"b\":[1,true]}"));
  }

  @Test
  void anObjectIsFoundByItsIdAndToldByNobody() {
    byte[] reference = seal.reference("signal", "x");
    assertThat(reference).hasSize(16).isEqualTo(seal.reference("signal", "x"));
    assertThat(reference)
        .isNotEqualTo(seal.reference("notice", "x"))
        .isNotEqualTo(seal.reference("signal", "y"));
  }

  @Test
  void nothingOfArecordIsInAtext() {
    Prepared prepared = intake.prepare(record);
    Opened opened = intake.open(prepared.id(), "alert", prepared.sealed());
    for (Object thing :
        List.of(
            record,
            prepared,
            prepared.sealed(),
            opened,
            opened.commitments().all().getFirst().field(),
            record.objects().getFirst())) {
      assertThat(thing.toString()).doesNotContain("benali", "signal-1", "nl-kmar");
    }
  }
}
