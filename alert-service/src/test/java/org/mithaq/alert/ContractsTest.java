package org.mithaq.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mithaq.alert.agreement.Register;
import org.mithaq.alert.agreement.RegisterMapper;
import org.mithaq.alert.agreement.Standing;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.matching.SignalMapper;
import org.mithaq.alert.notice.NoticeMapper;
import org.mithaq.alert.outbox.DisclosureRecord;
import org.mithaq.alert.outbox.Question;
import org.mithaq.alert.outbox.RecordMapper;
import org.mithaq.alert.outbox.Statement;
import org.mithaq.alert.outbox.Tally;

/**
 * Every example of what is read is understood; every example of what is written keeps its schema.
 */
class ContractsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everyExampleOfASignalIsUnderstood() throws Exception {
    for (Map.Entry<String, byte[]> example : Contracts.examples("exchange", "signal").entrySet()) {
      JsonNode node = JSON.readTree(example.getValue());
      Contracts.assertKept("exchange", "signal", node);

      SignalMapper.Reading reading =
          new SignalMapper(JSON, 1).read(node.get("id").asText(), example.getValue());

      assertThat(reading).as(example.getKey()).isInstanceOf(SignalMapper.Reading.Read.class);
      SignalMapper.Reading.Read read = (SignalMapper.Reading.Read) reading;
      assertThat(read.view().active()).isEqualTo("active".equals(node.get("state").asText()));
      assertThat(read.view().selectors()).hasSameSizeAs(node.get("selectors"));
      assertThat(read.view().toString()).doesNotContain("1:");
    }
  }

  @Test
  void ofAViewByTwoKeysEachIsReadWhole() throws Exception {
    byte[] example = Contracts.examples("exchange", "signal").get("two-keys.json");
    String id = JSON.readTree(example).get("id").asText();
    for (int epoch : List.of(1, 2)) {
      SignalMapper.Reading.Read read =
          (SignalMapper.Reading.Read) new SignalMapper(JSON, epoch).read(id, example);
      assertThat(read.otherKey()).isFalse();
      assertThat(read.view().selectors())
          .allSatisfy(selector -> assertThat(selector.tokens()).isNotEmpty());
      assertThat(read.view().postings().keySet()).allMatch(token -> token.startsWith(epoch + ":"));
      assertThat(read.view().selectors()).anyMatch(selector -> selector.nameFilters().size() == 1);
    }
  }

  @Test
  void fieldsOfLaterVersionsAreIgnored() throws Exception {
    byte[] example = Contracts.examples("exchange", "signal").get("active.json");
    ObjectNode node = (ObjectNode) JSON.readTree(example);
    node.put("added", 1);

    assertThat(
            new SignalMapper(JSON, 1).read(node.get("id").asText(), JSON.writeValueAsBytes(node)))
        .isInstanceOf(SignalMapper.Reading.Read.class);
  }

  @Test
  void everyExampleOfTheRegisterIsUnderstood() throws Exception {
    Clock clock = Clock.fixed(Instant.parse("2026-03-02T21:00:01Z"), ZoneOffset.UTC);
    Register register = new Register(clock, Duration.ofSeconds(5));
    for (String event : List.of("agreement", "partner", "heartbeat")) {
      for (Map.Entry<String, byte[]> example : Contracts.examples("exchange", event).entrySet()) {
        JsonNode node = JSON.readTree(example.getValue());
        Contracts.assertKept("exchange", event, node);
        String id = node.path(event.equals("partner") ? "agency" : "id").asText("joint");
        RegisterMapper.tell(register, event + "/" + id, example.getValue());
      }
    }

    assertThat(register.isHeard()).isTrue();
    assertThat(register.isActive("nl-kmar")).isTrue();
    assertThat(register.isActive("ma-gr")).isFalse();
    assertThat(register.standing("nl-kmar", "pjmg", List.of("5")))
        .isEqualTo(new Standing.Refused(Standing.Reason.SUSPENDED));
  }

  @Test
  void everyExampleOfANoticeIsKeptAndWrittenTheSame() throws Exception {
    for (byte[] example : Contracts.examples("alert", "notice").values()) {
      Contracts.assertKept("alert", "notice", JSON.readTree(example));
      byte[] written = NoticeMapper.event(NoticeMapper.readEvent(example));

      Contracts.assertKept("alert", "notice", JSON.readTree(written));
      JsonNode again = JSON.readTree(written);
      again.at("/notice/signals").forEach(signal -> ((ObjectNode) signal).remove("sheltered"));
      assertThat(again).isEqualTo(JSON.readTree(example));
    }
  }

  @Test
  void recordsKeepTheirContract() throws Exception {
    for (byte[] example : Contracts.examples("alert", "record").values()) {
      Contracts.assertKept("alert", "record", JSON.readTree(example));
    }
    DisclosureRecord record =
        new DisclosureRecord(
            UUID.fromString("0196a1d2-5b20-7000-8000-000000000011"),
            Instant.parse("2026-03-02T22:14:05.123Z"),
            DisclosureRecord.Operation.DISCLOSURE,
            null,
            "nl-kmar",
            null,
            List.of("ma-dgsn", "es-gc"),
            List.of("nl-kmar"),
            List.of(new DisclosureRecord.Thing("notice", "n-3b1f6f0f9f1f4f6e8a0c2d4e6f708192", 1)),
            "triangular",
            1,
            List.of("5"),
            null);
    JsonNode written = JSON.readTree(RecordMapper.write(record));
    Contracts.assertKept("alert", "record", written);
    assertThat(written)
        .isEqualTo(JSON.readTree(Contracts.examples("alert", "record").get("disclosure.json")));
  }

  @Test
  void whatIsStatedKeepsItsContract() throws Exception {
    for (Map.Entry<String, byte[]> example : Contracts.examples("alert", "statement").entrySet()) {
      JsonNode said = JSON.readTree(example.getValue());
      Contracts.assertKept("alert", "statement", said);
      Statement statement =
          new Statement(
              UUID.fromString(said.get("reconciliation").asText()),
              new Tally(
                  said.get("first").asLong(),
                  said.get("number").asLong(),
                  Base64.getDecoder().decode(said.get("digest").asText())),
              Instant.parse(said.get("at").asText()));
      JsonNode written = JSON.readTree(statement.payload());
      Contracts.assertKept("alert", "statement", written);
      assertThat(written).as(example.getKey()).isEqualTo(said);
    }
  }

  @Test
  void everyExampleOfAQuestionOfTheLogIsUnderstood() throws Exception {
    for (byte[] example : Contracts.examples("audit", "reconciliation").values()) {
      ObjectNode node = (ObjectNode) JSON.readTree(example);
      Contracts.assertKept("audit", "reconciliation", node);
      node.put("added", 1);
      Question question = Question.read(JSON.writeValueAsBytes(node)).orElseThrow();
      assertThat(question.id()).hasToString(node.get("id").asText());
      assertThat(question.emitter()).isEqualTo(node.get("emitter").asText());
      assertThat(question.until()).isEqualTo(Instant.parse(node.get("until").asText()));
      node.remove("until");
      assertThat(Question.read(JSON.writeValueAsBytes(node))).isEmpty();
    }
  }

  @Test
  void whatTheTestsPublishIsWhatAnExchangePublishes() throws Exception {
    Contracts.assertKept(
        "exchange",
        "signal",
        SignalEvent.signal(1, "ma-dgsn", "nl-kmar").bearing("phone", "x").endangered().json());
    Contracts.assertKept("exchange", "signal", SignalEvent.signal(1, "ma-dgsn").withdrawn().json());
  }

  @Test
  void reportsOfTheLogKeepTheirContract() throws Exception {
    for (byte[] example : Contracts.examples("audit", "logged").values()) {
      JsonNode node = JSON.readTree(example);
      Contracts.assertKept("audit", "logged", node);
      assertThat(node.get("number").isIntegralNumber()).isTrue();
    }
  }
}
