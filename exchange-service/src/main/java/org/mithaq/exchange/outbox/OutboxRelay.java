package org.mithaq.exchange.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The one that publishes. It holds an advisory lock of the database on a connection of its own and
 * does all its work on that connection: an instance that loses the lock has lost the means to
 * number anything too.
 *
 * <p>Only rows that are committed get a number, in a transaction of its own, so numbers have no
 * gaps whatever order commands commit in. The same transaction counts them into the tally, by which
 * the audit log finds out whether it has what was sent. After a failure, and at the start,
 * everything that is not confirmed is published again with the number that it has; consumers know
 * events by their ids.
 */
@ApplicationScoped
public class OutboxRelay {

  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

  /** "mithaqex" in ASCII: any number that nobody else locks. */
  private static final long LOCK = 0x6d69746861716578L;

  /**
   * Bytes of a record at most, as the brokers have it ({@code message.max.bytes}): a view by two
   * matching keys may exceed the client's own limit of a megabyte.
   */
  private static final int MAX_RECORD = 8 << 20;

  private static final Duration DELIVERY = Duration.ofSeconds(20);

  private final OutboxConfig config;
  private final Topics topics;
  private final LoggedConsumer logged;
  private final Ids ids;
  private final Instance<Pulse> pulses;
  private final Instance<Chore> chores;
  private final String brokers;
  private final String url;
  private final Properties credentials = new Properties();

  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile @Nullable Instant lastSuccess;
  private volatile boolean leads;
  private @Nullable Thread thread;
  private @Nullable Thread choresThread;

  @Inject
  OutboxRelay(
      OutboxConfig config,
      Topics topics,
      LoggedConsumer logged,
      Ids ids,
      Instance<Pulse> pulses,
      Instance<Chore> chores,
      @ConfigProperty(name = "kafka.bootstrap.servers") String brokers,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
    this.config = config;
    this.topics = topics;
    this.logged = logged;
    this.ids = ids;
    this.pulses = pulses;
    this.chores = chores;
    this.brokers = brokers;
    this.url = url;
    credentials.setProperty("user", user);
    password.ifPresent(p -> credentials.setProperty("password", p));
    credentials.setProperty("ApplicationName", "mithaq-relay");
    credentials.setProperty("tcpKeepAlive", "true");
    credentials.setProperty("socketTimeout", "30");
  }

  void start(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
    thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    choresThread = Thread.ofPlatform().name("outbox-chores").daemon().start(this::runChores);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stop.countDown();
    if (thread != null) {
      thread.join(DELIVERY);
    }
    if (choresThread != null) {
      choresThread.join(DELIVERY);
    }
  }

  /**
   * Whether events leave, or would: the relay has come through its rounds lately, here or in
   * another instance that holds the lock.
   */
  public boolean isAlive(Instant now) {
    Instant last = lastSuccess;
    return last != null && last.plus(config.patience()).isAfter(now) && !logged.isAheadOfUs();
  }

