package org.mithaq.alert.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serde;
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
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.Backlog;
import org.mithaq.alert.matching.EventMapper;
import org.mithaq.alert.notice.Notice;
import org.mithaq.alert.notice.NoticeMapper;

/**
 * The third step, by agency and agreement: keeps what the agency knows and sends its notices.
 *
 * <p>What news touch is noted in a store and concluded together a moment later, so that a signal of
 * five selectors makes one version of a notice and not five.
 */
final class NetworkTopology implements ProcessorSupplier<String, AgencyNews, String, byte[]> {

  /** What is known, and can be made anew. */
  private static final String KNOWN = "known";

  /** What was told, which cannot. */
  static final String TOLD = "told";

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** How many recalls end at one look: what is left waits for the next one. */
  private static final int END_AT_ONCE = 250;

  private static final byte[] MARK = {1};
  private static final StringSerializer TEXT = new StringSerializer();

  /**
   * What the two stores keep; each leads its keys. A store for each would add a topic to every
   * transaction and a RocksDB to every task.
   */
  private enum Family {
    /** Known: a signal. */
    SIGNAL,
    /** Known: a token. */
    TOKEN,
    /** Known: a signal whose networks are to be looked at. */
    TOUCHED,
    /** Known: what history says at once, until it is over. */
    HELD,
    /** Told: which notice shows a signal. */
    SHOWN,
    /** Told: what the agency has been told of a signal. */
    TOLD,
    /** Told: a notice. */
    NOTICE,
    /** Told: when a version of a recall ends. */
    ENDING;

    private final String prefix = name().toLowerCase(Locale.ROOT) + "|";

    String key(String scope, String id) {
      return prefix + scope + "|" + id;
    }
  }

  private final Scoring scoring;
  private final Duration flush;
  private final Duration keepRecalls;
  private final Backlog backlog;

  NetworkTopology(Scoring scoring, Duration flush, Duration keepRecalls, Backlog backlog) {
    this.keepRecalls = keepRecalls;
    this.scoring = scoring;
    this.flush = flush;
    this.backlog = backlog;
  }

  @Override
  public Processor<String, AgencyNews, String, byte[]> get() {
    return new Concluder();
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(store(KNOWN), store(TOLD));
  }

