package org.mithaq.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackSurvivesKillIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TOPIC = "mithaq.agreements";
  private static final String PASSWORD = "a-password-for-this-test";

  @TempDir Path folder;

  @Test
  void findsWhatWasCommittedAfterPostgresWasKilled() throws Exception {
    Postgres postgres =
        new Postgres(
            PostgresBinaries.unpack(PostgresBinaries.userCache()),
            folder.resolve("postgres"),
            PASSWORD);
    postgres.initialise();
    int port = Ports.free();

    Process first = start(postgres, port);
    try (Connection connection = postgres.connect(port)) {
      assertThat(setting(connection, "fsync")).isEqualTo("on");
      assertThat(setting(connection, "synchronous_commit")).isEqualTo("on");
      assertThat(setting(connection, "full_page_writes")).isEqualTo("on");
      assertThat(setting(connection, "data_checksums")).isEqualTo("on");
      connection.createStatement().execute("CREATE TABLE t AS SELECT generate_series(1, 1000) n");
    } finally {
      first.destroyForcibly().waitFor();
    }

    Process second = startAgain(postgres, port);
    try (Connection connection = postgres.connect(port);
        var rows = connection.createStatement().executeQuery("SELECT count(*) FROM t")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(1000);
    } finally {
      Postgres.interrupt(second.toHandle());
      assertThat(second.waitFor()).isZero();
    }
  }

  @Test
  void findsWhatWasAcknowledgedAfterTheBrokerWasKilled() throws Exception {
    int[] ports = Ports.free(2);
    int port = ports[0];
    Process first = start(ports);
    try (Admin admin = Admin.create(client(port))) {
      Topic.ensure(admin, Topic.all("joint", 2, 2));
    }
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(client(port), new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < 1000; i++) {
        producer.send(new ProducerRecord<>(TOPIC, "key-" + i, "value-" + i));
      }
    } finally {
      first.destroyForcibly().waitFor();
    }

    Process second = start(ports);
    try (Admin admin = Admin.create(client(port));
        KafkaConsumer<String, String> consumer =
            new KafkaConsumer<>(client(port), new StringDeserializer(), new StringDeserializer())) {
      Topic.ensure(admin, Topic.all("joint", 2, 2));
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      List<String> keys = new ArrayList<>();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
          keys.add(record.key());
        }
      }

      assertThat(keys)
          .containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(i -> "key-" + i).toList());
    } finally {
      second.destroy();
      second.waitFor();
    }
  }

  private static Map<String, Object> client(int port) {
    return Map.of("bootstrap.servers", Ports.HOST + ":" + port);
  }

  private Process start(int[] ports) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            BrokerProcess.class.getName(),
            folder.resolve("kafka").toString(),
            String.valueOf(ports[0]),
            String.valueOf(ports[1]))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("broker.log").toFile()))
        .start();
  }

  private Process start(Postgres postgres, int port) throws Exception {
    Process process = spawn(postgres, port);
    postgres.awaitReady(port, process.toHandle(), PATIENCE);
    return process;
  }

  /**
   * Sessions of a server that was killed end when they notice, and until then a new one refuses to
   * start.
   */
  private Process startAgain(Postgres postgres, int port) throws Exception {
    for (long deadline = System.nanoTime() + PATIENCE.toNanos(); ; ) {
      Process process = spawn(postgres, port);
      try {
        postgres.awaitReady(port, process.toHandle(), PATIENCE);
        return process;
      } catch (StackException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }

  private Process spawn(Postgres postgres, int port) throws Exception {
    return new ProcessBuilder(postgres.command(port, Durability.DURABLE))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile()))
        .start();
  }

  private static String setting(Connection connection, String name) throws Exception {
    try (var rows = connection.createStatement().executeQuery("SHOW " + name)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
