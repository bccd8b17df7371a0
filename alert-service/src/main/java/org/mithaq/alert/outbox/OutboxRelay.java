package org.mithaq.alert.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Numbers committed records without gaps and publishes them in that order: the one such in the
 * cluster, for it holds a lock of the database. What it numbers it counts into the tally, by which
 * the audit log finds out whether it has what was sent. A row stays until the log has confirmed it,
 * and is published again after each start.
 */
@ApplicationScoped
public class OutboxRelay {

  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

  /** Any number, the same in every instance: "alert". */
  private static final long LOCK = 0x616c657274L;

  private static final Duration END = Duration.ofSeconds(3);
  private static final int SEND_MILLIS = 20_000;
  private static final int REQUEST_MILLIS = 5_000;

  private final DataSource database;
  private final OutboxConfig config;
  private final LoggedConsumer log;
  private final String brokers;
  private final OutboxStore store;
  private final MeterRegistry meters;
  private final Clock clock;
  private volatile boolean stopping;
  private long stopBy;
  private @Nullable Thread thread;

  /** The last number published since this relay took the lead, by topic. */
  private final Map<String, Long> published = new HashMap<>();

  @Inject
  OutboxRelay(
      DataSource database,
      OutboxConfig config,
      LoggedConsumer log,
      OutboxStore store,
      MeterRegistry meters,
      Clock clock,
      @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
    this.database = database;
    this.config = config;
    this.log = log;
    this.store = store;
    this.meters = meters;
    this.clock = clock;
    this.brokers = brokers;
  }

  void start(@Observes StartupEvent event) {
    Gauge.builder("mithaq.outbox.pending", this, OutboxRelay::pending)
        .description("Rows of the outbox that are not confirmed")
        .register(meters);
    thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
  }

