package org.mithaq.alert.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** The first hop, by signal: takes the newest view of each and says what it changes. */
public final class SignalTopology
    implements ProcessorSupplier<String, byte[], String, SignalTopology.Outcome> {

  /** Topics of signals are this and the id of their exchange. */
  public static final String TOPIC_PREFIX = "mithaq.signals.";

  private static final String STORE = "signals";

  /** What the store keeps, leading its keys: the newest view of each signal. */
  private static final String VIEW = "view|";

  /** Views that wait for their agency to be heard of. */
  private static final String WAITING = "waiting|";

  /** Signals whose newest view bears nothing by the key that is matched by. */
  private static final String OTHER_KEY = "other-key|";

  /** When views end. */
  private static final String EXPIRY = "expiry|";

  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final byte[] MARK = {1};

  /** How many signals expire at one look: what is left waits for the next one. */
  private static final int EXPIRE_AT_ONCE = 250;

  private final PartnerBook partners;
  private final IntakeTally tally;
  private final Backlog backlog;
  private final long waitMillis;
  private final int parts;
  private final SignalMapper mapper;
  private final ViewMapper views;

  /**
   * @param partners who publishes through which exchange
   * @param tally counts
   * @param backlog hears what waits
   * @param registerWait how long a signal waits for its agency to be heard of
   * @param parts into how many parts tokens are sorted
   * @param epoch of the matching key that is matched by
   */
  public SignalTopology(
      PartnerBook partners,
      IntakeTally tally,
      Backlog backlog,
      Duration registerWait,
      int parts,
      int epoch) {
    this.partners = partners;
    this.tally = tally;
    this.backlog = backlog;
    this.waitMillis = registerWait.toMillis();
    this.parts = parts;
    this.mapper = new SignalMapper(EventMapper.json(), epoch);
    this.views = new ViewMapper(epoch);
  }

  /** What comes of a view. */
  public sealed interface Outcome {

    /** Posting lists change. */
    record Changed(TokenChanges changes) implements Outcome {}

    /** An agency learns at once; the key is its scope. */
    record Told(AgencyNews news) implements Outcome {}

    /** It cannot be read or may not be taken; the key is that of the record. */
    @SuppressWarnings("ArrayRecordComponent") // passes by, is never compared
    record Dead(byte[] value) implements Outcome {}
  }

  /** A view that waits for its agency to be heard of. */
  @SuppressWarnings("ArrayRecordComponent") // stored, never compared
  record Waiting(String exchange, long since, byte[] value) {}

  @Override
  public Processor<String, byte[], String, Outcome> get() {
    return new Taker();
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray()));
  }

  private final class Taker implements Processor<String, byte[], String, Outcome> {
    private @Nullable ProcessorContext<String, Outcome> context;
    private @Nullable KeyValueStore<String, byte[]> store;
    private int waitingCount;
    private int otherKeyCount;

    @Override
    public void init(ProcessorContext<String, Outcome> newContext) {
      context = newContext;
      KeyValueStore<String, byte[]> held = newContext.getStateStore(STORE);
      store = held;
      refuseOtherForm(held);
      waitingCount = count(held, WAITING);
      otherKeyCount = count(held, OTHER_KEY);
      report();
      newContext.schedule(LOOK_AGAIN, PunctuationType.WALL_CLOCK_TIME, this::lookAgain);
      newContext.schedule(LOOK_AGAIN, PunctuationType.WALL_CLOCK_TIME, this::expire);
    }

    /** At the start, and not only when a signal comes that is known. */
    private void refuseOtherForm(KeyValueStore<String, byte[]> held) {
      try (KeyValueIterator<String, byte[]> kept = held.prefixScan(VIEW, new StringSerializer())) {
        if (kept.hasNext()) {
          views.read(kept.next().value);
        }
      }
    }

    @Override
    public void process(Record<String, byte[]> signal) {
      ProcessorContext<String, Outcome> here = must(context);
      String topic = here.recordMetadata().map(metadata -> metadata.topic()).orElse("");
      String exchange =
          topic.startsWith(TOPIC_PREFIX) ? topic.substring(TOPIC_PREFIX.length()) : "";
      String key = signal.key() == null ? "" : signal.key();
      if (signal.value() == null) {
        forget(key, signal.timestamp());
      } else {
        take(key, exchange, signal.value(), signal.timestamp(), here.currentSystemTimeMs());
      }
    }

    @Override
    public void close() {
      backlog.pending(part(), 0);
      tally.byOtherKey(part(), 0);
    }

    private void take(String key, String exchange, byte[] value, long timestamp, long since) {
      switch (mapper.read(key, value)) {
        case SignalMapper.Reading.Unreadable unreadable ->
            bury(key, value, "unreadable-" + unreadable.reason(), timestamp);
        case SignalMapper.Reading.Read read -> {
          View view = read.view();
          View last = views.read(must(store).get(VIEW + key));
          switch (Intake.decide(exchange, last, read, partners.partner(view.header().agency()))) {
            case Intake.Decision.Taken taken -> take(key, last, view, read.otherKey(), timestamp);
            case Intake.Decision.OtherKey other -> take(key, last, other.view(), true, timestamp);
            case Intake.Decision.Stale stale -> tally.stale();
            case Intake.Decision.Refused refused -> bury(key, value, refused.reason(), timestamp);
            case Intake.Decision.Unknown unknown -> {
              if (must(context).currentSystemTimeMs() - since > waitMillis) {
                bury(key, value, "agency-unknown", timestamp);
              } else if (must(store).get(WAITING + key) == null || isNewer(key, read)) {
                if (must(store).get(WAITING + key) == null) {
                  waitingCount++;
                  report();
                }
                must(store)
                    .put(WAITING + key, EventMapper.write(new Waiting(exchange, since, value)));
              }
            }
          }
        }
      }
    }

    private void take(
        String key, @Nullable View last, View view, boolean otherKey, long timestamp) {
      // What comes after its time was never there, as its exchange would have it.
      boolean late = view.active() && view.isExpired(must(context).currentSystemTimeMs());
      View next = late ? view.ended() : view;
      put(key, last, next);
      note(key, otherKey && next.active());
      tally.taken();
      if (last == null && !next.active()) {
        tellOfEnd(view, late, timestamp);
      }
      send(last, next, late ? Math.max(timestamp, view.expiresAt()) : timestamp);
    }

    /**
     * The first that is heard of a signal is its end: where what is known was forgotten, somebody
     * may have been told of it before, also of a danger to life. Who was not hears nothing.
     */
    private void tellOfEnd(View view, boolean late, long timestamp) {
      int version = late ? view.header().version() : view.header().version() - 1;
      Retraction.Reason reason =
          late || view.isExpired(timestamp)
              ? Retraction.Reason.EXPIRED
              : Retraction.Reason.WITHDRAWN;
      for (String agency : view.audience()) {
        AgencyNews over =
            new AgencyNews.Endangered(agency, view.header().agreement(), view.header(), false);
        forward(over.scope(), new Outcome.Told(over), timestamp, null);
      }
      new Retraction(version, reason, null, List.of())
          .to(view.header(), view.audience())
          .forEach(news -> forward(news.scope(), new Outcome.Told(news), timestamp, null));
    }

    /** Also among those that wait nothing is replaced by what says the same and meets less. */
    private boolean isNewer(String key, SignalMapper.Reading.Read read) {
      Waiting waiting = EventMapper.read(must(store).get(WAITING + key), Waiting.class);
      if (waiting == null
          || !(mapper.read(key, waiting.value()) instanceof SignalMapper.Reading.Read held)) {
        return false;
      }
      boolean meetsLess =
          read.otherKey()
              && !held.otherKey()
              && read.view().header().version() == held.view().header().version();
      return read.view().isAfter(held.view()) && !meetsLess;
    }

    private void lookAgain(long now) {
      if (waitingCount == 0) {
        return;
      }
      for (KeyValue<String, Waiting> each : readWaiting()) {
        must(store).delete(WAITING + each.key);
        waitingCount--;
        take(each.key, each.value.exchange(), each.value.value(), now, each.value.since());
      }
      report();
    }

    private List<KeyValue<String, Waiting>> readWaiting() {
      List<KeyValue<String, Waiting>> all = new ArrayList<>();
      try (KeyValueIterator<String, byte[]> held =
          must(store).prefixScan(WAITING, new StringSerializer())) {
        held.forEachRemaining(
            each ->
                all.add(
                    KeyValue.pair(
                        each.key.substring(WAITING.length()),
                        must(EventMapper.read(each.value, Waiting.class)))));
      }
      return all;
    }

    /** Keeps in mind whether a signal bears nothing by the key that is matched by. */
    private void note(String key, boolean otherKey) {
      if (!otherKey && otherKeyCount == 0) {
        return;
      }
      if (otherKey != (must(store).get(OTHER_KEY + key) != null)) {
        must(store).put(OTHER_KEY + key, otherKey ? MARK : null);
        otherKeyCount += otherKey ? 1 : -1;
        report();
      }
    }

    /** Keeps a view, and when it ends. */
    private void put(String key, @Nullable View last, @Nullable View next) {
      if (last != null) {
        must(store).delete(expiry(last));
      }
      if (next == null) {
        must(store).delete(VIEW + key);
        return;
      }
      must(store).put(VIEW + key, views.write(next));
      if (next.active()) {
        must(store).put(expiry(next), MARK);
      }
    }

    private static String expiry(View view) {
      return moment(view.expiresAt()) + view.header().id();
    }

    /** Sorts as the moments do. */
    private static String moment(long millis) {
      return EXPIRY + HexFormat.of().toHexDigits(Math.max(0, millis)) + "|";
    }

    /**
     * Ends what is due, as its exchange does where it runs: which of the two is first leaves no
     * trace, for the moment that it is entered at is that of the expiry.
     */
    private void expire(long now) {
      List<String> due = new ArrayList<>();
      try (KeyValueIterator<String, byte[]> held = must(store).range(moment(0), moment(now + 1))) {
        while (due.size() < EXPIRE_AT_ONCE && held.hasNext()) {
          due.add(held.next().key);
        }
      }
      for (String each : due) {
        String key = each.substring(moment(0).length());
        View last = views.read(must(store).get(VIEW + key));
        must(store).delete(each);
        if (last != null && last.active() && last.isExpired(now)) {
          put(key, last, last.ended());
          note(key, false);
          send(last, last.ended(), last.expiresAt());
        }
      }
    }

    /** A tombstone: the signal is gone, with all that it made. */
    private void forget(String key, long timestamp) {
      View last = views.read(must(store).get(VIEW + key));
      if (last != null) {
        put(key, last, null);
        note(key, false);
        send(last, null, timestamp);
      }
    }

    private void send(@Nullable View last, @Nullable View next, long timestamp) {
      View any = next != null ? next : must(last);
      String agreement = any.header().agreement();
      Retraction retraction = Intake.retraction(last, next, timestamp);
      Intake.dangers(last, next)
          .forEach(news -> forward(news.scope(), new Outcome.Told(news), timestamp, null));
      Intake.sightings(last, next)
          .forEach(news -> forward(news.scope(), new Outcome.Told(news), timestamp, null));
      Intake.ends(last, retraction)
          .forEach(news -> forward(news.scope(), new Outcome.Told(news), timestamp, null));
      TokenChanges.sorted(agreement, Intake.changes(last, next, retraction), parts)
          .values()
          .forEach(changes -> forward(agreement, new Outcome.Changed(changes), timestamp, null));
    }

    private void bury(String key, byte[] value, String reason, long timestamp) {
      tally.dead(reason);
      forward(key, new Outcome.Dead(value), timestamp, reason);
    }

    private void forward(String key, Outcome outcome, long timestamp, @Nullable String reason) {
      Headers headers = new RecordHeaders();
      if (reason != null) {
        headers.add("reason", reason.getBytes(UTF_8));
      }
      must(context).forward(new Record<>(key, outcome, timestamp, headers));
    }

    private void report() {
      backlog.pending(part(), waitingCount);
      tally.byOtherKey(part(), otherKeyCount);
    }

    private String part() {
      return "waiting/" + must(context).taskId();
    }
  }

  private static int count(KeyValueStore<String, byte[]> store, String family) {
    int count = 0;
    try (KeyValueIterator<String, byte[]> held = store.prefixScan(family, new StringSerializer())) {
      for (; held.hasNext(); held.next()) {
        count++;
      }
    }
    return count;
  }

  private static <T> T must(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("used before it was initialised");
    }
    return value;
  }
}
