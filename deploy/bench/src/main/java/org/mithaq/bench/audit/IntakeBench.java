package org.mithaq.bench.audit;

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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.mithaq.local.cluster.ConsoleJournal;
import org.mithaq.local.cluster.DataDirectory;
import org.mithaq.local.cluster.Installation;
import org.mithaq.local.cluster.LocalCluster;
import org.mithaq.local.cluster.Service;
import org.mithaq.local.console.Progress;
import org.mithaq.local.key.WitnessId;
import org.mithaq.local.verify.Verifier;

/**
 * Records from Kafka to a cosigned checkpoint: a real broker, PostgreSQL, audit-service and two
 * witnesses, each a process of its own and as durable as {@code ./mithaq up} starts them.
 */
final class IntakeBench {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int POLL_MILLIS = 2;

  private IntakeBench() {}

  /**
   * What was seen.
   *
   * @param waiting records a second that wait in Kafka when the service begins to read, up to the
   *     checkpoint that covers the last and that both witnesses have cosigned
   * @param live the same when the service reads while they are published, from the first that is
   *     sent
   * @param checkpoints how many checkpoints there were in the rounds of those that waited
   * @param entries how many entries the log has
   * @param repeats how many messages were published again
   * @param contradictions how many ids came again under a new number
   * @param indexed rows a second that PostgreSQL inserts in batches into the same table with its
   *     indices
   * @param plain the same into a table that has only its primary key
   * @param sizes what an entry takes
   */
  record Seen(
      Spread waiting,
      Spread live,
      long checkpoints,
      long entries,
      long repeats,
      long contradictions,
      Spread indexed,
      Spread plain,
      Sizes sizes) {}

  /**
   * What the log takes, in bytes.
   *
   * @param tiles the tiles of all levels
   * @param bundles the bundles of entries
   * @param rows the rows of the records, with what lies beside the table
   * @param indices the indices of the records
   * @param database the whole database, tiles and the rest too
   */
  record Sizes(long tiles, long bundles, long rows, long indices, long database) {}

  /** Runs so many rounds of so many records each, after one that warms up. */
  static Seen run(int rounds, int records, int repeatedPercent, long seed)
      throws IOException, SQLException, InterruptedException, ExecutionException {
    Path home = Files.createTempDirectory("mithaq-bench-audit-");
    LocalCluster.Plan plan =
        new LocalCluster.Plan(
            Installation.find(),
            home,
            Map.of(Service.EXCHANGE, 0, Service.ALERT, 0, Service.AUDIT, 0),
            1,
            Set.of(Service.AUDIT),
            false);
    try (LocalCluster cluster = LocalCluster.start(plan, ConsoleJournal.onStandardError())) {
      DataDirectory data = new DataDirectory(cluster.dataDirectory());
      int year = LocalDate.now(ZoneOffset.UTC).getYear();
      Path log = data.auditLog().resolve(Integer.toString(year));
      Load load = new Load(seed, repeatedPercent);
      double[] waiting = new double[rounds];
      double[] live = new double[rounds];
      long checkpoints = 0;
      Halt reader = new Halt(process(data, Service.AUDIT.id()));
      try (Progress progress =
              Progress.of("records", " records", 2L * records * rounds + records / 2);
          KafkaProducer<String, byte[]> producer = producer(cluster.bootstrapServers())) {
        publish(producer, load.next(records / 2));
        follow(log, load.entries(), progress);
        for (int i = 0; i < rounds; i++) {
          List<ProducerRecord<String, byte[]>> messages = load.next(records);
          reader.halt();
          publish(producer, messages);
          long begin = System.nanoTime();
          reader.resume();
          checkpoints += follow(log, load.entries(), progress);
          waiting[i] = records / ((System.nanoTime() - begin) / 1e9);
        }
        for (int i = 0; i < rounds; i++) {
          List<ProducerRecord<String, byte[]>> messages = load.next(records);
          long begin = System.nanoTime();
          publish(producer, messages);
          follow(log, load.entries(), progress);
          live[i] = records / ((System.nanoTime() - begin) / 1e9);
        }
      }
      verify(data, log, load.entries());
      try (Connection database = connect(data)) {
        long unreadable = count(database, "select count(*) from record where state = 'unreadable'");
        long rows = count(database, "select count(*) from record");
        if (rows != load.entries() || unreadable != load.contradictions()) {
          throw new IllegalStateException(
              "%d rows of which %d unreadable, where %d and %d were due"
                  .formatted(rows, unreadable, load.entries(), load.contradictions()));
        }
        Sizes sizes = sizes(database, log);
        PostgresPeer peer = PostgresPeer.of(database, records);
        return new Seen(
            new Spread(waiting),
            new Spread(live),
            checkpoints,
            load.entries(),
            load.repeats(),
            load.contradictions(),
            peer.indexed(rounds),
            peer.plain(rounds),
            sizes);
      }
    }
  }

