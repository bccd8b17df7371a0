package org.mithaq.alert.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mithaq.alert.agreement.Partner;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.matching.View;
import org.mithaq.alert.notice.Notice;

/** One version that is published anew, by other matching keys or normal forms. */
class RenewTest {

  private static final String ME = "nl-kmar";
  private static final String OLD = "document=ma p ab 123";
  private static final String NEW = "document=ma p ab0123";

  private static final String MATCHED_BY = "mithaq.matching.epoch";

  private DrivenTopology topology;

  @BeforeEach
  void start() throws IOException {
    topology = new DrivenTopology(Map.of("mithaq.matching.hub-cap", "4"));
  }

  @AfterEach
  void stop() throws IOException {
    topology.close();
  }

  private static SignalEvent signal(int n, String agency) {
    return SignalEvent.signal(n, agency, ME, "ma-dgsn", "es-gc");
  }

  private static SignalEvent before(int n, String agency) {
    return signal(n, agency).bearingThing("document", OLD, "document-number=" + 1);
  }

  private static SignalEvent overlapping(int n, String agency) {
    return signal(n, agency)
        .bearingThing("document", NEW, "document-number=" + 1)
        .formerly(OLD)
        .rendered(1);
  }

  private static SignalEvent after(int n, String agency) {
    return signal(n, agency).bearingThing("document", NEW, "document-number=" + 1).rendered(2);
  }

  private void take(SignalEvent... events) throws IOException {
    for (SignalEvent event : events) {
      topology.take(event);
      topology.conclude();
    }
  }

  private List<Notice> open() throws IOException {
    return List.copyOf(topology.standing(ME).values());
  }

  @Test
  void noNoticeClosesAndNothingIsRecalledWhileSignalsArePublishedAnewOneByOne() throws IOException {
    take(before(1, "ma-dgsn"), before(2, "es-gc"));
    List<Notice> first = open();
    assertThat(first).hasSize(1);

    take(overlapping(1, "ma-dgsn"), overlapping(2, "es-gc"));
    take(after(1, "ma-dgsn"), after(2, "es-gc"));

    assertThat(open()).isEqualTo(first);
    assertThat(topology.told(ME)).as("nothing was told anew").hasSize(1);
  }

  @Test
  void aTokenOfBeforeAndOneOfTodayAreOnePieceOfEvidence() throws IOException {
    take(after(1, "ma-dgsn"), after(2, "es-gc"));
    Notice.Explanation today = open().getFirst().explanation();
    stop();
    start();
    take(overlapping(1, "ma-dgsn"), overlapping(2, "es-gc"));

    assertThat(open().getFirst().explanation()).isEqualTo(today);
  }

  @Test
  void meetsWhatIsPublishedFromNowOnAndWhatIsNotMadeAnewYet() throws IOException {
    take(overlapping(1, "ma-dgsn"));
    take(signal(2, "es-gc").bearingThing("document", NEW));
    take(signal(3, "es-gc").bearingThing("document", OLD));

    assertThat(open()).hasSize(1);
    assertThat(open().getFirst().signals()).hasSize(3);
  }

  @Test
  void leavesWhatItMetByTheTokensOfBeforeAlone() throws IOException {
    take(before(1, "ma-dgsn"), signal(2, "es-gc").bearingThing("document", OLD));
    assertThat(open()).hasSize(1);

    take(after(1, "ma-dgsn"));

    assertThat(open()).isEmpty();
    assertThat(topology.recalls(ME)).as("what the signal says stands").isEmpty();
    take(after(1, "ma-dgsn").withdrawn());
    assertThat(topology.recalls(ME)).as("whoever was told is told of its end").hasSize(1);
  }

  @Test
  void refusesARenderingThatTellsSomethingElse() throws IOException {
    take(before(1, "ma-dgsn"), before(2, "es-gc"));
    List<Notice> first = open();

    take(
        after(1, "ma-dgsn").to("es-gc"),
        after(1, "ma-dgsn").set("crime", "document-fraud"),
        after(1, "ma-dgsn").bearing("phone", "x"));

    assertThat(topology.dead).containsExactly("rendering", "rendering", "rendering");
    assertThat(open()).isEqualTo(first);
  }

  @Test
  void isReadWhereItsExchangeIsReachedNow() throws IOException {
    take(before(1, "ma-dgsn"), before(2, "es-gc"));
    String elsewhere = "http://10.0.0.1/v1/signals/" + before(1, "ma-dgsn").id();
    topology.partners.put("ma-dgsn", new Partner("ma-dgsn", "joint", "http://10.0.0.1", true));

    take(before(1, "ma-dgsn").set("href", elsewhere).rendered(1));

    assertThat(topology.dead).isEmpty();
    assertThat(open().getFirst().signals()).extracting(Notice.Ref::href).contains(elsewhere);
    assertThat(topology.recalls(ME)).isEmpty();
  }

  @Test
  void reportsOfOneSightingHaveOneLikenessAgain() {
    View today = after(1, "ma-dgsn").set("s2Cell", "47d1").view();
    View overlapping = overlapping(1, "ma-dgsn").set("s2Cell", "47d1").view();

    assertThat(overlapping.likeness()).isNotNull().isEqualTo(today.likeness());
  }

  private static List<SignalEvent> world() {
    Map<String, SignalEvent> newest = new TreeMap<>();
    for (SignalEvent signal : GeneratedWorld.events(7, 60, 2)) {
      if (signal.json().get("state").asText().equals("active")) {
        newest.put(signal.id(), signal);
      }
    }
    List<SignalEvent> world = new ArrayList<>(newest.values());
    for (int n = 901; n < 905; n++) {
      String agency = n % 2 == 0 ? "ma-dgsn" : "es-gc";
      world.add(
          signal(n, agency)
              .bearingPerson("suspect", "person-name=x", "person-year=x 80")
              .named(0, 100));
    }
    return world;
  }

