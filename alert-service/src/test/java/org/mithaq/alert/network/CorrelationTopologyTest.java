package org.mithaq.alert.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mithaq.alert.agreement.Partner;
import org.mithaq.alert.exchange.PlayedExchange;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.notice.Notice;
import org.mithaq.alert.notice.NoticeId;
import org.mithaq.alert.notice.NoticeMapper;
import org.mithaq.alert.surge.SurgingWorld;

/** The topology as it runs, without a broker. */
class CorrelationTopologyTest {

  private static final Map<String, String> SMALL_CAP = Map.of("mithaq.matching.hub-cap", "4");

  private DrivenTopology topology;

  @BeforeEach
  void start() throws IOException {
    topology = new DrivenTopology(SMALL_CAP);
  }

  @AfterEach
  void stop() throws IOException {
    topology.close();
  }

  private static SignalEvent signal(int n, String agency) {
    return SignalEvent.signal(n, agency, "nl-kmar", "ma-dgsn", "es-gc");
  }

  @Test
  void twoSignalsMakeOneVersionForEachAgencyOfBothAudiences() throws IOException {
    topology.take(signal(1, "ma-dgsn").bearing("phone", "x").bearing("vehicle", "y"));
    topology.take(signal(2, "es-gc").bearing("phone", "x").bearing("vehicle", "y"));
    assertThat(topology.told("nl-kmar")).isEmpty();

    topology.conclude();

    for (String agency : List.of("nl-kmar", "ma-dgsn", "es-gc")) {
      assertThat(topology.told(agency)).hasSize(1);
    }
    assertThat(topology.told("fr-oltim")).isEmpty();
    TestRecord<String, byte[]> event = topology.told("nl-kmar").getFirst();
    assertThat(header(event, "ce_type")).isEqualTo("mithaq.notice.v1");
    assertThat(header(event, "ce_source")).isEqualTo("urn:mithaq:alert");
    assertThat(header(event, "ce_id")).isEqualTo(event.key() + "/1");
    assertThat(header(event, "ce_subject")).isEqualTo(event.key().substring("nl-kmar/".length()));
  }

  @Test
  void recallEndsWithItsRetentionAndWhatWasToldIsForgotten() throws IOException {
    try (DrivenTopology driven = new DrivenTopology(Map.of("mithaq.network.keep-recalls", "10d"))) {
      SignalEvent corrected = signal(2, "es-gc").bearing("document", "x");
      SignalEvent gone = signal(3, "es-gc").bearing("document", "x");
      driven.take(signal(1, "ma-dgsn").bearing("document", "x"));
      driven.take(corrected);
      driven.take(gone);
      driven.conclude();
      driven.take(corrected.version(2));
      driven.take(gone.withdrawn());
      driven.conclude();
      assertThat(driven.recalls("nl-kmar")).hasSize(2).allMatch(Notice::isOpen);

      driven.pass(Duration.ofDays(10).minusSeconds(2));
      assertThat(driven.recalls("nl-kmar")).hasSize(2);
      driven.pass(Duration.ofSeconds(3));

      assertThat(driven.recalls("nl-kmar")).hasSize(3);
      Notice closed = NoticeMapper.readEvent(driven.told("nl-kmar").getLast().value()).notice();
      assertThat(closed.id()).isEqualTo(NoticeId.of(Notice.Kind.RECALL, "triangular", gone.id()));
      assertThat(closed.isOpen()).isFalse();
      assertThat(closed.version()).isEqualTo(2);
      assertThat(closed.signals()).isEmpty();
      driven.pass(Duration.ofDays(30));
      assertThat(driven.told("nl-kmar").getLast().key()).endsWith(closed.id());

      // The same word again finds nobody who was told.
      driven.take(gone.version(8));
      driven.take(gone.version(8).withdrawn());
      assertThat(driven.recalls("nl-kmar")).hasSize(3);
    }
  }

  @Test
  void whoWasToldAnewKeepsTheRightToHearOfItsEnd() throws IOException {
    try (DrivenTopology driven = new DrivenTopology(Map.of("mithaq.network.keep-recalls", "10d"))) {
      SignalEvent second = signal(2, "es-gc").bearing("document", "x");
      driven.take(signal(1, "ma-dgsn").bearing("document", "x"));
      driven.take(second);
      driven.conclude();
      driven.take(second.version(2).to("ma-dgsn"));
      driven.conclude();
      driven.take(second.version(3));
      driven.conclude();

      driven.pass(Duration.ofDays(11));
      driven.take(second.version(3).withdrawn());

      assertThat(driven.recalls("nl-kmar"))
          .extracting(recall -> recall.recall().reason())
          .containsExactly("withdrawn", "withdrawn");
    }
  }

