package org.mithaq.alert.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mithaq.alert.matching.Mark;
import org.mithaq.alert.matching.Person;

/**
 * What two selectors say of one person: agreement adds, disagreement subtracts, absence is silent.
 */
class PersonScoreTest {

  private static final PersonWeights WEIGHTS = MemoryCluster.defaults().persons();

  private static final List<String> WHOLE =
      List.of("person-name", "person-year", "person-birthday", "person-day", "person-part");
  private static final List<String> OF_YEAR = List.of("person-name", "person-year");
  private static final List<String> NATIVE =
      List.of("person-part", "person-native", "person-birth");
  private static final List<String> NAME_ALONE = List.of("person-name");

  @Test
  void aWholeDateWeighsMoreThanAYearAndAYearMoreThanNone() {
    int day = score(WHOLE, WHOLE, Map.of("person-name", 2, "person-day", 2)).weight();
    int year = score(WHOLE, OF_YEAR, Map.of("person-name", 2, "person-year", 2)).weight();
    int none = score(WHOLE, NAME_ALONE, Map.of("person-name", 2)).weight();
    assertThat(day).isGreaterThan(year);
    assertThat(year).isGreaterThan(none);
  }

  @Test
  void aNameAndAWholeDateOpenANoticeAndANameThatManyBearLinksNothing() {
    int prior = -MemoryCluster.defaults().prior();
    assertThat(score(WHOLE, WHOLE, Map.of("person-name", 2, "person-day", 2)).weight())
        .isGreaterThan(prior + MemoryCluster.defaults().openAbove());
    assertThat(score(NAME_ALONE, NAME_ALONE, Map.of("person-name", 64)).weight()).isLessThan(prior);
  }

  @Test
  void datesThatDifferInYearAndDayAreOfTwoPersonsAndContradictEachOther() {
    for (List<String> born : List.of(WHOLE, OF_YEAR)) {
      PersonScore apart = score(born, born, Map.of("person-name", 2));
      assertThat(apart.apart()).isTrue();
      assertThat(apart.contradicted()).isTrue();
      assertThat(apart.dated()).isFalse();
      assertThat(apart.differs()).containsExactly("birth-date");
      assertThat(apart.disagreement()).isEqualTo(WEIGHTS.otherDate());
      assertThat(apart.weight())
          .isLessThan(score(NAME_ALONE, born, Map.of("person-name", 2)).weight());
    }
    List<String> placed = List.of("person-name", "person-year", "person-birthplace");
    assertThat(
            score(placed, placed, Map.of("person-name", 2, "person-birthplace", 2)).contradicted())
        .as("born in one place")
        .isFalse();
  }

  @Test
  void aWrongDigitInTheYearContradictsNothing() {
    Map<String, Integer> shared = Map.of("person-name", 2, "person-year-digits", 2);
    PersonScore digit = score(WHOLE, WHOLE, shared);
    assertThat(digit.contradicted()).isFalse();
    assertThat(digit.apart()).as("it may be two persons all the same").isTrue();
    assertThat(digit.dated()).isFalse();
    assertThat(digit.agrees()).containsExactly("name", "birth-year-near");
    assertThat(digit.differs()).containsExactly("birth-date");
    assertThat(digit.weight())
        .isGreaterThan(score(WHOLE, WHOLE, Map.of("person-name", 2)).weight())
        .isLessThan(score(WHOLE, WHOLE, Map.of("person-name", 2, "person-year", 2)).weight());
    assertThat(
            score(WHOLE, WHOLE, Map.of("person-name", 2, "person-year", 2, "person-year-digits", 2))
                .agrees())
        .as("who shares the year shares its digits")
        .containsExactly("name", "birth-year");
  }

  @Test
  void theYearBeforeOrAfterIsLessThanTheYearAndMoreThanAnyOther() {
    int year = score(OF_YEAR, OF_YEAR, Map.of("person-name", 2, "person-year", 2)).weight();
    PersonScore near = score(OF_YEAR, OF_YEAR, Map.of("person-name", 2, "person-odd-years", 2));
    int other = score(OF_YEAR, OF_YEAR, Map.of("person-name", 2)).weight();
    assertThat(near.weight()).isLessThan(year).isGreaterThan(other);
    assertThat(near.apart()).isFalse();
    assertThat(near.dated()).as("it confirms no name").isFalse();
    assertThat(near.agrees()).containsExactly("name", "birth-year-near");
    assertThat(near.differs()).as("it may be one year of which half is too common").isEmpty();
    assertThat(score(WHOLE, WHOLE, Map.of("person-name", 2, "person-odd-years", 2)).differs())
        .containsExactly("birth-date");
  }

