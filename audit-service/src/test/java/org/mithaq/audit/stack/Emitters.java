package org.mithaq.audit.stack;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.mithaq.audit.record.Decision;
import org.mithaq.audit.record.Disclosure;
import org.mithaq.audit.record.Operation;
import org.mithaq.audit.record.RecordMapper;
import org.mithaq.audit.record.RecordObject;

/** Publishes records as the relays of the other services do. */
public final class Emitters implements AutoCloseable {

  private final KafkaProducer<String, byte[]> producer;
  private final RecordMapper mapper = new RecordMapper();

  /** Publishes to these brokers. */
  public Emitters(String brokers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.ACKS_CONFIG,
                "all"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** A record of one agency sharing with another. */
  public static Disclosure sharing(String emitter, String agency, String recipient) {
    return new Disclosure(
        UuidCreator.getTimeOrderedEpoch(),
        emitter,
        Instant.parse("2026-03-02T22:14:05.123Z"),
        Operation.COLLECTION,
        Decision.PERMITTED,
        null,
        agency,
        "s.benali",
        List.of(agency),
        List.of(recipient),
        List.of(new RecordObject("signal", UUID.randomUUID().toString(), 1, null)),
        "triangular",
        1,
        List.of("5"),
        "detection",
        null);
  }

  /** Publishes records under consecutive numbers and waits until the broker has them. */
  public void publish(String emitter, long first, List<Disclosure> records) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    long number = first;
    for (Disclosure record : records) {
      sent.add(
          send(emitter, Long.toString(number++), record.id().toString(), mapper.write(record)));
    }
    await(sent);
  }

  /** Publishes a record under a number, as an event of another type. */
  public void publishAs(String emitter, String type, long number, Disclosure record) {
    ProducerRecord<String, byte[]> message =
        message(emitter, Long.toString(number), record.id().toString(), mapper.write(record));
    message.headers().remove("ce_type");
    header(message, "ce_type", type);
    await(List.of(producer.send(message)));
  }

  /** Publishes one message as it is. */
  public void publishRaw(String emitter, String number, String id, byte[] payload) {
    await(List.of(send(emitter, number, id, payload)));
  }

  /** What an emitter sent: the payload of each number, in their order, as they lie on its topic. */
  public static List<byte[]> sent(String brokers, String emitter) {
    TreeMap<Long, byte[]> sent = new TreeMap<>();
    TopicPartition topic = new TopicPartition("mithaq.disclosures." + emitter, 0);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(topic));
      consumer.seekToBeginning(List.of(topic));
      long end = consumer.endOffsets(List.of(topic)).get(topic);
      while (consumer.position(topic) < end) {
        for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(200))) {
          Header number = message.headers().lastHeader("ce_sequence");
          if (number != null) {
            sent.putIfAbsent(
                Long.valueOf(new String(number.value(), StandardCharsets.UTF_8)), message.value());
          }
        }
      }
    }
    return new ArrayList<>(sent.values());
  }

  /** States, as a relay does, that these payloads were sent, from this number on. */
  public void state(String emitter, String reconciliation, long first, List<byte[]> payloads) {
    byte[] digest = new byte[32];
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (byte[] payload : payloads) {
        byte[] hash = sha256.digest(payload);
        sha256.update(digest);
        digest = sha256.digest(hash);
      }
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
    String said =
        "{\"reconciliation\":\"%s\",\"emitter\":\"%s\",\"first\":%d,\"number\":%d,\"digest\":\"%s\","
                .formatted(
                    reconciliation,
                    emitter,
                    first,
                    first - 1 + payloads.size(),
                    Base64.getEncoder().encodeToString(digest))
            + "\"at\":\"2026-03-03T02:30:00.250Z\"}";
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(
            "mithaq.disclosures." + emitter, emitter, said.getBytes(StandardCharsets.UTF_8));
    header(message, "ce_specversion", "1.0");
    header(message, "ce_id", UUID.randomUUID().toString());
    header(message, "ce_source", "urn:mithaq:" + emitter);
    header(message, "ce_type", "mithaq.statement.v1");
    header(message, "content-type", "application/json");
    await(List.of(producer.send(message)));
  }

  private Future<RecordMetadata> send(String emitter, String number, String id, byte[] payload) {
    return producer.send(message(emitter, number, id, payload));
  }

  private static ProducerRecord<String, byte[]> message(
      String emitter, String number, String id, byte[] payload) {
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>("mithaq.disclosures." + emitter, id, payload);
    header(message, "ce_specversion", "1.0");
    header(message, "ce_id", id);
    header(message, "ce_source", "urn:mithaq:" + emitter);
    header(message, "ce_type", "mithaq.record.v1");
    header(message, "ce_sequence", number);
    header(message, "content-type", "application/json");
    return message;
  }

  private void await(List<Future<RecordMetadata>> sent) {
    producer.flush();
    for (Future<RecordMetadata> one : sent) {
      try {
        one.get();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
    message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    producer.close();
  }
}
