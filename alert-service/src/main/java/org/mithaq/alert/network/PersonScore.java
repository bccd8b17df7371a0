package org.mithaq.alert.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.Mark;
import org.mithaq.alert.matching.Person;

/**
 * How strongly two selectors speak of one person. Name, birth date, birthplace and nationality are
 * attributes of one thing and make one piece of evidence: what agrees adds, what disagrees
 * subtracts, what one side does not know is silent. Another document beside the name speaks against
 * it, and is told apart: people carry forged ones.
 *
 * @param weight log-odds at full reliability and at once, milli-nats; without {@code against}
 * @param against what another document takes from it; not positive
 * @param disagreement what {@code weight} has in it of that which speaks against; not positive
 * @param apart whether their birth dates agree in neither year nor day
 * @param contradicted whether that is more than a slip leaves, and the place of birth does not
 *     agree either
 * @param dated whether their birth dates agree, as far as both are known
 * @param bucket frequency of the rarest token of the name that they share
 * @param halfLifeDays after how many days between two observations it weighs half
 * @param agrees what agrees, of {@code name name-part birth-date birthday birth-year
 *     birth-year-near birthplace nationality}; {@code birthday} is day and month, {@code
 *     birth-year-near} the year, one beside it, or one that differs in the decade
 * @param differs what both know and does not agree, of {@code spelling birth-date birthplace
 *     nationality}
 */
