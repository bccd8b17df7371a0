package org.mithaq.alert.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * @param dated whether their birth dates agree, as far as both are known
 * @param bucket frequency of the rarest token of the name that they share
 * @param halfLifeDays after how many days between two observations it weighs half
 * @param agrees what agrees, of {@code name name-part birth-date birthday birth-year birthplace
 *     nationality}; {@code birthday} is day and month
 * @param differs what both know and does not agree, of {@code spelling birth-date birthplace
 *     nationality}
 */
record PersonScore(
    int weight,
    int against,
    boolean dated,
    int bucket,
    int halfLifeDays,
    List<String> agrees,
    List<String> differs) {

  private static final String NAME = "person-name";
  private static final String DAY = "person-day";
  private static final String BIRTHDAY = "person-birthday";
  private static final String YEAR = "person-year";
  private static final String NATIONALITY = "person-nationality";
  private static final String GENERATION = "person-generation";
  private static final String BIRTHPLACE = "person-birthplace";
  private static final String PART = "person-part";
  private static final String NATIVE = "person-native";
  private static final String BIRTH = "person-birth";

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
    Person one = first.person();
    Person other = second.person();
    Integer likeness = Person.likeness(one, other);
    // A name of one word is unlike every whole name, the right one too.
    boolean whole = one.has(NAME) == other.has(NAME);
    int spelling = likeness == null || !whole ? 0 : weights.spelling(likeness);
    Set<String> agreed = buckets.keySet();
    int against =
        !sameDocument && one.has(Person.DOCUMENT) && other.has(Person.DOCUMENT)
            ? weights.otherDocument()
            : 0;
    int rarest = buckets.values().stream().mapToInt(Integer::intValue).min().orElse(1);
    if (!isNamed(agreed)) {
      boolean otherDay = !hasDay(agreed) && both(PART, one, other);
      return new PersonScore(
          partly(weights, agreed, one, other) - weights.common(rarest) + spelling,
          0,
          !otherDay,
          rarest,
          otherDay ? weights.looseHalfLifeDays() : weights.halfLifeDays(),
          agrees(agreed),
          differs(agreed, one, other, spelling));
    }
    Integer date = date(weights, agreed, one, other);
    boolean otherGeneration = both(GENERATION, one, other) && !agreed.contains(GENERATION);
    if (date == null || otherGeneration) {
      return null;
    }
    // A name that is nobody's own any more links nothing alone; with a date it weighs its least.
    Integer bucket = buckets.get(NAME);
    int name =
        bucket == null
            ? weights.commonName()
            : Math.max(weights.commonName(), weights.name() - weights.common(bucket));
    int nationality = 0;
    if (agreed.contains(NATIONALITY)) {
      nationality = weights.sameNationality();
    } else if (both(NATIONALITY, one, other)) {
      nationality = weights.otherNationality();
    }
    int birthplace = 0;
    if (hasPlace(agreed)) {
      birthplace = weights.sameBirthplace();
    } else if (!hasDay(agreed) && both(BIRTHPLACE, one, other)) {
      // Beside one day of birth it is rather a slip, or another name of the place.
      birthplace = weights.otherBirthplace();
    }
    return new PersonScore(
        name + date + nationality + birthplace + spelling,
        date > 0 ? 0 : against,
        date > 0,
        rarest,
        hasDay(agreed) ? weights.halfLifeDays() : weights.looseHalfLifeDays(),
        agrees(agreed),
        differs(agreed, one, other, spelling));
  }

  /** Whether two parts of a name are known. */
  static boolean hasName(Person person) {
    return person.has(NAME);
  }

  /** Whether the day of birth is known, and a part of the name. */
  static boolean hasDay(Person person) {
    return person.has(PART);
  }

  /** Whether a token that they share stands for one day of birth, with whatever of the name. */
  private static boolean hasDay(Set<String> agreed) {
    return agreed.contains(DAY) || agreed.contains(PART) || agreed.contains(BIRTH);
  }

  /** Whether one stands for one place of birth. */
  private static boolean hasPlace(Set<String> agreed) {
    return agreed.contains(BIRTHPLACE) || agreed.contains(NATIVE) || agreed.contains(BIRTH);
  }

  /** Whether one stands for two parts of the name. */
  private static boolean isNamed(Set<String> agreed) {
    return agreed.stream().anyMatch(PersonScore::isOfWholeName);
  }

  private static List<String> agrees(Set<String> agreed) {
    List<String> agrees = new ArrayList<>();
    if (isNamed(agreed)) {
      agrees.add("name");
    } else if (agreed.contains(PART) || agreed.contains(NATIVE)) {
      agrees.add("name-part");
    }
    if (hasDay(agreed)) {
      agrees.add("birth-date");
    } else {
      if (agreed.contains(BIRTHDAY)) {
        agrees.add("birthday");
      }
      if (agreed.contains(YEAR) || agreed.contains(NATIVE)) {
        agrees.add("birth-year");
      }
    }
    if (hasPlace(agreed)) {
      agrees.add("birthplace");
    }
    if (agreed.contains(NATIONALITY)) {
      agrees.add("nationality");
    }
    return agrees;
  }

  private static List<String> differs(Set<String> agreed, Person one, Person other, int spelling) {
    List<String> differs = new ArrayList<>();
    if (spelling < 0) {
      differs.add("spelling");
    }
    if (!hasDay(agreed) && both(PART, one, other)) {
      differs.add("birth-date");
    }
    boolean named = isNamed(agreed);
    if (!hasPlace(agreed) && (both(BIRTH, one, other) || (named && both(BIRTHPLACE, one, other)))) {
      differs.add("birthplace");
    }
    if (named && !agreed.contains(NATIONALITY) && both(NATIONALITY, one, other)) {
      differs.add("nationality");
    }
    return differs;
  }

  /** Whether a token stands for two parts of a name, with or without something else. */
  static boolean isOfWholeName(String attribute) {
    return !isOfPartOfName(attribute) && !attribute.equals(BIRTH);
  }

  /** Whether a token stands for one part of a name. */
  static boolean isOfPartOfName(String attribute) {
    return attribute.equals(PART) || attribute.equals(NATIVE);
  }

  /** What one part of a name or none says, with what agrees of the birth. */
  private static int partly(PersonWeights weights, Set<String> agreed, Person one, Person other) {
    if (agreed.contains(PART)) {
      return weights.part() + (hasPlace(agreed) ? weights.sameBirthplace() : 0);
    }
    if (agreed.contains(BIRTH)) {
      return weights.birth();
    }
    return both(PART, one, other) ? weights.nativeOf() + weights.yearAlone() : weights.nativeOf();
  }

  private static boolean both(String attribute, Person one, Person other) {
    return one.has(attribute) && other.has(attribute);
  }

  /** What the birth dates say; null when they are of two persons. */
  private static @Nullable Integer date(
      PersonWeights weights, Set<String> agreed, Person one, Person other) {
    if (hasDay(agreed)) {
      return weights.day();
    }
    if (agreed.contains(YEAR) && agreed.contains(BIRTHDAY)) {
      // Day and month are swapped.
      return weights.year();
    }
    boolean bothDays = both(DAY, one, other);
    if (agreed.contains(YEAR)) {
      return bothDays ? weights.yearAlone() : weights.year();
    }
    if (agreed.contains(BIRTHDAY)) {
      return weights.birthday();
    }
    return both(YEAR, one, other) ? null : Integer.valueOf(0);
  }
}
