package org.mithaq.audit.log;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Measures how much has been recorded that no published checkpoint covers. */
@ApplicationScoped
public class LogLagConsumer {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long FRESH = Duration.ofMillis(100).toNanos();

  private final SequencerStore store;
  private final LogSettings settings;
  private final LogState state;
  private final String brokers;
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private double lag = Double.NaN;
  private long measured;

  /** Measures against these brokers. */
  public LogLagConsumer(
      SequencerStore store,
      LogSettings settings,
      LogState state,
      @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
    this.store = store;
    this.settings = settings;
    this.state = state;
    this.brokers = brokers;
  }

  /**
   * Records on all topics and of this service that no published checkpoint covers; NaN: not known.
   */
  public synchronized double lag() {
    long now = System.nanoTime();
    if (Double.isNaN(lag) || now - measured > FRESH) {
      lag = measure();
      measured = now;
    }
    return lag;
  }

  private double measure() {
    try {
      if (consumer == null) {
        consumer =
            new KafkaConsumer<>(
                Map.of(
                    ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    brokers,
                    ConsumerConfig.CLIENT_ID_CONFIG,
                    "mithaq-audit-lag",
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false,
                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                    false,
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
      }
      List<TopicPartition> partitions = new ArrayList<>();
      for (String emitter : settings.emitters()) {
        partitions.add(new TopicPartition(LogSettings.topic(emitter), 0));
      }
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      Map<String, Long> handled = state.handled();
      Map<String, SequencerStore.Reached> reached = store.reached();
      long lag = store.waiting() + state.unpublished();
      for (String emitter : settings.emitters()) {
        long end = ends.getOrDefault(new TopicPartition(LogSettings.topic(emitter), 0), 0L);
        SequencerStore.Reached stored = reached.get(emitter);
        long read = handled.getOrDefault(emitter, stored == null ? 0 : stored.offset());
        lag += Math.max(0, end - read);
      }
      return lag;
    } catch (KafkaException | SQLException e) {
      return Double.NaN;
    }
  }

  @PreDestroy
  synchronized void close() {
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(PATIENCE));
    }
  }
}
