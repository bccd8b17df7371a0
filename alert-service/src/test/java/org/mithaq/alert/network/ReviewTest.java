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
import org.junit.jupiter.params.provider.CsvSource;
import org.mithaq.alert.exchange.PlayedExchange;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.notice.Notice;

/** One person as victim here and suspect there: a human decides. */
class ReviewTest {

  private static final String ME = "nl-kmar";
  private static final String NAME = "person-name=youssef amrani";
  private static final String DAY = "person-day=youssef 1987-03-02";

  private final MemoryCluster cluster = new MemoryCluster();

  private static SignalEvent signal(int n, String agency) {
    return SignalEvent.signal(n, agency, ME, "ma-dgsn", "es-gc", "fr-oltim");
  }

  private static SignalEvent victim() {
    return signal(1, "ma-dgsn").bearingPerson("victim", NAME, DAY).handled("AMBER", "on-request");
  }

  private static SignalEvent suspect() {
    return signal(2, "es-gc").bearingPerson("suspect", NAME, DAY).handled("RED", "open", "H1");
  }

  private void take(SignalEvent... events) {
    for (SignalEvent event : events) {
      cluster.take(event.view());
    }
  }

  private List<Notice> reviews(String agency) {
    return cluster.open(agency).values().stream().filter(Notice::isReview).toList();
  }

  @Test
  void onePersonAsVictimAndSuspectGoesToSafeguardingUsersAndJoinsNothing() {
    take(victim(), suspect());

    Notice review = reviews(ME).getFirst();
    assertThat(cluster.open(ME)).as("no network is made of it").hasSize(1);
    assertThat(review.kind()).isEqualTo(Notice.Kind.PROTECTION);
    assertThat(review.change()).isEqualTo(Notice.Change.OPENED);
    assertThat(review.tlp()).isEqualTo("RED");
    assertThat(review.codes()).containsExactly("H1");
    assertThat(review.signals())
        .extracting(Notice.Ref::id)
        .containsExactly(victim().id(), suspect().id());
    assertThat(review.signals()).extracting(Notice.Ref::sheltered).containsOnly(true);
    assertThat(review.explanation().review())
        .isEqualTo(new Notice.Review("role-conflict", List.of(victim().id())));
    assertThat(review.explanation().evidence())
        .extracting(Notice.Evidence::type)
        .containsExactly("person");
    assertThat(review.confidence()).isGreaterThan(0.99);
  }

  @ParameterizedTest
  @CsvSource({
    "victim, suspect, 1", "witness, suspect, 1", "victim, convicted, 1", "victim, witness, 0",
    "victim, victim, 0", "victim, contact, 0", "victim, other, 0", "victim, uncategorised, 0",
    "suspect, convicted, 0", "suspect, victim, 1"
  })
  void onlyAProtectedAndAnAccusedRoleAreInConflict(String one, String other, int expected) {
    take(
        signal(1, "ma-dgsn").bearingPerson(one, NAME, DAY),
        signal(2, "es-gc").bearingPerson(other, NAME, DAY));

    assertThat(reviews(ME)).hasSize(expected);
  }

  @Test
  void namesakesAndRelativesAreNobodyToDecideAbout() {
    SignalEvent child = signal(1, "ma-dgsn").bearing("phone", "victim", "home");
    SignalEvent father = signal(2, "es-gc").bearing("phone", "home");
    take(
        child.bearingPerson("victim", NAME, "person-year=2012", "person-birthday=0302", DAY),
        father.bearingPerson(
            "suspect", NAME, "person-year=1980", "person-birthday=1104", "person-day=other"));
    take(
        signal(3, "ma-dgsn").bearingPerson("victim", "person-name=fatima diallo"),
        signal(4, "es-gc").bearingPerson("suspect", "person-name=fatima diallo"));

    assertThat(reviews(ME)).isEmpty();
  }

  @Test
  void anotherNameWithTheSameDocumentIsNobodyToDecideAbout() {
    take(
        signal(1, "ma-dgsn").bearing("document", "victim", "pass").bearingPerson("victim", NAME),
        signal(2, "es-gc")
            .bearing("document", "pass")
            .bearingPerson("suspect", "person-name=who holds it"));

    assertThat(reviews(ME)).as("traffickers hold the papers of their victims").isEmpty();
  }

  @Test
  void aNameThatIsWrittenOtherwiseWithTheSameDocumentIsSomebodyToDecideAbout() {
    take(
        signal(1, "ma-dgsn")
            .bearing("document", "victim", "pass")
            .bearingPerson("victim", "person-name=jie wang")
            .named(0, 100),
        signal(2, "es-gc")
            .bearing("document", "pass")
            .bearingPerson("suspect", "person-name=kit wong")
            .named(30, 130));

    Notice review = reviews(ME).getFirst();
    assertThat(review.explanation().evidence())
        .extracting(Notice.Evidence::type)
        .containsExactly("document");
  }