  @Test
  void historyIsToldOnceItIsOverAndNotStageByStage() throws IOException {
    topology.backlog.replaying(true);
    SignalEvent second = signal(2, "es-gc").bearing("document", "x");
    topology.take(signal(1, "ma-dgsn").bearing("document", "x"));
    topology.take(second);
    topology.conclude();
    topology.take(second.version(2));
    topology.take(signal(3, "es-gc").bearing("document", "x"));
    topology.conclude();
    topology.take(signal(3, "es-gc").bearing("document", "x").withdrawn());
    topology.take(signal(4, "es-gc").endangered());
    topology.conclude();
    assertThat(topology.told("nl-kmar")).as("the danger, at once").hasSize(1);

    topology.backlog.replaying(false);
    topology.conclude();

    assertThat(topology.told("nl-kmar")).hasSize(2);
    assertThat(topology.standing("nl-kmar")).hasSize(2);
    assertThat(topology.recalls("nl-kmar")).isEmpty();
  }

  @Test
  void endOfWhatWasToldBeforeHistoryIsToldOnceWithItsLastWord() throws IOException {
    SignalEvent second = signal(2, "es-gc").bearing("document", "x");
    topology.take(signal(1, "ma-dgsn").bearing("document", "x"));
    topology.take(second);
    topology.conclude();
    topology.backlog.replaying(true);
    topology.take(second.version(2));
    topology.take(second.version(2).withdrawn());
    topology.conclude();
    assertThat(topology.recalls("nl-kmar")).isEmpty();

    topology.backlog.replaying(false);
    topology.conclude();

    assertThat(topology.recalls("nl-kmar"))
        .extracting(recall -> recall.recall().reason())
        .containsExactly("withdrawn");
  }

  @Test
  void dangerToLifeDoesNotWaitForAnything() {
    topology.take(signal(1, "ma-dgsn").endangered());

    assertThat(topology.told("nl-kmar")).hasSize(1);
  }

  @Test
  void dangerIsOverThoughItsEndIsTheFirstThatARebuildHearsOf() throws IOException {
    SignalEvent signal = signal(1, "ma-dgsn").endangered();
    topology.take(signal);
    assertThat(topology.standing("nl-kmar")).hasSize(1);
    topology.forgetViews();

    topology.take(signal.withdrawn());

    for (String agency : List.of("nl-kmar", "ma-dgsn")) {
      assertThat(topology.standing(agency)).isEmpty();
    }
    assertThat(topology.recalls("nl-kmar")).hasSize(1);
    topology.take(signal(2, "ma-dgsn").withdrawn());
    assertThat(topology.told("nl-kmar")).as("who was told nothing hears nothing").hasSize(3);
  }

  @Test
  void silentSignalIsKnownToItsOriginatorAlone() throws IOException {
    topology.take(
        SignalEvent.signal(1, "ma-dgsn").handled("AMBER", "silent").bearing("phone", "x"));
    topology.take(signal(2, "es-gc").bearing("phone", "x"));
    topology.conclude();

    assertThat(topology.standing("ma-dgsn")).hasSize(1);
    assertThat(topology.told("es-gc")).isEmpty();
    assertThat(topology.told("nl-kmar")).isEmpty();
  }

  @Test
  void viewsThatAreNotNewerChangeNothing() {
    SignalEvent first = signal(1, "ma-dgsn").bearing("phone", "x");
    topology.take(first.version(3));
    topology.take(first.version(3));
    topology.take(first.version(2));
    topology.take(first.version(3).withdrawn());
    topology.take(first.version(4));

    assertThat(topology.taken).isEqualTo(2);
    assertThat(topology.stale).isEqualTo(3);
    assertThat(topology.deadLetters()).isEmpty();
  }

