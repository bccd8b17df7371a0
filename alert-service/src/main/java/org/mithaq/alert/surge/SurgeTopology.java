package org.mithaq.alert.surge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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
import org.mithaq.alert.matching.Header;
import org.mithaq.alert.notice.Notice;
import org.mithaq.alert.notice.NoticeMapper;

/**
 * Beside the third step, by agency and agreement: counts sightings and sends warnings of surges.
 * What is touched is noted and concluded together a moment later.
 */
public final class SurgeTopology
    implements ProcessorSupplier<String, AgencyNews.Sighted, String, SurgeTopology.Outcome> {

  private static final String STORE = "surges";

  /** So that signals are not held up, the rest waits for the next time. */
  private static final int SCOPES_AT_ONCE = 4;

  /** How far the clock of an exchange may be ahead. */
  private static final long AHEAD_MILLIS = 600_000;

  private static final byte[] MARK = {1};

  private final SurgeConfig config;
  private final Backlog backlog;

  /**
   * @param config what a surge is
   * @param backlog hears what waits
   */
  public SurgeTopology(SurgeConfig config, Backlog backlog) {
    this.config = config;
    this.backlog = backlog;
  }

  /** What comes of counting. */
  public sealed interface Outcome {

    /** A warning; the key is that of its notice, whose headers the record bears. */
    record Told(NoticeMapper.Told notice) implements Outcome {}

    /** A warning that was told shows a signal; the key is the scope. */
    record Shown(AgencyNews.Warned news) implements Outcome {}
  }

  @Override
  public Processor<String, AgencyNews.Sighted, String, Outcome> get() {
    return new Counter();
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray()));
  }

  private final class Counter implements Processor<String, AgencyNews.Sighted, String, Outcome> {
    private final Map<String, Touched> touched = new LinkedHashMap<>();
    private @Nullable ProcessorContext<String, Outcome> context;
    private @Nullable KeyValueStore<String, byte[]> store;
    private @Nullable SurgeEngine engine;

    @Override
    public void init(ProcessorContext<String, Outcome> newContext) {
      context = newContext;
      KeyValueStore<String, byte[]> held = newContext.getStateStore(STORE);
      store = held;
      engine =
          new SurgeEngine(new ScopedShelf(held), new Judge(config.rules()), config.maxListed());
      // A task that is revived keeps its processor; what that remembers was never committed.
      touched.clear();
      for (KeyValue<String, byte[]> each : new ScopedShelf(held).all(Family.TOUCHED.name() + "|")) {
        String[] parts = each.key.split("\\|", -1);
        touch(parts[1] + "|" + parts[2], new Sighting.Spot(parts[3], ScopedShelf.day(parts[4])));
      }
      report();
      newContext.schedule(config.flush(), PunctuationType.WALL_CLOCK_TIME, this::conclude);
    }

    @Override
    public void process(Record<String, AgencyNews.Sighted> news) {
      String scope = news.value().scope();
      for (Sighting.Spot spot : must(engine).learn(believed(news.value()))) {
        if (touch(scope, spot)) {
          must(store).put(ScopedShelf.key(Family.TOUCHED, scope, spot), MARK);
        }
      }
      report();
    }

    private boolean touch(String scope, Sighting.Spot spot) {
      long now = must(context).currentSystemTimeMs();
      Touched here = touched.computeIfAbsent(scope, s -> new Touched(now));
      here.last = now;
      return here.spots.add(spot);
    }

    @Override
    public void close() {
      backlog.pending(part(), 0);
    }

    /**
     * What was accepted in the future comes from an exchange whose clock is wrong, or that lies; if
     * it counted, all that is known of the present would be over and forgotten.
     */
    private AgencyNews.Sighted believed(AgencyNews.Sighted news) {
      long latest = must(context).currentSystemTimeMs() + AHEAD_MILLIS;
      return news.header().acceptedAt() <= latest ? news : news.withdrawn();
    }

    private void conclude(long now) {
      if (backlog.isReplaying()) {
        return;
      }
      Iterator<Map.Entry<String, Touched>> waiting = touched.entrySet().iterator();
      int concluded = 0;
      while (concluded < SCOPES_AT_ONCE && waiting.hasNext() && !backlog.isStopping()) {
        Map.Entry<String, Touched> next = waiting.next();
        if (!next.getValue().isDue(now)) {
          continue;
        }
        concluded++;
        String scope = next.getKey();
        for (Notice notice : must(engine).conclude(scope, next.getValue().spots)) {
          tell(scope, notice, now);
        }
        next.getValue()
            .spots
            .forEach(spot -> must(store).delete(ScopedShelf.key(Family.TOUCHED, scope, spot)));
        waiting.remove();
      }
      report();
    }

    /** Tells a warning, and after it which signals the agency is shown. */
    private void tell(String scope, Notice notice, long now) {
      String agency = scope.substring(0, scope.indexOf('|'));
      NoticeMapper.Told told = new NoticeMapper.Told(agency, notice);
      must(context)
          .forward(
              new Record<>(
                  NoticeMapper.key(told), new Outcome.Told(told), now, NoticeMapper.headers(told)));
      for (Header signal : must(engine).shown(scope, notice)) {
        AgencyNews.Warned news =
            new AgencyNews.Warned(agency, notice.agreement(), signal, notice.id());
        must(context).forward(new Record<>(scope, new Outcome.Shown(news), now));
      }
    }

    /** What is to be counted anew in one scope, since when, and when it was last added to. */
    private final class Touched {
      private final Set<Sighting.Spot> spots = new HashSet<>();
      private final long since;
      private long last;

      Touched(long since) {
        this.since = since;
      }

      /** Counting costs what the day has of signals: what goes on being touched is not hurried. */
      boolean isDue(long now) {
        return now - last >= config.flush().toMillis() || now - since >= config.delay().toMillis();
      }
    }

    private void report() {
      backlog.pending(part(), touched.values().stream().mapToInt(each -> each.spots.size()).sum());
    }

    private String part() {
      return "surges/" + must(context).taskId();
    }
  }

  private static <T> T must(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("used before it was initialised");
    }
    return value;
  }

  /** What a key leads to. */
  private enum Family {
    /** A sighting, by signal. */
    SIGHTING,
    /** Mark: a sighting belongs to a day of a corridor. */
    SPOT,
    /** Mark: one signal says that it repeats another. */
    REPEAT,
    /** How many say so of it: of most nobody does, and to know that must not cost a search. */
    REPEATED,
    /** How many sightings a day of a corridor has. */
    TALLY,
    /** How many of them that repeat none are alike. */
    ALIKE,
    /** How many sightings were accepted on a day. */
    ACCEPTED,
    /** The counts of a corridor. */
    COUNTS,
    /** A warning. */
    NOTICE,
    /** Mark: a day of a corridor is to be counted anew. */
    TOUCHED
  }

  /** All in one store: {@code <family>|<agency>|<agreement>|…}. */
  private record ScopedShelf(KeyValueStore<String, byte[]> store) implements SurgeShelf {

    private static final int HEX = 16;

    static String key(Family family, String scope, Sighting.Spot spot) {
      return family + "|" + scope + "|" + spot.corridor() + "|" + day(spot.day());
    }

    /** Days sort as numbers do. */
    static String day(long day) {
      return HexFormat.of().toHexDigits(day ^ Long.MIN_VALUE);
    }

    static long day(String text) {
      return Long.parseUnsignedLong(text, HEX) ^ Long.MIN_VALUE;
    }

    List<KeyValue<String, byte[]>> all(String prefix) {
      List<KeyValue<String, byte[]>> all = new ArrayList<>();
      try (KeyValueIterator<String, byte[]> held =
          store.prefixScan(prefix, new StringSerializer())) {
        held.forEachRemaining(all::add);
      }
      return all;
    }

    private <T> List<T> read(Family family, String scope, Function<byte[], @Nullable T> reader) {
      List<T> read = new ArrayList<>();
      for (KeyValue<String, byte[]> each : all(family + "|" + scope + "|")) {
        T value = reader.apply(each.value);
        if (value != null) {
          read.add(value);
        }
      }
      return read;
    }

    private static String last(String key) {
      return key.substring(key.lastIndexOf('|') + 1);
    }

    @Override
    public @Nullable Sighting sighting(String scope, String id) {
      return SightingMapper.sighting(store.get(Family.SIGHTING + "|" + scope + "|" + id));
    }

    @Override
    public List<Sighting> on(String scope, Sighting.Spot spot) {
      List<Sighting> found = new ArrayList<>();
      for (KeyValue<String, byte[]> each : all(key(Family.SPOT, scope, spot) + "|")) {
        Sighting sighting = sighting(scope, last(each.key));
        if (sighting != null) {
          found.add(sighting);
        }
      }
      return found;
    }

    @Override
    public void put(String scope, Sighting sighting) {
      String id = sighting.header().id();
      store.put(Family.SIGHTING + "|" + scope + "|" + id, SightingMapper.write(sighting));
      store.put(key(Family.SPOT, scope, sighting.spot()) + "|" + id, MARK);
      for (String original : new TreeSet<>(sighting.basedOn())) {
        store.put(Family.REPEAT + "|" + scope + "|" + original + "|" + id, MARK);
        count(Family.REPEATED + "|" + scope + "|" + original, 1);
      }
      accept(scope, sighting, 1);
    }

    @Override
    public void remove(String scope, Sighting sighting) {
      String id = sighting.header().id();
      store.delete(Family.SIGHTING + "|" + scope + "|" + id);
      store.delete(key(Family.SPOT, scope, sighting.spot()) + "|" + id);
      for (String original : new TreeSet<>(sighting.basedOn())) {
        store.delete(Family.REPEAT + "|" + scope + "|" + original + "|" + id);
        count(Family.REPEATED + "|" + scope + "|" + original, -1);
      }
      accept(scope, sighting, -1);
    }

    private void accept(String scope, Sighting sighting, int change) {
      count(Family.ACCEPTED + "|" + scope + "|" + day(sighting.acceptedDay()), change);
    }

    private void count(String key, int change) {
      setNumber(key, number(key) + change);
    }

    private int number(String key) {
      return SightingMapper.number(store.get(key));
    }

    private void setNumber(String key, int number) {
      if (number == 0) {
        store.delete(key);
      } else {
        store.put(key, SightingMapper.write(number));
      }
    }

    @Override
    public Tally tally(String scope, Sighting.Spot spot) {
      return SightingMapper.tally(store.get(key(Family.TALLY, scope, spot)));
    }

    @Override
    public void put(String scope, Sighting.Spot spot, Tally tally) {
      String key = key(Family.TALLY, scope, spot);
      if (tally.all() == 0) {
        store.delete(key);
      } else {
        store.put(key, SightingMapper.write(tally));
      }
    }

    @Override
    public int alike(String scope, Sighting.Spot spot, String likeness) {
      return number(key(Family.ALIKE, scope, spot) + "|" + likeness);
    }

    @Override
    public void putAlike(String scope, Sighting.Spot spot, String likeness, int count) {
      setNumber(key(Family.ALIKE, scope, spot) + "|" + likeness, count);
    }

    @Override
    public List<String> repeatsOf(String scope, String original) {
      if (number(Family.REPEATED + "|" + scope + "|" + original) == 0) {
        return List.of();
      }
      return all(Family.REPEAT + "|" + scope + "|" + original + "|").stream()
          .map(each -> last(each.key))
          .toList();
    }

    @Override
    public @Nullable Long lastAccepted(String scope) {
      String prefix = Family.ACCEPTED + "|" + scope + "|";
      try (KeyValueIterator<String, byte[]> held =
          store.reverseRange(prefix, prefix + day(Long.MAX_VALUE))) {
        return held.hasNext() ? day(last(held.next().key)) : null;
      }
    }

    @Override
    public List<Counts> counts(String scope) {
      return read(Family.COUNTS, scope, SightingMapper::counts);
    }

    @Override
    public Counts counts(String scope, Corridor corridor) {
      Counts held =
          SightingMapper.counts(store.get(Family.COUNTS + "|" + scope + "|" + corridor.key()));
      return held == null ? new Counts(corridor, Map.of()) : held;
    }

    @Override
    public void put(String scope, Counts counts) {
      String key = Family.COUNTS + "|" + scope + "|" + counts.corridor().key();
      if (counts.days().isEmpty()) {
        store.delete(key);
      } else {
        store.put(key, SightingMapper.write(counts));
      }
    }

    @Override
    public List<Notice> notices(String scope) {
      return read(Family.NOTICE, scope, bytes -> NoticeMapper.readBody(new String(bytes, UTF_8)));
    }

    @Override
    public void put(String scope, Notice notice) {
      store.put(
          Family.NOTICE + "|" + scope + "|" + notice.id(),
          NoticeMapper.body(notice).getBytes(UTF_8));
    }
  }
}
