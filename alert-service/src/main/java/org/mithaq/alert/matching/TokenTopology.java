package org.mithaq.alert.matching;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** The second hop, by agreement and token: keeps posting lists and sends each agency its links. */
public final class TokenTopology
    implements ProcessorSupplier<String, TokenChanges, String, AgencyNews> {

  private static final String STORE = "posting-lists";

  /** What a store has is learnt beside the work, some hundredth of a second at a time. */
  private static final int LEARNT_AT_ONCE = 5_000;

  private static final Duration LEARNING = Duration.ofMillis(100);

  private final int cap;

  /**
   * @param cap how many signals may bear a token before it stops linking
   */
  public TokenTopology(int cap) {
    this.cap = cap;
  }

  @Override
  public Processor<String, TokenChanges, String, AgencyNews> get() {
    return new Linker();
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray()));
  }

  private final class Linker implements Processor<String, TokenChanges, String, AgencyNews> {
    private @Nullable ProcessorContext<String, AgencyNews> context;
    private @Nullable TokenMatcher matcher;

    @Override
    public void init(ProcessorContext<String, AgencyNews> newContext) {
      context = newContext;
      PostingStore postings = new PostingStore(newContext.getStateStore(STORE));
      matcher = new TokenMatcher(postings, cap);
      if (!postings.learn(LEARNT_AT_ONCE)) {
        AtomicReference<Cancellable> learning = new AtomicReference<>();
        learning.set(
            newContext.schedule(
                LEARNING,
                PunctuationType.WALL_CLOCK_TIME,
                now -> {
                  if (postings.learn(LEARNT_AT_ONCE)) {
                    learning.get().cancel();
                  }
                }));
      }
    }

    @Override
    public void process(Record<String, TokenChanges> changes) {
      String agreement = changes.value().agreement();
      Map<String, List<AgencyNews.Matched>> byAgency = new TreeMap<>();
      Set<AgencyNews.Retracted> ends = new LinkedHashSet<>();
      changes
          .value()
          .changes()
          .forEach(
              (token, change) -> {
                for (AgencyNews.Matched news : must(matcher).apply(agreement, token, change)) {
                  byAgency.computeIfAbsent(news.agency(), a -> new ArrayList<>()).add(news);
                }
                ends.addAll(change.retracted());
              });
      byAgency.forEach(
          (agency, each) ->
              tell(new AgencyNews.Matches(agency, agreement, each), changes.timestamp()));
      // After what the version before had to tell: whoever was told of it hears of its end.
      ends.forEach(end -> tell(end, changes.timestamp()));
    }

    private void tell(AgencyNews news, long timestamp) {
      must(context).forward(new Record<>(news.scope(), news, timestamp, new RecordHeaders()));
    }
  }

  private static <T> T must(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("used before it was initialised");
    }
    return value;
  }
}
