package org.mithaq.alert.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mithaq.alert.exchange.SignalEvent;

/** What each agency learns of a posting list. */
class TokenMatcherTest {

  private static final int CAP = 4;
  private static final String TOKEN = "1:token";

  private final MemoryPostingShelf shelf = new MemoryPostingShelf();
  private final TokenMatcher matcher = new TokenMatcher(shelf, CAP);

  private static Posting posting(int n, String agency, String... audience) {
    View view = SignalEvent.signal(n, agency, audience).bearing("phone", "x").view();
    return view.postings().values().iterator().next();
  }

  private List<AgencyNews.Matched> add(Posting posting) {
    return matcher.apply("triangular", TOKEN, new PostingChange(null, posting, null));
  }

  private List<AgencyNews.Matched> remove(Posting posting) {
    return matcher.apply("triangular", TOKEN, new PostingChange(posting, null, null));
  }

  @Test
  void firstBearerIsNobodysNews() {
    assertThat(add(posting(1, "ma-dgsn", "nl-kmar", "es-gc"))).isEmpty();
  }

  @Test
  void onlyTheIntersectionOfTwoAudiencesLearnsOfThem() {
    add(posting(1, "ma-dgsn", "nl-kmar", "es-gc"));
    List<AgencyNews.Matched> news = add(posting(2, "fr-oltim", "nl-kmar"));

    assertThat(news).extracting(AgencyNews.Matched::agency).containsExactly("nl-kmar");
    assertThat(news.getFirst().bucket()).isEqualTo(2);
    assertThat(news.getFirst().told()).hasSize(2);
    assertThat(news.getFirst().scope()).isEqualTo("nl-kmar|triangular");
  }

  @Test
  void newsThatHoldTheWholeListAreNotSentAgain() {
    add(posting(1, "ma-dgsn", "nl-kmar"));
    add(posting(2, "ma-dgsn", "nl-kmar"));

    List<AgencyNews.Matched> third = add(posting(3, "ma-dgsn", "nl-kmar"));
    List<AgencyNews.Matched> fourth = add(posting(4, "ma-dgsn", "nl-kmar"));

    assertThat(third).allSatisfy(news -> assertThat(news.told()).hasSize(1));
    assertThat(third).allSatisfy(news -> assertThat(news.bucket()).isEqualTo(4));
    assertThat(fourth).allSatisfy(news -> assertThat(news.bucket()).isEqualTo(4));
  }

  @Test
  void hubIsMarkedOnceAndItsGrowthIsNobodysNews() {
    for (int n = 1; n <= CAP; n++) {
      add(posting(n, "ma-dgsn", "nl-kmar"));
    }
    assertThat(add(posting(5, "ma-dgsn", "nl-kmar")))
        .allSatisfy(
            news -> {
              assertThat(news.hub()).isTrue();
              assertThat(news.told()).isEmpty();
              assertThat(news.withdrawn()).isEmpty();
            })
        .hasSize(2);
    for (int n = 6; n < 2_000; n++) {
      assertThat(add(posting(n, "ma-dgsn", "nl-kmar"))).isEmpty();
    }
    assertThat(shelf.longestRead).isEqualTo(CAP);
  }

  @Test
  void hubOfOneAgencyIsNoneForAnotherThatKnowsLess() {
    for (int n = 1; n <= CAP + 1; n++) {
      add(posting(n, "ma-dgsn", n <= 2 ? new String[] {"nl-kmar"} : new String[0]));
    }
    List<AgencyNews.Matched> news = add(posting(9, "ma-dgsn", "nl-kmar"));

    assertThat(news).extracting(AgencyNews.Matched::agency).containsExactly("nl-kmar");
    assertThat(news.getFirst().hub()).isFalse();
    assertThat(news.getFirst().bucket()).isEqualTo(4);
  }

  @Test
  void removingWhatIsNotThereChangesNothing() {
    Posting first = posting(1, "ma-dgsn", "nl-kmar");
    add(first);
    add(first);
    remove(first);
    assertThat(remove(first)).isEmpty();
    assertThat(shelf.list("triangular", TOKEN).groups()).isEmpty();
  }

  @Test
  void repeatsAreNamedOnlyWhereTheOriginalIsKnown() {
    SignalEvent original = SignalEvent.signal(1, "ma-dgsn", "nl-kmar").bearing("phone", "x");
    SignalEvent echo =
        SignalEvent.signal(2, "es-gc", "nl-kmar", "fr-oltim")
            .bearing("phone", "x")
            .repeating(original);
    add(original.view().postings().values().iterator().next());
    add(posting(3, "es-gc", "fr-oltim", "nl-kmar"));
    List<AgencyNews.Matched> news = add(echo.view().postings().values().iterator().next());

    for (AgencyNews.Matched each : news) {
      Bearer bearer =
          each.told().stream()
              .filter(b -> b.header().id().equals(echo.id()))
              .findFirst()
              .orElseThrow();
      assertThat(bearer.mark().basedOn()).hasSize(each.agency().equals("nl-kmar") ? 1 : 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,4", "4,4", "5,8", "8,8", "9,16", "1000000,1048576"})
  void bucketIsThePowerOfTwoThatIsNotBelow(long count, int bucket) {
    assertThat(TokenMatcher.bucket(count)).isEqualTo(bucket);
  }

  /** What the news add up to is a function of the postings that the agency may know. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void newsAddUpToTheSameInAnyOrder(long seed) {
    Random random = new Random(seed);
    List<Posting> postings = new ArrayList<>();
    for (int n = 0; n < 14; n++) {
      List<String> audience = new ArrayList<>();
      for (String agency : List.of("nl-kmar", "es-gc", "fr-oltim")) {
        if (random.nextInt(3) > 0) {
          audience.add(agency);
        }
      }
      postings.add(posting(n, "ma-dgsn", audience.toArray(String[]::new)));
    }
    List<Posting> kept = postings.subList(0, 9);
    Map<String, Map<String, Bearer>> expected = addUp(kept, List.of());
    for (int shuffle = 0; shuffle < 10; shuffle++) {
      List<Posting> order = new ArrayList<>(postings);
      Collections.shuffle(order, random);
      assertThat(addUp(order, postings.subList(9, 14))).isEqualTo(expected);
    }
  }

  private static Map<String, Map<String, Bearer>> addUp(
      List<Posting> added, List<Posting> removed) {
    TokenMatcher fresh = new TokenMatcher(new MemoryPostingShelf(), CAP);
    Map<String, Map<String, Bearer>> known = new HashMap<>();
    List<PostingChange> changes = new ArrayList<>();
    added.forEach(posting -> changes.add(new PostingChange(null, posting, null)));
    removed.forEach(posting -> changes.add(new PostingChange(posting, null, null)));
    for (PostingChange change : changes) {
      for (AgencyNews.Matched news : fresh.apply("triangular", TOKEN, change)) {
        Map<String, Bearer> held = known.computeIfAbsent(news.agency(), a -> new TreeMap<>());
        news.withdrawn().forEach(held::remove);
        news.told().forEach(bearer -> held.put(bearer.header().id(), bearer));
      }
    }
    known.values().removeIf(Map::isEmpty);
    return known;
  }
}