  private static void publish(
      KafkaProducer<String, byte[]> producer, List<ProducerRecord<String, byte[]>> messages)
      throws InterruptedException, ExecutionException {
    List<Future<RecordMetadata>> sent = new ArrayList<>(messages.size());
    for (ProducerRecord<String, byte[]> message : messages) {
      sent.add(producer.send(message));
    }
    producer.flush();
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
  }

  /**
   * Waits for the cosigned checkpoint of this size.
   *
   * @return how many checkpoints were seen until then
   */
  private static long follow(Path log, long entries, Progress progress)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long checkpoints = 0;
    long last = -1;
    while (true) {
      Published now = published(log);
      if (now.size() != last) {
        checkpoints++;
        last = now.size();
        progress.to(last);
      }
      if (now.size() > entries || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the log has %d entries where %d are due".formatted(now.size(), entries));
      }
      if (now.size() == entries && now.cosigned()) {
        return checkpoints;
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Holds a process still for a while. */
  private record Halt(long pid) {
    void halt() throws IOException, InterruptedException {
      signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
      signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
      // A program of its own need not be there: the shell has it built in.
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " \"$0\"", Long.toString(pid))
              .inheritIO()
              .start();
      if (kill.waitFor() != 0) {
        throw new IOException("process " + pid + " does not take signals");
      }
    }
  }

  /** What the log publishes; the verifier checks the signatures in the end. */
  private record Published(long size, boolean cosigned) {}

  private static Published published(Path log) throws IOException {
    List<String> lines;
    try {
      lines = Files.readString(log.resolve("checkpoint"), StandardCharsets.UTF_8).lines().toList();
    } catch (NoSuchFileException e) {
      return new Published(0, false);
    }
    boolean cosigned =
        Stream.of(WitnessId.values())
            .allMatch(
                witness ->
                    lines.stream()
                        .anyMatch(line -> line.startsWith("\u2014 " + witness.signer() + " ")));
    return new Published(Long.parseLong(lines.get(1)), cosigned);
  }

  private static void verify(DataDirectory data, Path log, long entries) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--dir", log.toString()));
    arguments.addAll(List.of("--key", data.keys().readLogVerifier()));
    for (WitnessId witness : WitnessId.values()) {
      arguments.addAll(List.of("--witness", data.keys().readWitnessVerifier(witness)));
    }
    Verifier.Verdict verdict = Verifier.find().ask(arguments);
    if (verdict.exitCode() != 0 || !verdict.said().contains(" size " + entries + " ")) {
      throw new IllegalStateException("the verifier says: " + verdict.said());
    }
  }

  private static Sizes sizes(Connection database, Path log) throws SQLException, IOException {
    long bundles = Trees.bytes(log.resolve("tile/entries"));
    return new Sizes(
        Trees.bytes(log.resolve("tile")) - bundles,
        bundles,
        count(database, "select pg_table_size('record')"),
        count(database, "select pg_indexes_size('record')"),
        count(database, "select pg_database_size(current_database())"));
  }

  private static long count(Connection database, String sql) throws SQLException {
    try (PreparedStatement select = database.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static JsonNode running(DataDirectory data, String name) throws IOException {
    return new ObjectMapper().readTree(data.runFile().toFile()).at("/processes/" + name);
  }

  private static long process(DataDirectory data, String name) throws IOException {
    return running(data, name).get("pid").asLong();
  }

  private static Connection connect(DataDirectory data) throws IOException, SQLException {
    String url = running(data, "postgres").get("url").asText();
    String service = Service.AUDIT.id();
    return DriverManager.getConnection(
        url.substring(0, url.lastIndexOf('/') + 1) + service + "?reWriteBatchedInserts=true",
        service,
        data.keys().readPassword(service));
  }

  private static KafkaProducer<String, byte[]> producer(String brokers) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.ACKS_CONFIG,
            "all",
            // The broker waits for the disk at each batch: many records share a wait.
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.BATCH_SIZE_CONFIG,
            512 << 10),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
