package org.mithaq.alert.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Posting lists in a key-value store. Most tokens have few bearers, and theirs are one value: the
 * token is read once and written once. From {@value #FEW} bearers on the list is a range that no
 * value grows in.
 *
 * <p>There are a dozen records of each signal, and what they weigh is what a changelog, a restore
 * and a disk cost: so keys are bytes, and texts that come again and again have a number. The first
 * byte of a key says what it is of:
 *
 * <pre>
 * 0                                     the form of all the rest, {@link PostingMapper#FORM}
 * 1 number                              the text of a word; once given, it stays
 * 2 list                                the postings, or {@link #SPREAD} when they are a range
 * 3 list audience                       how many postings of a range have the audience
 * 4 list audience acceptedAt id         one posting of a range
 * </pre>
 *
 * <p>A list is named by sixteen bytes of SHA-256 of agreement and token, an audience by twelve.
 */
final class PostingStore implements PostingShelf {

  /** So many bearers, of about a hundred bytes each, are still cheaper written anew. */
  static final int FEW = 4;

  private static final byte WORD = 1;
  private static final byte LIST = 2;
  private static final byte COUNT = 3;
  private static final byte PLACE = 4;

  /** No list that is held whole is so short. */
  private static final byte[] SPREAD = {PostingMapper.FORM};

  private static final Bytes FORM_KEY = Bytes.wrap(new byte[] {0});
  private static final byte[] FORM = {PostingMapper.FORM};

  private static final BytesSerializer KEYS = new BytesSerializer();
  private static final int REMEMBERED = 1_024;
  private static final int LIST_BYTES = 16;
  private static final int AUDIENCE_BYTES = 12;
  private static final int DIGEST_BYTES = 32;

  private final KeyValueStore<Bytes, byte[]> store;
  private final PostingMapper mapper;
  private final KnownKeys known = new KnownKeys();
  private final Map<List<String>, byte[]> ids = new HashMap<>();
  private final MessageDigest digest = digest();
  private final byte[] digested = new byte[DIGEST_BYTES];

  /** The key up to which what was in the store before is known, or null when all of it is. */
  private @Nullable Bytes learnt = FORM_KEY;

  /**
   * @param store where they are kept; nothing else is, and nobody else writes to it
   * @throws FormException if the store has a form that this does not read
   */
  PostingStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    takeForm();
    mapper =
        new PostingMapper(
            Words.kept(
                words(), (number, text) -> store.put(wordKey(number), text.getBytes(UTF_8))));
  }

  private void takeForm() {
    try (KeyValueIterator<Bytes, byte[]> held = store.all()) {
      if (!held.hasNext()) {
        store.put(FORM_KEY, FORM);
        return;
      }
      KeyValue<Bytes, byte[]> first = held.next();
      if (!first.key.equals(FORM_KEY) || !Arrays.equals(first.value, FORM)) {
        throw FormException.ofForm("the posting lists are");
      }
    }
  }

  private List<String> words() {
    List<String> words = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> held =
        store.prefixScan(Bytes.wrap(new byte[] {WORD}), KEYS)) {
      while (held.hasNext()) {
        KeyValue<Bytes, byte[]> next = held.next();
        if (!next.key.equals(wordKey(words.size()))) {
          throw new IllegalStateException("a word of the posting lists is missing");
        }
        words.add(new String(next.value, UTF_8));
      }
    }
    return words;
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
    try (KeyValueIterator<Bytes, byte[]> held = store.range(learnt, null)) {
      for (int i = 0; i < limit && held.hasNext(); i++) {
        learnt = held.next().key;
        known.add(learnt.get());
      }
      if (!held.hasNext()) {
        learnt = null;
      }
    }
    return learnt == null;
  }

  private byte @Nullable [] get(Bytes key) {
    return learnt == null && !known.mayHold(key.get()) ? null : store.get(key);
  }

  private void keep(Bytes key, byte[] value) {
    known.add(key.get());
    store.put(key, value);
  }

  @Override
  public PostingList list(String agreement, String token) {
    byte[] name = name(agreement, token);
    Bytes key = Bytes.wrap(key(LIST, name, 0).array());
    byte[] held = get(key);
    if (held == null) {
      return new Few(key, name, new ArrayList<>(1));
    }
    return Arrays.equals(held, SPREAD)
        ? new Spread(key, name, null)
        : new Few(key, name, mapper.read(held));
  }

  /** A short list that is held whole until it is too long, and a range from then on. */
  private final class Few implements PostingList {
    private final Bytes key;
    private final byte[] name;
    private final List<Posting> postings;
    private @Nullable Spread spread;

    Few(Bytes key, byte[] name, List<Posting> postings) {
      this.key = key;
      this.name = name;
      this.postings = postings;
    }

    @Override
    public List<Group> groups() {
      if (spread != null) {
        return spread.groups();
      }
      if (postings.isEmpty()) {
        return List.of();
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
        spread = new Spread(key, name, new LinkedHashMap<>());
        postings.forEach(spread::put);
        return spread.put(posting);
      }
      if (at < 0) {
        postings.add(posting);
      } else {
        postings.set(at, posting);
      }
      keep(key, mapper.write(postings));
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
          keep(key, mapper.write(postings));
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
    private final Bytes key;
    private final byte[] name;
    private @Nullable Map<List<String>, Long> counts;

    /**
     * @param counts postings of each audience, or null to be read when they are asked for
     */
    Spread(Bytes key, byte[] name, @Nullable Map<List<String>, Long> counts) {
      this.key = key;
      this.name = name;
      this.counts = counts;
    }

    private Map<List<String>, Long> counts() {
      Map<List<String>, Long> read = counts;
      if (read == null) {
        read = new LinkedHashMap<>();
        try (KeyValueIterator<Bytes, byte[]> held =
            store.prefixScan(Bytes.wrap(key(COUNT, name, 0).array()), KEYS)) {
          while (held.hasNext()) {
            Group group = mapper.readGroup(held.next().value);
            read.put(group.audience(), group.count());
          }
        }
        counts = read;
      }
      return read;
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
      try (KeyValueIterator<Bytes, byte[]> held = places(audience)) {
        while (oldest.size() < limit && held.hasNext()) {
          oldest.addAll(mapper.read(held.next().value));
        }
      }
      return oldest;
    }

    @Override
    public boolean precede(Posting posting, int count) {
      Bytes place = place(posting);
      int before = 0;
      try (KeyValueIterator<Bytes, byte[]> held = places(posting.audience())) {
        while (before < count && held.hasNext()) {
          if (held.next().key.compareTo(place) >= 0) {
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
      Bytes place = place(posting);
      long count = counts().getOrDefault(posting.audience(), 0L);
      boolean added = count == 0 || get(place) == null;
      keep(place, mapper.write(List.of(posting)));
      if (added) {
        count(posting.audience(), count + 1);
      }
      return added;
    }

    @Override
    public void remove(Posting posting) {
      Bytes place = place(posting);
      long count = counts().getOrDefault(posting.audience(), 0L);
      if (count > 0 && get(place) != null) {
        store.delete(place);
        count(posting.audience(), count - 1);
      }
    }

    private void count(List<String> audience, long count) {
      Bytes place = Bytes.wrap(key(COUNT, name, AUDIENCE_BYTES).put(id(audience)).array());
      if (count > 0) {
        counts().put(audience, count);
        keep(place, mapper.write(new Group(audience, count)));
        return;
      }
      counts().remove(audience);
      store.delete(place);
      if (counts().isEmpty()) {
        store.delete(key);
      }
    }

    private KeyValueIterator<Bytes, byte[]> places(List<String> audience) {
      return store.prefixScan(
          Bytes.wrap(key(PLACE, name, AUDIENCE_BYTES).put(id(audience)).array()), KEYS);
    }

    private Bytes place(Posting posting) {
      byte[] id = posting.header().id().getBytes(UTF_8);
      return Bytes.wrap(
          key(PLACE, name, AUDIENCE_BYTES + Long.BYTES + id.length)
              .put(id(posting.audience()))
              // Sorts as the moments do, those before the epoch first.
              .putLong(posting.header().acceptedAt() ^ Long.MIN_VALUE)
              .put(id)
              .array());
    }
  }

  /** The beginning of a key of a list, with room for what follows. */
  private static ByteBuffer key(byte kind, byte[] name, int more) {
    return ByteBuffer.allocate(1 + LIST_BYTES + more).put(kind).put(name, 0, LIST_BYTES);
  }

  private static Bytes wordKey(int number) {
    return Bytes.wrap(ByteBuffer.allocate(1 + Integer.BYTES).put(WORD).putInt(number).array());
  }

  /** Two texts have the same name only where both are the same. */
  private byte[] name(String agreement, String token) {
    byte[] first = agreement.getBytes(UTF_8);
    digest.update((byte) first.length);
    digest.update((byte) (first.length >> Byte.SIZE));
    digest.update(first);
    digest.update(token.getBytes(UTF_8));
    return hash(LIST_BYTES);
  }

  /** Short hash of an audience, which is sorted. */
  private byte[] id(List<String> audience) {
    if (ids.size() >= REMEMBERED) {
      ids.clear();
    }
    return ids.computeIfAbsent(
        audience,
        agencies -> {
          digest.update(String.join(",", agencies).getBytes(UTF_8));
          return hash(AUDIENCE_BYTES);
        });
  }

  private byte[] hash(int size) {
    try {
      digest.digest(digested, 0, DIGEST_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("there is room for a digest", e);
    }
    return Arrays.copyOf(digested, size);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
