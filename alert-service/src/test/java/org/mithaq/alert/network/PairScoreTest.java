package org.mithaq.alert.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.matching.Grade;
import org.mithaq.alert.matching.Header;
import org.mithaq.alert.matching.Mark;
import org.mithaq.alert.matching.Person;
import org.mithaq.alert.notice.Notice;

/** What pieces of evidence come to together. */
class PairScoreTest {

  private static final Scoring SCORING = MemoryCluster.defaults();
  private static final int DOCUMENT = SCORING.types().get("document").weight();

  private static final PairScore.Shared PART =
      person(List.of("person-name", "person-day", "person-part"), "person-part");
  private static final PairScore.Shared NAME =
      person(List.of("person-name", "person-day", "person-part"), "person-name");
  private static final PairScore.Shared DAY =
      person(List.of("person-name", "person-day", "person-part"), "person-day");

  @Test
  void aNumberWithoutItsCountryIsADocumentOnlyWhereNobodyNamesAnother() {
    String number = "document-number=GK5358783";
    SignalEvent known =
        SignalEvent.signal(1, "ma-dgsn").bearingThing("document", "document=MA|GK5358783", number);
    SignalEvent silent = SignalEvent.signal(2, "es-gc").bearingThing("document", number);
    SignalEvent other =
        SignalEvent.signal(3, "fr-oltim").bearingThing("document", "document=FR|GK5358783", number);

    assertThat(score(Sharing.of(known, silent)).evidence())
        .singleElement()
        .satisfies(
            piece -> {
              assertThat(piece.weight()).isEqualTo(11_500);
              assertThat(piece.agrees()).containsExactly("document-number");
            });
    assertThat(PairScore.of(SCORING, header("a"), header("b"), Sharing.of(known, other)))
        .as("of two countries")
        .isNull();
    assertThat(score(Sharing.of(known, known)).evidence())
        .singleElement()
        .satisfies(piece -> assertThat(piece.agrees()).containsExactly("document"));
  }

  @Test
  void whatIsNearSufficesTogetherAndNotAlone() {
    PairScore.Shared document = thing(1, "document", "short-document-near");
    PairScore.Shared address = thing(2, "address", "address-near");
    Stream.of(document, address).forEach(each -> assertThat(total(List.of(each))).isNotPositive());
    assertThat(total(List.of(document, address))).isPositive();
  }

  @Test
  void aNameAndADocumentOfOnePersonAddUpToNoMoreThanADocument() {
    PairScore.Shared near = thing(1, "document", "short-document-near");
    PairScore weak = PairScore.of(SCORING, header("a"), header("b"), List.of(PART, near));
    assertThat(sum(weak)).isEqualTo(DOCUMENT);
    assertThat(sum(weak)).isGreaterThan(sum(score(List.of(PART))));
  }

  @Test
  void anIdentityThatIsCertainGainsNothing() {
    PairScore.Shared document = thing(1, "document", "document");
    assertThat(total(List.of(NAME, DAY, document))).isEqualTo(total(List.of(NAME, DAY)));
    assertThat(total(List.of(PART, document))).isEqualTo(total(List.of(document)));
  }

  @Test
  void theEvidenceAndThePriorMakeTheTotal() {
    PairScore weak = score(List.of(PART, thing(1, "document", "short-document-near")));
    assertThat(weak.total()).isEqualTo(SCORING.prior() + sum(weak) + SCORING.sameCrime());
  }

  @Test
  void whoeverHasTooLittleInCommonIsNoFurtherApartThanWhoHasNothing() {
    PairScore weak = score(List.of(thing(2, "address", "address-near")));
    assertThat(weak.total()).isNegative();
    assertThat(weak.pull()).isZero();
    PairScore strong = score(List.of(thing(1, "document", "document")));
    assertThat(strong.pull()).isEqualTo(strong.total()).isPositive();
  }

