package org.mithaq.exchange.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mithaq.exchange.Exchange.accepted;
import static org.mithaq.exchange.Exchange.as;
import static org.mithaq.exchange.Exchange.assertProblem;
import static org.mithaq.exchange.Exchange.json;
import static org.mithaq.exchange.Exchange.newSignal;
import static org.mithaq.exchange.Exchange.pointers;
import static org.mithaq.exchange.Exchange.read;
import static org.mithaq.exchange.Exchange.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.mithaq.exchange.Contracts;
import org.mithaq.exchange.Exchange;
import org.mithaq.exchange.OnStack;
import org.mithaq.exchange.outbox.Ids;
import org.mithaq.exchange.outbox.OutboxStore;
import org.mithaq.exchange.outbox.Topics;
import org.mithaq.exchange.release.ReleaseStore;
import org.mithaq.exchange.selector.MatchingKeys;

@QuarkusTest
@OnStack
class CorrectIT {

  @Inject Exchange exchange;
  @Inject DataSource database;
  @Inject OutboxStore outbox;
  @Inject ReleaseStore releases;
  @Inject Topics topics;
  @Inject Clock clock;
  @Inject Ids ids;
  @Inject MatchingKeys keys;

  private static Response put(String agency, String id, String etag, JsonNode signal) {
    var request = as(agency, "publisher").contentType("application/json").body(signal.toString());
    return (etag == null ? request : request.header("If-Match", etag)).put("/v1/signals/" + id);
  }

  private static ObjectNode phone(ObjectNode signal, String number) {
    signal.putArray("selectors").addObject().put("type", "phone").put("value", number);
    return signal;
  }

  private List<JsonNode> views(String id) {
    exchange.awaitPublished();
    return exchange.messages("mithaq.signals.joint").stream()
        .filter(m -> id.equals(m.key()))
        .map(Exchange.Message::json)
        .toList();
  }

  @Test
  void correctsASignalAndTellsEverybodyWhoWasTold() {
    ObjectNode posted = newSignal();
    String id = accepted("ma-dgsn", posted);
    ObjectNode corrected = phone(posted.deepCopy(), "+31 6 87654321").put("narrative", "mended");
    ((ObjectNode) corrected.path("handling")).putArray("recipients").add("nl-kmar");

    Response response = put("ma-dgsn", id, "\"1\"", corrected);

    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    assertThat(response.header("ETag")).isEqualTo("\"2\"");
    assertThat(response.<String>path("id")).isEqualTo(id);
    JsonNode record = exchange.record(response);
    assertThat(record.path("operation").asText()).isEqualTo("alteration");
    assertThat(record.path("decision").asText()).isEqualTo("permitted");
    assertThat(record.at("/objects/0/version").asInt()).isEqualTo(2);
    assertThat(record.path("recipients").valueStream().map(JsonNode::asText))
        .contains("nl-kmar", "es-gc");

    Response shown = read("nl-kmar", id, "analyst");
    assertThat(shown.<String>path("signal.narrative")).isEqualTo("mended");
    assertThat(shown.<String>path("acceptedAt")).isEqualTo(response.path("acceptedAt"));
    assertProblem(read("es-gc", id, "analyst"), 404, "not-found");

    List<JsonNode> views = views(id);
    assertThat(views).extracting(v -> v.path("version").asInt()).containsExactly(1, 2);
    assertThat(Contracts.faults("signal", views.getLast())).isEmpty();
    assertThat(views.getLast().path("acceptedAt")).isEqualTo(views.getFirst().path("acceptedAt"));
    assertThat(views.getLast().path("audience").valueStream().map(JsonNode::asText))
        .containsExactly("ma-dgsn", "nl-kmar");
    assertThat(views.getLast().at("/selectors/0/tokens"))
        .isNotEqualTo(views.getFirst().at("/selectors/0/tokens"));
  }

