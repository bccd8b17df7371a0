package org.mithaq.exchange.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mithaq.exchange.Exchange.accepted;
import static org.mithaq.exchange.Exchange.as;
import static org.mithaq.exchange.Exchange.assertProblem;
import static org.mithaq.exchange.Exchange.json;
import static org.mithaq.exchange.Exchange.newSignal;
import static org.mithaq.exchange.Exchange.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mithaq.exchange.Exchange;
import org.mithaq.exchange.OnStack;

@QuarkusTest
@OnStack
class ReadIT {

  @Inject Exchange exchange;
  @Inject SweepRelay sweep;

  private static ObjectNode released(String release) {
    ObjectNode signal = newSignal();
    ((ObjectNode) signal.path("handling")).put("release", release);
    return signal;
  }

  private static ObjectNode victim() {
    ObjectNode signal = released("on-request").put("article", "7");
    ((ObjectNode) signal.path("handling")).putArray("recipients").add("nl-kmar");
    signal.put("narrative", "QQNARRATIVEQQ");
    ((ObjectNode) signal.path("place")).put("name", "QQPLACEQQ");
    signal
        .putArray("selectors")
        .addObject()
        .put("type", "person")
        .put("name", "QQNAMEQQ")
        .put("category", "victim");
    return signal;
  }

  private void assertRecorded(Response response, String decision, String reason, String id) {
    JsonNode record = exchange.record(response);
    assertThat(record.path("decision").asText()).isEqualTo(decision);
    assertThat(record.path("reason").asText(null)).isEqualTo(reason);
    assertThat(record.at("/objects/0/id").asText()).isEqualTo(id);
  }

