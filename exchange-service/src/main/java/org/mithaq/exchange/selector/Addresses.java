package org.mithaq.exchange.selector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The normal form of an address: country, postcode, and the words of the street. A postcode that
 * stands in the text is found there, and the town beside it falls away, so that who writes all on
 * one line meets who fills in each field. A street without postcode and town is in every town, and
 * matches nothing.
 */
final class Addresses {

  /** Four to six digits as most countries have them; the two letters are of the Netherlands. */
  private static final Pattern POSTCODE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])(\\d{4,6})(?:\\s?([A-Za-z]{2})(?![\\p{L}\\p{N}]))?(?![\\p{L}\\p{N}])");

  /** Of the United Kingdom, and of Canada, which have letters among the digits. */
  private static final Pattern LETTERED =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])(?:[A-Z]{1,2}\\d[A-Z\\d]?\\s?\\d[A-Z]{2}|[A-Z]\\d[A-Z]\\s?\\d[A-Z]\\d)(?![\\p{L}\\p{N}])",
          Pattern.CASE_INSENSITIVE);

  /** Countries whose name is that of a city too: who names the one means the other. */
  private static final Set<String> CITIES =
      Set.of("LU", "SG", "MC", "SM", "DJ", "KW", "HK", "MO", "GI", "MX", "GT", "PA");

  private static final String DUTCH = "NL";
  private static final Pattern LINES = Pattern.compile("[,;،\\n]");
  private static final Pattern HOUSE = Pattern.compile("\\d{1,4}\\p{L}?");
  private static final Pattern LETTER = Pattern.compile("\\p{L}");
  private static final Pattern DIGIT = Pattern.compile("\\p{Nd}");

  private Addresses() {}

  /** A street in a place that nothing else is called. */
  private record Located(String place, String street) {

    @Override
    public String toString() {
      return "Located[redacted]";
    }
  }

  /** An address without the name of its country, which tells it where no field does. */
  private record Told(String text, Optional<Country> country) {

    @Override
    public String toString() {
      return "Told[redacted]";
    }
  }

  static NormalForm normalise(Selector.Address address) {
    String text = withAsciiDigits(address.value());
    Told told = withoutCountry(text, address.country());
    String country = told.country().map(Country::code).orElse("");
    Located located = locate(told.text(), country, address.postcode());
    if (located == null && CITIES.contains(country)) {
      located = locate(text, country, address.postcode());
    }
    if (located == null) {
      return NormalForm.nothing();
    }
    // Behind the postcode, or before it.
    String street = withoutCountry(located.street(), told.country()).text();
    List<Attribute> attributes = new ArrayList<>();
    String place = country + "|" + located.place() + "|";
    // In which order the lines are written says nothing.
    String words =
        Arrays.stream(Texts.words(street).split(" ")).sorted().collect(Collectors.joining(" "));
    attributes.add(new Attribute(Attribute.Kind.ADDRESS, place + words));
    near(located.place(), street).stream()
        .map(near -> new Attribute(Attribute.Kind.ADDRESS_NEAR, country + "|" + near))
        .forEach(attributes::add);
    return NormalForm.of(attributes, List.of());
  }

  private static Told withoutCountry(String text, Optional<Country> reported) {
    List<String> lines = new ArrayList<>(LINES.splitAsStream(text).toList());
    for (int i = lines.size() - 1; i >= 0; i--) {
      CountryNames.Ended ended = CountryNames.endOf(lines.get(i));
      boolean whole = ended != null && ended.rest().isEmpty();
      if (ended != null
          && (whole ? i > 0 : i == lines.size() - 1)
          && reported.map(ended.country()::equals).orElse(true)) {
        lines.set(i, ended.rest());
        if (whole) {
          lines.remove(i);
        }
        return new Told(String.join(", ", lines), Optional.of(ended.country()));
      }
    }
    return new Told(text, reported);
  }

  private static @Nullable Located locate(String text, String country, Optional<String> reported) {
    String postcode = reported.map(Texts::alphanumeric).orElse("");
    Matcher found = POSTCODE.matcher(text);
    int start = -1;
    int end = -1;
    String read = "";
    while (found.find()) {
      String digits = Texts.alphanumeric(found.group(1));
      String letters =
          country.equals(DUTCH) && found.group(2) != null ? Texts.alphanumeric(found.group(2)) : "";
      boolean fits =
          postcode.isEmpty() ? isPostcode(text, found) : postcode.equals(digits + letters);
      if (fits) {
        read = digits + letters;
        start = found.start();
        end = letters.isEmpty() ? found.end(1) : found.end();
      }
    }
    Matcher lettered = LETTERED.matcher(text);
    if (start < 0 && lettered.find()) {
      String code = Texts.alphanumeric(lettered.group());
      String street = text.substring(0, lettered.start()) + "," + text.substring(lettered.end());
      if ((postcode.isEmpty() || postcode.equals(code)) && LETTER.matcher(street).find()) {
        return new Located(code, street);
      }
    }
    if (start >= 0) {
      String before = text.substring(0, start);
      String street = LETTER.matcher(before).find() ? before : afterTown(text.substring(end));
      if (LETTER.matcher(street).find()) {
        return new Located(read, street);
      }
    }
    if (!postcode.isEmpty()) {
      return Texts.words(text).isEmpty() ? null : new Located(postcode, text);
    }
    return isWithTown(text) ? new Located("", text) : null;
  }

  /** Whether a line that can be a town's name follows one with a street and its number. */
  private static boolean isWithTown(String text) {
    List<String> lines =
        LINES.splitAsStream(text).filter(line -> LETTER.matcher(line).find()).toList();
    return lines.size() > 1 && DIGIT.matcher(text).find() && !DIGIT.matcher(lines.getLast()).find();
  }

  private static String withAsciiDigits(String text) {
    StringBuilder folded = new StringBuilder();
    Texts.compatible(text)
        .codePoints()
        .map(c -> Character.isDigit(c) ? Character.forDigit(Character.digit(c, 10), 10) : c)
        .forEach(folded::appendCodePoint);
    return folded.toString();
  }

  /** A number at the very beginning is a house's, unless town and street follow on two lines. */
  private static boolean isPostcode(String text, Matcher number) {
    String before = text.substring(0, number.start());
    return LETTER.matcher(before).find() || LINES.matcher(text.substring(number.end())).find();
  }

  /** Of "62000 Nador, 12 rue des Oliviers" what stands behind the town. */
  private static String afterTown(String text) {
    Matcher line = LINES.matcher(text);
    return line.find() ? text.substring(line.end()) : text;
  }

  /**
   * Postcode, house number and sound of the street, as far as one can tell which words are the
   * street: the longest word of all; and of the line of the house number what stands behind that,
   * as in 638 Downey St, or before it.
   */
  private static Set<String> near(String postcode, String text) {
    List<List<String>> lines = lines(text);
    Set<String> near = new LinkedHashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      List<String> line = lines.get(i);
      int at =
          IntStream.range(0, line.size()).filter(n -> isNumber(line.get(n))).findFirst().orElse(-1);
      if (at < 0 || line.stream().noneMatch(Addresses::isWord)) {
        continue;
      }
      List<String> behind = line.subList(at + 1, line.size());
      List<String> street =
          behind.stream().anyMatch(Addresses::isWord) ? behind : line.subList(0, at);
      String place = !postcode.isEmpty() ? postcode : town(lines, i);
      if (!place.isEmpty()) {
        sound(street).map(sound -> place + "|" + line.get(at) + " " + sound).ifPresent(near::add);
        if (!postcode.isEmpty()) {
          sound(lines.stream().flatMap(List::stream).toList())
              .map(sound -> place + "|" + line.get(at) + " " + sound)
              .ifPresent(near::add);
        }
      }
      break;
    }
    return near;
  }

  /**
   * The words of each line; a house number with a comma behind it begins the line of its street.
   */
  private static List<List<String>> lines(String text) {
    List<List<String>> lines = new ArrayList<>();
    String number = "";
    for (String each : LINES.splitAsStream(text).map(Texts::words).toList()) {
      if (HOUSE.matcher(each).matches()) {
        number = each + " ";
      } else if (!each.isEmpty()) {
        lines.add(List.of((number + each).split(" ")));
        number = "";
      }
    }
    return lines;
  }

  /** What stands on the line behind the street's, where no postcode tells the place. */
  private static String town(List<List<String>> lines, int street) {
    return lines.stream()
        .skip(street + 1L)
        .filter(line -> line.stream().allMatch(Addresses::isWord))
        .map(line -> String.join(" ", line))
        .findFirst()
        .orElse("");
  }

  private static Optional<String> sound(List<String> words) {
    return words.stream()
        .filter(Addresses::isWord)
        .reduce((one, other) -> other.length() > one.length() ? other : one)
        .map(Sounds::of)
        .map(Sounds::skeleton);
  }

  private static boolean isNumber(String word) {
    return Character.isDigit(word.charAt(0));
  }

  private static boolean isWord(String word) {
    return word.chars().allMatch(Character::isLetter);
  }
}