  @Test
  void whatItsTopicMayNotBearGoesToTheDeadLetters() {
    topology.partners.put("ma-gr", new Partner("ma-gr", "rabat", "http://10.0.0.1", true));
    SignalEvent good = signal(1, "ma-dgsn").bearing("phone", "x");
    topology.take(good.set("exchange", "rabat"));
    topology.take(signal(2, "ma-gr"));
    topology.take(good.set("href", "http://127.0.0.1:80811/v1/signals/1"));
    topology.take("other", good.bytes());
    topology.take("x", "{\"id\":".getBytes(UTF_8));
    topology.take(good.id(), "[]".getBytes(UTF_8));
    topology.take(good.set("agency", "NL KMAR"));
    topology.take(good.set("s2Cell", "not hex"));

    assertThat(topology.dead)
        .containsExactly(
            "exchange",
            "agency",
            "href",
            "unreadable-key",
            "unreadable-json",
            "unreadable-json",
            "unreadable-agency",
            "unreadable-s2Cell");
    List<TestRecord<String, byte[]>> letters = topology.deadLetters();
    assertThat(letters).hasSize(8);
    assertThat(header(letters.getFirst(), "reason")).isEqualTo("exchange");
    assertThat(topology.taken).isZero();
  }

  @Test
  void signalCannotChangeItsAgencyOrAgreement() {
    SignalEvent first = signal(1, "ma-dgsn").bearing("phone", "x");
    topology.take(first);
    topology.take(first.version(2).set("agency", "es-gc"));
    topology.take(first.version(2).under("pjmg", "5"));

    assertThat(topology.dead).containsExactly("identity", "identity");
  }

  @Test
  void signalWaitsUntilItsAgencyIsHeardOf() throws IOException {
    Partner partner = topology.partners.remove("ma-dgsn");
    topology.take(signal(1, "ma-dgsn").bearing("phone", "x"));
    topology.take(signal(2, "es-gc").bearing("phone", "x"));
    topology.pass(Duration.ofSeconds(10));
    assertThat(topology.standing("nl-kmar")).isEmpty();

    topology.partners.put("ma-dgsn", partner);
    topology.pass(Duration.ofSeconds(1));
    topology.conclude();

    assertThat(topology.standing("nl-kmar")).hasSize(1);
    assertThat(topology.dead).isEmpty();
  }

  @Test
  void signalOfAnAgencyThatIsNeverHeardOfIsRefused() {
    topology.partners.remove("ma-dgsn");
    topology.take(signal(1, "ma-dgsn").bearing("phone", "x"));
    topology.pass(Duration.ofSeconds(120));
    topology.pass(Duration.ofSeconds(1));

    assertThat(topology.dead).containsExactly("agency-unknown");
    assertThat(topology.deadLetters()).hasSize(1);
  }

  @Test
  void tombstoneTakesWithItWhatTheSignalMade() throws IOException {
    SignalEvent second = signal(2, "es-gc").bearing("phone", "x").endangered();
    topology.take(signal(1, "ma-dgsn").bearing("phone", "x"));
    topology.take(second);
    topology.conclude();
    assertThat(topology.standing("nl-kmar")).hasSize(2);

    topology.take(second.id(), null);
    topology.take(UUID.randomUUID().toString(), null);
    topology.conclude();

    assertThat(topology.standing("nl-kmar")).isEmpty();
  }

