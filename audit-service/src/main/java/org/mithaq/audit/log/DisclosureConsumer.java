package org.mithaq.audit.log;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.reconciliation.Statement;
import org.mithaq.audit.reconciliation.StatementMapper;
import org.mithaq.audit.record.RecordIntake;

/**
 * The sequencer: one thread that reads every emitter's topic, enters what is due, publishes, and
 * reports how far everything is. Where it has read to lies in the database, in the transaction that
 * enters what was read; so it may die anywhere.
 */
@ApplicationScoped
public class DisclosureConsumer {

  private static final Logger LOG = Logger.getLogger(DisclosureConsumer.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final SequencerStore store;
  private final LeaderStore leader;
  private final LogPublisher publisher;
  private final Cosigners cosigners;
  private final LoggedProducer reports;
  private final Asker asker;
  private final RecordIntake intake;
  private final LogSettings settings;
  private final LogState state;
  private final Step.Watch watch;
  private final String brokers;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable Thread thread;

  /** The year of the current log; known to the sequencer's thread alone. */
  private int year;

  private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

  /** Reads from these brokers. */
  @SuppressWarnings("checkstyle:ParameterNumber")
  public DisclosureConsumer(
      SequencerStore store,
      LeaderStore leader,
      LogPublisher publisher,
      Cosigners cosigners,
      LoggedProducer reports,
      Asker asker,
      RecordIntake intake,
      LogSettings settings,
      LogState state,
      Step.Watch watch,
      @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
    this.store = store;
    this.leader = leader;
    this.publisher = publisher;
    this.cosigners = cosigners;
    this.reports = reports;
    this.asker = asker;
    this.intake = intake;
    this.settings = settings;
    this.state = state;
    this.watch = watch;
    this.brokers = brokers;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofPlatform().name("sequencer").daemon().start(this::run);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped.countDown();
    KafkaConsumer<String, byte[]> reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
    if (thread != null) {
      thread.join(PATIENCE);
    }
  }

  private boolean stopping() {
    return stopped.getCount() == 0;
  }

  private void run() {
    while (!stopping()) {
      try {
        Optional<LeaderStore.Lease> lease = leader.acquire();
        if (lease.isEmpty()) {
          state.become(new LogState.Status.Standby());
        } else {
          try (LeaderStore.Lease held = lease.get()) {
            sequence(held);
          }
        }
      } catch (WakeupException e) {
        // Asked to stop, which the loop sees.
      } catch (StaleException e) {
        LOG.warn("Another sequencer has been at work; starting anew.");
      } catch (ForkException e) {
        state.become(new LogState.Status.Refused(e.reason()));
        LOG.errorf("Nothing is entered into the log: %s.", e.reason());
      } catch (Exception | LinkageError e) {
        if (!stopping()) {
          state.become(new LogState.Status.Failing("the log cannot be written at present"));
          LOG.error("The log cannot be written; trying again.", e);
        }
      }
      pause();
    }
  }

  private void pause() {
    try {
      if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped.countDown();
    }
  }

  private void sequence(LeaderStore.Lease lease) throws SQLException, IOException {
    store.open();
    // Mends what a crash has left unpublished, and refuses if the database has been set back.
    publish();
    publisher.attest();
    Map<String, SequencerStore.Reached> reached = store.reached();
    asker.begin();
    Map<String, Long> unreported = new TreeMap<>();
    reached.forEach((name, r) -> unreported.put(name, r.number()));
    try (KafkaConsumer<String, byte[]> reading = newConsumer()) {
      consumer = reading;
      Map<TopicPartition, EmitterCursor> cursors = assign(reading, reached);
      state.become(new LogState.Status.Running());
      while (!stopping()) {
        if (!lease.held()) {
          throw new StaleException("the lease was lost");
        }
        batch(reading, cursors, unreported);
        reports.report(unreported);
        unreported.clear();
        watch.at(Step.REPORTED);
        asker.round();
        cursors.forEach(
            (partition, cursor) ->
                state.followed(cursor, cursor.resume(reading.position(partition))));
        state.become(new LogState.Status.Running());
      }
    } finally {
      consumer = null;
    }
  }

  private void publish() throws IOException {
    LogRow current = publisher.publish();
    state.published(current.size());
    year = current.year();
  }

  private KafkaConsumer<String, byte[]> newConsumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            ConsumerConfig.CLIENT_ID_CONFIG,
            "mithaq-audit-sequencer",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            // Numbers are checked, so that reading too much is harmless and reading too little is
            // seen.
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            settings.batch(),
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            8 << 20),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private Map<TopicPartition, EmitterCursor> assign(
      KafkaConsumer<String, byte[]> reading, Map<String, SequencerStore.Reached> reached) {
    Map<TopicPartition, EmitterCursor> cursors = new HashMap<>();
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (String emitter : settings.emitters()) {
      SequencerStore.Reached from = reached.getOrDefault(emitter, new SequencerStore.Reached(0, 0));
      TopicPartition partition = new TopicPartition(LogSettings.topic(emitter), 0);
      cursors.put(partition, new EmitterCursor(emitter, from.number()));
      offsets.put(partition, from.offset());
    }
    reading.assign(cursors.keySet());
    offsets.forEach(reading::seek);
    return cursors;
  }