  @Test
  void bothPairsOfYearsAreOneYearAlsoWhereTooManyBearTheNameWithIt() {
    Map<String, Integer> years =
        Map.of("person-name", 2, "person-even-years", 2, "person-odd-years", 2);
    assertThat(score(OF_YEAR, OF_YEAR, years).weight())
        .isEqualTo(score(OF_YEAR, OF_YEAR, Map.of("person-name", 2, "person-year", 2)).weight());
  }

  @Test
  void onePartOfANameWithTheYearLinksNothingAloneAndConfirmsNoName() {
    List<String> oneWord = List.of("person-even-years", "person-odd-years");
    PersonScore year =
        score(oneWord, oneWord, Map.of("person-even-years", 2, "person-odd-years", 2));
    PersonScore near = score(oneWord, oneWord, Map.of("person-odd-years", 2));
    assertThat(year.weight()).isLessThan(-MemoryCluster.defaults().prior());
    assertThat(near.weight()).isLessThan(year.weight());
    assertThat(year.dated()).isFalse();
    assertThat(year.agrees()).containsExactly("name-part", "birth-year");
    assertThat(near.agrees()).containsExactly("name-part", "birth-year-near");
    assertThat(year.halfLifeDays()).isEqualTo(WEIGHTS.looseHalfLifeDays());
  }

  @Test
  void aWordThatIsAllThereIsIsNoMoreAlikeThanItIsShared() {
    List<String> oneWord = List.of("person-even-years", "person-odd-years");
    List<String> whole = List.of("person-name", "person-even-years", "person-odd-years");
    Map<String, Integer> shared = Map.of("person-even-years", 2, "person-odd-years", 2);
    int silent = score(whole, whole, shared).weight();
    assertThat(find(oneWord, oneWord, shared, filter(0, 100), filter(0, 100)).weight())
        .isEqualTo(silent);
    PersonScore alike = find(whole, whole, shared, filter(0, 100), filter(5, 100));
    assertThat(alike.weight())
        .as("the other part is written otherwise")
        .isGreaterThan(silent)
        .isGreaterThan(-MemoryCluster.defaults().prior())
        .isLessThan(-MemoryCluster.defaults().prior() + MemoryCluster.defaults().openAbove());
    assertThat(find(whole, whole, shared, filter(0, 100), filter(40, 140)).weight())
        .as("neither alike nor another name")
        .isEqualTo(silent);
    assertThat(find(whole, whole, shared, filter(0, 100), filter(200, 300)))
        .as("relatives, of one age")
        .isNull();
  }

  @Test
  void onePlaceOfBirthIsNotDeniedWhereNoTokenCouldTellIt() {
    List<String> born = List.of("person-birth", "person-part", "person-odd-years");
    assertThat(score(born, born, Map.of("person-odd-years", 2)).differs())
        .containsExactly("birth-date");
  }

  @Test
  void whatSpeaksAgainstIsToldApart() {
    List<String> known = List.of("person-name", "person-nationality", "person-birthplace");
    PersonScore score =
        find(known, known, Map.of("person-name", 2), filter(0, 100), filter(200, 300));
    assertThat(score.disagreement())
        .isEqualTo(WEIGHTS.otherNationality() + WEIGHTS.otherBirthplace() + WEIGHTS.unlikeWeight());
    assertThat(score(WHOLE, WHOLE, Map.of("person-name", 2, "person-day", 2)).disagreement())
        .isZero();
  }

  @Test
  void twoGenerationsOfOneNameAreTwoPersonsWhateverTheDates() {
    List<String> told = List.of("person-name", "person-day", "person-generation");
    Map<String, Integer> shared = Map.of("person-name", 2, "person-day", 2);
    assertThat(find(told, told, shared, null, null)).isNull();
    assertThat(find(told, WHOLE, shared, null, null)).isNotNull();
    assertThat(
            find(
                told,
                told,
                Map.of("person-name", 2, "person-day", 2, "person-generation", 2),
                null,
                null))
        .isNotNull();
  }

