package org.mithaq.alert.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.notice.Notice;
import org.mithaq.alert.notice.NoticeId;

/** What one agency is told, step by step. */
class NetworkEngineTest {

  private static final String ME = "nl-kmar";

  private final MemoryCluster cluster = new MemoryCluster();

  private static SignalEvent signal(int n, String agency) {
    return SignalEvent.signal(n, agency, ME, "ma-dgsn", "es-gc", "fr-oltim");
  }

  private List<Notice> take(SignalEvent... events) {
    int before = told().size();
    for (SignalEvent event : events) {
      cluster.takeWithoutConcluding(event.view());
    }
    cluster.conclude();
    return told().subList(before, told().size());
  }

  private List<Notice> told() {
    return cluster.told.getOrDefault(ME, List.of()).stream()
        .filter(notice -> notice.kind() != Notice.Kind.RECALL)
        .toList();
  }

  @Test
  void writesASignalOnceHoweverManyTokensOfItComeTogether() {
    SignalEvent first = signal(1, "ma-dgsn");
    SignalEvent second = signal(2, "es-gc");
    for (int n = 0; n < 40; n++) {
      first = first.bearing("phone", "x" + n);
      second = second.bearing("phone", "x" + n);
    }
    List<AgencyNews.Matched> news = cluster.newsOf(first.view(), second.view(), ME);
    Map<String, Integer> written = new TreeMap<>();
    MemoryNetworkShelf shelf =
        new MemoryNetworkShelf() {
          @Override
          public void putSignal(String scope, String id, KnownSignal signal) {
            written.merge(id, 1, Integer::sum);
            super.putSignal(scope, id, signal);
          }
        };
    MemoryNetworkShelf oneByOne = new MemoryNetworkShelf();
    NetworkEngine together = new NetworkEngine(shelf, MemoryCluster.defaults());
    NetworkEngine apart = new NetworkEngine(oneByOne, MemoryCluster.defaults());

    Set<String> touched = together.learn(new AgencyNews.Matches(ME, "triangular", news));
    Set<String> touchedApart = new TreeSet<>();
    news.forEach(each -> touchedApart.addAll(apart.learn(each)));

    assertThat(news).hasSize(40);
    assertThat(written).isEqualTo(Map.of(first.id(), 1, second.id(), 1));
    assertThat(touched).isEqualTo(touchedApart);
    assertThat(shelf.signals).isEqualTo(oneByOne.signals);
    assertThat(shelf.tokens).isEqualTo(oneByOne.tokens);
  }

  @Test
  void noticeOpensWhenSignalsOfTwoAgenciesJoin() {
    SignalEvent first =
        signal(1, "ma-dgsn").bearing("phone", "x").handled("AMBER", "on-request", "H1");
    SignalEvent second = signal(2, "es-gc").bearing("phone", "x").handled("RED", "open", "H2");

    List<Notice> told = take(first, second);

    assertThat(told).hasSize(1);
    Notice notice = told.getFirst();
    assertThat(notice.id()).isEqualTo(NoticeId.of(Notice.Kind.NETWORK, "triangular", first.id()));
    assertThat(notice.version()).isOne();
    assertThat(notice.change()).isEqualTo(Notice.Change.OPENED);
    assertThat(notice.tlp()).isEqualTo("RED");
    assertThat(notice.codes()).containsExactly("H1", "H2");
    assertThat(notice.agencies()).containsExactly("es-gc", "ma-dgsn");
    assertThat(notice.countries()).containsExactly("ES", "MA");
    assertThat(notice.openedAt()).isEqualTo("2026-03-02T22:00:02.000Z");
    assertThat(notice.updatedAt()).isEqualTo("2026-03-02T22:00:02.000Z");
    assertThat(notice.confidence()).isBetween(0.9, 1.0);
    assertThat(notice.signals()).extracting(Notice.Ref::sealed).containsExactly(true, false);
    assertThat(notice.explanation().evidence()).hasSize(1);
    assertThat(notice.explanation().evidence().getFirst().frequency()).isEqualTo(2);
    assertThat(notice.explanation().weakestBridge()).isNotNull();
  }

