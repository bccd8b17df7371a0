package org.mithaq.exchange.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spellings of one name meet, names of two do not, and birth dates need not be whole. */
class PersonsTest {

  private static final MatchingKeys KEYS =
      MatchingKeys.of(Map.of(1, "a key of thirty-two bytes, really".substring(0, 32).getBytes()));

  @ParameterizedTest
  @CsvSource({
    "Youssef El Amrani, EL AMRANI Yousef",
    "Youssef El Amrani, يوسف العمراني",
    "Yusuf Amrani, Youssef El-Amrani",
    "Khadija Ait Taleb, AYT TALIB Hadija",
    "Khalid Cherkaoui, Sharqawi Chalid",
    "خديجة الشرقاوي, Khadidja Cherkaoui",
    "Abdelkader Ben Youssef, Ibn Yusuf Abdel Kader",
    "عبد القادر بن يوسف, BENYOUSSEF Abdelqader",
    "Abdoulaye Diallo, Abdallah Jallow",
    "عبد الله العلوي, Abdullah Alaoui",
    "Moussa N'Diaye, Musa Njie",
    "Nour Eddine Ouahbi, Noureddine Wahbi",
    "نور الدين وهبي, Nordin Wahbi",
    "Othmane Cissé, Ousmane Ceesay",
    "Fatoumata Touré, Fatima Turay",
    "Hamza Belkacem, Hamsa Bel Qasim",
    "Ibrahima Koulibaly, Brahim Coulibaly",
    "Cheikh Diop, Shaykh Jobe",
    "Gamal Mansouri, Djamal Mansoury",
    "Rachid At-Tazi, Rasheed Tazy",
    "محمد الفاسي, Mohammed Al-Fasi",
    "Zineb Er-Rifi, Zaynab Riffi",
    "Driss Idrissi, إدريس الإدريسي",
    "Jan van den Berg, BERG Jan",
    "Simo El Amrani, Mohamed Amrani",
    "Med. Fassi, محمد الفاسي",
    "Lahcen Ouali, Hassan Wali",
    "Kees de Vries, Cornelis Vries",
    "Bob J. Smith, Robert Smith",
    "Modou Diop, Mamadou Diop",
    "Dédé Martin, André Martin",
    "王杰, Jie Wang",
    "李娜, LI Na",
    "ВАСІЛЬЕЎ Аляксандр, Vasiliev Aleksandr",
    "Васильев Александр, Васільеў Аляксандр"
  })
  void spellingsOfOneNameMeetByNameAlone(String one, String other) {
    assertThat(values(Attribute.Kind.PERSON_NAME, person(one, null)))
        .isEqualTo(values(Attribute.Kind.PERSON_NAME, person(other, null)));
    assertThat(dice(one, other)).isGreaterThan(0.6);
  }

