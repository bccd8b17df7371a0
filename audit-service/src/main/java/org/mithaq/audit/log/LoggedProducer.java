package org.mithaq.audit.log;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.reconciliation.Question;

/**
 * Tells the relays how far their records are in the published log, and asks them what they believe
 * that they sent: topic {@code mithaq.logged}.
 */
@ApplicationScoped
public class LoggedProducer {

  /** The topic. */
  public static final String TOPIC = "mithaq.logged";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Clock clock;
  private final String brokers;
  private @Nullable KafkaProducer<String, byte[]> producer;

  /** Reports to these brokers. */
  public LoggedProducer(
      Clock clock, @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
    this.clock = clock;
    this.brokers = brokers;
  }

  /**
   * Reports that the published log covers these emitters up to these numbers.
   *
   * @throws IOException when the broker has not taken all of it
   */
  public synchronized void report(Map<String, Long> numbers) throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<ProducerRecord<String, byte[]>> events = new ArrayList<>();
    numbers.forEach((emitter, number) -> events.add(event(emitter, number, now)));
    send(events);
  }

  /**
   * Asks emitters.
   *
   * @throws IOException when the broker has not taken all of it; some may have been asked
   */
  public synchronized void ask(List<Question> questions) throws IOException {
    send(questions.stream().map(LoggedProducer::event).toList());
  }

  private void send(List<ProducerRecord<String, byte[]>> events) throws IOException {
    if (events.isEmpty()) {
      return;
    }
    if (producer == null) {
      producer =
          new KafkaProducer<>(
              Map.of(
                  ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  brokers,
                  ProducerConfig.CLIENT_ID_CONFIG,
                  "mithaq-audit-logged",
                  ProducerConfig.ACKS_CONFIG,
                  "all",
                  ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                  true,
                  ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                  15_000,
                  ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                  5_000,
                  ProducerConfig.MAX_BLOCK_MS_CONFIG,
                  10_000),
              new StringSerializer(),
              new ByteArraySerializer());
    }
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      for (ProducerRecord<String, byte[]> event : events) {
        sent.add(producer.send(event));
      }
      producer.flush();
      for (Future<RecordMetadata> one : sent) {
        one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      throw new IOException("the broker has not taken what it was sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  static ProducerRecord<String, byte[]> event(String emitter, long number, Instant now) {
    String payload =
        "{\"emitter\":\"%s\",\"number\":%d,\"at\":\"%s\"}".formatted(emitter, number, now);
    return event(emitter, "mithaq.logged.v1", emitter, now, payload);
  }

  static ProducerRecord<String, byte[]> event(Question question) {
    String payload =
        "{\"id\":\"%s\",\"emitter\":\"%s\",\"at\":\"%s\",\"until\":\"%s\"}"
            .formatted(
                question.reconciliation(), question.emitter(), question.at(), question.until());
    return event(
        "reconciliation/" + question.emitter(),
        "mithaq.reconciliation.v1",
        question.reconciliation().toString(),
        question.at(),
        payload);
  }

  private static ProducerRecord<String, byte[]> event(
      String key, String type, String subject, Instant at, String payload) {
    ProducerRecord<String, byte[]> event =
        new ProducerRecord<>(TOPIC, key, payload.getBytes(StandardCharsets.UTF_8));
    header(event, "ce_specversion", "1.0");
    header(event, "ce_id", UuidCreator.getTimeOrderedEpoch().toString());
    header(event, "ce_source", "urn:mithaq:" + LogSettings.OWN);
    header(event, "ce_type", type);
    header(event, "ce_time", at.toString());
    header(event, "ce_subject", subject);
    header(event, "content-type", "application/json");
    return event;
  }

  private static void header(ProducerRecord<String, byte[]> event, String name, String value) {
    event.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  @PreDestroy
  synchronized void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(2));
    }
  }
}
