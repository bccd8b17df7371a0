package org.mithaq.bench.growth;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.EventMapper;
import org.mithaq.alert.matching.MatchingConfig;
import org.mithaq.alert.matching.PostingChange;
import org.mithaq.alert.matching.TokenChanges;
import org.mithaq.alert.matching.TokenTopology;
import org.mithaq.alert.network.ProcessingConfig;
import org.mithaq.bench.matcher.Arrival;
import org.mithaq.bench.matcher.SignalStream;
import org.mithaq.bench.network.NetworksCommand;
import org.mithaq.local.stack.Broker;
import org.mithaq.local.stack.Durability;
import org.mithaq.local.stack.Ports;
import org.mithaq.local.stack.Topic;

/**
 * How long it takes until the posting lists of a lost state directory are back: the second hop runs
 * in Kafka Streams with the service's settings over a real broker, its directory is thrown away,
 * and it starts again. What is in the stores then must be what was in them before.
 */
final class RestoreBench {

  private static final String SOURCE = "bench.changes";
  private static final String APPLICATION = "bench-restore";
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final Duration CLOSE = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 50;
  private static final double NANOS = 1e9;
  private static final double MEGA = 1e6;

  private final SignalStream stream;
  private final int signals;
  private final long storeMemory;
  private final PrintStream out;
  private final MatchingConfig matching =
      new SmallRyeConfigBuilder()
          .addDefaultSources()
          .withConverter(Duration.class, 200, new DurationConverter())
          .withMapping(MatchingConfig.class)
          .build()
          .getConfigMapping(MatchingConfig.class);
  private final TokenTopology hop = new TokenTopology(NetworksCommand.HUB_CAP);
  private final String store = hop.stores().iterator().next().name();

  /**
   * @param signals how many are in the stores that are lost
   * @param storeMemory as {@code mithaq.matching.store-memory}
   */
  RestoreBench(SignalStream stream, int signals, long storeMemory, PrintStream out) {
    this.stream = stream;
    this.signals = signals;
    this.storeMemory = storeMemory;
    this.out = out;
  }

  /** Whether what came back is what was lost. */
  boolean run() throws IOException {
    Path folder = Files.createTempDirectory("mithaq-bench");
    int[] ports = Ports.free(2);
    String brokers = Ports.HOST + ":" + ports[0];
    try (Broker broker =
            Broker.start(folder.resolve("broker"), ports[0], ports[1], Durability.FAST);
        Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      Topic.ensure(admin, List.of(new Topic(SOURCE, matching.partitions(), Map.of())));
      send(brokers);
      Contents before = fill(admin, brokers, folder.resolve("first"));
      Contents after = restore(brokers, folder.resolve("second"));
      boolean same = before.equals(after) && before.entries() > 0;
      out.printf(
          Locale.ROOT,
          "  %s: %,d records in the stores%n%n",
          same ? "the same as before" : "NOT the same as before",
          after.entries());
      return same;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** As the first hop sends them: a record for each part of a signal's tokens. */
  private void send(String brokers) {
    try (KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "linger.ms", 20),
                new StringSerializer(),
                Serdes.ByteArray().serializer());
        var changes = EventMapper.changes().serializer()) {
      for (int n = 0; n < signals; n++) {
        Map<Integer, TreeMap<String, PostingChange>> parts = new TreeMap<>();
        for (Arrival arrival : stream.arrivals(n)) {
          int part = Math.floorMod(arrival.token().hashCode(), matching.partitions());
          parts.computeIfAbsent(part, p -> new TreeMap<>()).put(arrival.token(), arrival.change());
        }
        parts.forEach(
            (part, some) ->
                producer.send(
                    new ProducerRecord<>(
                        SOURCE,
                        part,
                        String.valueOf(part),
                        changes.serialize(
                            SOURCE, new TokenChanges(SignalStream.AGREEMENT, part, some)))));
      }
    }
  }