  @Test
  void aWordAndAYearThatAreSharedTooAreNoReasonToPartANetwork() {
    String[] years = {"person-even-years=mohamed 1986", "person-odd-years=mohamed 1987"};
    SignalEvent first = signal(1, "ma-dgsn").bearing("document", "d").bearing("phone", "x");
    SignalEvent second =
        signal(2, "es-gc").bearing("document", "d").bearingPerson("suspect", years);
    SignalEvent third =
        signal(3, "fr-oltim")
            .set("crime", "money-laundering")
            .bearing("phone", "x")
            .bearingPerson("suspect", years);

    assertThat(take(first, second, third).getLast().signals())
        .extracting(Notice.Ref::id)
        .containsExactly(first.id(), second.id(), third.id());
  }

  @Test
  void ownSignalIsNotSealedToItsOriginator() {
    SignalEvent mine = signal(1, ME).bearing("phone", "x").handled("AMBER", "on-request");
    Notice notice = take(mine, signal(2, "es-gc").bearing("phone", "x")).getFirst();

    assertThat(notice.signals().getFirst().sealed()).isFalse();
  }

  @Test
  void signalsOfOneAgencyAloneOpenNothing() {
    assertThat(
            take(
                signal(1, "es-gc").bearing("phone", "x"), signal(2, "es-gc").bearing("phone", "x")))
        .isEmpty();
  }

  @Test
  void oneSignalOfManySelectorsMakesOneVersion() {
    take(
        signal(1, "ma-dgsn")
            .bearing("phone", "x")
            .bearing("vehicle", "y")
            .bearing("document", "z"));

    assertThat(
            take(
                signal(2, "es-gc")
                    .bearing("phone", "x")
                    .bearing("vehicle", "y")
                    .bearing("document", "z")))
        .hasSize(1);
  }

  @Test
  void nothingIsToldTwice() {
    SignalEvent first = signal(1, "ma-dgsn").bearing("phone", "x");
    SignalEvent second = signal(2, "es-gc").bearing("phone", "x");
    take(first, second);

    cluster.networks.signals.keySet().forEach(key -> assertThat(key).isNotEmpty());
    assertThat(take(signal(3, "fr-oltim").bearing("phone", "other"))).isEmpty();
    assertThat(take(second.version(2))).isEmpty();
  }