  @Test
  void aNameAloneAndTheSameDocumentAreOnePerson() {
    take(
        signal(1, "ma-dgsn").bearing("document", "victim", "pass").bearingPerson("victim", NAME),
        signal(2, "es-gc").bearing("document", "pass").bearingPerson("suspect", NAME));

    assertThat(reviews(ME).getFirst().explanation().evidence())
        .extracting(Notice.Evidence::type)
        .containsExactly("person", "document");
  }

  @Test
  void neitherTimeNorDoubtKeepsItFromAHuman() {
    take(victim(), suspect().observed("2021-01-01T00:00:00Z"));

    assertThat(reviews(ME)).hasSize(1);
  }

  @Test
  void signalsOfOneAgencyAreInConflictToo() {
    take(victim(), signal(2, "ma-dgsn").bearingPerson("suspect", NAME, DAY));

    assertThat(reviews(ME)).hasSize(1);
  }

  @Test
  void everyAccusationOfOnePersonStandsInOneReview() {
    take(suspect(), signal(3, "fr-oltim").bearingPerson("convicted", NAME, DAY), victim());

    assertThat(reviews(ME)).hasSize(1);
    assertThat(reviews(ME).getFirst().signals()).hasSize(3);
  }

  @Test
  void reviewEndsWhenTheSuspicionIsCorrected() {
    take(victim(), suspect());
    String id = reviews(ME).getFirst().id();
    take(signal(2, "es-gc").bearingPerson("contact", NAME, DAY).version(2));

    Notice closed = cluster.networks.notice(ME + "|triangular", id);
    assertThat(closed.isOpen()).isFalse();
    assertThat(closed.signals()).isEmpty();
    assertThat(closed.explanation().review())
        .isEqualTo(new Notice.Review("role-conflict", List.of()));

    take(suspect().version(3));
    assertThat(reviews(ME)).extracting(Notice::version).containsExactly(3);
  }

  @Test
  void reviewEndsWhenEitherIsWithdrawn() {
    take(victim(), suspect(), suspect().withdrawn());
    assertThat(reviews(ME)).isEmpty();

    take(suspect().version(3), victim().withdrawn());
    assertThat(reviews(ME)).isEmpty();
  }

  @Test
  void whatWasShownInAReviewAloneIsRecalledFromSafeguardingUsersAlone() {
    take(victim(), suspect(), suspect().withdrawn());

    assertThat(cluster.recalls(ME)).hasSize(1);
    assertThat(cluster.recalls(ME).getFirst().signals())
        .extracting(Notice.Ref::sheltered)
        .containsExactly(true);
  }

  @Test
  void recallNamesNoReviewBesideOtherNotices() {
    SignalEvent accused = suspect().bearing("vehicle", "v");
    take(victim(), accused, signal(3, "fr-oltim").bearing("vehicle", "v"));
    String review = reviews(ME).getFirst().id();
    take(accused.withdrawn());

    Notice recall = cluster.recalls(ME).getFirst();
    assertThat(recall.signals()).extracting(Notice.Ref::sheltered).containsExactly(false);
    assertThat(recall.recall().notices()).hasSize(1).doesNotContain(review);
  }

  @Test
  void agencyThatMayKnowButOneOfTheTwoIsToldNothing() {
    take(victim().to("ma-dgsn", "es-gc"), suspect());

    assertThat(reviews("es-gc")).hasSize(1);
    assertThat(cluster.told.getOrDefault(ME, List.of())).isEmpty();
    assertThat(cluster.told.getOrDefault("fr-oltim", List.of())).isEmpty();
  }

  @Test
  void orderOfArrivalLeavesNoTrace() {
    int met = 0;
    for (long seed = 21; seed < 27; seed++) {
      List<SignalEvent> events = new ArrayList<>(newest(GeneratedWorld.events(seed, 120, 3)));
      Map<String, Notice> expected = standing(events);
      met += (int) expected.values().stream().filter(Notice::isReview).count();
      for (int shuffle = 0; shuffle < 5; shuffle++) {
        Collections.shuffle(events, new Random(seed * 1000 + shuffle));
        assertThat(standing(events)).isEqualTo(expected);
      }
    }
    assertThat(met).as("reviews that were made").isGreaterThan(5);
  }

  private static List<SignalEvent> newest(List<SignalEvent> events) {
    Map<String, SignalEvent> newest = new TreeMap<>();
    events.forEach(event -> newest.put(event.id(), event));
    return List.copyOf(newest.values());
  }

  private static Map<String, Notice> standing(List<SignalEvent> events) {
    MemoryCluster cluster = new MemoryCluster();
    events.forEach(event -> cluster.take(event.view()));
    Map<String, Notice> standing = new TreeMap<>();
    PlayedExchange.AGENCIES.forEach(
        agency ->
            cluster
                .standing(agency)
                .forEach((id, notice) -> standing.put(agency + "/" + id, notice)));
    return standing;
  }
}
