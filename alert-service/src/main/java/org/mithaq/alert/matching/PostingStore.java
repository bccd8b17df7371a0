package org.mithaq.alert.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Posting lists in a key-value store. Most tokens have few bearers, and theirs are one value, under
 * {@code agreement|token}: the token is read once and written once. From {@value #FEW} bearers on
 * the list is a range that no value grows in: that value then only says so, each posting stands
 * under {@code agreement|token|p|audience|acceptedAt|id} and each audience's counter under {@code
 * agreement|token|g|audience}.
 */
final class PostingStore implements PostingShelf {

  /** So many bearers, of one or two hundred bytes each, are still cheaper written anew. */
  static final int FEW = 4;

  private static final byte[] SPREAD = {2};
  private static final StringSerializer TEXT = new StringSerializer();
  private static final int REMEMBERED = 1_024;
  private static final int ID_BYTES = 12;

  private final KeyValueStore<String, byte[]> store;
  private final KnownKeys known = new KnownKeys();
  private final Map<List<String>, String> ids = new HashMap<>();

  /** The key up to which what was in the store before is known, or null when all of it is. */
  private @Nullable String learnt = "";

  /**
   * @param store where they are kept; nothing else is, and nobody else writes to it
   */
  PostingStore(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /**
   * Learns which keys the store has: once all are known, it need not be asked for those that are
   * new. Most are, and the answer that there is nothing is the dearest that RocksDB gives.
   *
   * @param limit how many keys to read at most
   * @return whether all are known
   */
  boolean learn(int limit) {
    if (learnt == null) {
      return true;
    }
    try (KeyValueIterator<String, byte[]> held =
        learnt.isEmpty() ? store.all() : store.range(learnt, null)) {
      for (int i = 0; i < limit && held.hasNext(); i++) {
        learnt = held.next().key;
        known.add(learnt);
      }
      if (!held.hasNext()) {
        learnt = null;
      }
    }
    return learnt == null;
  }

  private byte @Nullable [] get(String key) {
    return learnt == null && !known.mayHold(key) ? null : store.get(key);
  }

  private void keep(String key, byte[] value) {
    known.add(key);
    store.put(key, value);
  }

  @Override
  public PostingList list(String agreement, String token) {
    String key = agreement + "|" + token;
    byte[] held = get(key);
    if (held == null) {
      return new Few(key, new ArrayList<>(1));
    }
    return held[0] == SPREAD[0] ? new Spread(key, null) : new Few(key, PostingMapper.read(held));
  }

  /** A short list that is held whole until it is too long, and a range from then on. */
  private final class Few implements PostingList {
    private final String key;
    private final List<Posting> postings;
    private @Nullable Spread spread;

    Few(String key, List<Posting> postings) {
      this.key = key;
      this.postings = postings;
    }

    @Override
    public List<Group> groups() {
      if (spread != null) {
        return spread.groups();
      }
      Map<List<String>, Long> counts = new LinkedHashMap<>();
      postings.forEach(posting -> counts.merge(posting.audience(), 1L, Long::sum));
      List<Group> groups = new ArrayList<>(counts.size());
      counts.forEach((audience, count) -> groups.add(new Group(audience, count)));
      return groups;
    }

    @Override
    public List<Posting> oldest(List<String> audience, int limit) {
      return spread != null
          ? spread.oldest(audience, limit)
          : postings.stream()
              .filter(posting -> posting.audience().equals(audience))
              .sorted(BY_ACCEPTANCE)
              .limit(limit)
              .toList();
    }

    @Override
    public boolean precede(Posting posting, int count) {
      return spread != null
          ? spread.precede(posting, count)
          : postings.stream()
                  .filter(other -> other.audience().equals(posting.audience()))
                  .filter(other -> BY_ACCEPTANCE.compare(other, posting) < 0)
                  .count()
              >= count;
    }

    @Override
    public boolean put(Posting posting) {
      if (spread != null) {
        return spread.put(posting);
      }
      int at = find(posting);
      if (at < 0 && postings.size() == FEW) {
        spread = new Spread(key, new LinkedHashMap<>());
        postings.forEach(spread::put);
        return spread.put(posting);
      }
      if (at < 0) {
        postings.add(posting);
      } else {
        postings.set(at, posting);
      }
      keep(key, PostingMapper.write(postings));
      return at < 0;
    }

    @Override
    public void remove(Posting posting) {
      if (spread != null) {
        spread.remove(posting);
        return;
      }
      int at = find(posting);
      if (at >= 0) {
        postings.remove(at);
        if (postings.isEmpty()) {
          store.delete(key);
        } else {
          keep(key, PostingMapper.write(postings));
        }
      }
    }

    private int find(Posting posting) {
      for (int i = 0; i < postings.size(); i++) {
        Posting other = postings.get(i);
        if (other.audience().equals(posting.audience())
            && BY_ACCEPTANCE.compare(other, posting) == 0) {
          return i;
        }
      }
      return -1;
    }
  }

  /** A list of any length, of which only what is asked for is read. It ends when it is empty. */
  private final class Spread implements PostingList {
    private final String key;
    private @Nullable Map<List<String>, Long> counts;

    /**
     * @param counts postings of each audience, or null to be read when they are asked for
     */
    Spread(String key, @Nullable Map<List<String>, Long> counts) {
      this.key = key;
      this.counts = counts;
    }

    private Map<List<String>, Long> counts() {
      Map<List<String>, Long> known = counts;
      if (known == null) {
        known = new LinkedHashMap<>();
        try (KeyValueIterator<String, byte[]> held = store.prefixScan(key + "|g|", TEXT)) {
          while (held.hasNext()) {
            Group group = EventMapper.read(held.next().value, Group.class);
            if (group != null) {
              known.put(group.audience(), group.count());
            }
          }
        }
        counts = known;
      }
      return known;
    }

    @Override
    public List<Group> groups() {
      List<Group> groups = new ArrayList<>();
      counts().forEach((audience, count) -> groups.add(new Group(audience, count)));
      return groups;
    }

    @Override
    public List<Posting> oldest(List<String> audience, int limit) {
      List<Posting> oldest = new ArrayList<>();
      try (KeyValueIterator<String, byte[]> held = store.prefixScan(prefix(audience), TEXT)) {
        while (oldest.size() < limit && held.hasNext()) {
          oldest.addAll(PostingMapper.read(held.next().value));
        }
      }
      return oldest;
    }

    @Override
    public boolean precede(Posting posting, int count) {
      String place = key(posting);
      int before = 0;
      try (KeyValueIterator<String, byte[]> held =
          store.prefixScan(prefix(posting.audience()), TEXT)) {
        while (before < count && held.hasNext()) {
          KeyValue<String, byte[]> next = held.next();
          if (next.key.compareTo(place) >= 0) {
            return false;
          }
          before++;
        }
      }
      return before == count;
    }

    @Override
    public boolean put(Posting posting) {
      if (counts().isEmpty()) {
        keep(key, SPREAD);
      }
      String place = key(posting);
      long count = counts().getOrDefault(posting.audience(), 0L);
      boolean added = count == 0 || get(place) == null;
      keep(place, PostingMapper.write(List.of(posting)));
      if (added) {
        count(posting.audience(), count + 1);
      }
      return added;
    }

    @Override
    public void remove(Posting posting) {
      String place = key(posting);
      long count = counts().getOrDefault(posting.audience(), 0L);
      if (count > 0 && get(place) != null) {
        store.delete(place);
        count(posting.audience(), count - 1);
      }
    }

    private void count(List<String> audience, long count) {
      String place = key + "|g|" + id(audience);
      if (count > 0) {
        counts().put(audience, count);
        keep(place, EventMapper.write(new Group(audience, count)));
        return;
      }
      counts().remove(audience);
      store.delete(place);
      if (counts().isEmpty()) {
        store.delete(key);
      }
    }

    private String prefix(List<String> audience) {
      return key + "|p|" + id(audience) + "|";
    }

    private String key(Posting posting) {
      // Sorts as the moments do.
      return prefix(posting.audience())
          + HexFormat.of().toHexDigits(posting.header().acceptedAt())
          + "|"
          + posting.header().id();
    }
  }

  /** Short hash of an audience, which is sorted. */
  private String id(List<String> audience) {
    if (ids.size() >= REMEMBERED) {
      ids.clear();
    }
    return ids.computeIfAbsent(audience, PostingStore::hash);
  }

  private static String hash(List<String> audience) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(String.join(",", audience).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
