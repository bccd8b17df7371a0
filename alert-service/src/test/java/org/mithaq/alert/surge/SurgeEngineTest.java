package org.mithaq.alert.surge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.Header;
import org.mithaq.alert.matching.Intake;
import org.mithaq.alert.matching.View;
import org.mithaq.alert.notice.Notice;

/** What one agency is told of surges is a function of the signals that it may know. */
class SurgeEngineTest {

  private static final String ME = "nl-kmar";
  private static final String SCOPE = ME + "|triangular";
  private static final int END = SurgingWorld.BEFORE + SurgingWorld.SURGE;

  /** The engine fed as the topology feeds it. */
  private static final class Fed {
    final MemorySurgeShelf shelf = new MemorySurgeShelf();
    final List<Notice> told = new ArrayList<>();
    private final SurgeEngine engine =
        new SurgeEngine(shelf, new Judge(SurgingWorld.rules(SurgingWorld.SHORT)), 50);
    private final Map<String, View> last = new HashMap<>();
    private final Map<String, Set<Sighting.Spot>> touched = new TreeMap<>();

    Fed take(Collection<SignalEvent> events, int bundle) {
      int n = 0;
      for (SignalEvent event : events) {
        View view = event.view();
        View before = last.get(event.id());
        if (before == null || before.header().version() < view.header().version()) {
          last.put(event.id(), view);
          for (AgencyNews.Sighted news : Intake.sightings(before, view)) {
            touched
                .computeIfAbsent(news.scope(), s -> new LinkedHashSet<>())
                .addAll(engine.learn(news));
          }
        }
        if (++n % bundle == 0) {
          conclude();
        }
      }
      conclude();
      return this;
    }

    Fed take(SignalEvent... events) {
      return take(List.of(events), 1);
    }

    void conclude() {
      touched.forEach(
          (scope, spots) -> {
            List<Notice> changed = engine.conclude(scope, spots);
            if (scope.startsWith(ME + "|")) {
              told.addAll(changed);
            }
          });
      touched.clear();
    }

    void conclude(AgencyNews.Sighted news) {
      engine.conclude(news.scope(), engine.learn(news));
    }

    Map<String, Notice> open() {
      Map<String, Notice> open = new TreeMap<>();
      for (Notice notice : shelf.notices(ME + "|triangular")) {
        if (notice.isOpen()) {
          open.put(notice.id(), notice.as(1, Notice.Change.OPENED));
        }
      }
      return open;
    }

    Notice.Surge surge() {
      return open().values().iterator().next().explanation().surge();
    }
  }

  private static List<SignalEvent> world(long seed) {
    List<SignalEvent> events = SurgingWorld.events(seed, SurgingWorld.SURGE);
    events.add(SurgingWorld.dayAfter(events.size(), END));
    return events;
  }

  @Test
  void warnsOfTheCorridorThatSurgesAndSaysWhy() {
    Fed fed = new Fed().take(world(1), 1);

    assertThat(fed.open()).hasSize(1);
    Notice notice = fed.open().values().iterator().next();
    assertThat(notice.kind()).isEqualTo(Notice.Kind.SURGE);
    Notice.Surge surge = notice.explanation().surge();
    assertThat(surge.corridor()).isEqualTo("s2/0d74");
    assertThat(surge.crime()).isEqualTo("migrant-smuggling");
    assertThat(surge.to())
        .isEqualTo(SurgingWorld.BEGIN.plusSeconds(86_400L * (END - 1)).toString().substring(0, 10));
    assertThat(surge.observed()).isGreaterThan(3 * (int) surge.expected());
    assertThat(surge.statistic()).isGreaterThan(surge.threshold());
    assertThat(surge.recurrenceDays()).isGreaterThanOrEqualTo(1000);
    assertThat(surge.qValue()).isLessThan(0.01);
    assertThat(notice.signals()).hasSize(50);
    assertThat(notice.agencies()).containsExactly("es-gc", "ma-dgsn", "nl-kmar");
    assertThat(notice.openedAt()).isEqualTo(surge.from() + "T00:00:00.000Z");
    assertThat(fed.told.getFirst().change()).isEqualTo(Notice.Change.OPENED);
  }

