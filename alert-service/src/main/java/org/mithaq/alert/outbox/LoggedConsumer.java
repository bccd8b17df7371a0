package org.mithaq.alert.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hears from the audit log how far this service's records are entered, and that it wants to know
 * what was sent.
 */
@ApplicationScoped
public class LoggedConsumer {

  private static final Logger LOG = Logger.getLogger(LoggedConsumer.class);

  /** More are not kept: nobody asks so much. */
  private static final int MOST = 1000;

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration END = Duration.ofSeconds(3);

  private final ObjectMapper json = new ObjectMapper();
  private final OutboxConfig config;
  private final String brokers;
  private final AtomicLong number = new AtomicLong();
  private final Map<UUID, Question> questions = new ConcurrentHashMap<>();
  private volatile boolean caughtUp;
  private volatile boolean stopping;
  private volatile @Nullable KafkaConsumer<String, byte[]> current;
  private long stopBy;
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

  /** The last number that is in the log; 0 if none is. */
  long number() {
    return number.get();
  }

  /** Whether all has been heard that was said before this service started. */
  boolean isCaughtUp() {
    return caughtUp;
  }

  /** What the log wants to know and has not been answered, as far as anybody still waits for it. */
  List<Question> questions(Instant now) {
    questions.values().removeIf(question -> !question.until().isAfter(now));
    return List.copyOf(questions.values());
  }

  /** A question has been answered. */
  void answered(Question question) {
    questions.remove(question.id());
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
      } catch (RuntimeException e) {
        LOG.error("the log's progress is not heard", e);
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
    if (isQuestion(message)) {
      Question.read(message.value())
          .filter(question -> question.emitter().equals(RecordMapper.EMITTER))
          .filter(question -> questions.size() < MOST)
          .ifPresentOrElse(
              question -> questions.put(question.id(), question),
              () -> LOG.warn("a question of the audit log could not be read"));
      return;
    }
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

  private static boolean isQuestion(ConsumerRecord<String, byte[]> message) {
    Header type = message.headers().lastHeader("ce_type");
    return Question.key(RecordMapper.EMITTER).equals(message.key())
        && message.value() != null
        && type != null
        && Question.TYPE.equals(new String(type.value(), UTF_8));
  }
}