  @ParameterizedTest
  @CsvSource({
    "David Dobbins Jr., David Dobbins Senior",
    "Morris II Klein, Morris I Klein",
    "John Smith III, John Smith IV"
  })
  void fatherAndSonOfOneNameMeetByItAndDifferInTheGeneration(String one, String other) {
    assertThat(values(Attribute.Kind.PERSON_NAME, person(one, null)))
        .isEqualTo(values(Attribute.Kind.PERSON_NAME, person(other, null)));
    assertThat(values(Attribute.Kind.PERSON_GENERATION, person(one, null)))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(values(Attribute.Kind.PERSON_GENERATION, person(other, null)));
    assertThat(dice(one, other)).isEqualTo(1.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Junior Mensah", "Mensah Junior", "Junior Kofi Mensah", "Kofi Mensah", "I II Li"})
  void aNameOfNoGenerationTellsNone(String name) {
    assertThat(values(Attribute.Kind.PERSON_GENERATION, person(name, null))).isEmpty();
  }

  @Test
  void aGivenNameThatCouldTellAGenerationStaysWhereAnotherWordTellsIt() {
    assertThat(values(Attribute.Kind.PERSON_NAME, person("Junior Mensah III", null)))
        .isNotEmpty()
        .isEqualTo(values(Attribute.Kind.PERSON_NAME, person("Mensah Junior", null)));
  }

  @Test
  void juniorIsTheSameGenerationAsTheSecond() {
    assertThat(values(Attribute.Kind.PERSON_GENERATION, person("John Smith Jr", null)))
        .isEqualTo(values(Attribute.Kind.PERSON_GENERATION, person("SMITH John II", null)));
  }

  @ParameterizedTest
  @CsvSource({
    "Youssef El Amrani, Youssef El Idrissi",
    "Jamal Diallo, Kamal Diallo",
    "Khadija Touré, Fatima Touré",
    "Mohamed Alaoui, Ahmed Alaoui",
    "Moussa Cissé, Issa Sow"
  })
  void namesOfTwoPersonsDoNot(String one, String other) {
    assertThat(values(Attribute.Kind.PERSON_NAME, person(one, null)))
        .doesNotContainAnyElementsOf(values(Attribute.Kind.PERSON_NAME, person(other, null)));
  }

  @Test
  void anInitialIsNoPartOfAName() {
    assertThat(values(Attribute.Kind.PERSON_NAME, person("J. Muir", "1999-12-10"))).isEmpty();
    assertThat(values(Attribute.Kind.PERSON_PART, person("J. Muir", "1999-12-10")))
        .isEqualTo(values(Attribute.Kind.PERSON_PART, person("Muir", "1999-12-10")));
    assertThat(form(person("J. M.", "1999-12-10")).attributes()).isNotEmpty();
    assertThat(values(Attribute.Kind.PERSON_NAME, person("王 杰", null)))
        .isEqualTo(values(Attribute.Kind.PERSON_NAME, person("Wang Jie", null)));
  }

  @ParameterizedTest
  @CsvSource({
    "张秀英, Zhang Xiu Ying",
    "张秀英, XIUYING ZHANG",
    "張秀英, Zhang Xiuying",
    "欧阳娜, Ouyang Na",
    "司馬相如, Sima Xiangru"
  })
  void aChineseNameMeetsItsGivenNameAsOneWordOrTwo(String one, String other) {
    assertThat(values(Attribute.Kind.PERSON_NAME, person(one, null)))
        .containsAll(values(Attribute.Kind.PERSON_NAME, person(other, null)));
  }

  @Test
  void aFilterTellsNearFromFar() {
    assertThat(dice("Youssef El Amrani", "Youssef El Amrani")).isEqualTo(1.0);
    assertThat(dice("Youssef El Amrani", "Yousef Amrany"))
        .isGreaterThan(dice("Youssef El Amrani", "Youssef El Idrissi"))
        .isGreaterThan(0.75);
    assertThat(dice("Youssef El Amrani", "Cheikh Coulibaly")).isLessThan(0.5);
  }

  @Test
  void filtersOfTwoKeysHaveNothingInCommon() {
    MatchingKeys other =
        MatchingKeys.of(Map.of(1, "another key of thirty-two bytes!".substring(0, 32).getBytes()));
    List<String> features = form(person("Youssef El Amrani", null)).names().getFirst();
    assertThat(dice(KEYS.filters(features).getFirst(), other.filters(features).getFirst()))
        .isLessThan(0.5);
  }

  @Test
  void aPartialDateMeetsTheWholeOneByItsYear() {
    assertThat(values(Attribute.Kind.PERSON_YEAR, person("Musa Touré", "1987")))
        .isEqualTo(values(Attribute.Kind.PERSON_YEAR, person("Moussa Toure", "1987-05-31")));
    assertThat(values(Attribute.Kind.PERSON_DAY, person("Musa Touré", "1987-05"))).isEmpty();
  }

  @Test
  void theFirstOfJanuaryIsAYearOfWhichNobodyKnowsTheDay() {
    assertThat(form(born("Musa Touré", "1987-01-01", "Nador")).attributes())
        .isEqualTo(form(born("Musa Touré", "1987", "Nador")).attributes());
    assertThat(form(person("Musa Touré", "1987-01-02")).attributes())
        .isNotEqualTo(form(person("Musa Touré", "1987")).attributes());
    assertThat(form(person("Musa Touré", "1900-01-01")).attributes())
        .isEqualTo(form(person("Musa Touré", null)).attributes());
  }

  @Test
  void aDateWithAWrongYearMeetsByItsDayAndOneWithAWrongDayByItsYear() {
    Selector.Person right = person("Musa Touré", "1987-05-31");
    assertThat(values(Attribute.Kind.PERSON_BIRTHDAY, person("Musa Touré", "1978-05-31")))
        .isEqualTo(values(Attribute.Kind.PERSON_BIRTHDAY, right));
    assertThat(values(Attribute.Kind.PERSON_YEAR, person("Musa Touré", "1987-05-13")))
        .isEqualTo(values(Attribute.Kind.PERSON_YEAR, right));
  }

  @Test
  void aDateWhoseDayAndMonthAreSwappedMeetsByBothAndNotByTheDay() {
    Selector.Person right = person("Musa Touré", "1987-05-11");
    Selector.Person swapped = person("Musa Touré", "1987-11-05");
    assertThat(values(Attribute.Kind.PERSON_BIRTHDAY, swapped))
        .isEqualTo(values(Attribute.Kind.PERSON_BIRTHDAY, right));
    assertThat(values(Attribute.Kind.PERSON_YEAR, swapped))
        .isEqualTo(values(Attribute.Kind.PERSON_YEAR, right));
    assertThat(values(Attribute.Kind.PERSON_DAY, swapped))
        .doesNotContainAnyElementsOf(values(Attribute.Kind.PERSON_DAY, right));
  }

  @Test
  void oneWrongPartOfANameLeavesTheOtherWithTheDay() {
    Set<String> right = values(Attribute.Kind.PERSON_PART, person("Musa Touré", "1987-05-31"));
    assertThat(values(Attribute.Kind.PERSON_PART, person("Musa Traoré", "1987-05-31")))
        .containsAnyElementsOf(right);
    assertThat(values(Attribute.Kind.PERSON_PART, person("Musa", "1987-05-31")))
        .containsAnyElementsOf(right);
  }

  @Test
  void noTokenStandsForABirthDateOrABirthplaceOrANationalityAlone() {
    Selector.Person one = full("Youssef El Amrani", List.of());
    Selector.Person other = full("Cheikh Coulibaly", List.of());
    assertThat(form(one).attributes()).doesNotContainAnyElementsOf(form(other).attributes());
    assertThat(form(born("Youssef El Amrani", "1987-05", "Nador")).attributes())
        .doesNotContainAnyElementsOf(
            form(born("Cheikh Coulibaly", "1987-05", "Nador")).attributes());
  }

  @ParameterizedTest
  @CsvSource({
    "Oujda, Wajda",
    "Oujda, وجدة",
    "Nador, 'Nador, Maroc'",
    "Tétouan, Tetuan (MA)",
    "El Jadida, الجديدة",
    "Beni Mellal, Bni Mellal - Province",
    "Den Haag, DEN-HAAG",
    "Saint-Louis, SAINT LOUIS / Sénégal",
    "Fès, Fez",
    "Konakry, Conakry"
  })
  void spellingsOfOnePlaceOfBirthMeet(String one, String other) {
    assertThat(values(Attribute.Kind.PERSON_BIRTHPLACE, born("Musa Touré", null, one)))
        .isNotEmpty()
        .isEqualTo(values(Attribute.Kind.PERSON_BIRTHPLACE, born("Moussa Toure", null, other)));
  }

  @ParameterizedTest
  @CsvSource({"Nador, Oujda", "Tanger, Tarfaya", "Thiès, Dakar", "Rotterdam, Amsterdam"})
  void twoPlacesOfBirthDoNot(String one, String other) {
    assertThat(values(Attribute.Kind.PERSON_BIRTHPLACE, born("Musa Touré", null, one)))
        .doesNotContainAnyElementsOf(
            values(Attribute.Kind.PERSON_BIRTHPLACE, born("Musa Touré", null, other)));
  }

  @Test
  void aNameWrittenBeyondRecognitionMeetsByDayAndPlaceOfBirth() {
    assertThat(values(Attribute.Kind.PERSON_BIRTH, born("Musa Touré", "1987-05-31", "Thiès")))
        .isNotEmpty()
        .isEqualTo(values(Attribute.Kind.PERSON_BIRTH, born("Mxsz Qhnre", "1987-05-31", "Thies")));
    assertThat(values(Attribute.Kind.PERSON_BIRTH, born("Musa Touré", "1987-05", "Thiès")))
        .isEmpty();
  }

  @Test
  void oneWordMeetsByYearAndPlaceOfBirth() {
    assertThat(values(Attribute.Kind.PERSON_NATIVE, born("Musa Touré", "1987-05-31", "Thiès")))
        .containsAll(values(Attribute.Kind.PERSON_NATIVE, born("Moussa", "1987", "Thies")));
    assertThat(values(Attribute.Kind.PERSON_NATIVE, born("Moussa", "1987", "Thies"))).isNotEmpty();
  }

  @Test
  void oneWordMeetsByTheYearOfBirthAndByTheYearBeforeAndAfter() {
    List<Attribute.Kind> kinds =
        List.of(Attribute.Kind.PERSON_EVEN_YEARS, Attribute.Kind.PERSON_ODD_YEARS);
    for (int year = 1985; year <= 1988; year++) {
      Selector.Person known = person("Musa Touré", year + "-05-31");
      assertThat(kinds)
          .allMatch(
              kind ->
                  meet(
                      kind,
                      known,
                      person("Moussa", known.birthDate().orElseThrow().text().substring(0, 4))));
      for (int other : List.of(year - 1, year + 1)) {
        assertThat(kinds)
            .filteredOn(kind -> meet(kind, known, person("Moussa", "" + other)))
            .hasSize(1);
      }
      for (int other : List.of(year - 2, year + 2)) {
        assertThat(kinds).noneMatch(kind -> meet(kind, known, person("Moussa", "" + other)));
      }
    }
    assertThat(kinds).allMatch(kind -> values(kind, person("Musa", "1900-01-01")).isEmpty());
  }

  @Test
  void aWrongDigitInTheYearOfBirthLeavesTheOthers() {
    Set<String> right = values(Attribute.Kind.PERSON_YEAR_DIGITS, person("Musa Touré", "1987"));
    assertThat(right).isNotEmpty();
    assertThat(values(Attribute.Kind.PERSON_YEAR_DIGITS, person("Moussa Toure", "1997-05-31")))
        .isEqualTo(right);
    assertThat(values(Attribute.Kind.PERSON_YEAR_DIGITS, person("Musa Touré", "1986")))
        .doesNotContainAnyElementsOf(right);
    assertThat(values(Attribute.Kind.PERSON_YEAR_DIGITS, person("Musa", "1987"))).isEmpty();
  }

  private static boolean meet(Attribute.Kind kind, Selector.Person one, Selector.Person other) {
    return values(kind, one).stream().anyMatch(values(kind, other)::contains);
  }

  @Test
  void aPlaceOfBirthWithoutALetterIsNone() {
    assertThat(form(born("Musa Touré", "1987", "??? 12")).attributes())
        .isEqualTo(form(person("Musa Touré", "1987")).attributes());
  }

  @Test
  void aPersonOfSeveralNamesIsFoundByEachAndComparedByEachWholeOne() {
    Selector.Person known = full("Youssef El Amrani", List.of("Joe Smith", "Chino", "Smith Joe"));
    assertThat(form(known).attributes())
        .containsAll(form(full("Smith Joe", List.of())).attributes());
    assertThat(form(known).names())
        .containsExactly(
            form(full("Youssef El Amrani", List.of())).names().getFirst(),
            form(full("Joe Smith", List.of())).names().getFirst());
    assertThat(form(full("Chino", List.of())).names()).as("a word that is all there is").hasSize(1);
  }

  @Test
  void listsAliasesThatCannotMatchAndThoseBeyondTheMost() {
    List<String> aliases = new ArrayList<>(List.of("Joe Smith", "???"));
    for (String sound : List.of("ba", "da", "fa", "ga", "la", "ma", "na", "ra")) {
      aliases.add("Ki" + sound + " Tu" + sound);
    }
    NormalForm form = form(full("Youssef El Amrani", aliases));
    assertThat(form.unmatched()).containsExactly("aliases/1", "aliases/8", "aliases/9");
    assertThat(form.names()).hasSize(Persons.MAX_NAMES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Inconnu", "UNKNOWN", "N.N.", "NN", "onbekend", "Desconocido", "مجهول", "XXX"})
  void whatStandsForNoNameMatchesNothing(String name) {
    assertThat(form(person(name, "1987-05-31")).attributes()).isEmpty();
    assertThat(values(Attribute.Kind.PERSON_NAME, person(name + " Touré", null))).isEmpty();
    assertThat(form(person(name + " Musa Touré", "1987")).attributes())
        .isEqualTo(form(person("Musa Touré", "1987")).attributes());
  }

  @Test
  void whoseNameNobodyKnowsIsFoundByWhatTheyAreCalled() {
    assertThat(form(full("Inconnu", List.of("Joe Smith"))).attributes())
        .containsAll(form(full("Smith Joe", List.of())).attributes());
  }

  @Test
  void namesOfVowelsAloneAreToldApartByThemBesideYearAndPlaceOfBirth() {
    assertThat(values(Attribute.Kind.PERSON_NATIVE, born("Awa", "1987", "Dakar")))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(
            values(Attribute.Kind.PERSON_NATIVE, born("Aya", "1987", "Dakar")));
  }

  @Test
  void aNameWithoutALetterMatchesNothing() {
    assertThat(form(person("???", "1987")).unmatched()).containsExactly(NormalForm.WHOLE);
  }

  @Test
  void aPersonHasFewTokens() {
    assertThat(form(full("Cheikh Mohamed Lamine Ould Abdel Wahab Diallo", List.of())).attributes())
        .hasSizeLessThan(80);
    assertThat(form(full("Youssef El Amrani", List.of())).attributes()).hasSizeLessThan(16);
  }

  private static Selector.Person person(String name, String birthDate) {
    return new Selector.Person(
        name,
        List.of(),
        Optional.ofNullable(birthDate).flatMap(BirthDate::parse),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        SubjectCategory.SUSPECT);
  }

  private static Selector.Person born(String name, String birthDate, String birthPlace) {
    return new Selector.Person(
        name,
        List.of(),
        Optional.ofNullable(birthDate).flatMap(BirthDate::parse),
        Optional.of(birthPlace),
        Optional.empty(),
        Optional.empty(),
        SubjectCategory.SUSPECT);
  }

  private static Selector.Person full(String name, List<String> aliases) {
    return new Selector.Person(
        name,
        aliases,
        BirthDate.parse("1987-05-31"),
        Optional.empty(),
        Country.of("MA"),
        Optional.empty(),
        SubjectCategory.SUSPECT);
  }

  private static NormalForm form(Selector.Person person) {
    return Normaliser.normalise(person, Country.NONE);
  }

  private static Set<String> values(Attribute.Kind kind, Selector.Person person) {
    Set<String> values = new HashSet<>();
    form(person).attributes().stream()
        .filter(attribute -> attribute.kind() == kind)
        .forEach(attribute -> values.add(attribute.value()));
    return values;
  }

  private static double dice(String one, String other) {
    return dice(
        KEYS.filters(form(person(one, null)).names().getFirst()).getFirst(),
        KEYS.filters(form(person(other, null)).names().getFirst()).getFirst());
  }

  private static double dice(NameFilter one, NameFilter other) {
    BitSet a = BitSet.valueOf(Base64.getDecoder().decode(one.bits()));
    BitSet b = BitSet.valueOf(Base64.getDecoder().decode(other.bits()));
    BitSet both = (BitSet) a.clone();
    both.and(b);
    return 2.0 * both.cardinality() / (a.cardinality() + b.cardinality());
  }
}
