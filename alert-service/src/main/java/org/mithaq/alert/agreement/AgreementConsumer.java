package org.mithaq.alert.agreement;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
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

/** Reads the register's topic, whole at the start and then as it grows. */
@ApplicationScoped
public class AgreementConsumer {

  private static final Logger LOG = Logger.getLogger(AgreementConsumer.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration END = Duration.ofSeconds(3);

  private final AgreementConfig config;
  private final Register register;
  private final String brokers;
  private volatile boolean caughtUp;
  private volatile boolean stopping;
  private volatile @Nullable KafkaConsumer<String, byte[]> current;

  /**
   * Where to go on after the connection was lost: history heard again would, for a moment, permit
   * what has been suspended since.
   */
  private long next;

  private long stopBy;
  private @Nullable Thread thread;

  @Inject
  AgreementConsumer(
      AgreementConfig config,
      Register register,
      @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
    this.config = config;
    this.register = register;
    this.brokers = brokers;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofPlatform().name("register").daemon().start(this::run);
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

  /** Whether all has been heard that the register said before this service started. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  private void run() {
    while (!stopping) {
      try (KafkaConsumer<String, byte[]> consumer =
          new KafkaConsumer<>(
              Map.of(
                  ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  brokers,
                  ConsumerConfig.CLIENT_ID_CONFIG,
                  "alert-register",
                  ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                  false,
                  ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                  "earliest",
                  ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                  "read_committed"),
              new StringDeserializer(),
              new ByteArrayDeserializer())) {
        current = consumer;
        read(consumer);
      } catch (WakeupException e) {
        LOG.debug("the consumer of the register stops");
      } catch (KafkaException e) {
        LOG.warnf("the register is not heard: %s", e.getClass().getSimpleName());
        pause();
      } catch (RuntimeException e) {
        LOG.error("the register is not heard", e);
        pause();
      }
    }
  }

  /** Hears the register from where it was heard last, until it fails or the service stops. */
  void read(Consumer<String, byte[]> consumer) {
    TopicPartition partition = new TopicPartition(config.topic(), 0);
    consumer.assign(List.of(partition));
    consumer.seek(partition, next);
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    while (!stopping) {
      for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
        hear(message);
      }
      next = consumer.position(partition);
      caughtUp |= next >= end;
    }
  }

  private void hear(ConsumerRecord<String, byte[]> message) {
    if (message.key() == null) {
      return;
    }
    try {
      RegisterMapper.tell(register, message.key(), message.value());
    } catch (IOException e) {
      LOG.errorf("an event of the register cannot be read, at offset %d", message.offset());
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      stopping = true;
      Thread.currentThread().interrupt();
    }
  }
}
