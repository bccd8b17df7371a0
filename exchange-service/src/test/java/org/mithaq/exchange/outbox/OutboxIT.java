package org.mithaq.exchange.outbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mithaq.exchange.Exchange.newSignal;
import static org.mithaq.exchange.Exchange.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.mithaq.exchange.Contracts;
import org.mithaq.exchange.Exchange;
import org.mithaq.exchange.Exchange.Message;
import org.mithaq.exchange.OnStack;
import org.mithaq.local.stack.TestStack;

@QuarkusTest
@OnStack
class OutboxIT {

  private static final String RECORDS = "mithaq.disclosures.exchange-joint";

  @Inject Exchange exchange;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String brokers;

  private List<Message> recordsOf(String id) {
    return exchange.messages(RECORDS).stream().filter(m -> id.equals(m.key())).toList();
  }

  private static void breakTheRelay() throws Exception {
    try (Connection superuser = TestStack.get().connect("exchange");
        Statement statement = superuser.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mithaq-relay'");
    }
  }

  private static String metrics() {
    return given().accept("text/plain").get("/q/metrics").asString();
  }

  @Test
  void publishesAViewThatIsLargerThanAMegabyte() {
    ObjectNode signal = newSignal();
    ArrayNode selectors = signal.putArray("selectors");
    for (int n = 0; n < 160; n++) {
      String word = "wachi".repeat(2) + (char) ('a' + n % 26) + (char) ('a' + n / 26);
      ObjectNode person = selectors.addObject().put("type", "person").put("category", "suspect");
      person.put("name", "Jo%s Ba%s Thu%s Cha%s".formatted(word, word, word, word));
      person.put("birthDate", "1980-05-17").put("birthPlace", "Oujda").put("nationality", "MA");
      if (n % 3 == 0) {
        person.putArray("aliases").add("Do%s Fa%s Khu%s Sha%s".formatted(word, word, word, word));
      }
    }

    String id = Exchange.accepted("ma-dgsn", signal);
    exchange.awaitPublished();

    assertThat(exchange.messages("mithaq.signals.joint"))
        .filteredOn(message -> id.equals(message.key()))
        .singleElement()
        .satisfies(message -> assertThat(message.value().length).isGreaterThan(1 << 20));
  }

  @Test
  void publishesAgainAfterAFailureWhatIsNotConfirmedWithTheSameNumbers() throws Exception {
    String record = post("ma-dgsn", newSignal()).header("Audit-Record");
    exchange.awaitPublished();
    assertThat(recordsOf(record)).hasSize(1);
    breakTheRelay();
    await().atMost(Duration.ofSeconds(60)).until(() -> recordsOf(record).size() > 1);
    assertThat(recordsOf(record))
        .extracting(Message::sequence)
        .containsOnly(recordsOf(record).getFirst().sequence());
    assertThat(recordsOf(record)).extracting(m -> m.headers().get("ce_id")).containsOnly(record);

    String next = post("ma-dgsn", newSignal()).header("Audit-Record");
    exchange.awaitPublished();
    assertThat(recordsOf(next)).isNotEmpty();
  }

