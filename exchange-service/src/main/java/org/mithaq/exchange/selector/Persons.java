package org.mithaq.exchange.selector;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The normal form of a person: composites of parts of the name and parts of the birth date, so that
 * two spellings meet, a date that is partial or slightly wrong still meets in what is right of it,
 * and no token stands for a birth date, a birthplace or a nationality alone.
 *
 * <p>A date that is wrong in its day or month meets by the year, one that is wrong in its year by
 * the day and month, one of which day and month are swapped by both; a name that is wrong in one
 * part meets by the other and the whole date. A person of whom only one word is known meets by that
 * word and the whole date, or the year of birth, or the year before or after: the more with the
 * place of birth. Day and place of birth meet whatever the name is: it may be another's, or written
 * beyond recognition.
 */
final class Persons {

  /** Each name more is one more that somebody else may bear too. */
  static final int MAX_NAMES = 8;

  /** A name of one word is too easily somebody else's to be compared beside others. */
  private static final int WHOLE = 2;

  /** What is entered where nothing but the year is known: many more have it than were born then. */
  private static final String NO_DAY = "-01-01";

  /** What programs enter where nothing is known. */
  private static final String NO_DATE = "1900-01-01";

  private static final char END = '$';
  private static final char BEGINNING = '^';

  private Persons() {}

  static NormalForm normalise(Selector.Person person) {
    List<PersonName> names = new ArrayList<>();
    names.add(PersonName.of(person.name()));
    List<String> unmatched = new ArrayList<>();
    for (int i = 0; i < person.aliases().size(); i++) {
      PersonName alias = PersonName.of(person.aliases().get(i));
      if (names.size() == MAX_NAMES || alias.parts().isEmpty()) {
        unmatched.add("aliases/" + i);
      } else {
        names.add(alias);
      }
    }
    Birth birth = Birth.of(person);
    Set<Attribute> attributes = new LinkedHashSet<>();
    for (PersonName name : names) {
      collect(name, birth, person.nationality(), attributes);
    }
    if (attributes.isEmpty() && names.getFirst().parts().isEmpty()) {
      return NormalForm.nothing();
    }
    List<List<String>> compared =
        names.stream()
            .filter(name -> names.size() == 1 || name.parts().size() >= WHOLE)
            .map(Persons::features)
            .filter(features -> !features.isEmpty())
            .distinct()
            .toList();
    return new NormalForm(List.copyOf(attributes), compared, unmatched);
  }

  /**
   * What is known of a birth.
   *
   * @param date as exactly as it is known
   * @param day the same where it is a day
   * @param place how the place sounds
   */
  private record Birth(Optional<String> date, Optional<String> day, Optional<String> place) {

    static Birth of(Selector.Person person) {
      Optional<String> date =
          person.birthDate().map(BirthDate::text).filter(text -> !text.equals(NO_DATE));
      return new Birth(
          date,
          date.filter(text -> text.length() == "yyyy-mm-dd".length() && !text.endsWith(NO_DAY)),
          person.birthPlace().flatMap(BirthPlace::sound));
    }

    @Override
    public String toString() {
      return "Birth[redacted]";
    }
  }

