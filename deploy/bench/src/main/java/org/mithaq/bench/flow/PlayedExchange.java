package org.mithaq.bench.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * An exchange as far as the alert service hears of one: a register with its heartbeat, and signals.
 */
final class PlayedExchange implements AutoCloseable {

  private static final String REGISTER = "mithaq.agreements";
  private static final long BEAT_MILLIS = 1_000;

  private final KafkaProducer<String, byte[]> producer;
  private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  PlayedExchange(String brokers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 << 10,
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new StringSerializer(),
            new ByteArraySerializer());
    for (String agency : Load.AGENCIES) {
      register(
          "partner/" + agency,
          """
          {"agency":"%s","name":"%s","country":"XX","exchange":"%s","href":"http://127.0.0.1:8081",\
          "state":"active"}"""
              .formatted(agency, agency, Load.EXCHANGE));
    }
    String parties = Load.AGENCIES.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
    register(
        "agreement/" + Load.AGREEMENT,
        """
        {"id":"%s","version":1,"title":"%s","state":"in-force","suspendedBy":null,\
        "inForce":{"from":"2024-01-01","until":null},"parties":%s,\
        "articles":[{"id":"%s","title":"%s","parties":%s}]}"""
            .formatted(
                Load.AGREEMENT, Load.AGREEMENT, parties, Load.ARTICLE, Load.ARTICLE, parties));
    heart.scheduleAtFixedRate(this::beat, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void beat() {
    register(
        "heartbeat/" + Load.EXCHANGE,
        "{\"exchange\":\"%s\",\"at\":\"%s\"}".formatted(Load.EXCHANGE, Instant.now()));
  }

  private void register(String key, String value) {
    send(REGISTER, key, value.getBytes(UTF_8));
  }

  /** Hands a record to the producer. */
  void send(String topic, String key, byte[] value) {
    producer.send(
        new ProducerRecord<>(topic, key, value),
        (metadata, refused) -> {
          if (refused != null) {
            failure.compareAndSet(null, refused);
          }
        });
  }

  /** Waits until the broker has acknowledged all that was sent. */
  void flush() {
    producer.flush();
    Exception refused = failure.get();
    if (refused != null) {
      throw new IllegalStateException("the broker refuses a record", refused);
    }
  }

  @Override
  public void close() {
    heart.shutdownNow();
    producer.close();
  }
}
