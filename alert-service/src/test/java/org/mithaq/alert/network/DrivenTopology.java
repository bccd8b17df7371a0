package org.mithaq.alert.network;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.mithaq.alert.agreement.Partner;
import org.mithaq.alert.exchange.PlayedExchange;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.matching.Backlog;
import org.mithaq.alert.matching.IntakeTally;
import org.mithaq.alert.matching.MatchingConfig;
import org.mithaq.alert.notice.Notice;
import org.mithaq.alert.notice.NoticeMapper;
import org.mithaq.alert.surge.SurgeConfig;

/** The real topology with its real stores, driven by hand and with a clock that stands still. */
final class DrivenTopology implements AutoCloseable {

  static final Instant START = Instant.parse("2026-03-02T23:00:00Z");

  final Map<String, Partner> partners = new ConcurrentHashMap<>();
  final List<String> dead = new ArrayList<>();
  final Backlog backlog = new Backlog();
  int stale;
  int taken;
  int byOtherKey;
  private final Path state;
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> signals;
  private final TestOutputTopic<String, byte[]> notices;
  private final TestOutputTopic<String, byte[]> deadLetters;
  private final List<TestRecord<String, byte[]>> told = new ArrayList<>();

  DrivenTopology(Map<String, String> overrides) throws IOException {
    state = temporary();
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(NetworkConfig.class)
            .withMapping(MatchingConfig.class)
            .withMapping(SurgeConfig.class)
            .withDefaultValues(overrides)
            .build();
    for (String agency : PlayedExchange.AGENCIES) {
      partners.put(agency, new Partner(agency, "joint", "http://127.0.0.1:8081", true));
    }
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "driven");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreConfig.class);
    driver =
        new TopologyTestDriver(
            CorrelationTopology.build(
                config.getConfigMapping(MatchingConfig.class),
                config.getConfigMapping(NetworkConfig.class),
                config.getConfigMapping(SurgeConfig.class),
                agency -> Optional.ofNullable(partners.get(agency)),
                new Tally(),
                backlog),
            properties,
            START);
    signals =
        driver.createInputTopic(
            "mithaq.signals.joint", new StringSerializer(), new ByteArraySerializer());
    notices =
        driver.createOutputTopic(
            "mithaq.notices", new StringDeserializer(), new ByteArrayDeserializer());
    deadLetters =
        driver.createOutputTopic(
            "mithaq.dead-letters.alert", new StringDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * In memory where the system has such a place: the driver commits, to the disk, after each
   * record.
   */
  private static Path temporary() throws IOException {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory)
        ? Files.createTempDirectory(memory, "mithaq-driven")
        : Files.createTempDirectory("mithaq-driven");
  }

  void take(SignalEvent event) {
    take(event, START);
  }

  /** Takes an event that its exchange made at a moment. */
  void take(SignalEvent event, Instant made) {
    signals.pipeInput(event.id(), event.bytes(), made);
  }

  void take(String key, byte[] value) {
    signals.pipeInput(key, value, START);
  }

  /** Forgets the views, as a rebuild does. */
  void forgetViews() {
    KeyValueStore<String, byte[]> views = driver.getKeyValueStore("signals");
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all = views.all()) {
      all.forEachRemaining(each -> keys.add(each.key));
    }
    keys.forEach(views::delete);
  }

  void pass(Duration time) {
    driver.advanceWallClockTime(time);
  }

  void conclude() {
    pass(Duration.ofMillis(100));
  }

  /** Everything that an agency was ever told, in order. */
  List<TestRecord<String, byte[]>> told(String agency) {
    told.addAll(notices.readRecordsToList());
    return told.stream().filter(each -> each.key().startsWith(agency + "/")).toList();
  }

  /** The recalls that an agency was told, in order. */
  List<Notice> recalls(String agency) throws IOException {
    List<Notice> recalls = new ArrayList<>();
    for (TestRecord<String, byte[]> each : told(agency)) {
      Notice notice = NoticeMapper.readEvent(each.value()).notice();
      if (notice.kind() == Notice.Kind.RECALL) {
        recalls.add(notice);
      }
    }
    return recalls;
  }

  /** The notices that stand for an agency, whatever their version; but recalls. */
  Map<String, Notice> standing(String agency) throws IOException {
    Map<String, Notice> standing = new TreeMap<>();
    for (TestRecord<String, byte[]> each : told(agency)) {
      Notice notice = NoticeMapper.readEvent(each.value()).notice();
      standing.put(notice.id(), notice.as(1, Notice.Change.OPENED));
    }
    standing.values().removeIf(notice -> !notice.isOpen() || notice.kind() == Notice.Kind.RECALL);
    return standing;
  }

  List<TestRecord<String, byte[]>> deadLetters() {
    return deadLetters.readRecordsToList();
  }

  @Override
  public void close() throws IOException {
    driver.close();
    try (var files = Files.walk(state)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private final class Tally implements IntakeTally {
    @Override
    public void taken() {
      taken++;
    }

    @Override
    public void stale() {
      stale++;
    }

    @Override
    public void dead(String reason) {
      dead.add(reason);
    }

    @Override
    public void byOtherKey(String part, int count) {
      byOtherKey = count;
    }
  }
}