  /**
   * All are asked before any is waited for, so that together they take no longer than the slowest.
   */
  void askToStop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event) {
    stopping = true;
    stopBy = System.nanoTime() + END.toNanos();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    if (thread != null) {
      thread.join(Duration.ofNanos(Math.max(1, stopBy - System.nanoTime())));
    }
  }

  private void run() {
    while (!stopping) {
      try (Connection connection = database.getConnection()) {
        if (lead(connection)) {
          relay(connection);
        } else {
          pause(config.poll());
        }
      } catch (SQLException | KafkaException | ExecutionException e) {
        if (!stopping) {
          LOG.warnf("records wait, and will be tried again: %s", e.getClass().getSimpleName());
          pause(config.pause());
        }
      } catch (RuntimeException e) {
        LOG.error("records wait, and will be tried again", e);
        pause(config.pause());
      }
    }
  }

  private static boolean lead(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
      lock.setLong(1, LOCK);
      try (ResultSet row = lock.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private void relay(Connection connection) throws SQLException, ExecutionException {
    published.clear();
    boolean wasAutoCommit = connection.getAutoCommit();
    try (java.sql.Statement statement = connection.createStatement();
        Producer<String, byte[]> producer = producer()) {
      connection.setAutoCommit(true);
      statement.execute("listen " + OutboxStore.CHANNEL);
      while (!stopping) {
        int numbered = number(connection);
        int sent = publish(connection, producer);
        answer(connection, producer);
        confirm(connection);
        if (numbered == 0 && sent == 0) {
          await(connection);
        }
      }
    } finally {
      if (!connection.isClosed()) {
        try (java.sql.Statement statement = connection.createStatement()) {
          statement.execute("unlisten *");
          statement.execute("select pg_advisory_unlock_all()");
        }
        connection.setAutoCommit(wasAutoCommit);
      }
    }
  }

  private double pending() {
    try {
      return store.pending();
    } catch (SQLException e) {
      // Not a number is what a gauge shows that could not look.
      return Double.NaN;
    }
  }

  /** Waits until a row is announced, or for one poll. */
  private void await(Connection connection) throws SQLException {
    connection.unwrap(PGConnection.class).getNotifications((int) config.poll().toMillis());
  }

  /** Gives numbers to what is committed, in a transaction of its own. */
  private int number(Connection connection) throws SQLException {
    String numbering =
        """
        with unnumbered as (
          select ordinal, topic from outbox where number is null order by ordinal limit ?),
        heads as (
          insert into outbox_head (topic, last)
          select topic, count(*) from unnumbered group by topic
          on conflict (topic) do update set last = outbox_head.last + excluded.last
          returning topic, last),
        numbered as (
          select u.ordinal,
                 h.last - count(*) over (partition by u.topic)
                   + row_number() over (partition by u.topic order by u.ordinal) as number
          from unnumbered u join heads h on h.topic = u.topic)
        update outbox o set number = n.number from numbered n where o.ordinal = n.ordinal
        returning o.topic, o.number, sha256(o.payload)
        """;
    int numbered = 0;
    connection.setAutoCommit(false);
    try (PreparedStatement update = connection.prepareStatement(numbering)) {
      update.setInt(1, config.batch());
      SortedMap<Long, byte[]> records = new TreeMap<>();
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          numbered++;
          if (rows.getString(1).equals(config.disclosures())) {
            records.put(rows.getLong(2), rows.getBytes(3));
          }
        }
      }
      if (!records.isEmpty()) {
        count(connection, records);
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
    return numbered;
  }

  /** Counts the hashes of these records' payloads, by their numbers, into the tally. */
  private void count(Connection connection, SortedMap<Long, byte[]> records) throws SQLException {
    Tally tally = tally(connection).orElseGet(() -> Tally.from(records.firstKey()));
    for (Map.Entry<Long, byte[]> each : records.entrySet()) {
      tally = tally.plus(each.getKey(), each.getValue());
    }
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            insert into outbox_tally (topic, first, number, digest) values (?, ?, ?, ?)
            on conflict (topic) do update
            set first = excluded.first, number = excluded.number, digest = excluded.digest
            """)) {
      upsert.setString(1, config.disclosures());
      upsert.setLong(2, tally.first());
      upsert.setLong(3, tally.number());
      upsert.setBytes(4, tally.digest());
      upsert.executeUpdate();
    }
  }

  private Optional<Tally> tally(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select first, number, digest from outbox_tally where topic = ?")) {
      select.setString(1, config.disclosures());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Tally(row.getLong(1), row.getLong(2), row.getBytes(3)))
            : Optional.empty();
      }
    }
  }

  /**
   * Answers what the audit log wants to know, once every record that the answer tells of is on the
   * topic: who reads the answer there has read them all before.
   */
  private void answer(Connection connection, Producer<String, byte[]> producer)
      throws SQLException, ExecutionException {
    Instant now = clock.instant();
    List<Question> questions = log.questions(now);
    if (questions.isEmpty()) {
      return;
    }
    Tally tally = tally(connection).orElseGet(() -> Tally.from(1));
    if (Math.max(published.getOrDefault(config.disclosures(), 0L), log.number()) < tally.number()) {
      return;
    }
    for (Question question : questions) {
      acknowledged(producer.send(message(new Statement(question.id(), tally, now))));
      log.answered(question);
    }
  }

  private int publish(Connection connection, Producer<String, byte[]> producer)
      throws SQLException, ExecutionException {
    long from = published.getOrDefault(config.disclosures(), 0L);
    long to = from;
    List<Future<?>> sent = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select number, id, key, type, subject, at, payload from outbox"
                + " where topic = ? and number > ? order by number limit ?")) {
      select.setString(1, config.disclosures());
      select.setLong(2, from);
      select.setInt(3, config.batch());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          to = rows.getLong("number");
          sent.add(producer.send(message(rows)));
        }
      }
    }
    for (Future<?> each : sent) {
      acknowledged(each);
    }
    published.put(config.disclosures(), to);
    return sent.size();
  }

  private static void acknowledged(Future<?> sent) throws ExecutionException {
    try {
      sent.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  private ProducerRecord<String, byte[]> message(ResultSet row) throws SQLException {
    ProducerRecord<String, byte[]> message =
        message(
            row.getString("id"),
            row.getString("key"),
            row.getString("type"),
            row.getString("subject"),
            row.getTimestamp("at").toInstant(),
            row.getBytes("payload"));
    message.headers().add("ce_sequence", Long.toString(row.getLong("number")).getBytes(UTF_8));
    return message;
  }

  private ProducerRecord<String, byte[]> message(Statement statement) {
    return message(
        store.newId().toString(),
        RecordMapper.EMITTER,
        Statement.TYPE,
        statement.reconciliation().toString(),
        statement.at(),
        statement.payload());
  }

  private ProducerRecord<String, byte[]> message(
      String id, String key, String type, String subject, Instant at, byte[] payload) {
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(config.disclosures(), null, at.toEpochMilli(), key, payload);
    Map<String, String> headers = new HashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", id);
    headers.put("ce_source", "urn:mithaq:" + RecordMapper.EMITTER);
    headers.put("ce_type", type);
    headers.put("ce_time", RecordMapper.time(at));
    headers.put("ce_subject", subject);
    headers.put("content-type", "application/json");
    headers.forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
    return message;
  }

  /** Lets go of what is in the log. */
  private void confirm(Connection connection) throws SQLException {
    long logged = log.number();
    if (logged == 0) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement("delete from outbox where topic = ? and number <= ?")) {
      delete.setString(1, config.disclosures());
      delete.setLong(2, logged);
      delete.executeUpdate();
    }
  }

  private Producer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
            ProducerConfig.CLIENT_ID_CONFIG, "alert-relay",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_MILLIS,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, SEND_MILLIS),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      stopping = true;
      Thread.currentThread().interrupt();
    }
  }
}
