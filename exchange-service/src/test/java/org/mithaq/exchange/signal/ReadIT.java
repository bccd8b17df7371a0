package org.mithaq.exchange.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.mithaq.exchange.Exchange;
import org.mithaq.exchange.OnStack;

@QuarkusTest
@OnStack
class ReadIT {

  @Inject Exchange exchange;
  @Inject SweepRelay sweep;
  @Inject TokenRelay tokens;

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
      assertThat(response.asString())
          .doesNotContain("QQ", "selectors", "latitude", "2026-03-02T21");
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
    long suspended = System.nanoTime();
    try {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                Duration since = Duration.ofNanos(System.nanoTime() - suspended);
                int status = read("nl-kmar", id, "analyst").statusCode();
                if (status == 200) {
                  assertThat(since).isLessThan(Duration.ofSeconds(1));
                }
                return status == 403;
              });
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
          .atMost(Duration.ofMinutes(1))
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
        .atMost(Duration.ofMinutes(1))
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
    // Where the service's own is at it, this one goes past.
    await()
        .untilAsserted(
            () -> {
              sweep.run();
              assertProblem(read("ma-dgsn", id, "analyst"), 410, "withdrawn");
            });
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
    await()
        .untilAsserted(
            () -> {
              sweep.run();
              assertThat(
                      exchange.query(
                          "select state || (content is null) from signal where id = ?::uuid", id))
                  .contains("withdrawntrue");
            });
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

  private static Response search(String agency, String group, String selectors) {
    return search(as(agency, group), selectors);
  }

  private static Response search(RequestSpecification request, String selectors) {
    return request
        .contentType("application/json")
        .body("{\"selectors\": " + selectors + "}")
        .post("/v1/subject-searches");
  }

  private static String phone(String number) {
    return "[{\"type\": \"phone\", \"value\": \"" + number + "\"}]";
  }

  private static ObjectNode of(ObjectNode signal, String selectors) {
    signal.set("selectors", json(selectors));
    return signal;
  }

  @Test
  void findsASubjectsSignalsInAnySpelling() {
    String silent = accepted("ma-dgsn", of(released("silent"), phone("0661 98 70 11")));
    String open = accepted("nl-kmar", of(newSignal(), phone("+212 661 987 011")));
    accepted("nl-kmar", of(newSignal(), phone("+212 661 987 012")));

    Response response =
        search(
            as("es-gc", "oversight").header("Mithaq-Purpose", "protection"),
            """
            [{"type": "account", "iban": "NL92ABNA0417164300"}, {"type": "person", "name": "?"},
             {"type": "phone", "value": "00212 (0)661-98.70.11"}]
            """);

    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    JsonNode body = json(response.asString());
    assertThat(body.path("items"))
        .extracting(i -> i.path("id").asText())
        .containsExactly(open, silent);
    JsonNode item = body.at("/items/1");
    assertThat(item.path("agency").asText()).isEqualTo("ma-dgsn");
    assertThat(item.path("version").asInt()).isEqualTo(1);
    assertThat(item.path("state").asText()).isEqualTo("active");
    assertThat(item.path("acceptedAt").asText())
        .isEqualTo(read("ma-dgsn", silent, "publisher").<String>path("acceptedAt"));
    assertThat(item.path("matched")).extracting(JsonNode::asText).containsExactly("/selectors/2");
    assertThat(body.path("next").isNull()).isTrue();
    assertThat(body.path("unmatched"))
        .extracting(JsonNode::asText)
        .containsExactly("/selectors/0", "/selectors/1");
    assertThat(body.path("namesNotSearched"))
        .extracting(JsonNode::asText)
        .containsExactly("/selectors/1");
    JsonNode record = exchange.record(response);
    assertThat(record.path("operation").asText()).isEqualTo("consultation");
    assertThat(record.path("decision").asText()).isEqualTo("permitted");
    assertThat(record.path("purpose").asText()).isEqualTo("protection");
    assertThat(record.path("owners"))
        .extracting(JsonNode::asText)
        .containsExactly("ma-dgsn", "nl-kmar");
    assertThat(record.path("objects"))
        .extracting(o -> o.path("id").asText())
        .containsExactly(open, silent);
    // The form in which audit-service takes ids for a data subject's request.
    assertThat(response.<List<String>>path("items.id"))
        .allMatch(id -> id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
  }

  @Test
  void findsForAnAuditorWhatTheOwnAgencyReportedAndForOversightAll() {
    String own = accepted("ma-dgsn", of(newSignal(), phone("+212 661 987 021")));
    String other = accepted("nl-kmar", of(newSignal(), phone("+212 661 987 021")));
    assertThat(search("ma-dgsn", "auditor", phone("0661987021")).<List<String>>path("items.id"))
        .containsExactly(own);
    assertThat(search("es-gc", "auditor", phone("+212661987021")).<List<String>>path("items.id"))
        .isEmpty();
    List<String> found = new ArrayList<>();
    String cursor = null;
    do {
      RequestSpecification request = as("es-gc", "oversight").queryParam("limit", 1);
      Response page =
          search(
              cursor == null ? request : request.queryParam("cursor", cursor),
              phone("+212661987021"));
      List<String> items = page.path("items.id");
      assertThat(exchange.record(page).path("objects"))
          .extracting(o -> o.path("id").asText())
          .isEqualTo(items);
      found.addAll(items);
      cursor = page.path("next");
    } while (cursor != null);
    assertThat(found).containsExactly(other, own);
  }

  @Test
  void findsWhatIsKeptAndNothingOfWhatIsErasedOrExpired() {
    ObjectNode posted = of(newSignal(), phone("+212 661 987 031"));
    String withdrawn = accepted("ma-dgsn", posted);
    String expired = accepted("ma-dgsn", of(newSignal(), phone("+212 661 987 031")));
    as("ma-dgsn", "publisher").delete("/v1/signals/" + withdrawn).then().statusCode(204);
    exchange.update(
        "update signal set expires_at = now() - interval '1 second' where id = ?::uuid", expired);

    Response kept = search("ma-dgsn", "oversight", phone("+212661987031"));
    assertThat(kept.<List<String>>path("items.id")).containsExactly(withdrawn);
    assertThat(kept.<String>path("items[0].state")).isEqualTo("withdrawn");
    assertThat(kept.<Integer>path("items[0].version")).isEqualTo(2);

    exchange.update(
        "update signal set changed_at = changed_at - interval '31 days' where id = ?::uuid",
        withdrawn);
    await()
        .untilAsserted(
            () -> {
              sweep.run();
              Response nothing = search("ma-dgsn", "oversight", phone("+212661987031"));
              assertThat(nothing.<List<String>>path("items.id")).isEmpty();
              assertThat(exchange.record(nothing).path("objects")).isEmpty();
              for (String id : List.of(withdrawn, expired)) {
                assertThat(exchange.query("select tokens from signal where id = ?::uuid", id))
                    .isEmpty();
              }
            });
  }

  @Test
  void findsACorrectedSignalByWhatItSaysNow() {
    ObjectNode posted = of(newSignal(), phone("+212 661 987 041"));
    String id = accepted("ma-dgsn", posted);
    as("ma-dgsn", "publisher")
        .contentType("application/json")
        .header("If-Match", "\"1\"")
        .body(of(posted, phone("+212 661 987 042")).toString())
        .put("/v1/signals/" + id)
        .then()
        .statusCode(200);
    assertThat(search("ma-dgsn", "oversight", phone("+212661987041")).<List<String>>path("items"))
        .isEmpty();
    assertThat(
            search("ma-dgsn", "oversight", phone("+212661987042")).<List<String>>path("items.id"))
        .containsExactly(id);
  }

  /** What was kept before there were tokens, or by other keys, is found; until then nothing is. */
  @Test
  void makesTokensOfWhatWasKeptBeforeAndSaysSoMeanwhile() {
    String active = accepted("ma-dgsn", of(newSignal(), phone("0661 98 70 51")));
    String withdrawn = accepted("ma-dgsn", of(newSignal(), phone("0661 98 70 51")));
    as("ma-dgsn", "publisher").delete("/v1/signals/" + withdrawn).then().statusCode(204);
    // The second cannot be opened under this version, whoever tries meanwhile.
    exchange.update("update signal set tokens = null, token_basis = '' where id = ?::uuid", active);
    exchange.update(
        "update signal set tokens = null, token_basis = '', content_version = 7 where id = ?::uuid",
        withdrawn);
    try {
      assertThatThrownBy(tokens::run).hasMessageContaining("1 signals have no tokens");
      long records = exchange.records();
      Response waiting = search("es-gc", "oversight", phone("+212661987051"));
      assertProblem(waiting, 503, "unavailable");
      assertThat(waiting.header("Retry-After")).isEqualTo("1");
      assertThat(exchange.records()).isEqualTo(records);
    } finally {
      exchange.update("update signal set content_version = 1 where id = ?::uuid", withdrawn);
    }
    await()
        .untilAsserted(
            () -> {
              tokens.run();
              assertThat(
                      search("es-gc", "oversight", phone("+212661987051"))
                          .<List<String>>path("items.id"))
                  .containsExactly(withdrawn, active);
            });
  }

  @Test
  void refusesASubjectSearchToOtherGroupsAsAReading() {
    Response refused = search("ma-dgsn", "analyst", phone("0661987061"));
    assertProblem(refused, 403, "forbidden");
    JsonNode record = exchange.record(refused);
    assertThat(record.path("operation").asText()).isEqualTo("consultation");
    assertThat(record.path("decision").asText()).isEqualTo("refused");
    assertThat(record.toString()).doesNotContain("661987061");
    assertProblem(search("xx-none", "oversight", phone("0661987061")), 403, "unknown-agency");
  }

  @Test
  void keepsWhatASubjectIsSearchedByOutOfRecordsAndLogs() {
    accepted("ma-dgsn", of(newSignal(), phone("0661 98 70 71")));
    List<String> logged = new CopyOnWriteArrayList<>();
    Handler listener = listener(logged);
    Logger.getLogger("").addHandler(listener);
    try {
      Response found = search("ma-dgsn", "oversight", phone("0661987071"));
      assertThat(found.<List<String>>path("items.id")).hasSize(1);
      assertThat(exchange.record(found).toString()).doesNotContain("661987071");
      assertThat(found.asString()).doesNotContain("661987071");
      Response faulty = search("ma-dgsn", "oversight", "[{\"type\": \"0661987071\"}]");
      assertProblem(faulty, 400, "invalid-request");
      assertThat(faulty.asString()).doesNotContain("0661987071");
      assertThat(faulty.header("Audit-Record")).isNull();
      Logger.getLogger("ReadIT").info("the listener hears");
    } finally {
      Logger.getLogger("").removeHandler(listener);
    }
    assertThat(logged).anyMatch(m -> m.contains("the listener hears"));
    assertThat(logged).noneMatch(m -> m.contains("661987071"));
  }

  private static Handler listener(List<String> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        logged.add(line.getMessage() + Arrays.toString(line.getParameters()) + line.getThrown());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
