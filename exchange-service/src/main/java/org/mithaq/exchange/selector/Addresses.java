package org.mithaq.exchange.selector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final String DUTCH = "NL";
  private static final Pattern LINES = Pattern.compile("[,;،\\n]");
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

  static NormalForm normalise(Selector.Address address) {
    String country = address.country().map(Country::code).orElse("");
    Located located = locate(withAsciiDigits(address.value()), country, address.postcode());
    if (located == null) {
      return NormalForm.nothing();
    }
    String words = Texts.words(located.street());
    List<Attribute> attributes = new ArrayList<>();
    String place = country + "|" + located.place() + "|";
    attributes.add(new Attribute(Attribute.Kind.ADDRESS, place + words));
    if (!located.place().isEmpty()) {
      near(Arrays.asList(words.split(" ")))
          .map(near -> new Attribute(Attribute.Kind.ADDRESS_NEAR, place + near))
          .ifPresent(attributes::add);
    }
    return NormalForm.of(attributes, List.of());
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

  /** House number and sound of the longest word: what a slip leaves. */
  private static Optional<String> near(List<String> words) {
    Optional<String> number =
        words.stream().filter(word -> Character.isDigit(word.charAt(0))).findFirst();
    Optional<Sounds> street =
        words.stream()
            .filter(word -> word.chars().allMatch(Character::isLetter))
            .reduce((one, other) -> other.length() > one.length() ? other : one)
            .map(Sounds::of);
    return number.flatMap(n -> street.map(sounds -> n + " " + sounds.skeleton()));
  }
}
