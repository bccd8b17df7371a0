package org.mithaq.alert.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mithaq.alert.exchange.PlayedExchange;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.Intake;
import org.mithaq.alert.matching.MemoryPostingShelf;
import org.mithaq.alert.matching.Retraction;
import org.mithaq.alert.matching.TokenMatcher;
import org.mithaq.alert.matching.View;
import org.mithaq.alert.notice.Notice;
import org.mithaq.alert.notice.NoticeId;

/** Whoever was told of a signal is told of its end, and nobody else is. DESIGN §6.6. */
class RecallTest {

  private static final String ME = "nl-kmar";

  private final MemoryCluster cluster = new MemoryCluster();

  private static SignalEvent signal(int n, String agency) {
    return SignalEvent.signal(n, agency, ME, "ma-dgsn", "es-gc").bearing("document", "d");
  }

  private void take(SignalEvent... events) {
    for (SignalEvent event : events) {
      cluster.take(event.view());
    }
  }

  private String openNotice() {
    return cluster.open(ME).keySet().iterator().next();
  }

  @Test
  void withdrawalNamesTheSignalAndWhereItStood() {
    SignalEvent second = signal(2, "es-gc").handled("RED", "on-request", "H2");
    take(signal(1, "ma-dgsn"), second);
    String notice = openNotice();

    take(second.withdrawn());

    Notice recall = cluster.recalls(ME).getFirst();
    assertThat(cluster.recalls(ME)).hasSize(1);
    assertThat(recall.id()).isEqualTo(NoticeId.of(Notice.Kind.RECALL, "triangular", second.id()));
    assertThat(recall.isOpen()).isTrue();
    assertThat(recall.version()).isOne();
    assertThat(recall.recall()).isEqualTo(new Notice.Recall("withdrawn", List.of(notice)));
    assertThat(recall.signals()).extracting(Notice.Ref::id).containsExactly(second.id());
    assertThat(recall.agencies()).containsExactly("es-gc");
    assertThat(recall.countries()).isEmpty();
    assertThat(recall.tlp()).isEqualTo("RED");
    assertThat(cluster.recalls("ma-dgsn")).hasSize(1);
    assertThat(cluster.recalls("es-gc")).as("it withdrew it itself").isEmpty();
  }

  @Test
  void everyCorrectionIsToldAndTheLastWordIsTheWithdrawal() {
    SignalEvent second = signal(2, "es-gc");
    take(signal(1, "ma-dgsn"), second, second.version(2), second.version(3));
    take(second.version(3).withdrawn());

    assertThat(cluster.recalls(ME))
        .extracting(recall -> recall.recall().reason())
        .containsExactly("corrected", "corrected", "withdrawn");
    assertThat(cluster.recalls(ME)).extracting(Notice::version).containsExactly(1, 2, 3);
  }

  @Test
  void signalThatIsWithdrawnAfterItsTimeHasExpired() {
    SignalEvent second = signal(2, "es-gc").expiring("2026-09-01T00:00:00Z");
    long expiry = second.view().expiresAt();
    take(signal(1, "ma-dgsn"), second);
    cluster.takeWithoutConcluding(second.withdrawn().view(), expiry);

    assertThat(cluster.recalls(ME))
        .extracting(recall -> recall.recall().reason())
        .containsExactly("expired");
  }

  @Test
  void whatWasNeverShownIsNotTakenBack() {
    SignalEvent second = signal(2, "es-gc");
    take(second, second.version(2), second.version(2).withdrawn(), signal(1, "ma-dgsn"));
    cluster.takeWithoutConcluding(signal(3, "es-gc").view());
    take(signal(3, "es-gc").withdrawn());

    assertThat(cluster.recalls(ME)).isEmpty();
    assertThat(cluster.networks.told).isEmpty();
  }

  @Test
  void agencyThatLeavesTheAudienceHearsOfAWithdrawalAndOfNothingAfter() {
    SignalEvent second = signal(2, "es-gc");
    take(signal(1, "ma-dgsn"), second, second.version(2).to("ma-dgsn"));
    take(second.version(3).to("ma-dgsn"), second.version(3).to("ma-dgsn").withdrawn());

    assertThat(cluster.recalls(ME))
        .extracting(recall -> recall.recall().reason())
        .containsExactly("withdrawn");
    assertThat(cluster.recalls("ma-dgsn"))
        .extracting(recall -> recall.recall().reason())
        .containsExactly("corrected", "corrected", "withdrawn");
  }

