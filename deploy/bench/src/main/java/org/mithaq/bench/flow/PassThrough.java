package org.mithaq.bench.flow;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.mithaq.alert.matching.MatchingConfig;
import org.mithaq.alert.network.ProcessingConfig;
import org.mithaq.local.stack.Topic;

/**
 * What a topology costs that does nothing: it passes each record through as many repartitions, of
 * as many partitions, with the same settings and commits, and keeps no state. One record each: the
 * product sends more.
 */
final class PassThrough implements AutoCloseable {

  static final String SOURCE = "bench.signals";
  static final String TARGET = "bench.notices";

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaStreams streams;

  PassThrough(String brokers, MatchingConfig matching, Path state, List<Topic> like) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      Topic.ensure(admin, like);
    }
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(SOURCE, Consumed.with(Serdes.String(), Serdes.ByteArray()))
        .selectKey((key, value) -> "token|" + key)
        .repartition(repartition("token", matching))
        .selectKey((key, value) -> "agency|" + key.substring("token|".length()))
        .repartition(repartition("agency", matching))
        .selectKey((key, value) -> key.substring("agency|".length()))
        .to(TARGET, Produced.with(Serdes.String(), Serdes.ByteArray()));
    Properties settings = ProcessingConfig.settings(matching, brokers);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench-pass-through");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    streams = new KafkaStreams(builder.build(), settings);
  }

  private static Repartitioned<String, byte[]> repartition(String name, MatchingConfig matching) {
    return Repartitioned.with(Serdes.String(), Serdes.ByteArray())
        .withName(name)
        .withNumberOfPartitions(matching.partitions());
  }

  void start() {
    streams.start();
  }

  boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  @Override
  public void close() {
    streams.close(CLOSE);
  }
}