  private Contents fill(Admin admin, String brokers, Path state)
      throws IOException, InterruptedException, ExecutionException {
    long begin = System.nanoTime();
    try (KafkaStreams streams = streams(brokers, state)) {
      streams.start();
      List<TopicPartition> sources =
          IntStream.range(0, matching.partitions())
              .mapToObj(part -> new TopicPartition(SOURCE, part))
              .toList();
      Map<TopicPartition, Long> ends = new HashMap<>();
      try (var consumer =
          new KafkaConsumer<>(
              Map.of("bootstrap.servers", brokers),
              Serdes.ByteArray().deserializer(),
              Serdes.ByteArray().deserializer())) {
        ends.putAll(consumer.endOffsets(sources));
      }
      until(streams, "all is taken", () -> isTaken(admin, ends));
      double seconds = (System.nanoTime() - begin) / NANOS;
      Contents contents = contents(streams);
      out.printf(
          Locale.ROOT,
          "  %,d signals through the broker, exactly once, in %.1f s: %,.0f signals/s%n",
          signals,
          seconds,
          signals / seconds);
      streams.close(CLOSE);
      return contents;
    }
  }

  private static boolean isTaken(Admin admin, Map<TopicPartition, Long> ends) {
    try {
      Map<TopicPartition, OffsetAndMetadata> done =
          admin.listConsumerGroupOffsets(APPLICATION).partitionsToOffsetAndMetadata().get();
      return ends.entrySet().stream()
          .allMatch(
              end -> {
                OffsetAndMetadata at = done.get(end.getKey());
                return at != null && at.offset() >= end.getValue();
              });
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Contents restore(String brokers, Path state) throws IOException, InterruptedException {
    Restored restored = new Restored();
    try (KafkaStreams streams = streams(brokers, state)) {
      streams.setGlobalStateRestoreListener(restored);
      long begin = System.nanoTime();
      streams.start();
      until(streams, "it runs again", () -> streams.state() == KafkaStreams.State.RUNNING);
      double seconds = (System.nanoTime() - begin) / NANOS;
      double restoring = restored.nanos() / NANOS;
      out.printf(
          Locale.ROOT,
          "  restored %,d records in %.1f s: %,.0f records/s, %,.0f signals/s; from the start to running %.1f s;"
              + " %,.0f MB on the disk%n",
          restored.records.sum(),
          restoring,
          restored.records.sum() / restoring,
          signals / restoring,
          seconds,
          bytes(state) / MEGA);
      Contents contents = contents(streams);
      streams.close(CLOSE);
      return contents;
    }
  }

  private KafkaStreams streams(String brokers, Path state) throws IOException {
    Files.createDirectories(state);
    Properties settings = ProcessingConfig.settings(matching, brokers);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    settings.put("mithaq.store.memory", storeMemory);
    return new KafkaStreams(topology(), settings);
  }

  private Topology topology() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(SOURCE, Consumed.with(Serdes.String(), EventMapper.changes()))
        .<String, AgencyNews>process(hop)
        .foreach((key, news) -> {});
    return builder.build();
  }

  private Contents contents(KafkaStreams streams) {
    long entries = 0;
    long sum = 0;
    try (KeyValueIterator<Bytes, byte[]> held =
        streams
            .store(
                StoreQueryParameters.fromNameAndType(
                    store, QueryableStoreTypes.<Bytes, byte[]>keyValueStore()))
            .all()) {
      while (held.hasNext()) {
        KeyValue<Bytes, byte[]> next = held.next();
        entries++;
        sum += 31L * next.key.hashCode() * 0x9e3779b97f4a7c15L + Arrays.hashCode(next.value);
      }
    }
    return new Contents(entries, sum);
  }

  private static void until(KafkaStreams streams, String what, BooleanSupplier condition)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end || streams.state() == KafkaStreams.State.ERROR) {
        throw new IOException("not so far that " + what + ": " + streams.state());
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(f -> f.length()).sum();
    }
  }

  /** What is in all stores, in whatever order. */
  private record Contents(long entries, long sum) {}

  private static final class Restored implements StateRestoreListener {
    private final LongAdder records = new LongAdder();
    private long begin = Long.MAX_VALUE;
    private long end;

    @Override
    public synchronized void onRestoreStart(
        TopicPartition partition, String storeName, long from, long to) {
      begin = Math.min(begin, System.nanoTime());
    }

    @Override
    public void onBatchRestored(
        TopicPartition partition, String storeName, long offset, long count) {
      records.add(count);
    }

    @Override
    public synchronized void onRestoreEnd(TopicPartition partition, String storeName, long count) {
      end = Math.max(end, System.nanoTime());
    }

    synchronized long nanos() {
      return end - begin;
    }
  }
}