  private boolean stopped(Duration pause) throws InterruptedException {
    return stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      do {
        try (Connection connection = DriverManager.getConnection(url, credentials)) {
          if (lead(connection)) {
            relay(connection);
          } else {
            // Another instance relays; that is success too.
            lastSuccess = Instant.now();
          }
        } catch (SQLException | KafkaException | ExecutionException e) {
          LOG.warnf("the relay begins anew: %s", reason(e));
        } finally {
          leads = false;
        }
      } while (!stopped(config.pause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  private static boolean lead(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
      lock.setLong(1, LOCK);
      try (ResultSet result = lock.executeQuery()) {
        result.next();
        return result.getBoolean(1);
      }
    }
  }

  private void relay(Connection connection)
      throws SQLException, InterruptedException, ExecutionException {
    try (java.sql.Statement listen = connection.createStatement()) {
      listen.execute("listen " + OutboxStore.CHANNEL);
    }
    leads = true;
    try (Producer<String, byte[]> producer = new KafkaProducer<>(producerConfig())) {
      Map<String, Long> sent = new HashMap<>();
      Map<String, Instant> beats = new HashMap<>();
      // Until it is known how far the log has come, records would be published that are long
      // entered.
      while (!logged.isCaughtUp() || logged.isAheadOfUs()) {
        if (stopped(config.poll())) {
          return;
        }
      }
      boolean more = true;
      while (stop.getCount() > 0 && !logged.isAheadOfUs()) {
        if (!more) {
          connection.unwrap(PGConnection.class).getNotifications((int) config.poll().toMillis());
        }
        int numbered = number(connection);
        int published = publish(connection, producer, sent);
        answer(connection, producer, sent);
        forget(connection, topics.disclosures(), logged.number());
        beat(connection, producer, beats);
        lastSuccess = Instant.now();
        more = numbered == config.batch() || published > 0;
      }
    }
  }

  /**
   * Numbers what is committed and has no number, in the order in which it was written; what was
   * said of agreements does not wait behind a crowd of signals.
   */
  private int number(Connection connection) throws SQLException {
    String sql =
        """
        with fresh as (
          select seq, topic, row_number() over (partition by topic order by seq) as place,
                 count(*) over (partition by topic) as size
          from (
            select seq, topic from outbox where number is null
            order by (topic <> 'mithaq.agreements'), seq limit ?) as oldest),
        counted as (
          insert into outbox_counter as counter (topic, last)
          select topic, count(*) from fresh group by topic
          on conflict (topic) do update set last = counter.last + excluded.last
          returning topic, last)
        update outbox set number = counted.last - fresh.size + fresh.place
        from fresh join counted on counted.topic = fresh.topic
        where outbox.seq = fresh.seq
        returning outbox.topic, outbox.number,
          case when outbox.topic = ? then sha256(coalesce(outbox.payload, '')) end
        """;
    int numbered = 0;
    connection.setAutoCommit(false);
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setInt(1, config.batch());
      update.setString(2, topics.disclosures());
      SortedMap<Long, byte[]> records = new TreeMap<>();
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          numbered++;
          if (rows.getString(1).equals(topics.disclosures())) {
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
    String sql =
        """
        insert into outbox_tally (topic, first, number, digest) values (?, ?, ?, ?)
        on conflict (topic) do update
        set first = excluded.first, number = excluded.number, digest = excluded.digest
        """;
    try (PreparedStatement upsert = connection.prepareStatement(sql)) {
      upsert.setString(1, topics.disclosures());
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
      select.setString(1, topics.disclosures());
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
  private void answer(
      Connection connection, Producer<String, byte[]> producer, Map<String, Long> sent)
      throws SQLException, ExecutionException, InterruptedException {
    Instant now = Instant.now();
    List<Question> questions = logged.questions(now);
    if (questions.isEmpty()) {
      return;
    }
    Tally tally = tally(connection).orElseGet(() -> Tally.from(1));
    long published = Math.max(sent.getOrDefault(topics.disclosures(), 0L), logged.number());
    if (published < tally.number()) {
      return;
    }
    for (Question question : questions) {
      Statement statement = new Statement(question.id(), tally, now);
      producer.send(message(statement.event(ids.next(), topics), Optional.empty())).get();
      logged.answered(question);
    }
  }

  private int publish(
      Connection connection, Producer<String, byte[]> producer, Map<String, Long> sent)
      throws SQLException, ExecutionException, InterruptedException {
    int published = 0;
    for (String topic : List.of(Topics.AGREEMENTS, topics.disclosures(), topics.signals())) {
      List<Future<?>> acknowledgements = new ArrayList<>();
      long from = sent.getOrDefault(topic, 0L);
      long to = from;
      String sql =
          """
          select id, key, type, subject, at, payload, number from outbox
          where topic = ? and number > ? order by number limit ?
          """;
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        select.setString(1, topic);
        select.setLong(2, from);
        select.setInt(3, config.batch());
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            OutboxEvent event =
                new OutboxEvent(
                    rows.getObject("id", UUID.class),
                    topic,
                    rows.getString("key"),
                    rows.getString("type"),
                    rows.getString("subject"),
                    rows.getObject("at", OffsetDateTime.class).toInstant(),
                    rows.getBytes("payload"));
            to = rows.getLong("number");
            acknowledgements.add(producer.send(message(event, Optional.of(to))));
          }
        }
      }
      if (acknowledgements.isEmpty()) {
        continue;
      }
      producer.flush();
      for (Future<?> acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
      sent.put(topic, to);
      if (!topic.equals(topics.disclosures())) {
        forget(connection, topic, to);
      }
      published += acknowledgements.size();
    }
    return published;
  }

  private static void forget(Connection connection, String topic, long number) throws SQLException {
    if (number <= 0) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement("delete from outbox where topic = ? and number <= ?")) {
      delete.setString(1, topic);
      delete.setLong(2, number);
      delete.executeUpdate();
    }
  }

  private void beat(
      Connection connection, Producer<String, byte[]> producer, Map<String, Instant> beats)
      throws SQLException, ExecutionException, InterruptedException {
    Instant now = Instant.now();
    for (Pulse pulse : pulses) {
      Instant last = beats.get(pulse.topic());
      boolean due = last == null || !last.plus(pulse.every()).isAfter(now);
      if (due && isClear(connection, pulse.topic())) {
        Optional<OutboxEvent> event = pulse.beat();
        if (event.isPresent()) {
          producer.send(message(event.get(), Optional.empty())).get();
          beats.put(pulse.topic(), now);
        }
      }
    }
  }

  /** Whether everything that was committed to a topic has been acknowledged. */
  private static boolean isClear(Connection connection, String topic) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select not exists (select from outbox where topic = ?)")) {
      select.setString(1, topic);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private ProducerRecord<String, byte[]> message(OutboxEvent event, Optional<Long> number) {
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(
            event.topic(), null, event.at().toEpochMilli(), event.key(), event.payload());
    Headers headers = message.headers();
    header(headers, "ce_specversion", "1.0");
    header(headers, "ce_id", event.id().toString());
    header(headers, "ce_source", topics.source());
    header(headers, "ce_type", event.type());
    header(headers, "ce_time", DisclosureRecord.text(event.at()));
    header(headers, "ce_subject", event.subject());
    number.ifPresent(n -> header(headers, "ce_sequence", Long.toString(n)));
    header(headers, "content-type", "application/json");
    return message;
  }

  private static void header(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Object> producerConfig() {
    Map<String, Object> producer = new HashMap<>();
    producer.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    producer.put(ProducerConfig.CLIENT_ID_CONFIG, topics.emitter() + "-relay");
    producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    producer.put(ProducerConfig.ACKS_CONFIG, "all");
    producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD);
    producer.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    producer.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
    return producer;
  }

  private void runChores() {
    Map<Chore, Instant> done = new HashMap<>();
    try {
      while (!stopped(config.poll())) {
        if (!leads) {
          continue;
        }
        for (Chore chore : chores) {
          Instant last = done.get(chore);
          if (last == null || !last.plus(chore.every()).isAfter(Instant.now())) {
            done.put(chore, Instant.now());
            run(chore);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(Chore chore) {
    try {
      chore.run();
    } catch (Exception e) {
      LOG.warnf("%s was not done, and will be tried again: %s", chore.name(), reason(e));
    }
  }
}