  @Test
  void opensWithinDaysGoesOnDailyAndClosesWhenTheRateIsUsualAgain() {
    List<SignalEvent> events = world(2);
    Fed fed = new Fed().take(events, 1);
    List<Notice.Change> changes = new ArrayList<>();
    fed.told.forEach(notice -> changes.add(notice.change()));
    assertThat(changes.getFirst()).isEqualTo(Notice.Change.OPENED);
    assertThat(changes.subList(1, changes.size())).containsOnly(Notice.Change.UPDATED);
    assertThat(changes).hasSizeBetween(5, SurgingWorld.SURGE);

    for (int day = END; day < END + 12; day++) {
      fed.take(
          SurgingWorld.signal(2000 + 2 * day, "es-gc", day, 9, "0d7724"),
          SurgingWorld.signal(2001 + 2 * day, "es-gc", day, 12, "0d7724"));
    }

    assertThat(fed.open()).isEmpty();
    assertThat(fed.told.getLast().change()).isEqualTo(Notice.Change.CLOSED);
    assertThat(fed.told.getLast().signals()).isEmpty();
    assertThat(fed.told.stream().map(Notice::id).distinct()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void orderOfArrivalLeavesNoTrace(long seed) {
    List<SignalEvent> events = messy(seed);
    Map<String, Notice> expected = new Fed().take(events, 1).open();
    assertThat(expected).hasSize(1);
    for (int shuffle = 0; shuffle < 3; shuffle++) {
      List<SignalEvent> order = new ArrayList<>(events);
      Collections.shuffle(order, new Random(seed * 100 + shuffle));

      assertThat(new Fed().take(order, 1 + 40 * shuffle).open()).isEqualTo(expected);
    }
  }

  /** With repeats, doubles, corrections that move a signal, and withdrawals. */
  private static List<SignalEvent> messy(long seed) {
    Random random = new Random(seed);
    List<SignalEvent> events = world(seed);
    List<SignalEvent> more = new ArrayList<>(events.subList(0, events.size() - 1));
    Collections.shuffle(more, random);
    more = more.subList(0, 60);
    for (int n = 0; n < more.size(); n++) {
      SignalEvent event = more.get(n);
      SignalEvent other = events.get(random.nextInt(events.size() - 1));
      more.set(
          n,
          switch (n % 3) {
            case 0 -> event.withdrawn();
            case 1 -> event.version(2).set("s2Cell", "4791b4");
            default -> event.version(2).repeating(other);
          });
    }
    events.addAll(more);
    return events;
  }

  @Test
  void whatIsWithdrawnWasNeverThere() {
    List<SignalEvent> kept = world(5);
    Fed expected = new Fed().take(kept, 1);
    List<SignalEvent> events = new ArrayList<>(kept);
    for (int n = 0; n < 60; n++) {
      SignalEvent passing = SurgingWorld.signal(5000 + n, "es-gc", n, n % 24, "4791b4");
      events.add(new Random(n).nextInt(events.size()), passing);
      events.add(passing.withdrawn());
    }
    Fed fed = new Fed().take(events, 7);

    assertThat(fed.open()).isEqualTo(expected.open());
    assertThat(fed.shelf.counts).isEqualTo(expected.shelf.counts);
  }

  @Test
  void nothingIsLeftWhenEverySignalIsWithdrawn() {
    List<SignalEvent> events = world(6);
    Fed fed = new Fed().take(events, 10);
    fed.take(events.stream().map(SignalEvent::withdrawn).toList(), 10);

    assertThat(fed.open()).isEmpty();
    assertThat(fed.shelf.sightings.values()).allSatisfy(left -> assertThat(left).isEmpty());
    assertThat(fed.shelf.counts.values()).allSatisfy(left -> assertThat(left).isEmpty());
    assertThat(fed.shelf.tallies.values()).allSatisfy(left -> assertThat(left).isEmpty());
    assertThat(fed.shelf.alike).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void tallyIsWhatCountingWouldFindWhateverComesAndGoes(long seed) {
    Random random = new Random(seed);
    Fed fed = new Fed();
    List<SignalEvent> sent = new ArrayList<>();
    for (int n = 0; n < 300; n++) {
      int choice = random.nextInt(10);
      SignalEvent event;
      if (choice < 3 && !sent.isEmpty()) {
        event = sent.remove(random.nextInt(sent.size())).withdrawn();
      } else {
        event =
            SurgingWorld.signal(n, "es-gc", random.nextInt(40), random.nextInt(2), "0d7724")
                .bearing("vehicle", "lorry " + random.nextInt(4));
        if (choice < 7 && !sent.isEmpty()) {
          event = event.repeating(sent.get(random.nextInt(sent.size())));
        }
        sent.add(event);
      }
      fed.take(event);

      assertThat(fed.shelf.tallies.getOrDefault(SCOPE, Map.of())).isEqualTo(counted(fed.shelf));
    }
    assertThat(fed.shelf.tallies.get(SCOPE).values())
        .as("some that do not count")
        .anyMatch(tally -> tally.distinct() < tally.all());
  }

  /** The tallies, found by counting all. */
  private static Map<Sighting.Spot, Tally> counted(MemorySurgeShelf shelf) {
    Map<String, Sighting> all = shelf.sightings.getOrDefault(SCOPE, Map.of());
    Map<Sighting.Spot, Tally> counted = new HashMap<>();
    Set<List<Object>> seen = new HashSet<>();
    for (Sighting each : all.values()) {
      boolean repeat =
          each.basedOn().stream()
              .map(all::get)
              .anyMatch(original -> original != null && each.repeats(original));
      String likeness = each.likeness();
      boolean counts =
          !repeat && (likeness == null || seen.add(List.of(each.spot(), (Object) likeness)));
      counted.merge(
          each.spot(),
          new Tally(1, counts ? 1 : 0),
          (one, other) -> new Tally(one.all() + other.all(), one.distinct() + other.distinct()));
    }
    return counted;
  }

  @Test
  void reportThatRepeatsAnotherDoesNotCountWhicheverComesFirst() {
    List<SignalEvent> events = world(7);
    int before = new Fed().take(events, 50).surge().observed();
    SignalEvent original = events.get(events.size() - 3);
    SignalEvent repeat =
        SurgingWorld.signal(9000, "es-gc", END - 1, 23, "0d7724").repeating(original);
    List<SignalEvent> early = new ArrayList<>(events);
    early.addFirst(repeat);
    List<SignalEvent> late = new ArrayList<>(events);
    late.addLast(repeat);
    List<SignalEvent> alone = new ArrayList<>(late);
    alone.add(original.withdrawn());

    assertThat(new Fed().take(early, 50).surge().observed()).isEqualTo(before);
    assertThat(new Fed().take(late, 50).surge().observed()).isEqualTo(before);
    // Without the original the repeat is all that tells of it.
    boolean counted = original.view().header().cell().equals("0d7724");
    assertThat(new Fed().take(alone, 50).surge().observed())
        .isEqualTo(counted ? before : before + 1);
  }

  @Test
  void oneSightingCountsOnceHoweverManyReportIt() {
    List<SignalEvent> events = world(8);
    int before = new Fed().take(events, 50).surge().observed();
    for (int n = 0; n < 5; n++) {
      events.add(
          SurgingWorld.signal(9000 + n, n % 2 == 0 ? "es-gc" : "ma-dgsn", END - 1, 5, "0d7724")
              .bearing("vehicle", "the same lorry"));
    }
    assertThat(new Fed().take(events, 50).surge().observed()).isEqualTo(before + 1);

    events.add(
        SurgingWorld.signal(9100, "es-gc", END - 1, 5, "0d7724").bearing("vehicle", "another"));
    assertThat(new Fed().take(events, 50).surge().observed()).isEqualTo(before + 2);
  }

  @Test
  void historyThatIsHandedInAtOnceIsNoSurge() {
    List<SignalEvent> events = new ArrayList<>();
    String today = SurgingWorld.BEGIN.plusSeconds(86_400L * END + 7_200).toString();
    for (SignalEvent event : SurgingWorld.events(9, 0)) {
      events.add(event.set("acceptedAt", today));
    }
    events.add(SurgingWorld.dayAfter(9999, END + 1));

    assertThat(new Fed().take(events, 50).open()).isEmpty();
  }

  @Test
  void dayThatIsNotOverIsNotJudged() {
    List<SignalEvent> events = SurgingWorld.events(10, 0);
    Fed fed = new Fed().take(events, 50);
    for (int n = 0; n < 60; n++) {
      fed.take(SurgingWorld.signal(9000 + n, "es-gc", SurgingWorld.BEFORE, n % 20, "0d7724"));
    }
    assertThat(fed.told).isEmpty();

    fed.take(SurgingWorld.dayAfter(9999, SurgingWorld.BEFORE + 1));

    assertThat(fed.open()).hasSize(1);
  }

  @Test
  void observationThatSpansTooLongSaysNotOnWhichDay() {
    List<SignalEvent> events = world(11);
    int before = new Fed().take(events, 50).surge().observed();
    SignalEvent vague = SurgingWorld.signal(9000, "es-gc", END - 4, 5, "0d7724");
    Header header = vague.view().header();
    Fed fed = new Fed().take(events, 50);
    assertThat(new Sighting(until(header, 48), List.of(), null).corridor())
        .isEqualTo(Corridor.of(header));

    fed.conclude(
        new AgencyNews.Sighted(ME, "triangular", until(header, 49), List.of(), null, true));

    assertThat(fed.surge().observed()).isEqualTo(before);
  }

  private static Header until(Header each, int hours) {
    return new Header(
        each.id(),
        each.version(),
        each.agency(),
        each.agreement(),
        each.article(),
        each.crime(),
        each.onRequest(),
        each.tlp(),
        each.codes(),
        each.href(),
        each.acceptedAt(),
        each.observedFrom(),
        each.observedFrom() + hours,
        each.country(),
        each.cell(),
        each.grade(),
        each.sheltered());
  }

  @Test
  void strictestOfAllThatIsCountedWins() {
    List<SignalEvent> events = world(12);
    int last = events.size() - 2;
    while (!"0d7724".equals(events.get(last).view().header().cell())) {
      last--;
    }
    events.set(last, events.get(last).handled("RED", "on-request", "H1"));
    Notice notice = new Fed().take(events, 50).open().values().iterator().next();

    assertThat(notice.tlp()).isEqualTo("RED");
    assertThat(notice.codes()).containsExactly("H1");
  }

  @Test
  void forgetsWhatNoJudgementReaches() {
    Fed fed = new Fed().take(SurgingWorld.events(13, 0), 50);
    String first = SurgingWorld.events(13, 0).getFirst().id();
    assertThat(fed.shelf.sighting(ME + "|triangular", first)).isNotNull();

    fed.take(SurgingWorld.dayAfter(9998, 100), SurgingWorld.dayAfter(9999, 400));

    assertThat(fed.shelf.sightings.get(ME + "|triangular")).hasSize(1);
    assertThat(fed.shelf.counts.get(ME + "|triangular")).hasSize(1);
  }
}
