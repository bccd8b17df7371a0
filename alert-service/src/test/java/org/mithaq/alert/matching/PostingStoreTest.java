package org.mithaq.alert.matching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mithaq.alert.exchange.SignalEvent;

/** Posting lists in a store of Kafka Streams, and in bytes. */
class PostingStoreTest {

  private static final String TOKEN = "1:token";

  @TempDir private Path folder;

  private static Posting posting(int n, String agency, String... audience) {
    View view = SignalEvent.signal(n, agency, audience).bearing("phone", "x").view();
    return view.postings().values().iterator().next();
  }

  private KeyValueStore<Bytes, byte[]> store() {
    KeyValueStore<Bytes, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("test"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile())
            .getStateStoreContext(),
        store);
    return store;
  }

  private static List<KeyValue<Bytes, byte[]>> all(KeyValueStore<Bytes, byte[]> store) {
    List<KeyValue<Bytes, byte[]>> all = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> held = store.all()) {
      held.forEachRemaining(all::add);
    }
    return all;
  }

  /** Lists grow past every limit, shrink to nothing, and grow again. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void storeAndMemoryGiveTheSameNews(long seed) {
    Random random = new Random(seed);
    KeyValueStore<Bytes, byte[]> store = store();
    PostingStore postings = new PostingStore(store);
    TokenMatcher stored = new TokenMatcher(postings, 5);
    TokenMatcher remembered = new TokenMatcher(new MemoryPostingShelf(), 5);
    List<Posting> standing = new ArrayList<>();
    int longest = 0;
    for (int step = 0; step < 400; step++) {
      if (step % 40 == 35) {
        // As after a restart: what the store has is learnt while the work goes on.
        postings = new PostingStore(store);
        stored = new TokenMatcher(postings, 5);
      }
      postings.learn(2);
      boolean grows = step / 50 % 2 == 0;
      Posting before = null;
      if (!standing.isEmpty() && random.nextInt(4) < (grows ? 1 : 3)) {
        before = standing.remove(random.nextInt(standing.size()));
      }
      Posting after = null;
      if (before == null || random.nextInt(4) == 0) {
        List<String> audience = new ArrayList<>();
        for (String agency : List.of("nl-kmar", "es-gc")) {
          if (random.nextBoolean()) {
            audience.add(agency);
          }
        }
        after =
            posting(
                before == null || random.nextBoolean() ? random.nextInt(60) : step,
                "ma-dgsn",
                audience.toArray(String[]::new));
        Posting same = after;
        standing.removeIf(
            other ->
                other.audience().equals(same.audience())
                    && other.header().id().equals(same.header().id()));
        standing.add(after);
      }
      longest = Math.max(longest, standing.size());
      PostingChange change = new PostingChange(before, after, null);
      assertThat(stored.apply("triangular", TOKEN, change))
          .isEqualTo(remembered.apply("triangular", TOKEN, change));
    }
    assertThat(longest).isGreaterThan(2 * PostingStore.FEW);
    for (Posting each : standing) {
      stored.apply("triangular", TOKEN, new PostingChange(each, null, null));
    }
    // What is left says how all is written, and names no signal and no token.
    assertThat(all(store)).allMatch(each -> each.key.get()[0] < 2);
  }

  @Test
  void keysThatTheStoreHadAreLearntBeforeItIsNoLongerAsked() {
    KeyValueStore<Bytes, byte[]> store = store();
    for (int n = 0; n < 10; n++) {
      new PostingStore(store).list("triangular", "1:" + n).put(posting(n, "ma-dgsn"));
    }
    PostingStore postings = new PostingStore(store);
    int turns = 0;
    do {
      turns++;
      for (int n = 0; n < 10; n++) {
        assertThat(postings.list("triangular", "1:" + n).groups()).hasSize(1);
      }
      postings.list("triangular", "1:new" + turns).put(posting(turns, "ma-dgsn"));
    } while (!postings.learn(3));

    assertThat(turns).isGreaterThan(2);
    for (int n = 1; n <= turns; n++) {
      assertThat(postings.list("triangular", "1:new" + n).groups()).hasSize(1);
    }
    assertThat(postings.list("triangular", "1:0").groups()).hasSize(1);
    assertThat(postings.list("triangular", "1:other").groups()).isEmpty();
  }

  @Test
  void noValueGrowsWithTheList() {
    KeyValueStore<Bytes, byte[]> store = store();
    TokenMatcher matcher = new TokenMatcher(new PostingStore(store), 5);
    for (int n = 0; n < 500; n++) {
      matcher.apply(
          "triangular", TOKEN, new PostingChange(null, posting(n, "ma-dgsn", "nl-kmar"), null));
    }
    assertThat(all(store)).hasSizeGreaterThan(500);
    assertThat(all(store)).allSatisfy(each -> assertThat(each.value).hasSizeLessThan(1_000));
  }

  /** Two agreements have nothing to do with each other, whatever their tokens are called. */
  @Test
  void listsOfDifferentAgreementsAreApart() {
    PostingStore postings = new PostingStore(store());
    postings.list("triangular", TOKEN).put(posting(1, "ma-dgsn"));
    assertThat(postings.list("triangular", TOKEN).groups()).hasSize(1);
    assertThat(postings.list("pjmg", TOKEN).groups()).isEmpty();
    assertThat(postings.list("triangular1", TOKEN.substring(1)).groups()).isEmpty();
  }

  @Test
  void refusesAStoreOfAnotherForm() {
    KeyValueStore<Bytes, byte[]> old = store();
    old.put(Bytes.wrap("triangular|1:ab".getBytes(UTF_8)), new byte[] {1, 0});
    assertThatThrownBy(() -> new PostingStore(old))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("MITHAQ_MATCHING_REBUILD");

    KeyValueStore<Bytes, byte[]> later = store();
    new PostingStore(later).list("triangular", TOKEN).put(posting(1, "ma-dgsn"));
    later.put(Bytes.wrap(new byte[] {0}), new byte[] {PostingMapper.FORM + 1});
    assertThatThrownBy(() -> new PostingStore(later)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesAStoreThatHasLostAWord() {
    KeyValueStore<Bytes, byte[]> store = store();
    new PostingStore(store).list("triangular", TOKEN).put(posting(1, "ma-dgsn"));
    Bytes word =
        all(store).stream()
            .map(each -> each.key)
            .filter(PostingStoreTest::isWord)
            .findFirst()
            .orElseThrow();
    store.delete(word);
    assertThatThrownBy(() -> new PostingStore(store)).isInstanceOf(IllegalStateException.class);
  }

  private static boolean isWord(Bytes key) {
    return key.get()[0] == 1;
  }

  /** What comes a hundred times is kept once. */
  @Test
  void keepsEachWordOnce() {
    KeyValueStore<Bytes, byte[]> store = store();
    for (int n = 0; n < 100; n++) {
      new PostingStore(store).list("triangular", "1:" + n).put(posting(n, "ma-dgsn", "nl-kmar"));
    }
    List<String> words =
        all(store).stream()
            .filter(each -> isWord(each.key))
            .map(each -> new String(each.value, UTF_8))
            .toList();
    assertThat(words).doesNotHaveDuplicates().contains("ma-dgsn", "nl-kmar", "triangular");
    assertThat(words.size()).isLessThan(20);
  }
}
