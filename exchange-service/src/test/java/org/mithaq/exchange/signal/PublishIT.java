package org.mithaq.exchange.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mithaq.exchange.Exchange.as;
import static org.mithaq.exchange.Exchange.assertProblem;
import static org.mithaq.exchange.Exchange.json;
import static org.mithaq.exchange.Exchange.newSignal;
import static org.mithaq.exchange.Exchange.signal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.mithaq.exchange.Contracts;
import org.mithaq.exchange.Exchange;
import org.mithaq.exchange.Exchange.Message;
import org.mithaq.exchange.OnStack;

@QuarkusTest
@OnStack
class PublishIT {

  private static final String VIEWS = "mithaq.signals.joint";
  private static final String RECORDS = "mithaq.disclosures.exchange-joint";

  @Inject Exchange exchange;

  @Test
  void keepsASignalAndPublishesItsViewAndItsRecord() {
    ObjectNode posted = newSignal();
    Response response = post("ma-dgsn", posted);
    assertThat(response.statusCode()).isEqualTo(201);
    String id = response.path("id");
    assertThat(response.header("Location")).endsWith("/v1/signals/" + id);
    assertThat(response.header("ETag")).isEqualTo("\"1\"");
    assertThat(response.<String>path("auditRecord")).isEqualTo(response.header("Audit-Record"));
    assertThat(response.<String>path("reference")).isEqualTo(posted.path("reference").asText());
    assertThat(response.<List<String>>path("unmatched")).isEmpty();
    assertThat(UUID.fromString(id).version()).isEqualTo(7);
    assertThat(exchange.query("select agency from signal where id = ?::uuid", id))
        .contains("ma-dgsn");

    exchange.awaitPublished();
    Message view =
        exchange.messages(VIEWS).stream().filter(m -> id.equals(m.key())).findFirst().orElseThrow();
    assertThat(Contracts.faults("signal", view.json())).isEmpty();
    assertThat(view.headers())
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_source", "urn:mithaq:exchange-joint")
        .containsEntry("ce_type", "mithaq.signal.v1")
        .containsEntry("ce_subject", id)
        .containsEntry("content-type", "application/json")
        .containsKeys("ce_id", "ce_time", "ce_sequence");
    assertThat(view.json().path("audience")).hasSize(11);

    Message record =
        exchange.messages(RECORDS).stream()
            .filter(m -> response.header("Audit-Record").equals(m.key()))
            .findFirst()
            .orElseThrow();
    assertThat(Contracts.faults("record", record.json())).isEmpty();
    assertThat(record.headers())
        .containsEntry("ce_type", "mithaq.record.v1")
        .containsEntry("ce_id", record.key());
    assertThat(record.json().path("operation").asText()).isEqualTo("collection");
    assertThat(record.json().path("user").asText()).isEqualTo("user@ma-dgsn");
    assertThat(record.json().path("recipients")).hasSize(10);
    assertThat(record.json().at("/objects/0/id").asText()).isEqualTo(id);
  }

  @Test
  void leavesNothingReadableAtRest() {
    ObjectNode posted = newSignal();
    posted.put("reference", "QQREFERENCEQQ").put("narrative", "QQNARRATIVEQQ");
    ((ObjectNode) posted.path("place")).put("latitude", 35.173942);
    String id = Exchange.accepted("ma-dgsn", posted);
    String row =
        exchange
            .query(
                "select encode(textsend(s::text), 'escape') from signal s where id = ?::uuid", id)
            .orElseThrow();
    assertThat(row).contains(id).doesNotContain("QQ", "12345678", "35.173942");
    String content =
        exchange
            .query(
                "select encode(content, 'escape') || encode(content_key, 'escape') from signal where id = ?::uuid",
                id)
            .orElseThrow();
    // Two letters turn up in a cipher text by chance, once in a hundred runs.
    assertThat(content).doesNotContain("REFERENCE", "NARRATIVE");
  }

  /**
   * Commands commit in any order: the numbers of records and views have no gap, and nothing is
   * missing or twice.
   */
  @Test
  void numbersRecordsAndViewsWithoutGapsUnderConcurrency() throws Exception {
    Set<String> records = new HashSet<>();
    Set<String> ids = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Response>> answers = new ArrayList<>();
      for (int i = 0; i < 160; i++) {
        ObjectNode posted = newSignal();
        if (i % 4 == 0) {
          posted.put("article", "9");
        }
        answers.add(
            threads.submit(() -> post(posted.hashCode() % 2 == 0 ? "ma-dgsn" : "es-gc", posted)));
      }
      for (Future<Response> answer : answers) {
        records.add(answer.get().header("Audit-Record"));
        if (answer.get().statusCode() == 201) {
          ids.add(answer.get().path("id"));
        }
      }
    }
    assertThat(records).hasSize(160);
    assertThat(ids).hasSize(120);
    exchange.awaitPublished();

