package org.mithaq.alert.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** An exchange as far as this service hears of one: a register with its heartbeat, and signals. */
public final class PlayedExchange implements AutoCloseable {

  public static final List<String> AGENCIES =
      List.of("es-gc", "fr-oltim", "ma-dgsn", "ma-gr", "nl-kmar", "nl-politie");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaProducer<String, byte[]> producer;
  private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
  private volatile boolean beating = true;

  public PlayedExchange(String brokers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers, "linger.ms", 2),
            new StringSerializer(),
            new ByteArraySerializer());
    AGENCIES.forEach(agency -> partner(agency, "active"));
    agreement("triangular", "in-force", AGENCIES);
    agreement("pjmg", "in-force", List.of("ma-dgsn", "ma-gr", "nl-kmar", "nl-politie"));
    heart.scheduleAtFixedRate(this::beat, 0, 500, TimeUnit.MILLISECONDS);
    producer.flush();
  }

  public void partner(String agency, String state) {
    ObjectNode node = JSON.createObjectNode();
    node.put("agency", agency).put("name", agency).put("country", "XX");
    node.put("exchange", "joint").put("href", "http://127.0.0.1:8081").put("state", state);
    send("mithaq.agreements", "partner/" + agency, node);
  }

  public void agreement(String id, String state, List<String> parties) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", id).put("version", 1).put("title", id).put("state", state);
    node.putNull("suspendedBy");
    node.putObject("inForce").put("from", "2024-01-01").putNull("until");
    parties.forEach(node.putArray("parties")::add);
    ArrayNode articles = node.putArray("articles");
    for (String article : List.of("5", "6", "7")) {
      ObjectNode each = articles.addObject().put("id", article).put("title", article);
      parties.forEach(each.putArray("parties")::add);
    }
    send("mithaq.agreements", "agreement/" + id, node);
    producer.flush();
  }

  /** Lets the heart beat, or stops it. */
  public void beating(boolean on) {
    beating = on;
  }

  private void beat() {
    if (beating) {
      ObjectNode node = JSON.createObjectNode();
      node.put("exchange", "joint").put("at", Instant.now().toString());
      send("mithaq.agreements", "heartbeat/joint", node);
    }
  }

  public void publish(SignalEvent signal) {
    send("mithaq.signals.joint", signal.id(), signal.json());
    producer.flush();
  }

  /** Publishes any bytes as a signal. */
  public void publish(String key, byte[] value) {
    producer.send(new ProducerRecord<>("mithaq.signals.joint", key, value));
    producer.flush();
  }

  /** Says, as the audit log does, how far it has come. */
  public void logged(long number) {
    ObjectNode node = JSON.createObjectNode();
    node.put("emitter", "alert").put("number", number).put("at", Instant.now().toString());
    send("mithaq.logged", "alert", node);
    producer.flush();
  }

  /** Asks, as the audit log does, what the service believes that it sent. */
  public void ask(String id, Instant until) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", id).put("emitter", "alert");
    node.put("at", Instant.now().toString()).put("until", until.toString());
    ProducerRecord<String, byte[]> question =
        new ProducerRecord<>(
            "mithaq.logged", "reconciliation/alert", node.toString().getBytes(UTF_8));
    question.headers().add("ce_type", "mithaq.reconciliation.v1".getBytes(UTF_8));
    producer.send(question);
    producer.flush();
  }

  private void send(String topic, String key, ObjectNode value) {
    producer.send(new ProducerRecord<>(topic, key, value.toString().getBytes(UTF_8)));
  }

  @Override
  public void close() {
    heart.shutdownNow();
    producer.close();
  }
}