  @Test
  void aSlipInTheDateWeighsLessThanNoSlip() {
    int right = score(WHOLE, WHOLE, Map.of("person-name", 2, "person-day", 2)).weight();
    assertThat(score(WHOLE, WHOLE, Map.of("person-name", 2, "person-year", 2)).weight())
        .isLessThan(right);
    assertThat(score(WHOLE, WHOLE, Map.of("person-name", 2, "person-birthday", 2)).weight())
        .isLessThan(right);
  }

  @Test
  void aSwapOfDayAndMonthWeighsMoreThanAnyOtherSlip() {
    int swap =
        score(WHOLE, WHOLE, Map.of("person-name", 2, "person-year", 2, "person-birthday", 2))
            .weight();
    assertThat(swap)
        .isGreaterThan(score(WHOLE, WHOLE, Map.of("person-name", 2, "person-birthday", 2)).weight())
        .isGreaterThan(score(WHOLE, WHOLE, Map.of("person-name", 2, "person-year", 2)).weight())
        .isLessThan(score(WHOLE, WHOLE, Map.of("person-name", 2, "person-day", 2)).weight());
  }

  @Test
  void aNameOfOneWordIsNotUnlikeAWholeOne() {
    List<String> oneWord = List.of("person-part");
    Map<String, Integer> shared = Map.of("person-part", 2);
    assertThat(find(WHOLE, oneWord, shared, filter(0, 100), filter(200, 300)))
        .isEqualTo(find(WHOLE, oneWord, shared, null, null));
    assertThat(find(WHOLE, WHOLE, shared, filter(0, 100), filter(200, 300)).weight())
        .isLessThan(find(WHOLE, WHOLE, shared, null, null).weight());
  }

  @Test
  void aCommonNameWeighsLittleAndNeverLessThanItsLeast() {
    int rare = score(WHOLE, WHOLE, Map.of("person-name", 2, "person-day", 2)).weight();
    int common = score(WHOLE, WHOLE, Map.of("person-name", 1024, "person-day", 2)).weight();
    int hub = score(WHOLE, WHOLE, Map.of("person-day", 2)).weight();
    assertThat(common).isLessThan(rare);
    assertThat(hub).isLessThanOrEqualTo(common);
    assertThat(score(WHOLE, WHOLE, Map.of("person-name", 1 << 20, "person-day", 2)).weight())
        .isEqualTo(hub);
  }

  @Test
  void anotherNationalityCountsAgainstAndAnUnknownOneIsSilent() {
    List<String> known = List.of("person-name", "person-nationality");
    int unknown = score(known, NAME_ALONE, Map.of("person-name", 2)).weight();
    assertThat(score(known, known, Map.of("person-name", 2)).weight()).isLessThan(unknown);
    assertThat(score(known, known, Map.of("person-name", 2, "person-nationality", 2)).weight())
        .isGreaterThan(unknown);
  }

  @Test
  void anotherBirthplaceCountsAgainstANameAndIsSilentBesideOneDayOfBirth() {
    List<String> known = List.of("person-name", "person-birthplace");
    int unknown = score(known, NAME_ALONE, Map.of("person-name", 2)).weight();
    assertThat(score(known, known, Map.of("person-name", 2)).weight()).isLessThan(unknown);
    assertThat(score(known, known, Map.of("person-name", 2, "person-birthplace", 2)).weight())
        .isGreaterThan(unknown);
    List<String> whole = List.of("person-name", "person-day", "person-birthplace");
    Map<String, Integer> day = Map.of("person-name", 2, "person-day", 2);
    assertThat(score(whole, whole, day).weight()).isEqualTo(score(whole, WHOLE, day).weight());
  }

  @Test
  void aBirthplaceByItselfConfirmsNoName() {
    List<String> known = List.of("person-name", "person-birthplace");
    assertThat(score(known, known, Map.of("person-name", 2, "person-birthplace", 2)).dated())
        .isFalse();
  }

  @Test
  void onePartOfANameWithTheDayWeighsMoreWhereThePlaceOfBirthAgreesToo() {
    int day = score(NATIVE, NATIVE, Map.of("person-part", 2)).weight();
    int birth = score(NATIVE, NATIVE, Map.of("person-part", 2, "person-birth", 2)).weight();
    assertThat(birth).isGreaterThan(day);
    assertThat(score(NATIVE, WHOLE, Map.of("person-part", 2)).weight()).isEqualTo(day);
  }