  @Test
  void signalThatItsNoticeHasOutlivedIsRecalledAllTheSame() {
    SignalEvent first = signal(1, "ma-dgsn");
    SignalEvent second = signal(2, "es-gc");
    take(first, second);
    String notice = openNotice();
    take(first.withdrawn());
    assertThat(cluster.open(ME)).isEmpty();

    take(second.withdrawn());

    assertThat(cluster.recalls(ME)).hasSize(2);
    assertThat(cluster.recalls(ME).getLast().recall().notices()).containsExactly(notice);
  }

  @Test
  void recallEndsWhenTheTimeOfItsLastVersionIsOver() {
    SignalEvent second = signal(2, "es-gc");
    take(signal(1, "ma-dgsn"), second, second.version(2).to("ma-dgsn"));
    take(second.version(3), second.version(3).withdrawn());
    List<Notice> recalls = cluster.recalls(ME);
    assertThat(recalls).hasSize(2);

    assertThat(cluster.forget(ME, recalls.getFirst())).as("it was told anew since").isNull();
    assertThat(cluster.forget(ME, recalls.getLast()).isOpen()).isFalse();
    assertThat(cluster.networks.told.keySet()).noneMatch(key -> key.equals(told(second)));
  }

  @Test
  void recallOfASignalThatStandsInAReviewAgainIsNotForgotten() {
    SignalEvent victim =
        signal(3, "ma-dgsn")
            .bearingPerson("victim", "person-name=youssef", "person-day=youssef 1987-03-02");
    SignalEvent accused =
        SignalEvent.signal(4, "es-gc", ME, "ma-dgsn")
            .bearingPerson("suspect", "person-name=youssef", "person-day=youssef 1987-03-02");
    take(victim, accused, accused.version(2).to("ma-dgsn"), accused.version(3));
    Notice recall = cluster.recalls(ME).getFirst();

    assertThat(cluster.forget(ME, recall)).isNull();

    take(accused.version(3).withdrawn());
    assertThat(cluster.recalls(ME)).hasSize(2);
  }

  private static String told(SignalEvent signal) {
    return ME + "|triangular|" + signal.id();
  }

  @Test
  void dangerToLifeIsRecalledThoughItBearsNoSelector() {
    SignalEvent signal = SignalEvent.signal(1, "ma-dgsn", ME).endangered();
    take(signal, signal.version(2), signal.version(2).withdrawn());

    assertThat(cluster.recalls(ME))
        .extracting(recall -> recall.recall().reason())
        .containsExactly("corrected", "withdrawn");
  }

  @Test
  void signalThatNamesAVictimByNowIsShelteredInItsRecall() {
    SignalEvent second = signal(2, "es-gc");
    take(signal(1, "ma-dgsn"), second, second.version(2).bearing("person", "victim", "p"));

    assertThat(cluster.recalls(ME).getFirst().signals())
        .extracting(Notice.Ref::sheltered)
        .containsExactly(true);
  }

  /** Where what is known was forgotten, the end comes without the selectors that it was told by. */
  @Test
  void endOfAVictimsSignalIsShelteredThoughItNamesNobodyAnyMore() {
    SignalEvent victim = signal(2, "es-gc").bearing("person", "victim", "p");
    take(signal(1, "ma-dgsn"), victim);

    cluster.hear(
        new AgencyNews.Retracted(
            ME, "triangular", victim.withdrawn().view().header(), 1, Retraction.Reason.WITHDRAWN));

    assertThat(cluster.recalls(ME).getFirst().signals())
        .extracting(Notice.Ref::sheltered)
        .containsExactly(true);
  }