    List<Message> recorded =
        exchange.messages(RECORDS).stream()
            .filter(m -> m.headers().get("ce_type").equals("mithaq.record.v1"))
            .toList();
    assertThat(recorded.stream().map(Message::key)).containsAll(records);
    assertGapless(recorded);
    List<Message> views = exchange.messages(VIEWS);
    assertThat(views.stream().map(Message::key)).containsAll(ids);
    assertGapless(views);
  }

  private static void assertGapless(List<Message> messages) {
    List<Long> numbers = messages.stream().map(Message::sequence).distinct().sorted().toList();
    assertThat(numbers).isEqualTo(LongStream.rangeClosed(1, numbers.size()).boxed().toList());
    assertThat(messages.stream().map(m -> m.sequence() + m.headers().get("ce_id")).distinct())
        .hasSize(numbers.size());
  }

  @Test
  void answersARepeatedReferenceWithTheSameSignalAndPublishesNothing() {
    ObjectNode posted = newSignal();
    posted.putArray("selectors").addObject().put("type", "phone").put("value", "call me");
    Response first = post("ma-dgsn", posted);
    assertThat(first.<List<String>>path("unmatched")).containsExactly("/selectors/0");
    long records = exchange.records();
    long views = exchange.views();
    Response again = post("ma-dgsn", posted.put("purpose", "detection").put("dangerToLife", false));
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again.asString())).isEqualTo(json(first.asString()));
    assertThat(again.header("Audit-Record")).isEqualTo(first.header("Audit-Record"));
    assertThat(exchange.records()).isEqualTo(records);
    assertThat(exchange.views()).isEqualTo(views);
  }

  @Test
  void refusesAReferenceThatNamesAnotherSignalAndPointsToIt() {
    ObjectNode posted = newSignal();
    String id = Exchange.accepted("ma-dgsn", posted);
    Response conflict = post("ma-dgsn", posted.put("narrative", "another"));
    assertProblem(conflict, 409, "reference-conflict");
    assertThat(conflict.<String>path("detail")).contains("PUT /v1/signals/" + id);
    assertThat(Exchange.pointers(conflict)).containsExactly("/reference");
    JsonNode record = exchange.record(conflict);
    assertThat(record.path("decision").asText()).isEqualTo("refused");
    assertThat(record.at("/objects/0/id").asText()).isEqualTo(id);
    // References are each agency's own.
    assertThat(post("es-gc", posted).statusCode()).isEqualTo(201);
  }

  @Test
  void makesOneSignalOfManyWithTheSameReferenceAtOnce() throws Exception {
    ObjectNode posted = newSignal();
    Set<String> ids = new HashSet<>();
    int created = 0;
    for (Response answer : atOnce(12, () -> post("ma-dgsn", posted))) {
      assertThat(answer.statusCode()).isIn(200, 201);
      created += answer.statusCode() == 201 ? 1 : 0;
      ids.add(answer.path("id"));
    }
    assertThat(ids).hasSize(1);
    assertThat(created).isEqualTo(1);
  }

  private static List<Response> atOnce(int times, java.util.concurrent.Callable<Response> request)
      throws Exception {
    List<Response> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
      List<Future<Response>> futures = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        futures.add(threads.submit(request));
      }
      for (Future<Response> future : futures) {
        answers.add(future.get());
      }
    }
    return answers;
  }

  private static Response post(String agency, JsonNode signal) {
    return Exchange.post(agency, signal);
  }

  private static Response keyed(String agency, String key, JsonNode signal) {
    return as(agency, "publisher")
        .contentType("application/json")
        .header("Idempotency-Key", key)
        .body(signal.toString())
        .post("/v1/signals");
  }

  @Test
  void answersARepeatedKeyWithTheSameAnswer() {
    Response first = keyed("ma-dgsn", "key-1", signal());
    assertThat(first.statusCode()).isEqualTo(201);
    long records = exchange.records();
    Response again = keyed("ma-dgsn", "key-1", signal());
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.asString()).isEqualTo(first.asString());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(exchange.records()).isEqualTo(records);

    Response other = keyed("ma-dgsn", "key-1", signal().put("narrative", "another"));
    assertProblem(other, 422, "idempotency-key-reused");
    assertThat(exchange.record(other).path("reason").asText()).isEqualTo("idempotency-key-reused");
    // Keys are each agency's own.
    assertThat(keyed("es-gc", "key-1", signal()).<String>path("id")).isNotEqualTo(first.path("id"));
  }

  @Test
  void makesOneSignalOfManyWithTheSameKeyAtOnce() throws Exception {
    Set<String> answers = new HashSet<>();
    for (Response answer : atOnce(12, () -> keyed("ma-dgsn", "key-at-once", signal()))) {
      assertThat(answer.statusCode()).isEqualTo(201);
      answers.add(answer.asString());
    }
    assertThat(answers).hasSize(1);
  }

  @Test
  void remembersNoKeyOfARefusal() {
    assertProblem(keyed("ma-dgsn", "key-2", signal().put("article", "9")), 422, "unknown-article");
    assertThat(keyed("ma-dgsn", "key-2", signal()).statusCode()).isEqualTo(201);
  }

  @Test
  void forgetsAKeyAfterADay() {
    Response first = keyed("ma-dgsn", "key-old", signal());
    exchange.update(
        "update idempotency set created_at = created_at - interval '25 hours' where agency = 'ma-dgsn'");
    Response next = keyed("ma-dgsn", "key-old", signal().put("narrative", "another"));
    assertThat(next.statusCode()).isEqualTo(201);
    assertThat(next.<String>path("id")).isNotEqualTo(first.path("id"));
  }

  @Test
  void refusesAKeyThatIsNone() {
    assertProblem(keyed("ma-dgsn", "k".repeat(256), signal()), 400, "invalid-request");
  }

  @Test
  void warnsOfTraffickingWithoutMeans() {
    Response response = post("ma-dgsn", newSignal().put("crime", "trafficking-in-persons"));
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.<String>path("warnings[0].code")).isEqualTo("means-missing");
    assertThat(response.<String>path("warnings[0].pointer")).isEqualTo("/details/means");
  }
}
