package org.mithaq.exchange.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mithaq.exchange.Exchange.accepted;
import static org.mithaq.exchange.Exchange.as;
import static org.mithaq.exchange.Exchange.assertProblem;
import static org.mithaq.exchange.Exchange.newSignal;
import static org.mithaq.exchange.Exchange.pointers;
import static org.mithaq.exchange.Exchange.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mithaq.exchange.Exchange;
import org.mithaq.exchange.OnStack;

/**
 * Every kind of bad input gets its problem; nothing of it is kept, and only refusals by a rule are
 * recorded.
 */
@QuarkusTest
@OnStack
class BadInputIT {

  @Inject Exchange exchange;
  private long signals;
  private long views;
  private long records;
  private int expectedRecords;

  @BeforeEach
  void count() {
    signals = exchange.signals();
    views = exchange.views();
    records = exchange.records();
    expectedRecords = 0;
  }

  @AfterEach
  void nothingIsHalfDone() {
    assertThat(exchange.signals()).isEqualTo(signals);
    assertThat(exchange.views()).isEqualTo(views);
    assertThat(exchange.records()).isEqualTo(records + expectedRecords);
  }

  private void refused(JsonNode signal, String agency, String slug, String... pointers) {
    Response response = post(agency, signal);
    assertProblem(response, 422, slug);
    assertThat(pointers(response)).containsExactly(pointers);
    expectedRecords++;
    JsonNode record = exchange.record(response);
    assertThat(record.path("decision").asText()).isEqualTo("refused");
    assertThat(record.path("reason").asText()).isEqualTo(slug);
    assertThat(record.path("operation").asText()).isEqualTo("collection");
  }

  private static void faulty(Response response, int status, String slug, String... pointers) {
    assertProblem(response, status, slug);
    assertThat(pointers(response)).containsExactly(pointers);
    assertThat(response.header("Audit-Record")).isNull();
  }

  private static ObjectNode handling(String member, String value) {
    ObjectNode signal = newSignal();
    ((ObjectNode) signal.path("handling")).put(member, value);
    return signal;
  }