  /** Reads for as long as an interval or until a batch is full; enters, publishes. */
  private void batch(
      KafkaConsumer<String, byte[]> reading,
      Map<TopicPartition, EmitterCursor> cursors,
      Map<String, Long> unreported)
      throws SQLException, IOException {
    List<Candidate> candidates = new ArrayList<>();
    List<Heard> heard = new ArrayList<>();
    long end = System.nanoTime() + settings.interval().toNanos();
    do {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      ConsumerRecords<String, byte[]> polled = reading.poll(left);
      for (TopicPartition partition : polled.partitions()) {
        EmitterCursor cursor = cursors.get(partition);
        if (cursor != null) {
          candidates.addAll(due(cursor, polled.records(partition), heard));
        }
      }
    } while (System.nanoTime() < end && candidates.size() < settings.batch() && !stopping());
    watch.at(Step.PREPARED);
    long waiting = store.waiting();
    if (!candidates.isEmpty() || !heard.isEmpty() || waiting > 0) {
      state.committed(candidates.size() + waiting);
      Map<String, Long> offsets = new TreeMap<>();
      cursors.forEach((p, c) -> offsets.put(c.emitter(), c.resume(reading.position(p))));
      Map<String, SequencerStore.Reached> reached =
          store.append(candidates, heard, offsets, settings.batch());
      watch.at(Step.COMMITTED);
      publish();
      reached.forEach((name, r) -> unreported.put(name, r.number()));
    } else if (store.over(year)) {
      // The old log is closed in time, also when nothing happens in the new year.
      store.open();
      publish();
    } else if (cosigners.fresh()) {
      publish();
    }
    cursors.forEach(
        (partition, cursor) -> {
          long from = cursor.resume(reading.position(partition));
          if (cursor.rewind()) {
            reading.seek(partition, from);
          }
        });
  }

  /**
   * What of these messages is due, prepared. A number that comes again with another id means that
   * the emitter contradicts what it said before.
   *
   * @param heard gets the statements among them
   */
  private List<Candidate> due(
      EmitterCursor cursor, List<ConsumerRecord<String, byte[]>> messages, List<Heard> heard)
      throws SQLException {
    Map<Long, String> entered = entered(cursor, messages);
    List<ConsumerRecord<String, byte[]>> due = new ArrayList<>();
    Optional<EmitterCursor.Stop> stop = cursor.stop();
    for (ConsumerRecord<String, byte[]> message : messages) {
      if (isStatement(message)) {
        statement(cursor, message).map(s -> new Heard(cursor.last(), s)).ifPresent(heard::add);
        continue;
      }
      long number = number(message);
      String id = String.valueOf(header(message, "ce_id"));
      if (!entered.getOrDefault(number, id).equals(id)) {
        cursor.stopForGood(
            message.offset(),
            "number %d of %s was another record before".formatted(number, cursor.emitter()));
      }
      if (cursor.take(message.offset(), number) == EmitterCursor.Verdict.NEXT) {
        due.add(message);
        entered.put(number, id);
      }
    }
    if (cursor.stop().isPresent() && !cursor.stop().equals(stop)) {
      LOG.errorf(
          "Nothing more is entered of %s: %s.", cursor.emitter(), cursor.stop().get().reason());
    }
    return due.parallelStream()
        .map(
            message -> {
              byte[] payload = message.value() == null ? new byte[0] : message.value();
              long number = number(message);
              return new Candidate(
                  number,
                  intake.prepare(cursor.emitter(), number, header(message, "ce_id"), payload),
                  payload);
            })
        .toList();
  }

  /** Under which ids the numbers of these messages were entered, as far as they were. */
  private Map<Long, String> entered(
      EmitterCursor cursor, List<ConsumerRecord<String, byte[]>> messages) throws SQLException {
    Map<Long, String> entered = new HashMap<>();
    List<Long> numbers =
        messages.stream()
            .map(DisclosureConsumer::number)
            .filter(number -> number > 0 && number <= cursor.last())
            .toList();
    if (!numbers.isEmpty()) {
      store
          .entered(cursor.emitter(), numbers)
          .forEach(
              (number, id) -> {
                // An id of our own making stands for what was no record, or repeated another's id.
                if (id.version() != 8) {
                  entered.put(number, id.toString());
                }
              });
    }
    return entered;
  }

  /** Whatever bears a number is a record: nothing that counts can be passed off as a statement. */
  private static boolean isStatement(ConsumerRecord<String, byte[]> message) {
    return Statement.TYPE.equals(header(message, "ce_type"))
        && message.headers().lastHeader("ce_sequence") == null;
  }

  private static Optional<Statement> statement(
      EmitterCursor cursor, ConsumerRecord<String, byte[]> message) {
    Optional<Statement> statement =
        Optional.ofNullable(message.value())
            .flatMap(StatementMapper::read)
            .filter(s -> s.emitter().equals(cursor.emitter()));
    if (statement.isEmpty()) {
      LOG.warnf("A statement of %s could not be read.", cursor.emitter());
    }
    return statement;
  }

  private static long number(ConsumerRecord<String, byte[]> message) {
    String text = header(message, "ce_sequence");
    return text != null && text.matches("[1-9][0-9]{0,15}") ? Long.parseLong(text) : 0;
  }

  private static @Nullable String header(ConsumerRecord<String, byte[]> message, String name) {
    Header header = message.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
