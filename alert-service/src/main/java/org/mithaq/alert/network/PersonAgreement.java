package org.mithaq.alert.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.Person;

/**
 * In which attributes two persons agree, and in which they do not: read from the tokens that they
 * share, and from what each has tokens of.
 *
 * @param shared attributes of the tokens that they share
 * @param one the one
 * @param other the other
 */
record PersonAgreement(Set<String> shared, Person one, Person other) {

  /** Attribute of the token of two parts of a name and nothing else. */
  static final String NAME = "person-name";

  private static final String DAY = "person-day";
  private static final String BIRTHDAY = "person-birthday";
  private static final String YEAR = "person-year";
  private static final String YEAR_DIGITS = "person-year-digits";
  private static final String NATIONALITY = "person-nationality";
  private static final String GENERATION = "person-generation";
  private static final String BIRTHPLACE = "person-birthplace";
  private static final String PART = "person-part";
  private static final String NATIVE = "person-native";
  private static final String BIRTH = "person-birth";
  private static final String EVEN_YEARS = "person-even-years";
  private static final String ODD_YEARS = "person-odd-years";

  /** Copies the attributes. */
  PersonAgreement {
    shared = Set.copyOf(shared);
  }

  /** Whether a token stands for two parts of a name, with or without something else. */
  static boolean isOfWholeName(String attribute) {
    return !isOfPartOfName(attribute) && !attribute.equals(BIRTH);
  }

  /** Whether a token stands for one part of a name. */
  static boolean isOfPartOfName(String attribute) {
    return attribute.equals(PART) || attribute.equals(NATIVE) || isOfYears(attribute);
  }

  /** Whether a token stands for one part of a name and two years; not where nobody says. */
  static boolean isOfYears(@Nullable String attribute) {
    return EVEN_YEARS.equals(attribute) || ODD_YEARS.equals(attribute);
  }

  /** Whether two parts of a name are known. */
  static boolean isWhole(Person person) {
    return person.has(NAME);
  }

  /** Whether the day of birth is known, and a part of the name. */
  static boolean isBornOnDay(Person person) {
    return person.has(PART);
  }

  /** Whether two parts of the name agree. */
  boolean ofName() {
    return shared.stream().anyMatch(PersonAgreement::isOfWholeName);
  }

  /** Whether a part of the name agrees, with the day of birth. */
  boolean ofPartAndDay() {
    return shared.contains(PART);
  }

  /** Whether a part of the name agrees, with the year and place of birth. */
  boolean ofPartYearAndPlace() {
    return shared.contains(NATIVE);
  }

  /** Whether nothing but a part of the name and the year of birth, or the next, speaks for them. */
  boolean ofPartAndYearsAlone() {
    return shared.stream().allMatch(PersonAgreement::isOfYears);
  }

  /** Whether day and place of birth agree, whatever the name. */
  boolean ofBirth() {
    return shared.contains(BIRTH);
  }

  /** Whether the day of birth agrees. */
  boolean ofDay() {
    return shared.contains(DAY) || shared.contains(PART) || shared.contains(BIRTH);
  }

  /** Whether day and month of birth agree, in either order. */
  boolean ofBirthday() {
    return shared.contains(BIRTHDAY);
  }

  /** Whether the year of birth agrees. */
  boolean ofYear() {
    return shared.contains(YEAR)
        || shared.contains(NATIVE)
        || (shared.contains(EVEN_YEARS) && shared.contains(ODD_YEARS));
  }

  /**
   * Whether the one was born in the year before or after the other; or in the same, where too many
   * bear the part of the name with one of the two pairs of years.
   */
  boolean ofNextYear() {
    return !ofDay() && !ofYear() && shared.stream().anyMatch(PersonAgreement::isOfYears);
  }

  /** Whether the years of birth differ in the decade alone: a wrong digit, or chance. */
  boolean ofYearButADigit() {
    return !ofDay() && !ofYear() && shared.contains(YEAR_DIGITS);
  }

  /** Whether the place of birth agrees. */
  boolean ofPlace() {
    return shared.contains(BIRTHPLACE) || shared.contains(NATIVE) || shared.contains(BIRTH);
  }

  /** Whether the nationality agrees. */
  boolean ofNationality() {
    return shared.contains(NATIONALITY);
  }

  /** Whether the birth dates agree in all that both tell of them, or but for a slip. */
  boolean isDated() {
    return ofDay() || ofBirthday() || (ofYear() && !both(DAY) && !both(PART));
  }

  /** Whether both know the day of birth, and it is not one. */
  boolean isOtherDay() {
    return !ofDay() && both(PART);
  }

  /** Whether both know when they were born, and neither year nor day agrees. */
  boolean isOtherBirth() {
    return both(YEAR) && !ofDay() && !ofBirthday() && !ofYear() && !ofNextYear();
  }

  /** Whether what both know of the birth has nothing in common, nor is it but a slip apart. */
  boolean isContradicted() {
    return isOtherBirth() && !ofYearButADigit() && !ofPlace();
  }

  /** Whether they are two who bear one name one after the other. */
  boolean isOtherGeneration() {
    return both(GENERATION) && !shared.contains(GENERATION);
  }

  /** Whether both tell of a nationality beside the name, and it is not one. */
  boolean isOtherNationality() {
    return !ofNationality() && both(NATIONALITY);
  }

  /** Whether both tell of a place of birth beside the name, and it is not one. */
  boolean isOtherPlace() {
    return !ofPlace() && both(BIRTHPLACE);
  }

  /** Whether a document stands beside each of them. */
  boolean isDocumented() {
    return both(Person.DOCUMENT);
  }

  /** Whether both are known by two parts of a name, or both by one word. */
  boolean isOfOneLength() {
    return isWhole(one) == isWhole(other);
  }

  /** Whether both are known by two parts of a name. */
  boolean areWhole() {
    return isWhole(one) && isWhole(other);
  }

  /** What agrees, as a notice names it. */
  List<String> agrees() {
    List<String> agrees = new ArrayList<>();
    if (ofName()) {
      agrees.add("name");
    } else if (shared.stream().anyMatch(PersonAgreement::isOfPartOfName)) {
      agrees.add("name-part");
    }
    if (ofDay()) {
      agrees.add("birth-date");
    } else {
      if (ofBirthday()) {
        agrees.add("birthday");
      }
      if (ofYear()) {
        agrees.add("birth-year");
      } else if (ofNextYear() || ofYearButADigit()) {
        agrees.add("birth-year-near");
      }
    }
    if (ofPlace()) {
      agrees.add("birthplace");
    }
    if (ofNationality()) {
      agrees.add("nationality");
    }
    return agrees;
  }

  /** What both know and does not agree, as a notice names it, but for the spelling of the name. */
  List<String> differs() {
    List<String> differs = new ArrayList<>();
    if (isOtherDay() || isOtherBirth()) {
      differs.add("birth-date");
    }
    if ((ofName() && isOtherPlace()) || (ofDay() && !ofPlace() && both(BIRTH))) {
      differs.add("birthplace");
    }
    if (ofName() && isOtherNationality()) {
      differs.add("nationality");
    }
    return differs;
  }

  private boolean both(String attribute) {
    return one.has(attribute) && other.has(attribute);
  }

  /** Says nothing: it stays out of logs. */
  @Override
  public String toString() {
    return "PersonAgreement[redacted]";
  }
}