  @Test
  void showsAnOpenSignalToItsAudienceAndRecordsIt() {
    ObjectNode posted = newSignal().put("narrative", "😀 يوسف");
    String id = accepted("ma-dgsn", posted);
    Response response =
        as("nl-kmar", "analyst").header("Mithaq-Purpose", "investigation").get("/v1/signals/" + id);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.header("ETag")).isEqualTo("\"1\"");
    JsonNode body = json(response.asString());
    assertThat(body.path("redacted").asBoolean()).isFalse();
    assertThat(body.at("/signal/narrative").asText()).isEqualTo("😀 يوسف");
    assertThat(body.at("/signal/selectors/0/value").asText()).isEqualTo("+31 6 12345678");
    assertThat(body.has("audience")).isFalse();
    JsonNode record = exchange.record(response);
    assertThat(record.path("operation").asText()).isEqualTo("consultation");
    assertThat(record.path("agency").asText()).isEqualTo("nl-kmar");
    assertThat(record.path("owners").get(0).asText()).isEqualTo("ma-dgsn");
    assertThat(record.path("purpose").asText()).isEqualTo("investigation");
    assertThat(record.path("agreement").asText()).isEqualTo("triangular");
  }

  @Test
  void showsTheOriginatorItsOwn() {
    String id = accepted("ma-dgsn", released("silent"));
    Response response = read("ma-dgsn", id, "publisher");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.<List<String>>path("audience")).containsExactly("ma-dgsn");
    assertRecorded(response, "permitted", null, id);
  }

  @Test
  void keepsASealedSignalUntilItIsReleased() {
    String id = accepted("ma-dgsn", released("on-request"));
    Response sealed = read("nl-kmar", id, "analyst");
    assertProblem(sealed, 403, "release-required");
    assertRecorded(sealed, "refused", "release-required", id);
    exchange.update("insert into release_grant values (?::uuid, 'nl-kmar', now())", id);
    assertThat(read("nl-kmar", id, "analyst").statusCode()).isEqualTo(200);
    assertProblem(read("es-gc", id, "analyst"), 403, "release-required");
  }

  /**
   * Outside the audience there is nothing: neither the answer nor the record differs from a random
   * id's.
   */
  @Test
  void tellsNothingOfAHiddenSignal() {
    ObjectNode pjmg = newSignal().put("agreement", "pjmg");
    for (String id : List.of(accepted("ma-dgsn", pjmg), accepted("ma-dgsn", released("silent")))) {
      Response hidden = read("es-gc", id, "analyst");
      String random = UUID.randomUUID().toString();
      Response nothing = read("es-gc", random, "analyst");
      assertProblem(hidden, 404, "not-found");
      assertThat(likened(hidden.asString(), id)).isEqualTo(likened(nothing.asString(), random));
      assertThat(hidden.headers().asList().stream().map(h -> h.getName()).toList())
          .isEqualTo(nothing.headers().asList().stream().map(h -> h.getName()).toList());
      assertThat(likened(exchange.record(hidden).toString(), id))
          .isEqualTo(likened(exchange.record(nothing).toString(), random));
      Response withdrawal = as("es-gc", "publisher").delete("/v1/signals/" + id);
      assertProblem(withdrawal, 404, "not-found");
    }
  }

  private static String likened(String text, String id) {
    return text.replace(id, "ID")
        .replaceAll("urn:uuid:[0-9a-f-]{36}", "I")
        .replaceAll("\"id\":\"[0-9a-f-]{36}\"", "R")
        .replaceAll("\"at\":\"[^\"]*\"", "AT");
  }

  @Test
  void findsNothingUnderAnIdThatIsNone() {
    for (String id : List.of("x", "bulk", "0196a1d2-5b1c-7c3e-8f21-3a5d9e0c4b11x", "%E2%82%AC")) {
      assertProblem(
          as("es-gc", "analyst").urlEncodingEnabled(false).get("/v1/signals/" + id),
          404,
          "not-found");
    }
  }

  @Test
  void protectsVictims() {
    String id = accepted("ma-dgsn", victim());
    exchange.update("insert into release_grant values (?::uuid, 'nl-kmar', now())", id);
    for (Response response :
        List.of(read("nl-kmar", id, "analyst"), read("ma-dgsn", id, "publisher", "analyst"))) {
      assertThat(response.statusCode()).isEqualTo(200);
      JsonNode body = json(response.asString());
      assertThat(body.path("redacted").asBoolean()).isTrue();
      assertThat(response.asString()).doesNotContain("QQ", "selectors", "35.17", "2026-03-02T21");
      assertThat(body.at("/signal/place/country").asText()).isEqualTo("MA");
    }
    Response whole = read("nl-kmar", id, "analyst", "safeguarding");
    assertThat(whole.asString()).contains("QQNAMEQQ", "QQNARRATIVEQQ");
    assertThat(whole.<Boolean>path("redacted")).isFalse();
  }

  @Test
  void letsOnlyAnalystsReadWhatIsAnothers() {
    String id = accepted("ma-dgsn", newSignal());
    Response response = read("nl-kmar", id, "publisher");
    assertProblem(response, 403, "forbidden");
    assertRecorded(response, "refused", "forbidden", id);
  }

  @Test
  void refusesAPurposeThatIsNone() {
    String id = accepted("ma-dgsn", newSignal());
    Response response =
        as("nl-kmar", "analyst").header("Mithaq-Purpose", "curiosity").get("/v1/signals/" + id);
    assertProblem(response, 400, "invalid-request");
    assertThat(response.header("Audit-Record")).isNull();
  }

  @Test
  void stopsReadingAndPublishingWithinASecondOfASuspension() {
    String id = accepted("ma-dgsn", newSignal().put("agreement", "pjmg"));
    assertThat(read("nl-kmar", id, "analyst").statusCode()).isEqualTo(200);
    exchange.update("insert into agreement_standing values ('pjmg', 'nl-politie')");
    try {
      await()
          .atMost(Duration.ofSeconds(2))
          .until(() -> read("nl-kmar", id, "analyst").statusCode() == 403);
      Response refused = read("nl-kmar", id, "analyst");
      assertProblem(refused, 403, "agreement-suspended");
      assertRecorded(refused, "refused", "agreement-suspended", id);
      assertProblem(
          Exchange.post("ma-dgsn", newSignal().put("agreement", "pjmg")),
          422,
          "agreement-suspended");
      assertThat(read("ma-dgsn", id, "analyst").statusCode()).isEqualTo(200);
      Response shown = as("ma-dgsn", "analyst").get("/v1/agreements/pjmg");
      assertThat(shown.<String>path("state")).isEqualTo("suspended");
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThat(exchange.messages("mithaq.agreements"))
                      .filteredOn(m -> m.key().equals("agreement/pjmg"))
                      .last()
                      .satisfies(
                          m ->
                              assertThat(m.json().path("suspendedBy").asText())
                                  .isEqualTo("nl-politie")));
    } finally {
      exchange.update("delete from agreement_standing");
    }
    await()
        .atMost(Duration.ofSeconds(2))
        .until(() -> read("nl-kmar", id, "analyst").statusCode() == 200);
  }

  @Test
  void withdrawsASignalForGood() {
    ObjectNode posted = newSignal();
    String id = accepted("ma-dgsn", posted);
    assertProblem(
        as("nl-kmar", "publisher").delete("/v1/signals/" + id), 403, "not-the-originator");
    Response stale =
        as("ma-dgsn", "publisher").header("If-Match", "\"7\"").delete("/v1/signals/" + id);
    assertProblem(stale, 412, "precondition-failed");

    Response withdrawn =
        as("ma-dgsn", "publisher").header("If-Match", "\"1\"").delete("/v1/signals/" + id);
    assertThat(withdrawn.statusCode()).isEqualTo(204);
    JsonNode record = exchange.record(withdrawn);
    assertThat(record.path("operation").asText()).isEqualTo("alteration");
    assertThat(record.at("/objects/0/version").asInt()).isEqualTo(2);

    long records = exchange.records();
    Response again = as("ma-dgsn", "publisher").delete("/v1/signals/" + id);
    assertThat(again.statusCode()).isEqualTo(204);
    assertThat(again.header("Audit-Record")).isEqualTo(withdrawn.header("Audit-Record"));
    assertThat(exchange.records()).isEqualTo(records);

    Response gone = read("nl-kmar", id, "analyst");
    assertProblem(gone, 410, "withdrawn");
    assertRecorded(gone, "refused", "withdrawn", id);
    Response own = read("ma-dgsn", id, "analyst");
    assertThat(own.<String>path("state")).isEqualTo("withdrawn");
    assertThat(own.header("ETag")).isEqualTo("\"2\"");
    assertThat(Exchange.post("ma-dgsn", posted).<String>path("state")).isEqualTo("withdrawn");

    exchange.awaitPublished();
    List<Exchange.Message> views =
        exchange.messages("mithaq.signals.joint").stream().filter(m -> id.equals(m.key())).toList();
    assertThat(views).extracting(m -> m.json().path("version").asInt()).containsExactly(1, 2);
    assertThat(views.getLast().json().path("state").asText()).isEqualTo("withdrawn");
    assertThat(views.getLast().json().path("selectors")).isEmpty();
  }

  @Test
  void erasesAWithdrawnSignalAfterItsTime() {
    String id = accepted("ma-dgsn", newSignal());
    assertThat(as("ma-dgsn", "publisher").delete("/v1/signals/" + id).statusCode()).isEqualTo(204);
    sweep.run();
    assertThat(read("ma-dgsn", id, "analyst").statusCode()).isEqualTo(200);
    exchange.update(
        "update signal set changed_at = changed_at - interval '31 days' where id = ?::uuid", id);
    sweep.run();
    assertProblem(read("ma-dgsn", id, "analyst"), 410, "withdrawn");
    assertThat(exchange.query("select content_key from signal where id = ?::uuid", id)).isEmpty();
    exchange.awaitPublished();
    List<Exchange.Message> views =
        exchange.messages("mithaq.signals.joint").stream().filter(m -> id.equals(m.key())).toList();
    assertThat(views).hasSize(3);
    assertThat(views.getLast().value()).isNull();
    assertThat(
            exchange.messages("mithaq.disclosures.exchange-joint").stream()
                .map(Exchange.Message::json))
        .anySatisfy(
            r -> {
              assertThat(r.path("operation").asText()).isEqualTo("erasure");
              assertThat(r.at("/objects/0/id").asText()).isEqualTo(id);
              assertThat(r.path("user").isNull()).isTrue();
            });
    sweep.run();
    exchange.awaitPublished();
    assertThat(
            exchange.messages("mithaq.signals.joint").stream()
                .filter(m -> id.equals(m.key()))
                .count())
        .isEqualTo(3);
  }

  @Test
  void erasesWhatHasExpired() {
    String id = accepted("ma-dgsn", newSignal());
    exchange.update(
        "update signal set expires_at = now() - interval '1 second' where id = ?::uuid", id);
    assertProblem(read("nl-kmar", id, "analyst"), 410, "withdrawn");
    sweep.run();
    assertThat(
            exchange.query("select state || (content is null) from signal where id = ?::uuid", id))
        .contains("withdrawntrue");
    exchange.awaitPublished();
    assertThat(
            exchange.messages("mithaq.signals.joint").stream()
                .filter(m -> id.equals(m.key()))
                .toList())
        .last()
        .satisfies(m -> assertThat(m.json().path("state").asText()).isEqualTo("withdrawn"));
  }

  @Test
  void pagesThroughOnesOwnSignalsWithARecordAPage() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.addFirst(accepted("mr-dgsn", newSignal()));
    }
    List<String> listed = new ArrayList<>();
    String cursor = null;
    int pages = 0;
    do {
      var request = as("mr-dgsn", "publisher").queryParam("limit", 2);
      Response page =
          (cursor == null ? request : request.queryParam("cursor", cursor)).get("/v1/signals");
      assertThat(page.statusCode()).isEqualTo(200);
      List<String> items = page.path("items.id");
      JsonNode record = exchange.record(page);
      assertThat(record.path("objects").valueStream().map(o -> o.path("id").asText()).toList())
          .isEqualTo(items);
      assertThat(page.<List<String>>path("items.reference"))
          .allSatisfy(r -> assertThat(r).startsWith("T-"));
      listed.addAll(items);
      cursor = page.path("next");
      pages++;
    } while (cursor != null);
    assertThat(pages).isEqualTo(3);
    assertThat(listed).isEqualTo(ids);
  }

  @Test
  void refusesLimitsAndCursorsThatAreNone() {
    for (String limit : List.of("0", "501", "-1", "x", "1e1")) {
      assertProblem(
          as("ma-dgsn", "analyst").queryParam("limit", limit).get("/v1/signals"),
          400,
          "invalid-request");
    }
    for (String cursor : List.of("x", "AAAA", "%", "ä")) {
      assertProblem(
          as("ma-dgsn", "analyst").queryParam("cursor", cursor).get("/v1/signals"),
          400,
          "invalid-request");
    }
  }
}
