package org.mithaq.alert.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Hears from the audit log how far this service's records are entered. */
@ApplicationScoped
public class LoggedConsumer {

  private static final Logger LOG = Logger.getLogger(LoggedConsumer.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration END = Duration.ofSeconds(5);

  private final ObjectMapper json = new ObjectMapper();
  private final OutboxConfig config;
  private final String brokers;
  private final AtomicLong number = new AtomicLong();
  private volatile boolean caughtUp;
  private volatile boolean stopping;
  private volatile @Nullable KafkaConsumer<String, byte[]> current;
  private @Nullable Thread thread;

  @Inject
  LoggedConsumer(
      OutboxConfig config, @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
    this.config = config;
    this.brokers = brokers;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofPlatform().name("outbox-logged").daemon().start(this::run);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    KafkaConsumer<String, byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    if (thread != null) {
      thread.join(END);
    }
  }

  /** The last number that is in the log; 0 if none is. */
  long number() {
    return number.get();
  }

  /** Whether all has been heard that was said before this service started. */
  boolean isCaughtUp() {
    return caughtUp;
  }

  private void run() {
    TopicPartition partition = new TopicPartition(config.logged(), 0);
    while (!stopping) {
      try (KafkaConsumer<String, byte[]> consumer =
          new KafkaConsumer<>(
              Map.of(
                  ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  brokers,
                  ConsumerConfig.CLIENT_ID_CONFIG,
                  "alert-logged",
                  ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                  false,
                  ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                  "read_committed"),
              new StringDeserializer(),
              new ByteArrayDeserializer())) {
        current = consumer;
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (!stopping) {
          for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
            hear(message);
          }
          caughtUp |= consumer.position(partition) >= end;
        }
      } catch (WakeupException e) {
        LOG.debug("the consumer of the log's progress stops");
      } catch (KafkaException e) {
        LOG.warnf("the log's progress is not heard: %s", e.getClass().getSimpleName());
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(config.pause());
    } catch (InterruptedException e) {
      stopping = true;
      Thread.currentThread().interrupt();
    }
  }

  private void hear(ConsumerRecord<String, byte[]> message) {
    if (!RecordMapper.EMITTER.equals(message.key()) || message.value() == null) {
      return;
    }
    try {
      JsonNode read = json.readTree(message.value());
      number.accumulateAndGet(read.path("number").asLong(0), Math::max);
    } catch (IOException e) {
      LOG.warn("a report of the log's progress could not be read");
    }
  }
}