  private static ObjectNode person(String article, String category) {
    ObjectNode signal = handling("release", "on-request").put("article", article);
    ((ArrayNode) signal.path("selectors"))
        .addObject()
        .put("type", "person")
        .put("name", "N")
        .put("category", category);
    return signal;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]]", "{\"a\":1,}", "nonsense", "{\"a\":\"\u0000\"}", "\ufeff{}"})
  void malformedJson(String body) {
    faulty(post("ma-dgsn", body.getBytes(StandardCharsets.UTF_8)), 400, "malformed-json");
  }

  @Test
  void anotherEncoding() {
    faulty(
        post("ma-dgsn", "{\"narrative\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)),
        400,
        "malformed-json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"text\"", "null", "true"})
  void somethingElseThanAnObject(String body) {
    faulty(post("ma-dgsn", body.getBytes(StandardCharsets.UTF_8)), 400, "invalid-signal", "");
  }

  @Test
  void anotherMediaType() {
    assertProblem(
        as("ma-dgsn", "publisher").contentType("text/plain").body("{}").post("/v1/signals"),
        415,
        "unsupported-media-type");
    assertProblem(
        as("ma-dgsn", "publisher")
            .contentType("application/json")
            .body("{}")
            .post("/v1/signals/bulk"),
        415,
        "unsupported-media-type");
  }

  @Test
  void aMegabyteOfNarrative() {
    faulty(post("ma-dgsn", newSignal().put("narrative", "x".repeat(1_048_576))), 413, "too-large");
    faulty(
        post("ma-dgsn", newSignal().put("narrative", "x".repeat(1_000_000))),
        400,
        "invalid-signal",
        "/narrative");
  }

  @Test
  void tenThousandSelectors() {
    ObjectNode signal = newSignal();
    ArrayNode selectors = signal.putArray("selectors");
    for (int i = 0; i < 10_000; i++) {
      selectors.addObject().put("type", "phone").put("value", "+31612345678");
    }
    faulty(post("ma-dgsn", signal), 400, "invalid-signal", "/selectors");
  }

  @Test
  void unknownFieldsAndCodesAllAtOnce() {
    ObjectNode signal = newSignal().put("agency", "nl-kmar").put("crime", "arson");
    ((ObjectNode) signal.path("handling")).put("tlp", "PURPLE").put("secret", true);
    ((ObjectNode) signal.path("selectors").get(0)).put("typ", "x");
    faulty(
        post("ma-dgsn", signal),
        400,
        "invalid-signal",
        "/crime",
        "/handling/tlp",
        "/handling/secret",
        "/selectors/0/typ",
        "/agency");
  }

  @Test
  void wrongTypes() {
    ObjectNode signal = newSignal().put("article", 5).put("dangerToLife", "no");
    ((ObjectNode) signal.path("selectors").get(0)).put("value", 31612345678L);
    faulty(
        post("ma-dgsn", signal),
        400,
        "invalid-signal",
        "/article",
        "/selectors/0/value",
        "/dangerToLife");
  }

  @Test
  void duplicateNames() {
    String body = newSignal().toString().replaceFirst("\\{", "{\"article\":\"6\",");
    faulty(
        post("ma-dgsn", body.getBytes(StandardCharsets.UTF_8)), 400, "invalid-signal", "/article");
  }

  @Test
  void nulBytesAndLoneSurrogates() {
    String nul = newSignal().put("narrative", "QQ").toString().replace("QQ", "a\\u0000b");
    faulty(
        post("ma-dgsn", nul.getBytes(StandardCharsets.UTF_8)), 400, "invalid-signal", "/narrative");
    String lone = newSignal().put("narrative", "QQ").toString().replace("QQ", "a\\ud800b");
    faulty(
        post("ma-dgsn", lone.getBytes(StandardCharsets.UTF_8)),
        400,
        "invalid-signal",
        "/narrative");
    String name = newSignal().toString().replaceFirst("\\{", "{\"a\\\\u0000b\":1,");
    faulty(post("ma-dgsn", name.getBytes(StandardCharsets.UTF_8)), 400, "invalid-signal", "");
  }

  @Test
  void unknownAgreementOrArticle() {
    refused(
        newSignal().put("agreement", "none-such"), "ma-dgsn", "unknown-agreement", "/agreement");
    refused(newSignal().put("article", "9"), "ma-dgsn", "unknown-article", "/article");
  }

  @Test
  void anAgencyThatIsNoParty() {
    refused(newSignal(), "iom-mmp", "not-a-party", "/article");
    refused(newSignal().put("agreement", "pjmg"), "es-gc", "not-a-party", "/article");
  }

  @Test
  void whatAnArticleDoesNotCover() {
    refused(person("6", "suspect"), "ma-dgsn", "selector-type-not-covered", "/selectors/1/type");
    refused(
        person("5", "victim"), "ma-dgsn", "subject-category-not-covered", "/selectors/1/category");
    refused(
        handling("release", "open").put("article", "7"),
        "ma-dgsn",
        "release-not-covered",
        "/handling/release");
  }

  @Test
  void anHourAhead() {
    refused(
        newSignal().put("observedAt", Instant.now().plusSeconds(3600).toString()),
        "ma-dgsn",
        "observed-in-future",
        "/observedAt");
  }

  @Test
  void recipientsOutsideTheAgreement() {
    ObjectNode signal = newSignal();
    ((ObjectNode) signal.path("handling"))
        .putArray("recipients")
        .add("nl-kmar")
        .add("iom-mmp")
        .add("xx-nobody");
    refused(
        signal,
        "ma-dgsn",
        "recipient-not-a-party",
        "/handling/recipients/1",
        "/handling/recipients/2");
  }

  @Test
  void redWithoutRecipients() {
    refused(handling("tlp", "RED"), "ma-dgsn", "recipients-missing", "/handling/recipients");
  }

  @Test
  void retentionTooLongOrOver() {
    refused(
        newSignal().put("retainUntil", "2099-01-01"),
        "ma-dgsn",
        "retention-exceeded",
        "/retainUntil");
    refused(
        newSignal().put("retainUntil", "2020-01-01"),
        "ma-dgsn",
        "retention-lapsed",
        "/retainUntil");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nowhere, 404, not-found",
    "PUT, /v1/signals, 405, method-not-allowed",
    "DELETE, /v1/agreements/pjmg, 405, method-not-allowed",
    "GET, /v1/signals/bulk/x, 404, not-found",
    "POST, /v1/agreements, 405, method-not-allowed"
  })
  void unknownAddressesAndMethods(String method, String path, int status, String slug) {
    assertProblem(as("ma-dgsn", "publisher").request(method, path), status, slug);
  }

  @Test
  void anAnswerThatNobodyGives() {
    assertProblem(
        as("ma-dgsn", "analyst").accept("text/html").get("/v1/agreements"), 406, "not-acceptable");
  }

  @Test
  void keepsFourByteAndRightToLeftText() {
    String text = "😀 𐍈 يوسف בן \u202eabc\u202c";
    String id = accepted("ma-dgsn", newSignal().put("narrative", text));
    signals++;
    views++;
    expectedRecords += 2;
    assertThat(Exchange.read("ma-dgsn", id, "analyst").<String>path("signal.narrative"))
        .isEqualTo(text);
  }

  @Test
  void errorsAreNotEndless() {
    ObjectNode signal = newSignal();
    ArrayNode selectors = signal.putArray("selectors");
    for (int i = 0; i < 200; i++) {
      selectors.addObject().put("type", "nothing");
    }
    Response response = post("ma-dgsn", signal);
    assertProblem(response, 400, "invalid-signal");
    assertThat(pointers(response)).hasSize(100).isEqualTo(List.copyOf(pointers(response)));
  }
}
