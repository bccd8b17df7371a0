package org.mithaq.alert.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.notice.Notice;

/** One person is more than one network. */
class SamePersonTest {

  private static final Scoring SCORING = MemoryCluster.defaults();
  private static final String NAME = "person-name=youssef amrani";
  private static final String PART = "person-part=amrani 1987-03-02";

  private static SignalEvent signal(int n) {
    return SignalEvent.signal(n, "ma-dgsn", "nl-kmar");
  }

  private static SamePerson judge(SignalEvent one, SignalEvent other) {
    SamePerson same = score(one, other);
    return same != null && same.isLikely(SCORING) ? same : null;
  }

  private static SamePerson score(SignalEvent one, SignalEvent other) {
    return SamePerson.likeliest(
        SCORING, one.view().header(), other.view().header(), Sharing.of(one, other));
  }

  @Test
  void aNameAloneIsNobodyAndAContactConfirmsIt() {
    SignalEvent one = signal(1).bearingPerson("suspect", NAME);
    SignalEvent other = signal(2).bearingPerson("contact", NAME);

    assertThat(judge(one, other)).isNull();
    assertThat(judge(one.bearing("phone", "x"), other.bearing("phone", "x"))).isNotNull();
    assertThat(judge(one.bearing("vehicle", "x"), other.bearing("vehicle", "x"))).isNull();
  }

  @Test
  void anotherDocumentCountsOnlyWhereItIsClearWhoseItIs() {
    SignalEvent one = signal(1).bearingPerson("suspect", NAME).bearing("phone", "x");
    SignalEvent other = signal(2).bearingPerson("contact", NAME).bearing("phone", "x");
    SamePerson silent = judge(one, other);
    SignalEvent bearing = one.bearing("document", "a");
    SignalEvent differing = other.bearing("document", "b");

    assertThat(judge(bearing, differing).score()).isLessThan(silent.score());
    assertThat(judge(bearing, differing.bearing("document", "c"))).isEqualTo(silent);
    assertThat(judge(bearing, differing.bearingPerson("contact", "person-name=other")))
        .isEqualTo(silent);
  }

  @Test
  void whatRelativesShareMakesThemNoOnePerson() {
    SignalEvent one = signal(1).bearing("phone", "x").bearing("address", "y");
    SignalEvent other = signal(2).bearing("phone", "x").bearing("address", "y");

    assertThat(
            judge(
                one.bearingPerson("suspect", PART, "person-name=youssef amrani"),
                other.bearingPerson("suspect", PART, "person-name=hassan amrani")))
        .as("born on one day, of one family")
        .isNull();
    assertThat(
            judge(
                one.bearingPerson("suspect", NAME, "person-year=1960"),
                other.bearingPerson("suspect", NAME, "person-year=1987")))
        .as("father and son of one name")
        .isNull();
  }

  @Test
  void aPartOfTheNameAndTheYearAreWhatRelativesShare() {
    String[] years = {"person-even-years=amrani 1986", "person-odd-years=amrani 1987"};
    SignalEvent one = called(1, NAME, 0, 100, years).bearing("phone", "x");
    SignalEvent brother =
        called(2, "person-name=hassan amrani", 60, 160, years).bearing("phone", "x");

    assertThat(score(one, brother).apart()).isTrue();
    assertThat(score(one, brother).evidence().getFirst().agrees()).isEmpty();
    assertThat(
            score(
                one.bearingPerson("contact", "person-name=a friend"),
                brother.bearingPerson("contact", "person-name=another")))
        .as("of several persons nobody knows whose the phone is")
        .isNull();
  }

  @Test
  void namesakesOfTwoYearsAreTwoPersonsAlsoWhereTheYearsAreNext() {
    SignalEvent one =
        signal(1).bearingPerson("suspect", NAME, "person-year=1986", "person-odd-years=1985");
    SignalEvent other =
        signal(2).bearingPerson("suspect", NAME, "person-year=1985", "person-odd-years=1985");

    assertThat(score(one, other).apart()).isTrue();
  }

  @Test
  void whoSharesNothingOfANameIsJudgedByHowAlikeTheNamesAre() {
    SignalEvent one = called(1, "person-name=sara tomson", 0, 100).bearing("email", "x");
    SignalEvent alike = called(2, "person-name=zara thompson", 5, 100).bearing("email", "x");
    SignalEvent nearly = called(3, "person-name=sana toson", 30, 130).bearing("email", "x");
    SignalEvent other = called(4, "person-name=ali idrissi", 80, 180).bearing("email", "x");

    assertThat(judge(one, alike).evidence())
        .extracting(Notice.Evidence::type)
        .containsExactly("person", "email");
    assertThat(judge(one, alike).evidence().getFirst().agrees()).containsExactly("spelling");
    assertThat(judge(one, nearly)).as("relatives are spelt so too").isNull();
    assertThat(score(one, nearly).apart()).isFalse();
    assertThat(judge(one, other)).isNull();
    assertThat(score(one, other).apart()).isTrue();
    assertThat(score(one, other).evidence().getFirst().differs()).containsExactly("name");
  }