record PersonScore(
    int weight,
    int against,
    int disagreement,
    boolean apart,
    boolean contradicted,
    boolean dated,
    int bucket,
    int halfLifeDays,
    List<String> agrees,
    List<String> differs) {

  /** Copies the lists. */
  PersonScore {
    agrees = List.copyOf(agrees);
    differs = List.copyOf(differs);
  }

  /**
   * Scores two selectors.
   *
   * @param shared the tokens that they share, at least one
   * @param sameDocument whether their signals share a document, or what a slip leaves of one
   * @return null when they speak of two persons, or say too little
   */
  static @Nullable PersonScore of(
      PersonWeights weights, Collection<PairScore.Shared> shared, boolean sameDocument) {
    Map<String, Integer> buckets = new TreeMap<>();
    Mark first = null;
    Mark second = null;
    for (PairScore.Shared each : shared) {
      String attribute = each.first().attribute();
      if (attribute != null && attribute.equals(each.second().attribute())) {
        buckets.merge(attribute, each.bucket(), Math::min);
        first = each.first();
        second = each.second();
      }
    }
    if (first == null || second == null || first.person() == null || second.person() == null) {
      return null;
    }
    PersonAgreement persons =
        new PersonAgreement(buckets.keySet(), first.person(), second.person());
    boolean byYears = persons.ofPartAndYearsAlone();
    if (persons.ofName() ? persons.isOtherGeneration() : byYears && isOther(weights, persons)) {
      return null;
    }
    int spelling = spelling(weights, persons);
    List<Integer> pieces =
        persons.ofName()
            ? named(weights, persons, buckets.get(PersonAgreement.NAME), spelling)
            : partly(weights, persons, rarest(buckets), spelling);
    boolean excused = sameDocument || (persons.ofName() ? persons.isDated() : persons.ofDay());
    boolean loose = persons.ofName() ? !persons.ofDay() : isLoose(persons);
    List<String> differs = new ArrayList<>();
    if (spelling < 0) {
      differs.add("spelling");
    }
    differs.addAll(persons.differs());
    return new PersonScore(
        pieces.stream().mapToInt(Integer::intValue).sum(),
        !excused && persons.isDocumented() ? weights.otherDocument() : 0,
        byYears ? 0 : pieces.stream().mapToInt(piece -> Math.min(0, piece)).sum(),
        persons.isOtherBirth(),
        persons.isContradicted(),
        persons.isDated() && !byYears,
        rarest(buckets),
        loose ? weights.looseHalfLifeDays() : weights.halfLifeDays(),
        persons.agrees(),
        differs);
  }

  /** Relatives share a part of the name and are of an age. */
  private static boolean isOther(PersonWeights weights, PersonAgreement persons) {
    return persons.areWhole() && weights.isOther(Person.likeness(persons.one(), persons.other()));
  }

  private static int rarest(Map<String, Integer> buckets) {
    return buckets.values().stream().mapToInt(Integer::intValue).min().orElse(1);
  }

  /** Whether time makes it a namesake's, where no two parts of the name agree. */
  private static boolean isLoose(PersonAgreement persons) {
    return persons.isOtherDay() || persons.ofPartAndYearsAlone();
  }

  /** What the likeness of two names says; a name of one word is unlike every whole one. */
  private static int spelling(PersonWeights weights, PersonAgreement persons) {
    Integer likeness = Person.likeness(persons.one(), persons.other());
    if (likeness == null || !persons.isOfOneLength()) {
      return 0;
    }
    int spelling = weights.spelling(likeness);
    if (spelling > 0 && persons.ofPartAndYearsAlone()) {
      // Of one word nothing is left that could be alike beside the word that agrees.
      return persons.areWhole() ? weights.alikePart() : 0;
    }
    return spelling;
  }

  /**
   * What two parts of a name say, with what is known of the birth.
   *
   * @param bucket frequency of the name; null where it is nobody's own any more: it links nothing
   *     alone, and with a date weighs its least
   */
  private static List<Integer> named(
      PersonWeights weights, PersonAgreement persons, @Nullable Integer bucket, int spelling) {
    List<Integer> pieces = new ArrayList<>();
    pieces.add(
        bucket == null
            ? weights.commonName()
            : Math.max(weights.commonName(), weights.name() - weights.common(bucket)));
    pieces.add(spelling);
    pieces.add(date(weights, persons));
    if (persons.ofNationality()) {
      pieces.add(weights.sameNationality());
    } else if (persons.isOtherNationality()) {
      pieces.add(weights.otherNationality());
    }
    if (persons.ofPlace()) {
      pieces.add(weights.sameBirthplace());
    } else if (!persons.ofDay() && persons.isOtherPlace()) {
      // Beside one day of birth it is rather a slip, or another name of the place.
      pieces.add(weights.otherBirthplace());
    }
    return pieces;
  }

  /** What the birth dates of one name say. */
  private static int date(PersonWeights weights, PersonAgreement persons) {
    if (persons.ofDay()) {
      return weights.day();
    }
    if (persons.ofYear()) {
      // Also where day and month are swapped.
      return persons.isDated() ? weights.year() : weights.yearAlone();
    }
    if (persons.ofBirthday()) {
      return weights.birthday();
    }
    if (persons.ofNextYear() || persons.ofYearButADigit()) {
      return weights.nextYear();
    }
    return persons.isOtherBirth() ? weights.otherDate() : 0;
  }

  /** What one part of a name or none says, with what agrees of the birth. */
  private static List<Integer> partly(
      PersonWeights weights, PersonAgreement persons, int rarest, int spelling) {
    List<Integer> pieces = new ArrayList<>();
    pieces.add(ofPart(weights, persons) - weights.common(rarest));
    pieces.add(spelling);
    if (persons.ofYear() && persons.isOtherDay()) {
      pieces.add(weights.partOtherDay());
    }
    return pieces;
  }

  private static int ofPart(PersonWeights weights, PersonAgreement persons) {
    if (persons.ofPartAndDay()) {
      return weights.part() + (persons.ofPlace() ? weights.sameBirthplace() : 0);
    }
    if (persons.ofBirth()) {
      return weights.birth();
    }
    if (persons.ofPartYearAndPlace()) {
      return weights.nativeOf();
    }
    return persons.ofYear() ? weights.partYear() : weights.partNextYear();
  }
}