  private static void collect(
      PersonName name, Birth birth, Optional<Country> nationality, Set<Attribute> attributes) {
    List<Sounds> parts = name.parts();
    for (int i = 0; i < parts.size(); i++) {
      for (int j = i + 1; j < parts.size(); j++) {
        Sounds one = parts.get(i);
        Sounds other = parts.get(j);
        String pair = pair(one.skeleton(), other.skeleton());
        attributes.add(new Attribute(Attribute.Kind.PERSON_NAME, pair));
        birth
            .date()
            .map(text -> new Attribute(Attribute.Kind.PERSON_YEAR, pair + "|" + year(text)))
            .ifPresent(attributes::add);
        birth
            .date()
            .map(text -> pair + "|" + withoutDecade(text))
            .map(text -> new Attribute(Attribute.Kind.PERSON_YEAR_DIGITS, text))
            .ifPresent(attributes::add);
        birth
            .day()
            .map(text -> new Attribute(Attribute.Kind.PERSON_BIRTHDAY, pair + "|" + inYear(text)))
            .ifPresent(attributes::add);
        name.generation()
            .map(which -> new Attribute(Attribute.Kind.PERSON_GENERATION, pair + "|" + which))
            .ifPresent(attributes::add);
        nationality
            .map(c -> new Attribute(Attribute.Kind.PERSON_NATIONALITY, pair + "|" + c.code()))
            .ifPresent(attributes::add);
        birth
            .place()
            .map(where -> new Attribute(Attribute.Kind.PERSON_BIRTHPLACE, pair + "|" + where))
            .ifPresent(attributes::add);
        birth
            .day()
            .ifPresent(
                text ->
                    readings(one, other).stream()
                        .map(read -> new Attribute(Attribute.Kind.PERSON_DAY, read + "|" + text))
                        .forEach(attributes::add));
      }
    }
    birth
        .day()
        .ifPresent(
            text ->
                parts.stream()
                    .flatMap(part -> part.readings().stream())
                    .map(read -> new Attribute(Attribute.Kind.PERSON_PART, read + "|" + text))
                    .forEach(attributes::add));
    birth
        .date()
        .map(Persons::year)
        .map(Integer::valueOf)
        .ifPresent(
            year -> {
              for (Sounds part : parts) {
                String told = part.telling() + "|";
                int even = year - year % 2;
                int odd = year - (year + 1) % 2;
                attributes.add(new Attribute(Attribute.Kind.PERSON_EVEN_YEARS, told + even));
                attributes.add(new Attribute(Attribute.Kind.PERSON_ODD_YEARS, told + odd));
              }
            });
    birth
        .place()
        .ifPresent(
            where -> {
              birth
                  .date()
                  .map(Persons::year)
                  .ifPresent(
                      year ->
                          parts.stream()
                              .map(part -> part.telling() + "|" + year + "|" + where)
                              .map(one -> new Attribute(Attribute.Kind.PERSON_NATIVE, one))
                              .forEach(attributes::add));
              if (!parts.isEmpty()) {
                birth
                    .day()
                    .map(text -> new Attribute(Attribute.Kind.PERSON_BIRTH, text + "|" + where))
                    .ifPresent(attributes::add);
              }
            });
  }

  /** Of two words the likeliest readings together; a date makes even the widest of them rare. */
  private static List<String> readings(Sounds one, Sounds other) {
    return one.readings().stream()
        .flatMap(a -> other.readings().stream().map(b -> pair(a, b)))
        .distinct()
        .limit(Sounds.MAX_READINGS)
        .toList();
  }

  private static String pair(String one, String other) {
    return one.compareTo(other) < 0 ? one + " " + other : other + " " + one;
  }

  private static String year(String date) {
    return date.substring(0, "yyyy".length());
  }

  private static String withoutDecade(String date) {
    return date.substring(0, 2) + "?" + date.charAt(3);
  }

  /** Day and month without their order: who swaps them still meets, by this and by the year. */
  private static String inYear(String date) {
    String month = date.substring("yyyy-".length(), "yyyy-mm".length());
    String day = date.substring("yyyy-mm-".length());
    return month.compareTo(day) < 0 ? month + "-" + day : day + "-" + month;
  }

  /**
   * Pairs of neighbouring sounds, with and without vowels: two scripts agree in the consonants, two
   * spellings of one script in both.
   */
  private static List<String> features(PersonName name) {
    Set<String> features = new LinkedHashSet<>();
    for (Sounds part : name.parts()) {
      pairsOfSounds("c", part.skeleton(), features);
      pairsOfSounds("v", part.vowelled(), features);
    }
    return List.copyOf(features);
  }

  private static void pairsOfSounds(String kind, String sounds, Set<String> features) {
    String framed = BEGINNING + sounds + END;
    for (int i = 0; i + 1 < framed.length(); i++) {
      features.add(kind + framed.substring(i, i + 2));
    }
  }
}