  @Test
  void namesWhoseBirthsContradictEachOtherJoinNothingByThemselvesAndAddToWhatElseIsShared() {
    List<String> known = List.of("person-name", "person-year", "person-nationality");
    PairScore.Shared name = person(known, "person-name");
    PairScore alone = score(List.of(name, person(known, "person-nationality")));
    assertThat(alone.total()).isEqualTo(SCORING.joinAbove());
    assertThat(alone.evidence())
        .extracting(Notice.Evidence::type)
        .containsExactly("person", "unconfirmed-name");
    assertThat(alone.total()).isEqualTo(SCORING.prior() + sum(alone) + SCORING.sameCrime());
    PairScore.Shared address = thing(1, "address", "address");
    assertThat(total(List.of(name, address))).isGreaterThan(total(List.of(address)));
  }

  @Test
  void oneWordAndTheYearKeepNoTwoNetworksApart() {
    PairScore.Shared word =
        person(List.of("person-even-years", "person-odd-years"), "person-odd-years");
    PairScore score =
        PairScore.of(SCORING, header("a"), header("b", "money-laundering"), List.of(word));
    assertThat(score.total()).isNegative();
    assertThat(score.pull()).isZero();
  }

  @Test
  void whatSpeaksAgainstAPairHoldsTwoNetworksApartAndIsNotCountedTwice() {
    PairScore.Shared name = person(List.of("person-name", "document"), "person-name");
    PairScore names = score(List.of(name));
    assertThat(names.disagreement()).isEqualTo(SCORING.persons().otherDocument());
    assertThat(names.pull()).isEqualTo(Math.max(names.total(), names.disagreement())).isNegative();
    PairScore otherCrime =
        PairScore.of(
            SCORING,
            header("a"),
            header("b", "money-laundering"),
            List.of(thing(2, "address", "address-near")));
    assertThat(otherCrime.disagreement()).isEqualTo(SCORING.otherCrime());
    assertThat(otherCrime.pull()).isEqualTo(SCORING.otherCrime());
  }

  @Test
  void aNoticeTellsThatTheDocumentsOfOneNameDiffer() {
    PairScore.Shared name = person(List.of("person-name", "document"), "person-name");
    PairScore without = score(List.of(person(List.of("person-name"), "person-name")));
    PairScore with = score(List.of(name));
    assertThat(with.evidence())
        .extracting(Notice.Evidence::type)
        .containsExactly("person", "other-document");
    assertThat(with.evidence().getLast().weight())
        .isEqualTo(SCORING.persons().otherDocument())
        .isNegative();
    assertThat(with.evidence().getFirst()).isEqualTo(without.evidence().getFirst());
    assertThat(with.total()).isEqualTo(SCORING.prior() + sum(with));
  }

  @Test
  void aSlipInADocumentMakesItNoOther() {
    PairScore.Shared name = person(List.of("person-name", "document"), "person-name");
    assertThat(score(List.of(name, thing(1, "document", "document-near"))).evidence())
        .extracting(Notice.Evidence::type)
        .doesNotContain("other-document");
  }

  @Test
  void evidenceTellsASlipFromTheThingItself() {
    PairScore.Shared near = thing(1, "document", "document-near");
    assertThat(score(List.of(near, thing(2, "phone", "phone"))).evidence())
        .extracting(Notice.Evidence::agrees)
        .containsExactlyInAnyOrder(List.of("phone"), List.of("document-near"));
    assertThat(score(List.of(near, thing(1, "document", "document"))).evidence())
        .extracting(Notice.Evidence::agrees)
        .containsExactly(List.of("document"));
    assertThat(score(List.of(NAME, DAY)).evidence())
        .extracting(Notice.Evidence::agrees)
        .containsExactly(List.of("name", "birth-date"));
  }

  @Test
  void anotherCrimeSpeaksAgainstALinkThatRestsOnNamesAlone() {
    List<PairScore.Shared> names = List.of(NAME, DAY);
    PairScore same = score(names);
    PairScore other = PairScore.of(SCORING, header("a"), header("b", "fraud"), names);
    assertThat(other).isNotNull();
    assertThat(other.evidence())
        .extracting(Notice.Evidence::type)
        .containsExactly("person", "other-crime");
    assertThat(other.evidence().getLast().weight()).isEqualTo(SCORING.otherCrimeOfNames());
    assertThat(other.evidence().getFirst()).isEqualTo(same.evidence().getFirst());
    assertThat(other.total()).isEqualTo(SCORING.prior() + sum(other));
    assertThat(PairScore.of(SCORING, header("b", "fraud"), header("a"), names).total())
        .isEqualTo(other.total());
  }

