package org.mithaq.alert.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mithaq.alert.exchange.PlayedExchange;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.matching.View;
import org.mithaq.alert.notice.Notice;

/** The open notices are a function of the signals: not of their order, nor of what is gone. */
class OrderTest {

  private static final int CAP = 4;
  private static final int HIGH_CAP = 30;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void orderOfArrivalLeavesNoTrace(long seed) {
    List<SignalEvent> events = GeneratedWorld.events(seed, 90, 3);
    Map<String, Map<String, Notice>> expected = standing(events, 1);
    assertThat(expected.values()).anySatisfy(open -> assertThat(open).hasSizeGreaterThan(3));
    for (int shuffle = 0; shuffle < 20; shuffle++) {
      List<SignalEvent> order = new ArrayList<>(events);
      Collections.shuffle(order, new Random(seed * 1000 + shuffle));

      assertThat(standing(order, 1 + shuffle % 7)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7, 8})
  void whatIsWithdrawnWasNeverThere(long seed) {
    List<SignalEvent> kept = GeneratedWorld.events(seed, 60, 3);
    Map<String, Map<String, Notice>> expected = standing(kept, 1);

    List<SignalEvent> events = new ArrayList<>(kept);
    for (int n = 0; n < 40; n++) {
      SignalEvent passing =
          SignalEvent.signal(
                  1000 + n,
                  PlayedExchange.AGENCIES.get(n % PlayedExchange.AGENCIES.size()),
                  PlayedExchange.AGENCIES.toArray(String[]::new))
              .bearing("phone", "phone" + n % 20)
              .bearing("vehicle", "vehicle" + n % 13);
      events.add(new Random(seed + n).nextInt(events.size()), passing);
      events.add(passing.withdrawn());
    }

    assertThat(standing(events, 3)).isEqualTo(expected);
  }

  @Test
  void nothingIsLeftWhenEverySignalIsWithdrawn() {
    List<SignalEvent> events = GeneratedWorld.events(9, 60, 3);
    List<SignalEvent> all = new ArrayList<>(events);
    events.forEach(event -> all.add(event.version(10).withdrawn()));
    MemoryCluster cluster = run(all, 1);

    assertThat(cluster.networks.signals).isEmpty();
    assertThat(cluster.networks.tokens).isEmpty();
    assertThat(cluster.networks.shownBy).isEmpty();
    for (String agency : PlayedExchange.AGENCIES) {
      assertThat(cluster.open(agency)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void orderLeavesNoTraceWhenComponentsAreTooLargeToContractWhole(long seed) {
    List<SignalEvent> events = GeneratedWorld.events(seed, 90, 3);
    Scoring bounded = MemoryCluster.defaults(Map.of("mithaq.network.max-component", "6"));
    Map<String, Map<String, Notice>> expected = standing(run(events, 1, bounded));
    assertThat(expected.values())
        .allSatisfy(
            open ->
                assertThat(open.values())
                    .allSatisfy(notice -> assertThat(notice.signals()).hasSizeLessThan(7)));
    for (int shuffle = 0; shuffle < 10; shuffle++) {
      List<SignalEvent> order = new ArrayList<>(events);
      Collections.shuffle(order, new Random(seed * 1000 + shuffle));

      assertThat(standing(run(order, 1 + shuffle % 5, bounded))).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void orderLeavesNoTraceWhereTokensAreJudgedByWhatElseTheirBearersShare(long seed) {
    List<SignalEvent> events = GeneratedWorld.events(seed, 90, 3);
    Scoring judging =
        MemoryCluster.defaults(
            Map.of("mithaq.network.scatter-from", "4", "mithaq.network.scatter-below", "150"));
    Scoring indifferent = MemoryCluster.defaults(Map.of("mithaq.network.scatter-below", "0"));
    Map<String, Map<String, Notice>> expected = standing(run(events, 1, judging, HIGH_CAP));
    assertThat(expected).isNotEqualTo(standing(run(events, 1, indifferent, HIGH_CAP)));
    for (int shuffle = 0; shuffle < 10; shuffle++) {
      List<SignalEvent> order = new ArrayList<>(events);
      Collections.shuffle(order, new Random(seed * 1000 + shuffle));

      assertThat(standing(run(order, 1 + shuffle % 5, judging, HIGH_CAP))).isEqualTo(expected);
    }
  }

  private static Map<String, Map<String, Notice>> standing(List<SignalEvent> events, int bundle) {
    return standing(run(events, bundle));
  }

  private static Map<String, Map<String, Notice>> standing(MemoryCluster cluster) {
    Map<String, Map<String, Notice>> standing = new TreeMap<>();
    PlayedExchange.AGENCIES.forEach(agency -> standing.put(agency, cluster.standing(agency)));
    return standing;
  }

  private static MemoryCluster run(List<SignalEvent> events, int bundle) {
    return run(events, bundle, MemoryCluster.defaults());
  }

  private static MemoryCluster run(List<SignalEvent> events, int bundle, Scoring scoring) {
    return run(events, bundle, scoring, CAP);
  }

  /** Takes the newest version of each only, as the first hop does. */
  private static MemoryCluster run(List<SignalEvent> events, int bundle, Scoring scoring, int cap) {
    MemoryCluster cluster = new MemoryCluster(cap, scoring);
    Map<String, Integer> versions = new TreeMap<>();
    int taken = 0;
    for (SignalEvent event : events) {
      View view = event.view();
      Integer last = versions.get(event.id());
      if (last == null || last < view.header().version()) {
        versions.put(event.id(), view.header().version());
        cluster.takeWithoutConcluding(view);
        if (++taken % bundle == 0) {
          cluster.conclude();
        }
      }
    }
    cluster.conclude();
    return cluster;
  }
}