  @Test
  void dayAndPlaceOfBirthOpenNoNoticeWhateverTheNames() {
    PersonScore birth = find(NATIVE, NATIVE, Map.of("person-birth", 2), null, null);
    PersonScore unlike =
        find(NATIVE, NATIVE, Map.of("person-birth", 2), filter(0, 100), filter(200, 300));
    int prior = -MemoryCluster.defaults().prior();
    assertThat(birth.weight())
        .isGreaterThan(prior)
        .isLessThan(prior + MemoryCluster.defaults().openAbove());
    assertThat(unlike.weight()).isLessThan(prior);
  }

  @Test
  void onePartOfANameWithYearAndPlaceOpensNoNoticeAndAnotherDaySpeaksAgainstIt() {
    List<String> ofYear = List.of("person-native");
    PersonScore year = find(NATIVE, ofYear, Map.of("person-native", 2), null, null);
    PersonScore otherDay = find(NATIVE, NATIVE, Map.of("person-native", 2), null, null);
    assertThat(year.weight())
        .isLessThan(-MemoryCluster.defaults().prior() + MemoryCluster.defaults().openAbove());
    assertThat(score(NATIVE, ofYear, Map.of("person-native", 4)).weight())
        .as("where more than two or three bear it")
        .isLessThan(-MemoryCluster.defaults().prior());
    assertThat(otherDay.weight()).isLessThan(year.weight());
    assertThat(year.dated()).isTrue();
    assertThat(otherDay.dated()).isFalse();
  }

  @Test
  void anotherDocumentCountsAgainstANameThatNoBirthDateConfirms() {
    List<String> alone = List.of("person-name", "document");
    List<String> dated = List.of("person-name", "person-day", "document");
    Map<String, Integer> name = Map.of("person-name", 2);
    Map<String, Integer> day = Map.of("person-name", 2, "person-day", 2);
    assertThat(find(alone, alone, name, null, null).against()).isNegative();
    assertThat(find(alone, NAME_ALONE, name, null, null).against()).isZero();
    assertThat(find(dated, dated, day, null, null).against()).isZero();
    List<String> ofYears = List.of("person-odd-years", "document");
    assertThat(score(ofYears, ofYears, Map.of("person-odd-years", 2)).against()).isNegative();
  }

  @Test
  void onePartOfANameWithTheDayIsLessThanBothAndOpensNoNotice() {
    assertThat(score(WHOLE, WHOLE, Map.of("person-part", 2)).weight())
        .isLessThan(score(WHOLE, WHOLE, Map.of("person-name", 2, "person-day", 2)).weight())
        .isLessThan(-MemoryCluster.defaults().prior() + MemoryCluster.defaults().openAbove());
  }

  @Test
  void filtersThatAreFarApartSpeakAgainst() {
    Person.Filter near = filter(0, 100);
    Map<String, Integer> shared = Map.of("person-name", 2);
    PersonScore silent = find(NAME_ALONE, NAME_ALONE, shared, near, null);
    PersonScore alike = find(NAME_ALONE, NAME_ALONE, shared, near, filter(0, 100));
    PersonScore unlike = find(NAME_ALONE, NAME_ALONE, shared, near, filter(200, 300));
    assertThat(alike.weight()).isGreaterThan(silent.weight());
    assertThat(unlike.weight()).isLessThan(silent.weight());
  }

  @Test
  void ofSeveralNamesTheTwoThatAreMostAlikeAreCompared() {
    Person known = new Person(0, null, List.of(), List.of(filter(0, 100), filter(200, 300)));
    Person alike = new Person(0, null, List.of(), List.of(filter(200, 300)));
    Person unlike = new Person(0, null, List.of(), List.of(filter(350, 400)));
    Person nameless = new Person(0, null, List.of(), List.of());
    assertThat(Person.likeness(known, alike))
        .isEqualTo(1000)
        .isEqualTo(Person.likeness(alike, known));
    assertThat(Person.likeness(known, unlike)).isZero();
    assertThat(Person.likeness(known, nameless)).isNull();
  }

  @Test
  void aNameWithoutADayFadesSoonerThanOneWithIt() {
    assertThat(score(WHOLE, OF_YEAR, Map.of("person-year", 2)).halfLifeDays())
        .isLessThan(score(WHOLE, WHOLE, Map.of("person-day", 2)).halfLifeDays());
  }