  @Test
  void whoseBirthDatesShareNothingIsAnother() {
    SignalEvent mother =
        called(1, "person-name=mary kusha", 0, 100, "person-part=kusha 1976").bearing("email", "x");
    SignalEvent son =
        called(2, "person-name=mark kusha", 30, 130, "person-part=kusha 1997")
            .bearing("email", "x");

    assertThat(score(mother, son).apart()).isTrue();
    assertThat(score(mother, son).evidence().getFirst().differs())
        .containsExactly("name", "birth-date");
    assertThat(judge(mother.bearing("document", "d"), son.bearing("document", "d")))
        .as("one document, and a slip in the date")
        .isNotNull();
    SignalEvent again =
        called(3, "person-name=mari kusha", 0, 100, "person-part=kusha 1997").bearing("email", "x");
    assertThat(judge(mother, again)).as("a namesake, or a day that says nothing").isNull();
    assertThat(score(mother, again).apart()).isFalse();
    assertThat(score(mother.bearing("document", "a"), again.bearing("document", "b")).apart())
        .as("another day, another passport")
        .isTrue();
  }

  @Test
  void namesakesOfTwoDaysAreTwoPersonsWhateverTheyShare() {
    SignalEvent father =
        signal(1).bearing("phone", "x").bearingPerson("suspect", NAME, "person-year=1960");
    SignalEvent son =
        signal(2).bearing("phone", "x").bearingPerson("suspect", NAME, "person-year=1987");

    assertThat(score(father, son).apart()).isTrue();
  }

  @Test
  void oneDocumentMakesOnePersonOfNamesThatAreWrittenOtherwiseAndNotOfOtherNames() {
    SignalEvent one = called(1, "person-name=lee toulouse", 0, 100).bearing("document", "d");
    SignalEvent spelt = called(2, "person-name=lea tulus", 30, 130).bearing("document", "d");
    SignalEvent holder = called(3, "person-name=ali idrissi", 80, 180).bearing("document", "d");

    assertThat(judge(one, spelt)).isNotNull();
    assertThat(judge(one, holder)).as("who holds the papers of another").isNull();
    assertThat(score(one, holder).apart()).as("or has two names").isFalse();
  }

  @Test
  void ofSeveralPersonsNobodyKnowsWhoseThePhoneIs() {
    SignalEvent one = called(1, "person-name=sara tomson", 0, 100).bearing("phone", "x");
    SignalEvent other = called(2, "person-name=zara thompson", 0, 100).bearing("phone", "x");

    assertThat(judge(one, other)).isNotNull();
    assertThat(score(one, other.bearingPerson("contact", "person-name=a friend"))).isNull();
  }

  @Test
  void aNameOfOneWordIsConfirmedByTheDayAndWhatReachesHim() {
    SignalEvent whole =
        signal(1).bearing("phone", "x").bearingPerson("suspect", NAME, PART).named(0, 100);
    SignalEvent oneWord =
        signal(2).bearing("phone", "x").bearingPerson("suspect", PART).named(60, 160);
    SignalEvent twin =
        signal(3)
            .bearing("phone", "x")
            .bearingPerson("suspect", PART, "person-name=hassan amrani")
            .named(60, 160);

    assertThat(judge(whole, oneWord)).isNotNull();
    SignalEvent sister =
        signal(4)
            .bearing("phone", "x")
            .bearingPerson("suspect", "person-birth=1987-03-02 oujda", "person-part=fatima 1987");
    SignalEvent brother =
        signal(5)
            .bearing("phone", "x")
            .bearingPerson("suspect", NAME, "person-birth=1987-03-02 oujda");

    assertThat(judge(sister, brother)).as("born on one day in one place, of other names").isNull();
    assertThat(judge(whole, twin)).isNull();
    assertThat(score(whole, twin).apart()).isTrue();
  }

  private static SignalEvent called(int n, String name, int from, int to, String... attributes) {
    String[] all = Stream.concat(Stream.of(name), Stream.of(attributes)).toArray(String[]::new);
    return signal(n).bearingPerson("suspect", all).named(from, to);
  }

  @Test
  void ofAllElseTheBestCountsOnce() {
    SignalEvent one = signal(1).bearingPerson("suspect", NAME).bearing("phone", "x");
    SignalEvent other = signal(2).bearingPerson("suspect", NAME).bearing("phone", "x");
    SamePerson byPhone = judge(one, other);
    SamePerson byBoth = judge(one.bearing("document", "d"), other.bearing("document", "d"));

    assertThat(byBoth.score()).isGreaterThan(byPhone.score());
    assertThat(byBoth.evidence()).hasSize(2);
  }
}
