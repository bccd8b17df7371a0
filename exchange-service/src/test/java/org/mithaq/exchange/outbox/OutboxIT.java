package org.mithaq.exchange.outbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mithaq.exchange.Exchange.newSignal;
import static org.mithaq.exchange.Exchange.post;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
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

  private void log(String emitter, long number) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      String report =
          "{\"emitter\":\"%s\",\"number\":%d,\"at\":\"2026-03-02T22:14:06.000Z\",\"later\":true}"
              .formatted(emitter, number);
      producer
          .send(
              new ProducerRecord<>(
                  "mithaq.logged", emitter, report.getBytes(StandardCharsets.UTF_8)))
          .get();
    }
  }
}
