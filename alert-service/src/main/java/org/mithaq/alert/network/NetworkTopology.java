package org.mithaq.alert.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
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

  private static final String STORE = "networks";
  private static final byte[] MARK = {1};

  /**
   * What the store keeps; each leads its keys. One store for all: each would else add a topic to
   * every transaction and a RocksDB to every task.
   */
  private enum Family {
    SIGNAL,
    TOKEN,
    SHOWN,
    TOLD,
    NOTICE,
    TOUCHED;

    private final String prefix = name().toLowerCase(Locale.ROOT) + "|";

    String key(String scope, String id) {
      return prefix + scope + "|" + id;
    }
  }

  private final Scoring scoring;
  private final Duration flush;
  private final Backlog backlog;

  NetworkTopology(Scoring scoring, Duration flush, Backlog backlog) {
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
    return Set.of(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray()));
  }

  private final class Concluder implements Processor<String, AgencyNews, String, byte[]> {
    private final Map<String, Set<String>> touched = new TreeMap<>();
    private @Nullable ProcessorContext<String, byte[]> context;
    private @Nullable KeyValueStore<String, byte[]> store;
    private @Nullable NetworkEngine engine;
    private int count;

    @Override
    public void init(ProcessorContext<String, byte[]> newContext) {
      context = newContext;
      KeyValueStore<String, byte[]> held = newContext.getStateStore(STORE);
      store = held;
      engine = new NetworkEngine(new ScopedShelf(held), scoring);
      String prefix = Family.TOUCHED.prefix;
      try (KeyValueIterator<String, byte[]> waiting =
          held.prefixScan(prefix, new StringSerializer())) {
        while (waiting.hasNext()) {
          String key = waiting.next().key.substring(prefix.length());
          int bar = key.lastIndexOf('|');
          note(key.substring(0, bar), key.substring(bar + 1));
        }
      }
      report();
      newContext.schedule(flush, PunctuationType.WALL_CLOCK_TIME, this::conclude);
    }

    @Override
    public void process(Record<String, AgencyNews> news) {
      backlog.active();
      switch (news.value()) {
        case AgencyNews.Matched matched -> {
          String scope = matched.scope();
          for (String id : must(engine).learn(matched)) {
            if (note(scope, id)) {
              must(store).put(Family.TOUCHED.key(scope, id), MARK);
            }
          }
          report();
        }
        case AgencyNews.Endangered endangered ->
            send(endangered, must(engine).alarm(endangered), news.timestamp());
        case AgencyNews.Retracted retracted ->
            send(retracted, must(engine).recall(retracted), news.timestamp());
        case AgencyNews.Sighted sighted -> {
          // Counted elsewhere.
        }
      }
    }

    private void send(AgencyNews cause, @Nullable Notice notice, long timestamp) {
      if (notice != null) {
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
      if (touched.isEmpty()) {
        return;
      }
      backlog.active();
      touched.forEach(
          (scope, ids) -> {
            String agency = scope.substring(0, scope.indexOf('|'));
            for (Notice notice : must(engine).conclude(scope, ids)) {
              send(agency, notice, now);
            }
            ids.forEach(id -> must(store).delete(Family.TOUCHED.key(scope, id)));
          });
      touched.clear();
      count = 0;
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
      backlog.pending(part(), count);
    }

    private String part() {
      return "touched/" + must(context).taskId();
    }
  }

  private static <T> T must(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("used before it was initialised");
    }
    return value;
  }

  /** Every key is led by its family and the scope. */
  private record ScopedShelf(KeyValueStore<String, byte[]> store) implements NetworkShelf {

    @Override
    public @Nullable KnownSignal signal(String scope, String id) {
      return EventMapper.read(store.get(Family.SIGNAL.key(scope, id)), KnownSignal.class);
    }

    @Override
    public void putSignal(String scope, String id, @Nullable KnownSignal signal) {
      set(Family.SIGNAL.key(scope, id), signal);
    }

    @Override
    public @Nullable KnownToken token(String scope, String token) {
      return EventMapper.read(store.get(Family.TOKEN.key(scope, token)), KnownToken.class);
    }

    @Override
    public void putToken(String scope, String token, @Nullable KnownToken known) {
      set(Family.TOKEN.key(scope, token), known);
    }

    @Override
    public @Nullable String noticeOf(String scope, String signal) {
      byte[] id = store.get(Family.SHOWN.key(scope, signal));
      return id == null ? null : new String(id, UTF_8);
    }

    @Override
    public void putNoticeOf(String scope, String signal, @Nullable String notice) {
      if (notice == null) {
        store.delete(Family.SHOWN.key(scope, signal));
      } else {
        store.put(Family.SHOWN.key(scope, signal), notice.getBytes(UTF_8));
      }
    }

    @Override
    public @Nullable ToldSignal told(String scope, String signal) {
      return EventMapper.read(store.get(Family.TOLD.key(scope, signal)), ToldSignal.class);
    }

    @Override
    public void putTold(String scope, String signal, ToldSignal known) {
      set(Family.TOLD.key(scope, signal), known);
    }

    @Override
    public @Nullable Notice notice(String scope, String id) {
      byte[] body = store.get(Family.NOTICE.key(scope, id));
      return body == null ? null : NoticeMapper.readBody(new String(body, UTF_8));
    }

    @Override
    public void putNotice(String scope, Notice notice) {
      store.put(Family.NOTICE.key(scope, notice.id()), NoticeMapper.body(notice).getBytes(UTF_8));
    }

    private void set(String key, @Nullable Object value) {
      if (value == null) {
        store.delete(key);
      } else {
        store.put(key, EventMapper.write(value));
      }
    }
  }
}
