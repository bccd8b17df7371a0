package org.mithaq.alert.notice;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.mithaq.alert.Contracts;
import org.mithaq.alert.RunningAlert;
import org.mithaq.alert.exchange.SignalEvent;

/** Reading notices, and what is recorded of it. */
@QuarkusTest
class NoticeIT extends RunningAlert {

  @Test
  void pagesHoldEveryOpenNoticeOnce() throws Exception {
    List<SignalEvent> shown = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      shown.add(publishNotice("ma-gr", "es-gc").getFirst());
    }
    for (SignalEvent each : shown) {
      awaitNotice("ma-gr", each);
    }
    Set<String> ids = new LinkedHashSet<>();
    String cursor = "";
    int pages = 0;
    do {
      Response answer =
          as("ma-gr", "analyst")
              .header("Mithaq-Purpose", "investigation")
              .queryParam("state", "open")
              .queryParam("limit", 2)
              .queryParam("cursor", cursor)
              .get("/v1/notices");
      assertThat(answer.statusCode()).isEqualTo(200);
      JsonNode page = JSON.readTree(answer.asString());
      assertThat(page.get("items").size()).isLessThanOrEqualTo(2);
      for (JsonNode item : page.get("items")) {
        assertThat(ids.add(item.get("id").asText())).isTrue();
        ObjectNode event = JSON.createObjectNode().put("agency", "ma-gr");
        event.set("notice", item);
        Contracts.assertKept("alert", "notice", event);
      }
      JsonNode record = record(answer.header("Audit-Record"));
      assertThat(record.get("operation").asText()).isEqualTo("consultation");
      assertThat(record.get("purpose").asText()).isEqualTo("investigation");
      assertThat(record.get("objects")).hasSameSizeAs(page.get("items"));
      cursor = page.get("next").isNull() ? null : page.get("next").asText();
      pages++;
    } while (cursor != null);
    assertThat(ids).hasSizeGreaterThanOrEqualTo(5);
    assertThat(pages).isGreaterThanOrEqualTo(3);
  }

  @Test
  void readingOneNoticeIsRecordedWithItsOwnersAndVersion() throws Exception {
    JsonNode notice =
        awaitNotice("nl-kmar", publishNotice("ma-dgsn", "es-gc", "nl-kmar").getFirst());
    Response answer = as("nl-kmar", "analyst").get("/v1/notices/" + notice.get("id").asText());

    JsonNode record = record(answer.header("Audit-Record"));

    assertThat(record.get("agency").asText()).isEqualTo("nl-kmar");
    assertThat(record.get("user").asText()).isEqualTo("user@nl-kmar");
    assertThat(record.get("owners").toString()).isEqualTo("[\"es-gc\",\"ma-dgsn\"]");
    assertThat(record.at("/objects/0/id").asText()).isEqualTo(notice.get("id").asText());
    assertThat(record.at("/objects/0/version").asInt()).isOne();
    assertThat(record.get("agreement").asText()).isEqualTo("triangular");
    assertThat(record.get("agreementVersion").asInt()).isOne();
  }

  @Test
  void recallIsAcknowledgedOnceForEachVersion() throws Exception {
    List<SignalEvent> pair = publishNotice("ma-dgsn", "es-gc", "nl-kmar");
    awaitNotice("nl-kmar", pair.getFirst());
    awaitNotice("ma-dgsn", pair.getFirst());
    exchange.publish(pair.getLast().version(2));
    String recall = awaitRecall("nl-kmar", pair.getLast()).get("id").asText();
    String path = "/v1/notices/" + recall + "/acknowledgement";
    assertThat(page("nl-kmar", path).get("acknowledged").isNull()).isTrue();
    await().atMost(LONG).until(() -> overdue("nl-kmar", "analyst").contains("nl-kmar " + recall));
    assertThat(overdue("nl-kmar", "analyst")).allMatch(each -> each.startsWith("nl-kmar "));
    assertThat(overdue("fr-oltim", "oversight")).contains("nl-kmar " + recall);
    assertThat(overdue("fr-oltim", "analyst")).noneMatch(each -> each.endsWith(recall));
    assertThat(overdue("es-gc", "oversight"))
        .as("whom its signals were shown to")
        .noneMatch(each -> each.endsWith(recall));

    Response early = acknowledge("nl-kmar", path, 2);
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.jsonPath().getString("type"))
        .isEqualTo("urn:mithaq:problem:version-superseded");
    assertThat(acknowledge("fr-oltim", path, 1).statusCode()).isEqualTo(404);
    Response first = acknowledge("nl-kmar", path, 1);
    Response again = acknowledge("nl-kmar", path, 1);

    assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.asString()).isEqualTo(first.asString());
    assertThat(again.header("Audit-Record")).isEqualTo(first.header("Audit-Record"));
    JsonNode record = record(first.header("Audit-Record"));
    Contracts.assertKept("alert", "record", record);
    assertThat(record.get("operation").asText()).isEqualTo("consultation");
    assertThat(record.get("justification").asText()).isEqualTo("acknowledgement");
    assertThat(record.at("/objects/0/id").asText()).isEqualTo(recall);
    assertThat(record.at("/objects/0/version").asInt()).isOne();
    assertThat(record.get("owners").toString()).isEqualTo("[\"es-gc\"]");
    assertThat(page("nl-kmar", path).at("/acknowledged/by").asText()).isEqualTo("user@nl-kmar");
    assertThat(overdue("fr-oltim", "oversight")).doesNotContain("nl-kmar " + recall);
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(overdue("fr-oltim", "oversight"))
                    .as("each agency for itself")
                    .contains("ma-dgsn " + recall));

    exchange.publish(pair.getLast().version(2).withdrawn());
    await().atMost(LONG).until(() -> page("nl-kmar", path).get("version").asInt() == 2);
    assertThat(page("nl-kmar", path).at("/acknowledged/version").asInt()).isOne();
    await().atMost(LONG).until(() -> overdue("nl-kmar", "analyst").contains("nl-kmar " + recall));
    assertThat(acknowledge("nl-kmar", path, 1).statusCode()).isEqualTo(409);
    assertThat(acknowledge("nl-kmar", path, 2).statusCode()).isEqualTo(201);
    assertThat(overdue("nl-kmar", "analyst")).doesNotContain("nl-kmar " + recall);
  }

  @Test
  void recallOfAVictimsSignalIsAcknowledgedByWhoIsShownIt() throws Exception {
    String value = value();
    SignalEvent victim =
        signal("ma-dgsn", "nl-kmar")
            .bearing("document", value)
            .bearing("person", "victim", value());
    exchange.publish(victim);
    exchange.publish(signal("es-gc", "nl-kmar").bearing("document", value));
    awaitNotice("nl-kmar", victim, "analyst", "safeguarding");
    exchange.publish(victim.version(2));
    String recall = NoticeId.of(Notice.Kind.RECALL, "triangular", victim.id());
    await()
        .atMost(LONG)
        .until(() -> as("nl-kmar", "analyst").get("/v1/notices/" + recall).statusCode() == 200);
    String path = "/v1/notices/" + recall + "/acknowledgement";

    Response blind = acknowledge("nl-kmar", path, 1);
    assertThat(blind.statusCode()).isEqualTo(403);
    assertThat(blind.jsonPath().getString("type")).isEqualTo("urn:mithaq:problem:forbidden");
    assertThat(page("nl-kmar", path).get("acknowledged").isNull()).isTrue();
    assertThat(acknowledge("nl-kmar", path, 1, "analyst", "safeguarding").statusCode())
        .isEqualTo(201);
  }

  private static Response acknowledge(String agency, String path, int version) {
    return acknowledge(agency, path, version, "analyst");
  }

  private static Response acknowledge(String agency, String path, int version, String... groups) {
    return as(agency, groups)
        .contentType("application/json")
        .body("{\"version\":" + version + "}")
        .post(path);
  }

  /** Every overdue acknowledgement that a user is shown, two a page, as agency and notice. */
  private static List<String> overdue(String agency, String group) throws Exception {
    List<String> overdue = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          page(agency, "/v1/acknowledgements?state=overdue&limit=2&cursor=" + cursor, group);
      page.get("items")
          .forEach(
              item -> overdue.add(item.get("agency").asText() + " " + item.get("notice").asText()));
      cursor = page.get("next").isNull() ? null : page.get("next").asText();
    } while (cursor != null);
    assertThat(overdue).doesNotHaveDuplicates();
    return overdue;
  }

  @Test
  void everyVersionThatEntersAFeedIsDisclosedOnce() throws Exception {
    String id =
        awaitNotice("fr-oltim", publishNotice("ma-dgsn", "es-gc", "fr-oltim").getFirst())
            .get("id")
            .asText();
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              List<JsonNode> disclosures = new ArrayList<>();
              for (ConsumerRecord<String, byte[]> each : records()) {
                JsonNode record = JSON.readTree(each.value());
                if (record.get("operation").asText().equals("disclosure")
                    && record.at("/objects/0/id").asText().equals(id)) {
                  disclosures.add(record);
                }
              }
              assertThat(disclosures)
                  .extracting(each -> each.get("agency").asText())
                  .containsExactlyInAnyOrder("ma-dgsn", "es-gc", "fr-oltim");
            });
  }

  @Test
  void recordsAreNumberedWithoutGapsAndKeptUntilTheLogHasThem() throws Exception {
    publishNotice("ma-dgsn", "es-gc", "nl-kmar");
    as("nl-kmar", "analyst").get("/v1/notices");
    assertThat(pending()).isPositive();

    List<Long> numbers = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> each : records()) {
      Contracts.assertKept("alert", "record", JSON.readTree(each.value()));
      assertThat(header(each, "ce_id")).isEqualTo(each.key());
      assertThat(header(each, "ce_type")).isEqualTo("mithaq.record.v1");
      numbers.add(Long.valueOf(header(each, "ce_sequence")));
    }
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isEqualTo(i + 1);
    }
    await()
        .atMost(LONG)
        .until(
            () -> {
              List<ConsumerRecord<String, byte[]>> all = records();
              exchange.logged(Long.parseLong(header(all.getLast(), "ce_sequence")));
              return pending() == 0;
            });
  }

  @Test
  void whatWasSentIsStatedOnceAllOfItIsOnTheTopic() throws Exception {
    awaitNotice("nl-kmar", publishNotice("ma-dgsn", "es-gc", "nl-kmar").getFirst());
    as("nl-kmar", "analyst").get("/v1/notices");
    String late = UUID.randomUUID().toString();
    exchange.ask(late, Instant.now().minusSeconds(3600));
    String asked = UUID.randomUUID().toString();
    exchange.ask(asked, Instant.now().plusSeconds(3600));

    await().atMost(LONG).until(() -> statements().containsKey(asked));
    JsonNode said = statements().get(asked);

    Contracts.assertKept("alert", "statement", said);
    assertThat(said.get("first").asLong()).isOne();
    long number = said.get("number").asLong();
    assertThat(number).isPositive();
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    byte[] digest = new byte[32];
    for (ConsumerRecord<String, byte[]> each : records()) {
      if (Long.parseLong(header(each, "ce_sequence")) <= number) {
        byte[] hash = sha256.digest(each.value());
        sha256.update(digest);
        digest = sha256.digest(hash);
      }
    }
    assertThat(said.get("digest").asText()).isEqualTo(Base64.getEncoder().encodeToString(digest));
    assertThat(statements()).doesNotContainKey(late);
  }

  /** What the topic says of what was sent, by the reconciliations that asked. */
  private static Map<String, JsonNode> statements() throws Exception {
    Map<String, JsonNode> statements = new HashMap<>();
    for (ConsumerRecord<String, byte[]> each : topic("mithaq.disclosures.alert")) {
      if (header(each, "ce_type").equals("mithaq.statement.v1")) {
        assertThat(each.headers().lastHeader("ce_sequence")).isNull();
        JsonNode said = JSON.readTree(each.value());
        statements.put(said.get("reconciliation").asText(), said);
      }
    }
    return statements;
  }

  /** Each once: what nobody knew whether it had come is sent again. */
  private static List<ConsumerRecord<String, byte[]>> records() {
    Set<String> known = new HashSet<>();
    return topic("mithaq.disclosures.alert").stream()
        .filter(each -> !header(each, "ce_type").equals("mithaq.statement.v1"))
        .filter(each -> known.add(header(each, "ce_sequence") + " " + header(each, "ce_id")))
        .toList();
  }

  @Test
  void lagsComeToNothing() {
    publishNotice("ma-dgsn", "es-gc", "nl-kmar");
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(given().get("/q/metrics").asString())
                    .contains("\nmithaq_matching_lag 0.0")
                    .contains("\nmithaq_feed_lag 0.0"));
  }

  @Test
  void noticesOnTheTopicKeepTheirContractAndEachAgencyItsPartition() throws Exception {
    awaitNotice("nl-kmar", publishNotice("ma-dgsn", "es-gc", "nl-kmar").getFirst());
    Map<String, Integer> partitions = new HashMap<>();
    for (ConsumerRecord<String, byte[]> each : topic("mithaq.notices")) {
      JsonNode event = JSON.readTree(each.value());
      Contracts.assertKept("alert", "notice", event);
      String agency = event.get("agency").asText();
      assertThat(each.key()).isEqualTo(agency + "/" + event.at("/notice/id").asText());
      assertThat(partitions.merge(agency, each.partition(), (a, b) -> a.equals(b) ? a : -1))
          .isNotNegative();
    }
  }

  private static double pending() {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("mithaq_outbox_pending "))
        .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode record(String id) throws Exception {
    assertThat(id).isNotNull();
    return JSON.readTree(
        await()
            .atMost(LONG)
            .until(
                () ->
                    topic("mithaq.disclosures.alert").stream()
                        .filter(each -> id.equals(each.key()))
                        .findFirst()
                        .orElse(null),
                Objects::nonNull)
            .value());
  }
}
