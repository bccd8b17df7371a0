package org.mithaq.exchange.selector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Normal forms of number plates. Separators, case and a country's script do not matter. A letter O
 * or I where the country's format has a digit is a 0 or 1 misread, and the other way round; where
 * no format of the country fits, the plate is kept as it was reported, since older series are still
 * on the road.
 */
final class Plates {

  private static final int SHORTEST = 2;
  private static final int LONGEST = 12;

  /** Series letters of Moroccan plates, as they are transcribed on the plate's Latin form. */
  private static final Map<Character, Character> MOROCCAN_LETTERS =
      Map.of('أ', 'A', 'ا', 'A', 'ب', 'B', 'د', 'D', 'ه', 'H', 'و', 'W', 'ط', 'T', 'ي', 'E');

  /** Number, series letter, prefecture. Leading zeros are written or not. */
  private static final Pattern MOROCCAN = Pattern.compile("0*([0-9]{1,5})([A-Z])0*([0-9]{1,2})");

  /**
   * The current formats of the demo's countries: 9 a digit, A a letter, B a letter that is never O,
   * I or a vowel, C one that is never O or I.
   */
  private static final Map<String, List<String>> FORMATS =
      Map.of(
          "NL",
              List.of(
                  "CC99CC", "99CCCC", "99CCC9", "9CCC99", "CC999C", "C999CC", "CCC99C", "C99CCC",
                  "9CC999", "999CC9"),
          "ES", List.of("9999BBB"),
          "BE", List.of("9AAA999"),
          "FR", List.of("CC999CC"),
          "SN", List.of("AA9999AA", "AA9999A"),
          "ML", List.of("AA9999AA"),
          "NE", List.of("AA9999AA"),
          "MR", List.of("AA9999AA", "9999AA99"));

  private Plates() {}

  static Optional<String> normal(String plate, Country country) {
    String cleaned = Texts.alphanumeric(inLatin(plate, country));
    if (cleaned.length() < SHORTEST
        || cleaned.length() > LONGEST
        || !cleaned.matches(".*[0-9].*")) {
      return Optional.empty();
    }
    String normal = country.code().equals("MA") ? moroccan(cleaned) : formatted(cleaned, country);
    return Optional.of(country.code() + "|" + normal);
  }

  private static String inLatin(String plate, Country country) {
    if (!country.code().equals("MA")) {
      return plate;
    }
    StringBuilder latin = new StringBuilder();
    for (char c : plate.toCharArray()) {
      latin.append(MOROCCAN_LETTERS.getOrDefault(c, c));
    }
    return latin.toString();
  }

  private static String moroccan(String cleaned) {
    Matcher exact = MOROCCAN.matcher(cleaned);
    if (exact.matches()) {
      return exact.group(1) + exact.group(2) + exact.group(3);
    }
    // The series has one letter, and it is never an O or an I: those can only be digits.
    Matcher folded = MOROCCAN.matcher(cleaned.replace('O', '0').replace('I', '1'));
    return folded.matches() ? folded.group(1) + folded.group(2) + folded.group(3) : cleaned;
  }

  private static String formatted(String cleaned, Country country) {
    List<String> fitting =
        FORMATS.getOrDefault(country.code(), List.of()).stream()
            .filter(format -> format.length() == cleaned.length())
            .flatMap(format -> fold(cleaned, format))
            .distinct()
            .toList();
    boolean asItIs = fitting.contains(cleaned);
    return asItIs || fitting.size() != 1 ? cleaned : fitting.getFirst();
  }

  private static Stream<String> fold(String cleaned, String format) {
    StringBuilder folded = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = cleaned.charAt(i);
      char wanted = format.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      char taken =
          wanted == '9'
              ? (c == 'O' ? '0' : c == 'I' ? '1' : c)
              : digit && wanted == 'A' ? (c == '0' ? 'O' : c == '1' ? 'I' : c) : c;
      if (!fits(taken, wanted)) {
        return Stream.empty();
      }
      folded.append(taken);
    }
    return Stream.of(folded.toString());
  }

  private static boolean fits(char c, char wanted) {
    boolean digit = c >= '0' && c <= '9';
    return switch (wanted) {
      case '9' -> digit;
      case 'A' -> !digit;
      case 'B' -> !digit && "AEIOU".indexOf(c) < 0;
      default -> !digit && c != 'O' && c != 'I';
    };
  }
}