  @Test
  void nothingIsToldWhileSignalsComeToBearASecondKeyAndLoseTheFirst() throws IOException {
    List<SignalEvent> world = world();
    take(world.toArray(SignalEvent[]::new));
    Map<String, Notice> first = topology.standing(ME);
    int told = topology.told(ME).size();
    assertThat(first).hasSizeGreaterThan(3);

    for (SignalEvent signal : world) {
      take(signal.underKeys(1, 2).rendered(1));
    }
    assertThat(topology.standing(ME)).isEqualTo(first);
    assertThat(topology.told(ME)).hasSize(told);
    assertThat(topology.byOtherKey).isZero();

    stop();
    topology = new DrivenTopology(Map.of("mithaq.matching.hub-cap", "4", MATCHED_BY, "2"));
    topology.backlog.replaying(true);
    take(world.toArray(SignalEvent[]::new));
    assertThat(topology.byOtherKey).as("Kafka had not compacted them").isPositive();
    for (SignalEvent signal : world) {
      take(signal.underKeys(1, 2).rendered(1));
    }
    topology.backlog.replaying(false);
    topology.conclude();
    assertThat(topology.standing(ME)).isEqualTo(first);

    told = topology.told(ME).size();
    for (SignalEvent signal : world) {
      take(signal.underKeys(2).rendered(2));
    }
    assertThat(topology.standing(ME)).isEqualTo(first);
    assertThat(topology.told(ME)).hasSize(told);
    assertThat(topology.byOtherKey).isZero();
  }

  @Test
  void aKeyThatIsTakenAwayTooSoonClosesNoNoticeAndIsCounted() throws IOException {
    take(before(1, "ma-dgsn"), before(2, "es-gc"));
    List<Notice> first = open();

    take(
        before(1, "ma-dgsn").underKeys(2).rendered(1), before(2, "es-gc").underKeys(2).rendered(1));

    assertThat(first).hasSize(1);
    assertThat(open()).isEqualTo(first);
    assertThat(topology.byOtherKey).isEqualTo(2);
    take(before(3, "es-gc"));
    assertThat(open().getFirst().signals()).hasSize(3);

    take(before(1, "ma-dgsn").underKeys(1, 2).rendered(2), before(2, "es-gc").withdrawn());
    assertThat(topology.byOtherKey).isZero();
  }

  @Test
  void isReadWhereItsExchangeIsReachedAlsoWhereItsKeyIsAnother() throws IOException {
    take(before(1, "ma-dgsn"), before(2, "es-gc"));
    String elsewhere = "http://10.0.0.1/v1/signals/" + before(1, "ma-dgsn").id();
    topology.partners.put("ma-dgsn", new Partner("ma-dgsn", "joint", "http://10.0.0.1", true));

    take(before(1, "ma-dgsn").underKeys(2).set("href", elsewhere).rendered(1));

    assertThat(open().getFirst().signals())
        .hasSize(2)
        .extracting(Notice.Ref::href)
        .contains(elsewhere);
    assertThat(topology.byOtherKey).isOne();
  }

  @Test
  void whatHasEndedIsNoLongerCountedAsBearingNothingByTheKey() throws IOException {
    SignalEvent expiring = before(3, "es-gc").set("expiresAt", "2026-03-03T00:00:00Z");
    take(before(1, "ma-dgsn"), before(2, "es-gc"), expiring, before(4, "es-gc"));
    take(
        before(1, "ma-dgsn").underKeys(2).rendered(1),
        before(2, "es-gc").underKeys(2).rendered(1),
        expiring.underKeys(2).rendered(1),
        before(4, "es-gc").underKeys(2).rendered(1));
    assertThat(topology.byOtherKey).isEqualTo(4);

    take(before(1, "ma-dgsn").withdrawn());
    assertThat(topology.byOtherKey).isEqualTo(3);
    topology.take(before(2, "es-gc").id(), null);
    assertThat(topology.byOtherKey).isEqualTo(2);
    topology.pass(Duration.ofHours(2));
    assertThat(topology.byOtherKey).as("one has expired").isOne();
    take(expiring.underKeys(2).rendered(2));
    assertThat(topology.byOtherKey).as("and is not counted again").isOne();
    take(before(4, "es-gc").version(2));
    assertThat(topology.byOtherKey).isZero();
  }

  @Test
  void whatBearsNothingByTheKeyThatIsMatchedByIsCountedAndStillTellsOfADanger() throws IOException {
    take(before(1, "ma-dgsn"));
    take(before(2, "es-gc").underKeys(2).endangered());

    assertThat(topology.byOtherKey).isEqualTo(1);
    assertThat(open()).extracting(Notice::kind).containsExactly(Notice.Kind.PROTECTION);
  }

  @Test
  void orderOfArrivalLeavesNoTrace() throws IOException {
    List<SignalEvent> events = new ArrayList<>();
    for (int n = 1; n < 6; n++) {
      String agency = n % 2 == 0 ? "ma-dgsn" : "es-gc";
      events.addAll(List.of(before(n, agency), overlapping(n, agency)));
      if (n != 3) {
        events.add(after(n, agency));
      }
    }
    events.add(after(5, "es-gc").withdrawn());
    Map<String, Notice> expected = null;
    for (int shuffle = 0; shuffle < 20; shuffle++) {
      Collections.shuffle(events, new Random(shuffle));
      take(events.toArray(SignalEvent[]::new));
      Map<String, Notice> standing = topology.standing(ME);
      assertThat(standing).isNotEmpty();
      if (expected == null) {
        expected = standing;
      }
      assertThat(standing).isEqualTo(expected);
      stop();
      start();
    }
  }
}
