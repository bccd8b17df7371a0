package org.mithaq.bench.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.mithaq.audit.record.Stretch;
import org.mithaq.exchange.outbox.Topics;
import org.mithaq.local.cluster.DataDirectory;
import org.mithaq.local.cluster.Service;
import org.mithaq.local.console.Progress;

/**
 * A log that has been filled as an exchange fills it, through Kafka.
 *
 * @param seconds from the first record published to the checkpoint that covers the last
 * @param described seconds from then until every full stretch was described
 * @param sizes what it takes
 */
record Filled(double seconds, double described, Sizes sizes) {

  private static final String EMITTER = "exchange-joint";
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final long LOOK_MILLIS = 50;

  /**
   * What the records take, in bytes.
   *
   * @param rows their rows, with what lies beside the table
   * @param indices their indices
   * @param stretches what filters and reports are answered by
   */
  record Sizes(long rows, long indices, long stretches) {}

  /** Publishes a history, and waits until all of it can be asked for. */
  static Filled with(List<Made> history, String brokers, DataDirectory data)
      throws IOException, SQLException, InterruptedException {
    long begin = System.nanoTime();
    Path checkpoint =
        data.auditLog()
            .resolve(Integer.toString(LocalDate.now(ZoneOffset.UTC).getYear()))
            .resolve("checkpoint");
    try (Progress progress = Progress.of("records", " records", history.size());
        Connection database = connect(data)) {
      publish(history, brokers);
      long size = 0;
      while (size < history.size()) {
        pause(begin);
        size = published(checkpoint);
        progress.to(size);
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      long full = size / Stretch.PLACES;
      long end = System.nanoTime();
      while (count(database, "select count(*) from record_stretch") < full) {
        pause(begin);
      }
      double described = (System.nanoTime() - end) / 1e9;
      return new Filled(
          seconds,
          described,
          new Sizes(
              count(database, "select pg_table_size('record')"),
              count(database, "select pg_indexes_size('record')"),
              count(
                  database,
                  "select pg_total_relation_size('record_stretch')"
                      + " + pg_total_relation_size('record_mark')")));
    }
  }

  private static void pause(long begin) throws InterruptedException {
    if (System.nanoTime() - begin > PATIENCE.toNanos()) {
      throw new IllegalStateException("the log is not full after " + PATIENCE);
    }
    Thread.sleep(LOOK_MILLIS);
  }

  private static long published(Path checkpoint) throws IOException {
    try {
      return Long.parseLong(Files.readString(checkpoint, StandardCharsets.UTF_8).split("\n", 3)[1]);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private static void publish(List<Made> history, String brokers) {
    Topics topics = new Topics("joint", "http://127.0.0.1");
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                512 << 10),
            new StringSerializer(),
            new ByteArraySerializer())) {
      long number = 0;
      for (Made made : history) {
        // What does not arrive leaves a gap, at which the log stops: it is never full then.
        producer.send(message(made, ++number, topics));
      }
    }
  }

  private static ProducerRecord<String, byte[]> message(Made made, long number, Topics topics) {
    byte[] payload = made.record().event(topics).payload();
    if (payload == null) {
      throw new IllegalStateException("a record has a payload");
    }
    String id = made.id().toString();
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>("mithaq.disclosures." + EMITTER, id, payload);
    Map.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            id,
            "ce_source",
            "urn:mithaq:" + EMITTER,
            "ce_type",
            "mithaq.record.v1",
            "ce_time",
            Instant.ofEpochMilli(made.at()).toString(),
            "ce_subject",
            id,
            "ce_sequence",
            Long.toString(number),
            "content-type",
            "application/json")
        .forEach(
            (name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return message;
  }

  private static long count(Connection database, String sql) throws SQLException {
    try (PreparedStatement select = database.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Connection connect(DataDirectory data) throws IOException, SQLException {
    JsonNode processes = new ObjectMapper().readTree(data.runFile().toFile()).get("processes");
    String url = processes.at("/postgres/url").asText();
    String service = Service.AUDIT.id();
    return DriverManager.getConnection(
        url.substring(0, url.lastIndexOf('/') + 1) + service,
        service,
        data.keys().readPassword(service));
  }
}
