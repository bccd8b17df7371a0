package org.mithaq.audit.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.record.Decision;
import org.mithaq.audit.record.Disclosure;
import org.mithaq.audit.record.Field;
import org.mithaq.audit.record.InClear;
import org.mithaq.audit.record.Operation;
import org.mithaq.audit.record.RecordMapper;
import org.mithaq.audit.record.RecordObject;
import org.mithaq.audit.record.StoredRecord;

class VisibilityTest {

  /** nl-kmar has read signals of ma-dgsn and es-gc on one page. */
  private static Disclosure reading(RecordObject... objects) {
    return new Disclosure(
        UUID.fromString("0196a1d2-5b20-7000-8000-000000000001"),
        "exchange-joint",
        Instant.parse("2026-03-02T22:14:05.123Z"),
        Operation.CONSULTATION,
        Decision.PERMITTED,
        null,
        "nl-kmar",
        "j.devries",
        List.of("es-gc", "ma-dgsn"),
        List.of("nl-kmar"),
        List.of(objects),
        "triangular",
        1,
        List.of("5"),
        "investigation",
        "because");
  }

  private static RecordObject signal(String id, String owner) {
    return new RecordObject("signal", id, 1, owner);
  }

  private static RecordView view(String agency, boolean oversight, Disclosure record) {
    StoredRecord stored =
        new StoredRecord(
            record.id(),
            record.emitter(),
            StoredRecord.State.READABLE,
            Optional.empty(),
            new byte[32],
            Optional.empty(),
            InClear.NOTHING);
    return RecordView.of(new Caller(agency, "u", oversight), stored, Optional.of(record));
  }

  @Test
  void oversightAndWhoActedSeeAll() {
    Disclosure record = reading(signal("a", null), signal("b", null));
    for (RecordView view :
        List.of(view("nl-kmar", false, record), view("fr-oltim", true, record))) {
      assertThat(view.withheld()).isEmpty();
      assertThat(view.user()).isEqualTo("j.devries");
      assertThat(view.justification()).isEqualTo("because");
      assertThat(view.owners()).containsExactly("es-gc", "ma-dgsn");
      assertThat(view.objects()).hasSize(2);
    }
  }

  @Test
  void anOwnerAmongSeveralIsNotToldOfTheOthers() {
    RecordView view = view("ma-dgsn", false, reading(signal("a", null), signal("b", null)));
    assertThat(view.agency()).isEqualTo("nl-kmar");
    assertThat(view.agreement()).isEqualTo("triangular");
    assertThat(view.recipients()).containsExactly("nl-kmar");
    assertThat(view.owners()).containsExactly("ma-dgsn");
    assertThat(view.objects()).isEmpty();
    assertThat(view.user()).isNull();
    assertThat(view.justification()).isNull();
    assertThat(view.withheld()).containsExactly("user", "owners", "objects", "justification");
  }

  @Test
  void whereEachObjectNamesItsOwnerAnOwnerSeesItsOwn() {
    RecordView view = view("ma-dgsn", false, reading(signal("a", "ma-dgsn"), signal("b", "es-gc")));
    assertThat(view.objects()).extracting(RecordView.ObjectView::id).containsExactly("a");
    assertThat(view.objects()).extracting(RecordView.ObjectView::owner).containsExactly("ma-dgsn");
  }

  @Test
  void whoWasToldIsNotToldWhoElseWas() {
    Disclosure sharing =
        new Disclosure(
            UUID.fromString("0196a1d2-5b20-7000-8000-000000000001"),
            "exchange-joint",
            Instant.EPOCH,
            Operation.COLLECTION,
            Decision.PERMITTED,
            null,
            "ma-dgsn",
            "s.benali",
            List.of("ma-dgsn"),
            List.of("es-gc", "nl-kmar"),
            List.of(signal("a", null)),
            "triangular",
            1,
            List.of("5"),
            null,
            null);
    RecordView view = view("nl-kmar", false, sharing);
    assertThat(view.recipients()).containsExactly("nl-kmar");
    assertThat(view.objects()).hasSize(1);
    assertThat(view.owners()).containsExactly("ma-dgsn");
    assertThat(view.withheld()).containsExactly("user", "recipients", "justification");
  }

  @Test
  void aReceiptOpensNoMoreThanTheView() {
    Disclosure record = reading(signal("a", null), signal("b", null));
    Visibility visible = new Visibility(new Caller("ma-dgsn", "u", false), Optional.of(record));
    List<String> open =
        new RecordMapper()
            .fields(new RecordMapper().write(record)).stream()
                .map(Field::name)
                .filter(visible::open)
                .toList();
    assertThat(open)
        .containsExactlyInAnyOrder(
            "id",
            "emitter",
            "at",
            "operation",
            "decision",
            "reason",
            "agency",
            "owners/1",
            "recipients",
            "recipients/0",
            "agreement",
            "agreementVersion",
            "articles",
            "articles/0",
            "purpose");
    assertThat(visible.open("added-later")).isFalse();
  }

  @Test
  void ofWhatCannotBeReadOnlyOversightSeesAnything() {
    assertThat(new Visibility(new Caller("nl-kmar", "u", false), Optional.empty()).open("payload"))
        .isFalse();
    assertThat(new Visibility(new Caller("nl-kmar", "u", true), Optional.empty()).open("payload"))
        .isTrue();
  }
}
