package org.mithaq.alert.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** The second hop, by agreement and token: keeps posting lists and sends each agency its links. */
public final class TokenTopology
    implements ProcessorSupplier<String, PostingChange, String, AgencyNews> {

  private static final String POSTINGS = "postings";
  private static final String GROUPS = "groups";

  private final int cap;
  private final Backlog backlog;

  /**
   * @param cap how many signals may bear a token before it stops linking
   * @param backlog hears of activity
   */
  public TokenTopology(int cap, Backlog backlog) {
    this.cap = cap;
    this.backlog = backlog;
  }

  @Override
  public Processor<String, PostingChange, String, AgencyNews> get() {
    return new Linker();
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(POSTINGS), Serdes.String(), Serdes.ByteArray()),
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(GROUPS), Serdes.String(), Serdes.ByteArray()));
  }

  private final class Linker implements Processor<String, PostingChange, String, AgencyNews> {
    private @Nullable ProcessorContext<String, AgencyNews> context;
    private @Nullable TokenMatcher matcher;

    @Override
    public void init(ProcessorContext<String, AgencyNews> newContext) {
      context = newContext;
      matcher =
          new TokenMatcher(
              new RangeShelf(newContext.getStateStore(POSTINGS), newContext.getStateStore(GROUPS)),
              cap);
    }

    @Override
    public void process(Record<String, PostingChange> change) {
      backlog.active();
      int bar = change.key().indexOf('|');
      String agreement = change.key().substring(0, bar);
      String token = change.key().substring(bar + 1);
      for (AgencyNews.Matched news : must(matcher).apply(agreement, token, change.value())) {
        tell(news, change.timestamp());
      }
      // After what the version before had to tell: whoever was told of it hears of its end.
      for (AgencyNews.Retracted news : change.value().retracted()) {
        tell(news, change.timestamp());
      }
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

  /**
   * Posting lists as ranges: {@code agreement|token|audience|acceptedAt|id}. A stored posting
   * leaves its audience to the group.
   */
  private record RangeShelf(
      KeyValueStore<String, byte[]> postings, KeyValueStore<String, byte[]> counters)
      implements PostingShelf {

    @Override
    public List<Group> groups(String token) {
      List<Group> all = new ArrayList<>();
      try (KeyValueIterator<String, byte[]> held =
          counters.prefixScan(token + "|", new StringSerializer())) {
        while (held.hasNext()) {
          Group group = EventMapper.read(held.next().value, Group.class);
          if (group != null) {
            all.add(group);
          }
        }
      }
      return all;
    }

    @Override
    public void put(String token, Group group) {
      String key = token + "|" + group.id();
      if (group.count() == 0) {
        counters.delete(key);
      } else {
        counters.put(key, EventMapper.write(group));
      }
    }

    @Override
    public List<Posting> oldest(String token, String group, int limit) {
      List<Posting> oldest = new ArrayList<>();
      try (KeyValueIterator<String, byte[]> held =
          postings.prefixScan(token + "|" + group + "|", new StringSerializer())) {
        while (oldest.size() < limit && held.hasNext()) {
          Posting posting = EventMapper.read(held.next().value, Posting.class);
          if (posting != null) {
            oldest.add(posting);
          }
        }
      }
      return oldest;
    }

    @Override
    public @Nullable Posting find(String token, String group, Posting posting) {
      return EventMapper.read(postings.get(key(token, group, posting)), Posting.class);
    }

    @Override
    public void put(String token, String group, Posting posting) {
      postings.put(
          key(token, group, posting),
          EventMapper.write(new Posting(posting.header(), List.of(), posting.mark())));
    }

    @Override
    public void remove(String token, String group, Posting posting) {
      postings.delete(key(token, group, posting));
    }

    private static String key(String token, String group, Posting posting) {
      return "%s|%s|%016x|%s"
          .formatted(token, group, posting.header().acceptedAt(), posting.header().id());
    }
  }
}