  @Test
  void hubWithdrawsItsLinksAndGivesThemBack() throws IOException {
    List<SignalEvent> all = new ArrayList<>();
    for (int n = 0; n < 12; n++) {
      all.add(signal(n, n % 2 == 0 ? "ma-dgsn" : "es-gc").bearing("phone", "hotline"));
      topology.take(all.get(n));
      topology.conclude();
      assertThat(topology.standing("nl-kmar")).hasSize(n >= 1 && n < 4 ? 1 : 0);
    }
    for (int n = 0; n < 10; n++) {
      topology.take(all.get(n).withdrawn());
      topology.conclude();
      assertThat(topology.standing("nl-kmar")).hasSize(n >= 7 ? 1 : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void topologyTellsWhatTheHopsTellInMemoryInAnyOrder(long seed) throws IOException {
    List<SignalEvent> events = GeneratedWorld.events(seed, 40, 3);
    MemoryCluster memory = new MemoryCluster(4, MemoryCluster.defaults());
    Map<String, Integer> versions = new HashMap<>();
    for (SignalEvent event : events) {
      int version = event.view().header().version();
      if (version > versions.getOrDefault(event.id(), 0)) {
        versions.put(event.id(), version);
        memory.take(event.view());
      }
    }
    for (int shuffle = 0; shuffle < 2; shuffle++) {
      try (DrivenTopology driven = new DrivenTopology(SMALL_CAP)) {
        List<SignalEvent> order = new ArrayList<>(events);
        Collections.shuffle(order, new Random(seed + shuffle));
        for (int i = 0; i < order.size(); i++) {
          driven.take(order.get(i));
          if (i % (shuffle + 1) == 0) {
            driven.conclude();
          }
        }
        driven.conclude();
        for (String agency : PlayedExchange.AGENCIES) {
          assertThat(driven.standing(agency)).isEqualTo(memory.standing(agency));
        }
      }
    }
  }

  /**
   * DESIGN §6.1: two worlds that differ only in what an agency may not know look the same to it.
   */
  @ParameterizedTest
  @ValueSource(longs = {31, 32})
  void whatAnAgencyMayNotKnowChangesNoByteOfWhatItIsTold(long seed) throws IOException {
    String me = "nl-kmar";
    List<SignalEvent> visible = new ArrayList<>();
    List<SignalEvent> hidden = new ArrayList<>();
    for (SignalEvent event : GeneratedWorld.events(seed, 80, 3)) {
      (event.view().audience().contains(me) ? visible : hidden).add(event);
    }
    // A signal that changes sides would differ in what the agency may know.
    visible.removeIf(event -> hidden.stream().anyMatch(other -> other.id().equals(event.id())));
    assertThat(hidden).hasSizeGreaterThan(15);

    List<TestRecord<String, byte[]>> without = told(me, visible, List.of(), seed);
    List<TestRecord<String, byte[]>> with = told(me, visible, hidden, seed);

    assertThat(without).hasSizeGreaterThan(5);
    assertThat(without)
        .as("recalls too")
        .anySatisfy(
            each -> assertThat(new String(each.value(), UTF_8)).contains("\"kind\":\"recall\""));
    assertThat(with).hasSameSizeAs(without);
    for (int i = 0; i < with.size(); i++) {
      assertThat(with.get(i).key()).isEqualTo(without.get(i).key());
      assertThat(with.get(i).value()).isEqualTo(without.get(i).value());
      assertThat(with.get(i).headers()).isEqualTo(without.get(i).headers());
      assertThat(with.get(i).timestamp()).isEqualTo(without.get(i).timestamp());
    }
  }

  private static List<TestRecord<String, byte[]>> told(
      String agency, List<SignalEvent> visible, List<SignalEvent> hidden, long seed)
      throws IOException {
    Random random = new Random(seed);
    List<SignalEvent> left = new ArrayList<>(hidden);
    try (DrivenTopology driven = new DrivenTopology(SMALL_CAP)) {
      for (SignalEvent event : visible) {
        for (int n = random.nextInt(4); n > 0 && !left.isEmpty(); n--) {
          driven.take(left.removeFirst());
        }
        driven.take(event);
        driven.conclude();
      }
      left.forEach(driven::take);
      driven.conclude();
      return driven.told(agency);
    }
  }

  /** In any order, to the agency that knows, and to it alone. */
  @Test
  void surgeIsWarnedOfInAnyOrderAndShowsNothingOfWhatIsHidden() throws IOException {
    String me = "nl-kmar";
    List<SignalEvent> visible = SurgingWorld.events(51, SurgingWorld.SURGE);
    visible.add(SurgingWorld.dayAfter(5000, SurgingWorld.BEFORE + SurgingWorld.SURGE));
    List<SignalEvent> hidden = new ArrayList<>();
    for (int n = 0; n < 60; n++) {
      int day = SurgingWorld.BEFORE + n % SurgingWorld.SURGE;
      hidden.add(SurgingWorld.signal(6000 + n, "es-gc", day, n % 24, "0d7724").known("es-gc"));
    }
    List<TestRecord<String, byte[]>> without = surges(me, visible, List.of());
    List<TestRecord<String, byte[]>> with = surges(me, visible, hidden);

    assertThat(without).hasSizeGreaterThan(2);
    assertThat(with).hasSameSizeAs(without);
    for (int i = 0; i < with.size(); i++) {
      assertThat(with.get(i).key()).isEqualTo(without.get(i).key());
      assertThat(with.get(i).value()).isEqualTo(without.get(i).value());
      assertThat(with.get(i).headers()).isEqualTo(without.get(i).headers());
      assertThat(with.get(i).timestamp()).isEqualTo(without.get(i).timestamp());
    }
    Map<String, Notice> expected;
    try (DrivenTopology driven = new DrivenTopology(SurgingWorld.SHORT)) {
      visible.forEach(driven::take);
      driven.conclude();
      expected = driven.standing(me);
      assertThat(driven.standing("fr-oltim")).isEmpty();
    }
    assertThat(expected.values())
        .singleElement()
        .satisfies(notice -> assertThat(notice.kind()).isEqualTo(Notice.Kind.SURGE));
    try (DrivenTopology driven = new DrivenTopology(SurgingWorld.SHORT)) {
      List<SignalEvent> order = new ArrayList<>(visible);
      // An exchange whose clock is wrong does not end the present for everybody.
      order.add(SurgingWorld.dayAfter(5001, 70).set("acceptedAt", "2031-01-01T00:00:00Z"));
      Collections.shuffle(order, new Random(52));
      for (int i = 0; i < order.size(); i++) {
        driven.take(order.get(i));
        if (i % 20 == 0) {
          driven.conclude();
        }
      }
      driven.conclude();
      assertThat(driven.standing(me)).isEqualTo(expected);
    }
  }

  /** DESIGN §6.6, where no network ever showed the signal, and no token leads to it. */
  @Test
  void whatAWarningShowedIsRecalledFromWhoWasWarned() throws IOException {
    String me = "nl-kmar";
    try (DrivenTopology driven = new DrivenTopology(SurgingWorld.SHORT)) {
      List<SignalEvent> events = SurgingWorld.events(51, SurgingWorld.SURGE);
      events.add(SurgingWorld.dayAfter(5000, SurgingWorld.BEFORE + SurgingWorld.SURGE));
      events.forEach(driven::take);
      driven.conclude();
      Notice warning = driven.standing(me).values().iterator().next();
      Notice.Ref shown =
          warning.signals().stream()
              .filter(ref -> ref.agency().equals("es-gc"))
              .findFirst()
              .orElseThrow();
      Notice.Ref mine =
          warning.signals().stream()
              .filter(ref -> ref.agency().equals(me))
              .findFirst()
              .orElseThrow();
      SignalEvent early = events.getFirst();
      for (SignalEvent event : events) {
        if (event.id().equals(shown.id()) || event.id().equals(mine.id()) || event == early) {
          driven.take(event.version(2).withdrawn());
        }
      }
      driven.conclude();

      assertThat(driven.recalls(me))
          .singleElement()
          .satisfies(
              recall -> {
                assertThat(recall.signals()).extracting(Notice.Ref::id).containsExactly(shown.id());
                assertThat(recall.recall())
                    .isEqualTo(new Notice.Recall("withdrawn", List.of(warning.id())));
              });
      assertThat(driven.recalls("es-gc")).isEmpty();
    }
  }

  private static List<TestRecord<String, byte[]>> surges(
      String agency, List<SignalEvent> visible, List<SignalEvent> hidden) throws IOException {
    List<SignalEvent> left = new ArrayList<>(hidden);
    try (DrivenTopology driven = new DrivenTopology(SurgingWorld.SHORT)) {
      for (SignalEvent event : visible) {
        if (!left.isEmpty()) {
          driven.take(left.removeFirst());
        }
        driven.take(event);
        driven.conclude();
      }
      return driven.told(agency);
    }
  }

  /** Whether its originator withdraws a signal, or tells it to others from now on, is its own. */
  @Test
  void agencyThatLeavesAnAudienceCannotTellThatFromAWithdrawal() throws IOException {
    SignalEvent second = signal(2, "es-gc").bearing("phone", "x").bearing("vehicle", "y");
    SignalEvent first = signal(1, "ma-dgsn").bearing("phone", "x").bearing("vehicle", "y");
    SignalEvent moved = second.version(2).to("ma-dgsn");

    List<TestRecord<String, byte[]>> withdrawn =
        told("nl-kmar", List.of(first, second, second.withdrawn()), List.of(), 1);
    List<TestRecord<String, byte[]>> left =
        told(
            "nl-kmar",
            List.of(first, second, moved, moved.version(3), moved.version(3).withdrawn()),
            List.of(),
            1);

    assertThat(withdrawn).hasSize(3);
    assertThat(left).extracting(TestRecord::key).isEqualTo(keys(withdrawn));
    for (int i = 0; i < left.size(); i++) {
      assertThat(left.get(i).value()).isEqualTo(withdrawn.get(i).value());
      assertThat(left.get(i).headers()).isEqualTo(withdrawn.get(i).headers());
    }
  }

  private static List<String> keys(List<TestRecord<String, byte[]>> records) {
    return records.stream().map(TestRecord::key).toList();
  }

  @Test
  void signalLeavesWithItsTimeThoughItsExchangeIsSilent() throws IOException {
    SignalEvent second = signal(2, "es-gc").bearing("phone", "x").expiring("2026-03-03T00:00:00Z");
    topology.take(signal(1, "ma-dgsn").bearing("phone", "x"));
    topology.take(second);
    topology.pass(Duration.ofMinutes(59));
    assertThat(topology.standing("nl-kmar")).hasSize(1);

    topology.pass(Duration.ofMinutes(1));
    topology.conclude();

    assertThat(topology.standing("nl-kmar")).isEmpty();
    assertThat(topology.recalls("nl-kmar"))
        .extracting(recall -> recall.recall().reason())
        .containsExactly("expired");
    int told = topology.told("nl-kmar").size();
    topology.take(second.withdrawn(), Instant.parse("2026-03-03T00:01:00Z"));
    topology.take(second.id(), null);
    topology.conclude();
    assertThat(topology.told("nl-kmar")).as("its exchange has nothing to add").hasSize(told);
  }

  @Test
  void expiryIsToldTheSameWhetherItsExchangeOrThisServiceSeesItFirst() throws IOException {
    SignalEvent first = signal(1, "ma-dgsn").bearing("phone", "x");
    SignalEvent second = signal(2, "es-gc").bearing("phone", "x").expiring("2026-03-03T00:00:00Z");
    topology.take(first);
    topology.take(second);
    topology.conclude();
    topology.pass(Duration.ofHours(2));
    topology.conclude();
    try (DrivenTopology other = new DrivenTopology(SMALL_CAP)) {
      other.take(first);
      other.take(second);
      other.conclude();
      other.take(second.withdrawn(), Instant.parse("2026-03-03T00:00:30Z"));
      other.conclude();

      List<TestRecord<String, byte[]>> byExchange = other.told("nl-kmar");
      assertThat(byExchange).hasSize(3);
      assertThat(topology.told("nl-kmar"))
          .extracting(each -> new String(each.value(), UTF_8))
          .containsExactlyElementsOf(
              byExchange.stream().map(each -> new String(each.value(), UTF_8)).toList());
    }
  }

  @Test
  void correctionPostponesTheEndAndWhatComesTooLateIsNeverShown() throws IOException {
    SignalEvent second = signal(2, "es-gc").bearing("phone", "x").expiring("2026-03-03T00:00:00Z");
    topology.take(signal(1, "ma-dgsn").bearing("phone", "x"));
    topology.take(second);
    topology.conclude();
    topology.take(second.version(2).expiring("2026-03-04T00:00:00Z"));
    topology.pass(Duration.ofHours(2));
    assertThat(topology.standing("nl-kmar")).hasSize(1);

    topology.take(
        signal(3, "fr-oltim").bearing("phone", "x").expiring("2026-03-03T00:00:00Z").endangered());
    topology.conclude();

    assertThat(topology.standing("nl-kmar").values())
        .singleElement()
        .satisfies(notice -> assertThat(notice.signals()).hasSize(2));
    assertThat(topology.recalls("nl-kmar"))
        .extracting(recall -> recall.recall().reason())
        .containsExactly("corrected");
  }

  private static String header(TestRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  void agencyHasOnePartitionWhateverTheNotice() {
    assertThat(CorrelationTopology.partitionOf("nl-kmar/n-1", 8))
        .isEqualTo(CorrelationTopology.partitionOf("nl-kmar/n-2", 8))
        .isBetween(0, 7);
  }

  @Test
  void unsafeScoresAreRefusedAtTheStart() {
    assertThatThrownBy(() -> MemoryCluster.defaults(Map.of("mithaq.network.prior", "0")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DrivenTopology(Map.of("mithaq.matching.hub-cap", "1")))
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noticeOfAnAgencyShowsNoSignalOutsideItsAudience() throws IOException {
    List<SignalEvent> events = GeneratedWorld.events(41, 80, 3);
    events.forEach(topology::take);
    topology.conclude();
    Map<String, SignalEvent> newest = new HashMap<>();
    events.forEach(
        event ->
            newest.merge(
                event.id(),
                event,
                (a, b) -> a.view().header().version() >= b.view().header().version() ? a : b));
    for (String agency : PlayedExchange.AGENCIES) {
      for (Notice notice : topology.standing(agency).values()) {
        for (Notice.Ref ref : notice.signals()) {
          assertThat(newest.get(ref.id()).view().audience()).contains(agency);
        }
      }
    }
  }
}