  @Test
  void forgetsRecordsOnceTheLogHasThem() throws Exception {
    String record = post("ma-dgsn", newSignal()).header("Audit-Record");
    exchange.awaitPublished();
    long number = recordsOf(record).getFirst().sequence();
    assertThat(metrics()).containsPattern("mithaq_outbox_pending [1-9]");
    log("exchange-other", number + 1_000);
    log("exchange-joint", number);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                exchange
                    .query(
                        "select count(*) from outbox where topic = ? and number <= ?",
                        RECORDS,
                        number)
                    .orElseThrow()
                    .equals("0"));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> metrics().contains("mithaq_outbox_pending 0.0"));
    assertThat(given().get("/q/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void statesWhatWasSentOnceAllOfItIsOnTheTopicAndSeesWhenARowWasChanged() throws Exception {
    String first = post("ma-dgsn", newSignal()).header("Audit-Record");
    exchange.awaitPublished();
    JsonNode said = stated();
    assertThat(Contracts.faults("statement", said)).isEmpty();
    assertThat(said.get("first").asLong()).isOne();
    assertThat(recordsOf(first).getFirst().sequence()).isEqualTo(said.get("number").asLong());
    assertThat(said.get("digest").asText()).isEqualTo(digestOnTopic(said.get("number").asLong()));

    // Changed between the numbering and the topic: published again, as after any failure.
    String changed = post("ma-dgsn", newSignal()).header("Audit-Record");
    exchange.awaitPublished();
    JsonNode before = stated();
    assertThat(before.get("digest").asText())
        .isEqualTo(digestOnTopic(before.get("number").asLong()));
    exchange.update("update outbox set payload = payload || ' ' where id = ?::uuid", changed);
    breakTheRelay();
    await().atMost(Duration.ofSeconds(60)).until(() -> recordsOf(changed).size() > 1);
    JsonNode after = stated();
    assertThat(after.get("digest").asText())
        .isEqualTo(before.get("digest").asText())
        .isNotEqualTo(digestOnTopic(after.get("number").asLong()));
    exchange.update("update outbox set payload = rtrim(payload, ' ') where id = ?::uuid", changed);
  }

  @Test
  void statesNothingThatNobodyWaitsForOrThatOthersWereAsked() throws Exception {
    String late = ask("exchange-joint", Instant.now().minusSeconds(3600));
    String others = ask("exchange-other", Instant.now().plusSeconds(3600));
    stated();
    assertThat(statements())
        .extracting(m -> m.json().get("reconciliation").asText())
        .doesNotContain(late, others);
  }

  /** Asks as the audit log does, and waits for the answer. */
  private JsonNode stated() throws Exception {
    String id = ask("exchange-joint", Instant.now().plusSeconds(3600));
    Message answer =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    statements().stream()
                        .filter(m -> m.json().get("reconciliation").asText().equals(id))
                        .findFirst()
                        .orElse(null),
                Objects::nonNull);
    assertThat(answer.headers()).doesNotContainKey("ce_sequence");
    return answer.json();
  }

  private List<Message> statements() {
    return exchange.messages(RECORDS).stream()
        .filter(m -> m.headers().get("ce_type").equals("mithaq.statement.v1"))
        .toList();
  }

  /** What the audit log would make of the newest payload on the topic for each number. */
  private String digestOnTopic(long upTo) throws Exception {
    SortedMap<Long, byte[]> payloads = new TreeMap<>();
    exchange.messages(RECORDS).stream()
        .filter(m -> m.sequence() > 0 && m.sequence() <= upTo)
        .forEach(m -> payloads.put(m.sequence(), m.value()));
    assertThat(payloads).hasSize((int) upTo);
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    byte[] digest = new byte[32];
    for (byte[] payload : payloads.values()) {
      byte[] hash = sha256.digest(payload);
      sha256.update(digest);
      digest = sha256.digest(hash);
    }
    return Base64.getEncoder().encodeToString(digest);
  }

  private String ask(String emitter, Instant until) throws Exception {
    String id = UUID.randomUUID().toString();
    ProducerRecord<String, byte[]> question =
        new ProducerRecord<>(
            "mithaq.logged",
            "reconciliation/" + emitter,
            "{\"id\":\"%s\",\"emitter\":\"%s\",\"at\":\"%s\",\"until\":\"%s\"}"
                .formatted(id, emitter, Instant.now(), until)
                .getBytes(StandardCharsets.UTF_8));
    question.headers().add("ce_type", "mithaq.reconciliation.v1".getBytes(StandardCharsets.UTF_8));
    send(question);
    return id;
  }

  private void log(String emitter, long number) throws Exception {
    String report =
        "{\"emitter\":\"%s\",\"number\":%d,\"at\":\"2026-03-02T22:14:06.000Z\",\"later\":true}"
            .formatted(emitter, number);
    send(new ProducerRecord<>("mithaq.logged", emitter, report.getBytes(StandardCharsets.UTF_8)));
  }

  private void send(ProducerRecord<String, byte[]> message) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(message).get();
    }
  }
}
