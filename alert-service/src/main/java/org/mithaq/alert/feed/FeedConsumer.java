package org.mithaq.alert.feed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.agreement.AgreementConsumer;
import org.mithaq.alert.agreement.Register;
import org.mithaq.alert.matching.Lag;
import org.mithaq.alert.notice.NoticeMapper;

/**
 * Reads notices, committed ones only, and has them taken into the feeds. Where it stands is kept in
 * the database, with what it has taken.
 */
@ApplicationScoped
public class FeedConsumer {

  private static final Logger LOG = Logger.getLogger(FeedConsumer.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration MEASURE = Duration.ofMillis(250);
  private static final long ANSWER_SECONDS = 5;
  private static final Duration END = Duration.ofSeconds(3);

  private final FeedConfig config;
  private final FeedStore store;
  private final FeedHub hub;
  private final Register register;
  private final AgreementConsumer registerConsumer;
  private final MeterRegistry meters;
  private final String brokers;
  private final Lag lag;
  private volatile boolean stopping;
  private volatile boolean lookAgain = true;
  private volatile @Nullable KafkaConsumer<String, byte[]> current;
  private long stopBy;
  private @Nullable Thread thread;

  @Inject
  FeedConsumer(
      FeedConfig config,
      FeedStore store,
      FeedHub hub,
      Register register,
      AgreementConsumer registerConsumer,
      MeterRegistry meters,
      Clock clock,
      @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
    this.config = config;
    this.store = store;
    this.hub = hub;
    this.register = register;
    this.registerConsumer = registerConsumer;
    this.meters = meters;
    this.brokers = brokers;
    this.lag = new Lag(clock);
  }

  void start(@Observes StartupEvent event) {
    Gauge.builder("mithaq.feed.lag", lag, Lag::behind)
        .description(
            "Notices on the topic that are not in the feed; 1 where some may be held back only"
                + " because the register is silent")
        .register(meters);
    register.onChange(() -> lookAgain = true);
    thread = Thread.ofPlatform().name("feed").daemon().start(this::run);
  }

  /**
   * All are asked before any is waited for, so that together they take no longer than the slowest.
   */
  void askToStop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event) {
    stopping = true;
    KafkaConsumer<String, byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    stopBy = System.nanoTime() + END.toNanos();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    if (thread != null) {
      thread.join(Duration.ofNanos(Math.max(1, stopBy - System.nanoTime())));
    }
  }

  private void run() {
    while (!stopping) {
      try (KafkaConsumer<String, byte[]> consumer =
              new KafkaConsumer<>(
                  Map.of(
                      ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                      brokers,
                      ConsumerConfig.CLIENT_ID_CONFIG,
                      "alert-feed",
                      ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                      false,
                      ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                      config.batch(),
                      ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                      "earliest",
                      ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                      "read_committed"),
                  new StringDeserializer(),
                  new ByteArrayDeserializer());
          Admin admin =
              Admin.create(
                  Map.of(
                      AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                      brokers,
                      AdminClientConfig.CLIENT_ID_CONFIG,
                      "alert-feed-lag"))) {
        current = consumer;
        List<TopicPartition> partitions =
            consumer.partitionsFor(config.topic()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        store
            .offsets(config.topic())
            .forEach(
                (partition, next) ->
                    consumer.seek(new TopicPartition(config.topic(), partition), next));
        read(consumer, partitions, admin);
      } catch (WakeupException e) {
        LOG.debug("the feed stops");
      } catch (KafkaException | SQLException e) {
        LOG.warnf("notices wait, and will be read again: %s", e.getClass().getSimpleName());
        pause();
      } catch (RuntimeException e) {
        LOG.error("notices wait, and will be read again", e);
        pause();
      }
    }
  }

  private void read(
      KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions, Admin admin)
      throws SQLException {
    long lookedAt = 0;
    long measuredAt = 0;
    boolean owes = true;
    while (!stopping) {
      if (!registerConsumer.isCaughtUp()) {
        // Without the register nothing could be fed, and what can be need not be held back first.
        pause();
        continue;
      }
      ConsumerRecords<String, byte[]> messages = consumer.poll(POLL);
      if (!messages.isEmpty()) {
        lag.unsure();
        owes = true;
      }
      for (TopicPartition partition : messages.partitions()) {
        List<FeedStore.Arrival> arrivals = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> message : messages.records(partition)) {
          arrivals.add(new FeedStore.Arrival(message.offset(), told(message)));
        }
        long next = arrivals.getLast().offset() + 1;
        store.take(partition.topic(), partition.partition(), arrivals, next).forEach(hub::grown);
      }
      if (lookAgain || System.nanoTime() - lookedAt > LOOK_AGAIN.toNanos()) {
        lookAgain = false;
        lookedAt = System.nanoTime();
        owes = feedWithheld();
      }
      if (System.nanoTime() - measuredAt > MEASURE.toNanos()) {
        measuredAt = System.nanoTime();
        lag.measured(Math.max(owes ? 1 : 0, measure(consumer, partitions, admin)));
      }
    }
  }

  /**
   * Feeds what was held back and is permitted by now.
   *
   * @return whether more may be fed at the next look, though nothing is decided until then: what
   *     was beyond one batch, and what only the silence of the register holds back
   */
  private boolean feedWithheld() throws SQLException {
    boolean wasHeard = register.isHeard();
    if (!store.hasWithheld()) {
      return false;
    }
    Map<String, Long> grown = store.feedWithheld(config.batch());
    grown.forEach(hub::grown);
    return !wasHeard || !register.isHeard() || !grown.isEmpty();
  }

  /**
   * How far the feed is behind the end of the topic, committed or not. The consumer's own position
   * passes over the marks of transactions, so this reaches nothing.
   */
  private static long measure(
      KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions, Admin admin) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    try {
      Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends =
          admin
              .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
              .all()
              .get(ANSWER_SECONDS, TimeUnit.SECONDS);
      long behind = 0;
      for (TopicPartition partition : partitions) {
        ListOffsetsResult.ListOffsetsResultInfo end = ends.get(partition);
        if (end != null) {
          behind += Math.max(0, end.offset() - consumer.position(partition));
        }
      }
      return behind;
    } catch (ExecutionException | TimeoutException e) {
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static NoticeMapper.@Nullable Told told(ConsumerRecord<String, byte[]> message) {
    if (message.value() == null) {
      return null;
    }
    try {
      return NoticeMapper.readEvent(message.value());
    } catch (IOException e) {
      LOG.errorf(
          "a notice cannot be read: partition %d, offset %d",
          message.partition(), message.offset());
      return null;
    }
  }

  private void pause() {
    lag.unsure();
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      stopping = true;
      Thread.currentThread().interrupt();
    }
  }
}