  @Test
  void tokensOfWhichNobodySaysWhatTheyAreOfAreNoEvidence() {
    Mark mute =
        new Mark(
            0,
            "person",
            null,
            "suspect",
            List.of(),
            new Person(0, "suspect", List.of(), List.of()),
            List.of());
    assertThat(PersonScore.of(WEIGHTS, List.of(new PairScore.Shared("1:0", 2, mute, mute)), false))
        .isNull();
  }

  @Test
  void oneDayOfBirthIsOneWhateverOfTheNameStandsBesideIt() {
    int day = score(WHOLE, WHOLE, Map.of("person-name", 2, "person-day", 2)).weight();
    assertThat(score(WHOLE, WHOLE, Map.of("person-name", 2, "person-part", 2)).weight())
        .as("the token of name and day is nobody's own any more")
        .isEqualTo(day);
  }

  @Test
  void yearAndPlaceOfBirthAreOneWhateverOfTheNameStandsBesideThem() {
    List<String> known = List.of("person-name", "person-birthplace", "person-native");
    Map<String, Integer> whole = Map.of("person-name", 2, "person-birthplace", 2, "person-year", 2);
    assertThat(score(known, known, Map.of("person-name", 2, "person-native", 2)).weight())
        .as("the token of name and place, and that of name and year, are nobody's own any more")
        .isEqualTo(score(known, known, whole).weight());
  }

  @Test
  void tellsWhatAgreesAndWhatBothKnowAndDoesNot() {
    List<String> known = List.of("person-name", "person-nationality", "person-birthplace");
    PersonScore name = find(known, known, Map.of("person-name", 2), null, null);
    assertThat(name.agrees()).containsExactly("name");
    assertThat(name.differs()).containsExactly("birthplace", "nationality");

    PersonScore year = score(WHOLE, OF_YEAR, Map.of("person-name", 2, "person-year", 2));
    assertThat(year.agrees()).containsExactly("name", "birth-year");
    assertThat(year.differs()).isEmpty();

    PersonScore slip = score(WHOLE, WHOLE, Map.of("person-name", 2, "person-year", 2));
    assertThat(slip.agrees()).containsExactly("name", "birth-year");
    assertThat(slip.differs()).containsExactly("birth-date");

    PersonScore day =
        score(
            WHOLE,
            WHOLE,
            Map.of("person-name", 2, "person-day", 2, "person-part", 2, "person-year", 2));
    assertThat(day.agrees()).containsExactly("name", "birth-date");
    assertThat(day.differs()).isEmpty();

    PersonScore part =
        find(WHOLE, WHOLE, Map.of("person-part", 2), filter(0, 100), filter(200, 300));
    assertThat(part.agrees()).containsExactly("name-part", "birth-date");
    assertThat(part.differs()).containsExactly("spelling");

    PersonScore birth = score(NATIVE, NATIVE, Map.of("person-birth", 2));
    assertThat(birth.agrees()).containsExactly("birth-date", "birthplace");
    PersonScore nativeOf = score(NATIVE, NATIVE, Map.of("person-native", 2));
    assertThat(nativeOf.agrees()).containsExactly("name-part", "birth-year", "birthplace");
    assertThat(nativeOf.differs()).containsExactly("birth-date");
  }

  private static PersonScore score(
      List<String> one, List<String> other, Map<String, Integer> shared) {
    PersonScore score = find(one, other, shared, null, null);
    assertThat(score).isNotNull();
    return score;
  }

  private static PersonScore find(
      List<String> one,
      List<String> other,
      Map<String, Integer> shared,
      Person.Filter first,
      Person.Filter second) {
    return PersonScore.of(
        WEIGHTS,
        shared.entrySet().stream()
            .map(
                each ->
                    new PairScore.Shared(
                        "1:" + each.getKey(),
                        each.getValue(),
                        mark(
                            each.getKey(),
                            new Person(
                                0, "suspect", one, first == null ? List.of() : List.of(first))),
                        mark(
                            each.getKey(),
                            new Person(
                                0,
                                "suspect",
                                other,
                                second == null ? List.of() : List.of(second)))))
            .toList(),
        false);
  }

  private static Mark mark(String attribute, Person person) {
    return new Mark(0, "person", attribute, "suspect", List.of(), person, List.of());
  }

  private static Person.Filter filter(int from, int to) {
    BitSet bits = new BitSet();
    bits.set(from, to);
    return new Person.Filter(
        Base64.getEncoder().encodeToString(Arrays.copyOf(bits.toByteArray(), 64)));
  }
}
