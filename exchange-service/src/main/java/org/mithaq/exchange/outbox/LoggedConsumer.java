package org.mithaq.exchange.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hears from the audit log how far this exchange's records are entered, and that it wants to know
 * what was sent.
 */
@ApplicationScoped
public class LoggedConsumer {

  private static final Logger LOG = Logger.getLogger(LoggedConsumer.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TopicPartition PARTITION = new TopicPartition(Topics.LOGGED, 0);

  /** More are not kept: nobody asks so much. */
  private static final int MOST = 1000;

  private static final Duration POLL = Duration.ofMillis(500);

  private final OutboxConfig config;
  private final Topics topics;
  private final DataSource database;
  private final String brokers;
  private final AtomicLong number = new AtomicLong();
  private final Map<UUID, Question> questions = new ConcurrentHashMap<>();
  private volatile boolean caughtUp;
  private volatile boolean aheadOfUs;
  private volatile boolean stopping;
  private volatile @Nullable KafkaConsumer<String, byte[]> current;
  private @Nullable Thread thread;

  @Inject
  LoggedConsumer(
      OutboxConfig config,
      Topics topics,
      DataSource database,
      @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
    this.config = config;
    this.topics = topics;
    this.database = database;
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
      thread.join(Duration.ofSeconds(5));
    }
  }

  /** The last number that is in the log; 0 if none is. */
  long number() {
    return number.get();
  }

  /** Whether everything has been heard that was said before this service started. */
  boolean isCaughtUp() {
    return caughtUp;
  }

  /**
   * Whether the log has records of this exchange that its database never numbered: then the
   * database is older than the log, and numbers would be given twice.
   */
  boolean isAheadOfUs() {
    return aheadOfUs;
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
    while (!stopping) {
      try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(consumerConfig())) {
        current = consumer;
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
        long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
        while (!stopping) {
          for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
            hear(message);
          }
          if (consumer.position(PARTITION) >= end) {
            caughtUp = true;
          }
        }
      } catch (WakeupException | InterruptException e) {
        LOG.debug("the consumer of the log's progress stops");
      } catch (KafkaException e) {
        LOG.warnf(
            "the log's progress is not heard, and will be listened to again: %s", e.getMessage());
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
          .filter(question -> question.emitter().equals(topics.emitter()))
          .filter(question -> questions.size() < MOST)
          .ifPresentOrElse(
              question -> questions.put(question.id(), question),
              () -> LOG.warn("a question of the audit log could not be read"));
      return;
    }
    if (!topics.emitter().equals(message.key()) || message.value() == null) {
      return;
    }
    try {
      JsonNode json = JSON.readTree(message.value());
      long logged = json.path("number").asLong(-1);
      if (logged < 0 || logged <= number.get()) {
        return;
      }
      aheadOfUs = logged > numbered();
      if (aheadOfUs) {
        LOG.errorf(
            "the audit log has %d records of this exchange, more than its database ever numbered: the database is older"
                + " than the log; nothing is published until it is restored",
            logged);
        return;
      }
      number.set(logged);
    } catch (IOException e) {
      LOG.warnf(
          "a report of the log's progress could not be read: %s", e.getClass().getSimpleName());
    } catch (SQLException e) {
      throw new KafkaException("the database did not say how far its numbers go", e);
    }
  }

  private boolean isQuestion(ConsumerRecord<String, byte[]> message) {
    Header type = message.headers().lastHeader("ce_type");
    return Question.key(topics.emitter()).equals(message.key())
        && message.value() != null
        && type != null
        && Question.TYPE.equals(new String(type.value(), StandardCharsets.UTF_8));
  }

  private long numbered() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select last from outbox_counter where topic = ?")) {
      select.setString(1, topics.disclosures());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private Map<String, Object> consumerConfig() {
    Map<String, Object> consumer = new HashMap<>();
    consumer.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    consumer.put(ConsumerConfig.CLIENT_ID_CONFIG, topics.emitter() + "-logged");
    consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return consumer;
  }
}