  /** The ways to an agency's partition keep their own order and nothing else does. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whoeverWasToldIsToldOfTheEndHoweverTheNewsCross(long seed) {
    Random random = new Random(seed);
    List<SignalEvent> events = new ArrayList<>(GeneratedWorld.events(seed, 60, 3));
    Map<String, SignalEvent> newest = new TreeMap<>();
    for (SignalEvent event : events) {
      newest.merge(
          event.id(),
          event,
          (a, b) -> a.view().header().version() >= b.view().header().version() ? a : b);
    }
    newest.values().forEach(event -> events.add(event.version(20).withdrawn()));
    CrossingNews news = new CrossingNews(random);
    for (SignalEvent event : events) {
      news.take(event.view());
      news.deliver(random.nextInt(30));
    }
    news.deliver(Integer.MAX_VALUE);

    int recalled = 0;
    for (String agency : PlayedExchange.AGENCIES) {
      Set<String> told = new TreeSet<>();
      Map<String, Notice> recalls = new TreeMap<>();
      for (Notice notice : news.told.getOrDefault(agency, List.of())) {
        if (notice.kind() == Notice.Kind.RECALL) {
          recalls.put(notice.signals().getFirst().id(), notice);
        } else {
          notice.signals().stream()
              .filter(ref -> !ref.agency().equals(agency))
              .forEach(ref -> told.add(ref.id()));
        }
      }
      assertThat(recalls.keySet()).isEqualTo(told);
      assertThat(recalls.values())
          .allSatisfy(recall -> assertThat(recall.recall().reason()).isEqualTo("withdrawn"));
      recalled += recalls.size();
    }
    assertThat(recalled).isGreaterThan(20);
  }

  /** The hops with queues between them, one a token, that are emptied in any order. */
  private static final class CrossingNews {
    final Map<String, List<Notice>> told = new TreeMap<>();
    private final Random random;
    private final Map<String, View> last = new HashMap<>();
    private final Map<String, Deque<AgencyNews>> ways = new TreeMap<>();
    private final Map<String, Set<String>> touched = new TreeMap<>();
    private final TokenMatcher matcher = new TokenMatcher(new MemoryPostingShelf(), 4);
    private final NetworkEngine engine =
        new NetworkEngine(new MemoryNetworkShelf(), MemoryCluster.defaults());

    CrossingNews(Random random) {
      this.random = random;
    }

    void take(View view) {
      View before = last.get(view.header().id());
      if (before != null && before.header().version() >= view.header().version()) {
        return;
      }
      last.put(view.header().id(), view);
      Retraction retraction = Intake.retraction(before, view, 0);
      way("direct").addAll(Intake.dangers(before, view));
      way("direct").addAll(Intake.ends(before, retraction));
      Intake.changes(before, view, retraction)
          .forEach(
              (token, change) -> {
                matcher
                    .apply(view.header().agreement(), token, change)
                    .forEach(news -> way(token).add(AgencyNews.Matches.of(news)));
                way(token).addAll(change.retracted());
              });
    }

    private Deque<AgencyNews> way(String name) {
      return ways.computeIfAbsent(name, each -> new ArrayDeque<>());
    }

    void deliver(int count) {
      for (int n = 0; n < count && !ways.isEmpty(); n++) {
        String way = List.copyOf(ways.keySet()).get(random.nextInt(ways.size()));
        AgencyNews news = ways.get(way).poll();
        if (news == null) {
          ways.remove(way);
          continue;
        }
        switch (news) {
          case AgencyNews.Matches matches ->
              touched
                  .computeIfAbsent(news.scope(), each -> new TreeSet<>())
                  .addAll(engine.learn(matches));
          case AgencyNews.Endangered endangered -> tell(news.agency(), engine.alarm(endangered));
          case AgencyNews.Retracted retracted -> tell(news.agency(), engine.recall(retracted));
          case AgencyNews.Sighted sighted -> throw new AssertionError("counted elsewhere");
          case AgencyNews.Warned warned -> throw new AssertionError("of no surge");
        }
        if (random.nextInt(4) == 0) {
          conclude();
        }
      }
      conclude();
    }

    private void conclude() {
      touched.forEach(
          (scope, ids) ->
              engine
                  .conclude(scope, ids)
                  .forEach(notice -> tell(scope.substring(0, scope.indexOf('|')), notice)));
      touched.clear();
    }

    private void tell(String agency, Notice notice) {
      if (notice != null) {
        told.computeIfAbsent(agency, each -> new ArrayList<>()).add(notice);
      }
    }
  }
}