  /** Without a bound on them, whoever repeats reports for long enough stops the service. */
  @Test
  void longChainOfRepeatsIsBoundedToo() {
    MemoryCluster small =
        new MemoryCluster(16, MemoryCluster.defaults(Map.of("mithaq.network.max-component", "8")));
    SignalEvent last = signal(1, "ma-dgsn").bearing("phone", "t1");
    small.take(last.view());

    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          SignalEvent original = last;
          for (int n = 2; n <= 20; n++) {
            SignalEvent repeat =
                signal(n, "ma-dgsn")
                    .bearing("phone", "t" + (n - 1))
                    .bearing("phone", "t" + n)
                    .repeating(original);
            small.take(repeat.view());
            original = repeat;
          }
        });

    assertThat(small.open(ME)).isEmpty();
    small.take(signal(30, "es-gc").bearing("document", "d").view());
    small.take(signal(31, "fr-oltim").bearing("document", "d").view());
    assertThat(small.open(ME)).as("others are served").hasSize(1);
  }

  @Test
  void noticeGrowsMergesAndSplits() {
    SignalEvent a1 = signal(1, "ma-dgsn").bearing("document", "a");
    SignalEvent a2 = signal(2, "es-gc").bearing("document", "a");
    SignalEvent b1 = signal(3, "ma-dgsn").bearing("document", "b");
    SignalEvent b2 = signal(4, "es-gc").bearing("document", "b");
    take(a1, a2, b1, b2);
    assertThat(cluster.open(ME)).hasSize(2);
    SignalEvent bridge = signal(5, "fr-oltim").bearing("account", "q").bearing("document", "a");
    assertThat(take(bridge))
        .singleElement()
        .extracting(Notice::change)
        .isEqualTo(Notice.Change.UPDATED);
    SignalEvent other = signal(6, "fr-oltim").bearing("account", "q").bearing("document", "b");

    List<Notice> merged = take(other);

    assertThat(merged)
        .extracting(Notice::change)
        .containsExactly(Notice.Change.MERGED, Notice.Change.CLOSED);
    assertThat(merged.get(1).mergedInto()).isEqualTo(merged.get(0).id());
    assertThat(merged.get(0).signals()).hasSize(6);
    assertThat(merged.get(1).signals()).isEmpty();

    List<Notice> split = take(other.withdrawn(), bridge.withdrawn());

    assertThat(split)
        .extracting(Notice::change)
        .containsExactlyInAnyOrder(Notice.Change.SPLIT, Notice.Change.OPENED);
    assertThat(cluster.open(ME)).hasSize(2);
    assertThat(split).extracting(Notice::version).allMatch(version -> version > 2);
  }

  @Test
  void noticeClosesWithItsHeirWhenItsOldestSignalLeaves() {
    SignalEvent first = signal(1, "ma-dgsn").bearing("document", "a");
    take(
        first,
        signal(2, "es-gc").bearing("document", "a"),
        signal(3, "fr-oltim").bearing("document", "a"));

    List<Notice> told = take(first.withdrawn());

    assertThat(told)
        .extracting(Notice::change)
        .containsExactly(Notice.Change.OPENED, Notice.Change.CLOSED);
    assertThat(told.get(1).supersededBy()).isEqualTo(told.get(0).id());
    assertThat(told.get(1).mergedInto()).isNull();
  }

  @Test
  void noticeClosesWhenOneAgencyIsLeft() {
    SignalEvent second = signal(2, "es-gc").bearing("document", "a");
    take(signal(1, "ma-dgsn").bearing("document", "a"), second);

    Notice closed = take(second.withdrawn()).getFirst();

    assertThat(closed.isOpen()).isFalse();
    assertThat(closed.version()).isEqualTo(2);
    assertThat(closed.signals()).isEmpty();
    assertThat(closed.agencies()).isEmpty();
    assertThat(closed.supersededBy()).isNull();
    assertThat(cluster.open(ME)).isEmpty();
  }

  @Test
  void reissuedNumberDoesNotJoinTwoTimes() {
    assertThat(
            take(
                signal(1, "ma-dgsn").bearing("phone", "x").observed("2025-03-02T10:00:00Z"),
                signal(2, "es-gc").bearing("phone", "x").observed("2025-12-02T10:00:00Z")))
        .isEmpty();
  }

  @Test
  void victimOpensNothingAndCorroborates() {
    SignalEvent first = signal(1, "ma-dgsn").bearing("phone", "victim", "x");
    SignalEvent second = signal(2, "es-gc").bearing("phone", "x");
    assertThat(take(first, second)).isEmpty();

    List<Notice> told =
        take(first.version(2).bearing("vehicle", "y"), second.version(2).bearing("vehicle", "y"));

    assertThat(told).hasSize(1);
    assertThat(told.getFirst().explanation().evidence())
        .extracting(Notice.Evidence::type)
        .containsExactly("phone", "vehicle");
    assertThat(told.getFirst().signals())
        .extracting(Notice.Ref::sheltered)
        .containsExactly(true, false);
  }

  @Test
  void samePersonAsVictimHereAndSuspectThereIsNoEvidence() {
    SignalEvent first =
        signal(1, "ma-dgsn").bearing("person", "victim", "p").bearing("vehicle", "y");
    SignalEvent second =
        signal(2, "es-gc").bearing("person", "suspect", "p").bearing("vehicle", "y");

    assertThat(take(first, second).getFirst().explanation().evidence())
        .extracting(Notice.Evidence::type)
        .containsExactly("vehicle");
  }

  @Test
  void shipsOfOneNameAndTwoNumbersAreTwoShips() {
    assertThat(
            take(
                signal(1, "ma-dgsn").bearingThing("vessel", "SAHARA II", "9074729"),
                signal(2, "es-gc").bearingThing("vessel", "SAHARA II", "9001332")))
        .isEmpty();
    assertThat(
            take(
                signal(3, "ma-dgsn").bearingThing("vessel", "NOUR", "9735660", "242012345"),
                signal(4, "es-gc").bearingThing("vessel", "NOUR", "9735660", "613000000")))
        .hasSize(1);
    assertThat(
            take(
                signal(5, "ma-dgsn").bearingThing("vessel", "AMAL"),
                signal(6, "es-gc").bearingThing("vessel", "AMAL", "9001332")))
        .as("may be the name alone")
        .isEmpty();
  }

  @Test
  void nameOfAShipAloneOpensNothingWhereTheExchangeSaysThatItIsOne() {
    assertThat(
            take(
                signal(1, "ma-dgsn").bearingThing("vessel", "vessel-name=SAHARA II"),
                signal(2, "es-gc").bearingThing("vessel", "vessel-name=SAHARA II", "imo=9001332")))
        .isEmpty();
    assertThat(
            take(signal(3, "ma-dgsn").bearingThing("vessel", "vessel-name=OTHER", "imo=9001332")))
        .as("a ship that was renamed keeps its number")
        .hasSize(1);
  }

  @Test
  void reportThatRepeatsAnotherAddsNothing() {
    SignalEvent original = signal(1, "ma-dgsn").bearing("document", "a");
    SignalEvent echo = signal(2, "es-gc").bearing("document", "a").repeating(original);
    assertThat(take(original, echo)).isEmpty();

    Notice notice = take(signal(3, "fr-oltim").bearing("document", "a")).getFirst();

    assertThat(notice.signals()).hasSize(3);
    assertThat(notice.explanation().weakestBridge().score()).isEqualTo(scoreWithoutEcho());
  }

  private static long scoreWithoutEcho() {
    MemoryCluster plain = new MemoryCluster();
    plain.take(signal(1, "ma-dgsn").bearing("document", "a").view());
    plain.take(signal(3, "fr-oltim").bearing("document", "a").view());
    // The echo still counts as a bearer of the token: two more make the bucket four.
    long two = plain.open(ME).values().iterator().next().explanation().weakestBridge().score();
    return two - 693;
  }

  @Test
  void echoOfTwoReportsDoesNotMakeThemOne() {
    SignalEvent a = signal(1, "ma-dgsn").bearing("document", "a");
    SignalEvent b = signal(2, "es-gc").bearing("document", "b");
    SignalEvent echo =
        signal(3, "fr-oltim").bearing("document", "a").bearing("vehicle", "z").repeating(a);

    assertThat(take(a, b, echo)).isEmpty();
  }

  @Test
  void dangerToLifeIsToldAtOnceAndTakenBack() {
    SignalEvent signal = signal(1, "ma-dgsn").endangered();
    cluster.takeWithoutConcluding(signal.view());

    Notice notice = told().getFirst();
    assertThat(notice.kind()).isEqualTo(Notice.Kind.PROTECTION);
    assertThat(notice.id())
        .isEqualTo(NoticeId.of(Notice.Kind.PROTECTION, "triangular", signal.id()));
    assertThat(cluster.told.keySet()).containsExactly("es-gc", "fr-oltim", "ma-dgsn", "nl-kmar");

    assertThat(take(signal.withdrawn()).getFirst().isOpen()).isFalse();
    assertThat(take(signal.version(3)).getFirst().change()).isEqualTo(Notice.Change.OPENED);
  }

  @Test
  void agenciesOutsideTheAudienceLearnNothing() {
    take(
        SignalEvent.signal(1, "ma-dgsn", "es-gc").bearing("phone", "x").endangered(),
        SignalEvent.signal(2, "es-gc", "ma-dgsn").bearing("phone", "x"));

    assertThat(cluster.told.keySet()).containsExactly("es-gc", "ma-dgsn");
  }

  @Test
  void networksNeverCrossAgreements() {
    assertThat(
            take(
                signal(1, "ma-dgsn").bearing("phone", "x"),
                signal(2, "es-gc").bearing("phone", "x").under("pjmg", "5")))
        .isEmpty();
  }

  @Test
  void hubStopsLinkingAndLinksAgainBelowTheCap() {
    MemoryCluster small = new MemoryCluster(3, MemoryCluster.defaults());
    SignalEvent[] all = new SignalEvent[5];
    for (int n = 0; n < all.length; n++) {
      all[n] = signal(n, n % 2 == 0 ? "ma-dgsn" : "es-gc").bearing("document", "hotline");
    }
    small.take(all[0].view());
    small.take(all[1].view());
    small.take(all[2].view());
    assertThat(small.open(ME)).hasSize(1);

    small.take(all[3].view());
    assertThat(small.open(ME)).isEmpty();
    small.take(all[4].view());
    assertThat(small.open(ME)).isEmpty();

    small.take(all[0].withdrawn().view());
    assertThat(small.open(ME)).isEmpty();
    small.take(all[2].withdrawn().view());
    assertThat(small.open(ME).values())
        .singleElement()
        .satisfies(n -> assertThat(n.signals()).hasSize(3));
  }

  @Test
  void hubThatSignalsOfANoticeShareIsNamedAsSetAside() {
    MemoryCluster small = new MemoryCluster(3, MemoryCluster.defaults());
    for (int n = 0; n < 4; n++) {
      SignalEvent each = signal(n, n % 2 == 0 ? "ma-dgsn" : "es-gc").bearing("phone", "hotline");
      SignalEvent aged = each.bearingPerson("suspect", "person-odd-years=mohamed 1987");
      small.take((n < 2 ? aged.bearing("document", "d") : aged).view());
    }

    Notice notice = small.open(ME).values().iterator().next();
    assertThat(notice.explanation().hubs())
        .singleElement()
        .satisfies(
            hub -> {
              assertThat(hub.type()).isEqualTo("phone");
              assertThat(hub.signals()).hasSize(2);
            });
  }

  @Test
  void tokenWhoseBearersHaveNothingElseInCommonLinksNothing() {
    for (int n = 0; n < 7; n++) {
      cluster.take(apart(n).view());
    }
    assertThat(cluster.open(ME)).hasSize(1);

    cluster.take(apart(7).view());
    assertThat(cluster.open(ME)).isEmpty();

    cluster.take(apart(7).withdrawn().view());
    assertThat(cluster.open(ME)).hasSize(1);
  }

  @Test
  void tokenWhoseBearersShareMoreLinksOnAndIsJudgedAnewWhenTheyDoNot() {
    // Of the 28 pairs of eight bearers two are enough, and one is not.
    MemoryCluster cluster =
        new MemoryCluster(16, MemoryCluster.defaults(Map.of("mithaq.network.scatter-below", "50")));
    SignalEvent third = apart(2).bearing("vehicle", "car");
    SignalEvent last = apart(7).bearing("vehicle", "car");
    for (int n = 0; n < 7; n++) {
      cluster.take((n == 2 ? third : n < 2 ? apart(n).bearing("email", "box") : apart(n)).view());
    }
    cluster.take(last.view());
    assertThat(cluster.open(ME).values())
        .singleElement()
        .satisfies(n -> assertThat(n.signals()).hasSize(8));

    cluster.take(apart(2).version(2).view());

    assertThat(cluster.open(ME).values())
        .singleElement()
        .satisfies(
            n -> {
              assertThat(n.signals()).hasSize(2);
              assertThat(n.explanation().hubs())
                  .containsExactly(
                      new Notice.Hub(
                          "account",
                          n.signals().stream().map(Notice.Ref::id).toList(),
                          Notice.Hub.Reason.SCATTERED));
            });
  }

  @Test
  void tokenIsJudgedByWhatTheAgencyMayKnowAlone() {
    MemoryCluster other = new MemoryCluster();
    for (int n = 0; n < 8; n++) {
      cluster.take(apart(n).view());
      other.take(apart(n).view());
    }
    for (int n = 8; n < 12; n++) {
      // They would make it coherent, were they known.
      other.take(
          signal(n, "es-gc")
              .to("es-gc")
              .bearing("account", "changer")
              .bearing("vehicle", "car")
              .view());
    }
    assertThat(other.standing(ME)).isEqualTo(cluster.standing(ME));
    assertThat(cluster.open(ME)).isEmpty();
  }

  /** One of several signals that share an account and neither time nor anything else. */
  private static SignalEvent apart(int n) {
    return signal(n, n % 2 == 0 ? "ma-dgsn" : "es-gc")
        .observed("2026-0%d-01T10:00:00Z".formatted(1 + n))
        .bearing("account", "changer");
  }

  @Test
  void oneFalseLinkDoesNotFuseTwoNetworksThatOthersKeepApart() {
    Contraction.Edge strong = new Contraction.Edge(0, 1, 5000);
    List<Contraction.Part> parts =
        Contraction.contract(
            4,
            List.of(
                strong,
                new Contraction.Edge(2, 3, 5000),
                new Contraction.Edge(1, 2, 1000),
                new Contraction.Edge(0, 3, -1500)),
            0);

    assertThat(parts)
        .extracting(Contraction.Part::nodes)
        .containsExactly(List.of(0, 1), List.of(2, 3));
    assertThat(parts.getFirst().weakest().best()).isEqualTo(strong);
  }
}