  @Test
  void changesNothingWhenNothingIsOtherwise() {
    ObjectNode posted = newSignal();
    String id = accepted("ma-dgsn", posted);
    ObjectNode corrected = phone(posted.deepCopy(), "+31 6 87654321");
    Response first = put("ma-dgsn", id, "\"1\"", corrected);
    long records = exchange.records();

    // The answer to the first was lost, and the caller tries again.
    Response again = put("ma-dgsn", id, "\"1\"", corrected);

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.asString()).isEqualTo(first.asString());
    assertThat(exchange.records()).isEqualTo(records);
    assertThat(views(id)).hasSize(2);
  }

  @Test
  void refusesACorrectionOfAVersionThatIsNotTheNewestOrNotNamed() {
    ObjectNode posted = newSignal();
    String id = accepted("ma-dgsn", posted);
    ObjectNode corrected = phone(posted.deepCopy(), "+31 6 87654321");
    assertProblem(put("ma-dgsn", id, null, corrected), 428, "precondition-required");
    for (String etag : List.of("\"2\"", "W/\"1\"", "1", "\"0\"")) {
      Response stale = put("ma-dgsn", id, etag, corrected);
      assertProblem(stale, 412, "precondition-failed");
      assertThat(exchange.record(stale).path("decision").asText()).isEqualTo("refused");
    }
    assertThat(put("ma-dgsn", id, "\"1\", \"7\"", corrected).statusCode()).isEqualTo(200);
  }

  @Test
  void lowersNothingThatTheRulesDemand() {
    ObjectNode posted = newSignal();
    String id = accepted("ma-dgsn", posted);
    assertProblem(
        put("ma-dgsn", id, "*", posted.deepCopy().put("agreement", "pjmg")),
        422,
        "agreement-fixed");
    assertProblem(
        put("ma-dgsn", id, "*", posted.deepCopy().put("article", "7")), 422, "release-not-covered");
    assertProblem(
        put("ma-dgsn", id, "*", posted.deepCopy().put("crime", "piracy")), 400, "invalid-signal");
    exchange.update(
        "update signal set accepted_at = accepted_at - interval '30 days' where id = ?::uuid", id);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Response longer =
        put(
            "ma-dgsn",
            id,
            "*",
            posted.deepCopy().put("retainUntil", today.plusDays(350).toString()));
    assertProblem(longer, 422, "retention-exceeded");
    assertThat(pointers(longer)).containsExactly("/retainUntil");
    assertThat(read("ma-dgsn", id, "publisher").header("ETag")).isEqualTo("\"1\"");
  }

  @Test
  void letsNobodyCorrectWhatIsAnothersOrWithdrawn() {
    ObjectNode posted = newSignal();
    String id = accepted("ma-dgsn", posted);
    assertProblem(put("nl-kmar", id, "*", posted), 403, "not-the-originator");
    ObjectNode hidden = newSignal().put("agreement", "pjmg");
    assertProblem(put("es-gc", accepted("ma-dgsn", hidden), "*", hidden), 404, "not-found");
    assertProblem(put("es-gc", UUID.randomUUID().toString(), "*", hidden), 404, "not-found");
    assertThat(as("ma-dgsn", "publisher").delete("/v1/signals/" + id).statusCode()).isEqualTo(204);
    assertProblem(put("ma-dgsn", id, "*", posted), 410, "withdrawn");
  }

  @Test
  void recordsARefusedCorrectionAsARefusedWithdrawal() {
    ObjectNode posted = newSignal();
    String id = accepted("ma-dgsn", posted);
    Response correction = put("nl-kmar", id, "*", posted);
    Response withdrawal = as("nl-kmar", "publisher").delete("/v1/signals/" + id);
    assertProblem(correction, 403, "not-the-originator");
    assertProblem(withdrawal, 403, "not-the-originator");
    ObjectNode refused = (ObjectNode) exchange.record(correction);
    // Nobody was told anything, nor asked to be.
    assertThat(refused.path("recipients")).isEmpty();
    List<String> own = List.of("id", "at");
    assertThat(((ObjectNode) exchange.record(withdrawal)).remove(own))
        .isEqualTo(refused.remove(own));
  }

  @Test
  void asksTheDatabaseOnceForTheSignalThatIsCorrected() {
    UUID id = UUID.fromString(accepted("ma-dgsn", newSignal()));
    List<String> asked = new ArrayList<>();
    SignalStore store =
        new SignalStore(listening(database, asked), outbox, releases, topics, clock, ids, keys);
    SignalStore.Correcting done =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    store.correct(
                        id,
                        (found, hash) -> {
                          assertThat(hash).hasSize(32);
                          return new SignalStore.Correcting.Nothing(found.orElseThrow());
                        }));
    assertThat(done).isInstanceOf(SignalStore.Correcting.Nothing.class);
    assertThat(asked).hasSize(1);
  }

  /** The same database, telling what statements it was asked to prepare. */
  private static DataSource listening(DataSource database, List<String> asked) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Object result = method.invoke(database, arguments);
          return result instanceof Connection connection
              ? proxy(
                  Connection.class,
                  (called, with) -> {
                    if (called.getName().equals("prepareStatement")) {
                      asked.add((String) with[0]);
                    }
                    return called.invoke(connection, with);
                  })
              : result;
        });
  }

  private interface Call {
    Object to(Method method, Object[] arguments) throws ReflectiveOperationException;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call.to(method, arguments)));
  }

  @Test
  void keepsAReferenceUniqueToItsSignal() {
    ObjectNode first = newSignal();
    accepted("ma-dgsn", first);
    ObjectNode second = newSignal();
    String id = accepted("ma-dgsn", second);
    ObjectNode same = phone(second.deepCopy(), "+31 6 87654321");
    Response conflict =
        put("ma-dgsn", id, "\"1\"", same.put("reference", first.path("reference").asText()));
    assertProblem(conflict, 409, "reference-conflict");
    assertThat(exchange.record(conflict).path("reason").asText()).isEqualTo("reference-conflict");
    String other = reference();
    assertThat(put("ma-dgsn", id, "\"1\"", same.put("reference", other)).statusCode())
        .isEqualTo(200);
    // The old name is free again, and the new one is taken.
    accepted("ma-dgsn", second);
    assertProblem(
        Exchange.post("ma-dgsn", newSignal().put("reference", other).put("crime", "other")),
        409,
        "reference-conflict");
  }

  @Test
  void letsOneOfTwoCorrectionsAtOncePrevail() throws Exception {
    ObjectNode posted = newSignal();
    String id = accepted("ma-dgsn", posted);
    try (ExecutorService both = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> answers =
          IntStream.range(0, 4)
              .mapToObj(
                  i ->
                      both.submit(
                          () ->
                              put(
                                      "ma-dgsn",
                                      id,
                                      "\"1\"",
                                      phone(posted.deepCopy(), "+31 6 8765432" + i))
                                  .statusCode()))
              .toList();
      List<Integer> statuses =
          answers.stream()
              .map(
                  a -> {
                    try {
                      return a.get();
                    } catch (Exception e) {
                      throw new AssertionError(e);
                    }
                  })
              .sorted()
              .toList();
      assertThat(statuses).containsExactly(200, 412, 412, 412);
    }
    assertThat(json(read("ma-dgsn", id, "publisher").asString()).path("version").asInt())
        .isEqualTo(2);
  }
}