  private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray());
  }

  private final class Concluder implements Processor<String, AgencyNews, String, byte[]> {
    private final Map<String, Set<String>> touched = new TreeMap<>();
    private @Nullable ProcessorContext<String, byte[]> context;
    private @Nullable KeyValueStore<String, byte[]> known;
    private @Nullable KeyValueStore<String, byte[]> told;
    private @Nullable NetworkEngine engine;
    private final Serde<AgencyNews> serde = EventMapper.news();
    private boolean holds;
    private int count;

    @Override
    public void init(ProcessorContext<String, byte[]> newContext) {
      context = newContext;
      KeyValueStore<String, byte[]> held = newContext.getStateStore(KNOWN);
      KeyValueStore<String, byte[]> said = newContext.getStateStore(TOLD);
      known = held;
      told = said;
      refuseOtherForm(held);
      engine = new NetworkEngine(new ScopedShelf(held, said), scoring);
      // A task that is revived keeps its processor; what that remembers was never committed.
      touched.clear();
      count = 0;
      eachKey(held, Family.TOUCHED, this::note);
      if (isEmpty(held, Family.SIGNAL)) {
        // Rebuilt, or new: what was told is looked at again, also what no signal will speak of.
        eachKey(said, Family.SHOWN, this::touch);
        eachKey(said, Family.NOTICE, this::touchReviewed);
      }
      newContext.schedule(LOOK_AGAIN, PunctuationType.WALL_CLOCK_TIME, this::end);
      holds = !isEmpty(held, Family.HELD);
      report();
      newContext.schedule(flush, PunctuationType.WALL_CLOCK_TIME, this::conclude);
    }

    @Override
    public void process(Record<String, AgencyNews> news) {
      if (!backlog.isReplaying()) {
        release();
      }
      switch (news.value()) {
        case AgencyNews.Matches matches -> {
          must(engine).learn(matches).forEach(id -> touch(matches.scope(), id));
          report();
        }
        case AgencyNews.Endangered endangered -> {
          // A danger of which nobody has heard waits for nothing.
          if (backlog.isReplaying() && must(engine).hasAlarmed(endangered)) {
            hold("danger", endangered.header().id(), endangered);
          } else {
            send(endangered, must(engine).alarm(endangered), news.timestamp());
          }
        }
        case AgencyNews.Retracted retracted -> {
          if (backlog.isReplaying()) {
            hold("end", retracted.header().id(), retracted);
          } else {
            send(retracted, must(engine).recall(retracted), news.timestamp());
          }
        }
        case AgencyNews.Warned warned -> must(engine).noteWarned(warned);
        case AgencyNews.Sighted sighted -> {
          // Counted elsewhere.
        }
      }
    }

    /** Keeps the newest of what history says at once of a signal. */
    private void hold(String kind, String signal, AgencyNews news) {
      String key = Family.HELD.prefix + kind + "|" + news.scope() + "|" + signal;
      AgencyNews before = serde.deserializer().deserialize(KNOWN, must(known).get(key));
      if (before == null || version(before) <= version(news)) {
        must(known).put(key, serde.serializer().serialize(KNOWN, news));
      }
      holds = true;
      report();
    }

    private static int version(AgencyNews news) {
      return switch (news) {
        case AgencyNews.Endangered endangered -> endangered.header().version();
        case AgencyNews.Retracted retracted -> retracted.version();
        case AgencyNews.Matches matches -> 0;
        case AgencyNews.Sighted sighted -> sighted.header().version();
        case AgencyNews.Warned warned -> warned.header().version();
      };
    }

    /** Says what history came to, where it is not what was said before: dangers, then ends. */
    private void release() {
      if (!holds) {
        return;
      }
      List<KeyValue<String, byte[]>> all = new ArrayList<>();
      try (KeyValueIterator<String, byte[]> each =
          must(known).prefixScan(Family.HELD.prefix, TEXT)) {
        each.forEachRemaining(all::add);
      }
      long now = must(context).currentSystemTimeMs();
      for (KeyValue<String, byte[]> each : all) {
        switch (serde.deserializer().deserialize(KNOWN, each.value)) {
          case AgencyNews.Endangered endangered ->
              send(endangered, must(engine).alarm(endangered), now);
          case AgencyNews.Retracted retracted ->
              send(retracted, must(engine).recallAgain(retracted), now);
          case AgencyNews.Matches matches -> throw new IllegalStateException("never held");
          case AgencyNews.Sighted sighted -> throw new IllegalStateException("never held");
          case AgencyNews.Warned warned -> throw new IllegalStateException("never held");
        }
        must(known).delete(each.key);
      }
      holds = false;
      report();
    }

    /** Sorts as the moments do. */
    private static String moment(long millis) {
      return Family.ENDING.prefix + HexFormat.of().toHexDigits(millis) + "|";
    }

    /** Ends the recalls that are due. */
    private void end(long now) {
      List<KeyValue<String, byte[]>> due = new ArrayList<>();
      try (KeyValueIterator<String, byte[]> each = must(told).range(moment(0), moment(now + 1))) {
        while (due.size() < END_AT_ONCE && each.hasNext()) {
          due.add(each.next());
        }
      }
      for (KeyValue<String, byte[]> each : due) {
        String key = each.key;
        int bar = key.lastIndexOf('|');
        String scope = key.substring(moment(0).length(), bar);
        int version = ByteBuffer.wrap(each.value).getInt();
        Notice closed = must(engine).forget(scope, key.substring(bar + 1), version);
        if (closed != null) {
          send(scope.substring(0, scope.indexOf('|')), closed, now);
        }
        must(told).delete(key);
      }
    }

    private void touch(String scope, String id) {
      if (note(scope, id)) {
        must(known).put(Family.TOUCHED.key(scope, id), MARK);
      }
    }

    /** A review shows signals that no network need show. */
    private void touchReviewed(String scope, String id) {
      Notice notice = new ScopedShelf(must(known), must(told)).notice(scope, id);
      if (notice != null && notice.isOpen() && notice.isReview()) {
        notice.signals().forEach(ref -> touch(scope, ref.id()));
      }
    }

    private void send(AgencyNews cause, @Nullable Notice notice, long timestamp) {
      if (notice != null) {
        if (cause instanceof AgencyNews.Retracted ended && NetworkEngine.endsForGood(notice)) {
          long due = must(context).currentSystemTimeMs() + keepRecalls.toMillis();
          byte[] version = ByteBuffer.allocate(Integer.BYTES).putInt(notice.version()).array();
          must(told).put(moment(due) + ended.scope() + "|" + ended.header().id(), version);
        }
        send(cause.agency(), notice, timestamp);
      }
    }

    @Override
    public void close() {
      backlog.pending(part(), 0);
    }

    private boolean note(String scope, String id) {
      boolean isNew = touched.computeIfAbsent(scope, s -> new TreeSet<>()).add(id);
      count += isNew ? 1 : 0;
      return isNew;
    }

    private void conclude(long now) {
      if (backlog.isReplaying()) {
        return;
      }
      release();
      if (touched.isEmpty()) {
        return;
      }
      Iterator<Map.Entry<String, Set<String>>> waiting = touched.entrySet().iterator();
      while (waiting.hasNext() && !backlog.isStopping()) {
        Map.Entry<String, Set<String>> next = waiting.next();
        String scope = next.getKey();
        String agency = scope.substring(0, scope.indexOf('|'));
        for (Notice notice : must(engine).conclude(scope, next.getValue())) {
          send(agency, notice, now);
        }
        next.getValue().forEach(id -> must(known).delete(Family.TOUCHED.key(scope, id)));
        count -= next.getValue().size();
        waiting.remove();
      }
      report();
    }

    private void send(String agency, Notice notice, long timestamp) {
      NoticeMapper.Told told = new NoticeMapper.Told(agency, notice);
      must(context)
          .forward(
              new Record<>(
                  NoticeMapper.key(told),
                  NoticeMapper.event(told),
                  timestamp,
                  NoticeMapper.headers(told)));
    }

    private void report() {
      backlog.pending(part(), count + (holds ? 1 : 0));
    }

    private String part() {
      return "touched/" + must(context).taskId();
    }
  }

  /** At the start, and not only when news come of a signal that is known. */
  private static void refuseOtherForm(KeyValueStore<String, byte[]> held) {
    try (KeyValueIterator<String, byte[]> signals = held.prefixScan(Family.SIGNAL.prefix, TEXT)) {
      if (signals.hasNext()) {
        KnownMapper.signal(signals.next().value);
      }
    }
  }

  private static boolean isEmpty(KeyValueStore<String, byte[]> store, Family family) {
    try (KeyValueIterator<String, byte[]> all = store.prefixScan(family.prefix, TEXT)) {
      return !all.hasNext();
    }
  }

  /** Each scope and signal of a family. */
  private static void eachKey(
      KeyValueStore<String, byte[]> store, Family family, BiConsumer<String, String> taker) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all = store.prefixScan(family.prefix, TEXT)) {
      all.forEachRemaining(each -> keys.add(each.key.substring(family.prefix.length())));
    }
    for (String key : keys) {
      int bar = key.lastIndexOf('|');
      taker.accept(key.substring(0, bar), key.substring(bar + 1));
    }
  }

  private static <T> T must(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("used before it was initialised");
    }
    return value;
  }

  /** Every key is led by its family and the scope. */
  private record ScopedShelf(
      KeyValueStore<String, byte[]> known, KeyValueStore<String, byte[]> told)
      implements NetworkShelf {

    @Override
    public @Nullable KnownSignal signal(String scope, String id) {
      return KnownMapper.signal(known.get(Family.SIGNAL.key(scope, id)));
    }

    @Override
    public void putSignal(String scope, String id, @Nullable KnownSignal signal) {
      set(known, Family.SIGNAL.key(scope, id), signal == null ? null : KnownMapper.write(signal));
    }

    @Override
    public @Nullable KnownToken token(String scope, String token) {
      return KnownMapper.token(known.get(Family.TOKEN.key(scope, token)));
    }

    @Override
    public void putToken(String scope, String token, @Nullable KnownToken bearers) {
      set(
          known,
          Family.TOKEN.key(scope, token),
          bearers == null ? null : KnownMapper.write(bearers));
    }

    @Override
    public @Nullable String noticeOf(String scope, String signal) {
      byte[] id = told.get(Family.SHOWN.key(scope, signal));
      return id == null ? null : new String(id, UTF_8);
    }

    @Override
    public void putNoticeOf(String scope, String signal, @Nullable String notice) {
      if (notice == null) {
        told.delete(Family.SHOWN.key(scope, signal));
      } else {
        told.put(Family.SHOWN.key(scope, signal), notice.getBytes(UTF_8));
      }
    }

    @Override
    public @Nullable ToldSignal told(String scope, String signal) {
      return EventMapper.read(told.get(Family.TOLD.key(scope, signal)), ToldSignal.class);
    }

    @Override
    public void putTold(String scope, String signal, @Nullable ToldSignal signalTold) {
      set(
          told,
          Family.TOLD.key(scope, signal),
          signalTold == null ? null : EventMapper.write(signalTold));
    }

    @Override
    public @Nullable Notice notice(String scope, String id) {
      byte[] body = told.get(Family.NOTICE.key(scope, id));
      return body == null ? null : NoticeMapper.readBody(new String(body, UTF_8));
    }

    @Override
    public void putNotice(String scope, Notice notice) {
      told.put(Family.NOTICE.key(scope, notice.id()), NoticeMapper.body(notice).getBytes(UTF_8));
    }

    private static void set(
        KeyValueStore<String, byte[]> store, String key, byte @Nullable [] value) {
      if (value == null) {
        store.delete(key);
      } else {
        store.put(key, value);
      }
    }
  }
}