  @Test
  void aNameThatNoBirthDateConfirmsJoinsAndOpensNoNotice() {
    PairScore.Shared name = person(List.of("person-name", "person-nationality"), "person-name");
    PairScore.Shared nationality =
        person(List.of("person-name", "person-nationality"), "person-nationality");
    PairScore alone = score(List.of(name, nationality));
    assertThat(alone.total()).isGreaterThan(SCORING.joinAbove()).isEqualTo(SCORING.openAbove());
    assertThat(alone.evidence())
        .extracting(Notice.Evidence::type)
        .containsExactly("person", "unconfirmed-name");
    assertThat(alone.evidence().getLast().weight()).isNegative();
    assertThat(alone.total()).isEqualTo(SCORING.prior() + sum(alone) + SCORING.sameCrime());
    assertThat(total(List.of(name, nationality, thing(1, "address", "address-near"))))
        .isGreaterThan(SCORING.openAbove());
    assertThat(total(List.of(NAME, DAY))).isGreaterThan(SCORING.openAbove());
  }

  @Test
  void anotherCrimeSpeaksLessAgainstALinkWhereMoreThanANameIsShared() {
    List<PairScore.Shared> shared = List.of(NAME, DAY, thing(1, "phone", "phone"));
    PairScore other = PairScore.of(SCORING, header("a"), header("b", "fraud"), shared);
    assertThat(other).isNotNull();
    assertThat(other.evidence())
        .extracting(Notice.Evidence::type)
        .containsExactlyInAnyOrder("person", "phone", "other-crime");
    assertThat(other.evidence().getLast().weight())
        .isEqualTo(SCORING.otherCrime())
        .isNegative()
        .isGreaterThan(SCORING.otherCrimeOfNames());
    assertThat(other.total()).isEqualTo(SCORING.prior() + sum(other));
  }

  @Test
  void onePhoneOpensANoticeWhateverTheCrimesWhenItWasJustUsedAndGoodSourcesSaySo() {
    List<PairScore.Shared> phone = List.of(thing(1, "phone", "phone"));
    PairScore other = PairScore.of(SCORING, header("a"), header("b", "fraud"), phone);
    assertThat(other).isNotNull();
    assertThat(other.total()).isGreaterThan(SCORING.openAbove());
  }

  private static int total(List<PairScore.Shared> shared) {
    return score(shared).total();
  }

  private static int sum(PairScore score) {
    return score.evidence().stream().mapToInt(Notice.Evidence::weight).sum();
  }

  private static PairScore score(List<PairScore.Shared> shared) {
    PairScore score = PairScore.of(SCORING, header("a"), header("b"), shared);
    assertThat(score).isNotNull();
    return score;
  }

  private static PairScore.Shared person(List<String> attributes, String shared) {
    Mark mark =
        new Mark(
            0,
            "person",
            shared,
            "suspect",
            List.of(),
            new Person(0, "suspect", attributes, List.of()),
            List.of());
    return new PairScore.Shared("1:" + shared, 2, mark, mark);
  }

  private static PairScore.Shared thing(int n, String type, String attribute) {
    Mark mark = new Mark(n, type, attribute, null, List.of(), null, List.of());
    return new PairScore.Shared("1:" + attribute, 2, mark, mark);
  }

  private static Header header(String id) {
    return header(id, "organised-crime");
  }

  private static Header header(String id, String crime) {
    return new Header(
        id,
        1,
        "ma-dgsn",
        "triangular",
        "5",
        crime,
        false,
        "AMBER",
        List.of(),
        "http://127.0.0.1/" + id,
        0,
        0,
        0,
        "MA",
        null,
        new Grade("4x4", "A", "1"),
        false);
  }
}
