package org.mithaq.exchange.selector;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What countries are called in the languages of reports, as the JDK has it. */
final class CountryNames {

  private static final List<Locale> LANGUAGES =
      Stream.of("en", "fr", "nl", "es", "de", "it", "pt", "ar").map(Locale::of).toList();

  private static final Map<String, String> CODES = read();

  /** What no language has a name for is called by its code. */
  private static final int CODE = 2;

  /** The most words of a name that is looked for at the end of a line. */
  private static final int LONGEST = 4;

  private CountryNames() {}

  private static Map<String, String> read() {
    return Arrays.stream(Locale.getISOCountries())
        .flatMap(
            code ->
                LANGUAGES.stream()
                    .map(language -> Locale.of("", code).getDisplayCountry(language))
                    .map(Texts::words)
                    .filter(name -> name.length() > CODE)
                    .distinct()
                    .map(name -> Map.entry(name, code)))
        .collect(
            Collectors.collectingAndThen(
                Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> ""),
                Map::copyOf));
  }

  /** Every name and its code, sorted. */
  static SortedMap<String, String> all() {
    return new TreeMap<>(CODES);
  }

  /** The country of a name; empty where it is none, or of two. */
  static Optional<Country> of(String name) {
    return Optional.ofNullable(CODES.get(Texts.words(name)))
        .filter(code -> !code.isEmpty())
        .map(Country::new);
  }

  /**
   * A line that ends with the name of a country.
   *
   * @param rest what stands before
   * @param country the country
   */
  record Ended(String rest, Country country) {}

  /** The longest name of a country, of up to {@value #LONGEST} words, that a line ends with. */
  static @Nullable Ended endOf(String line) {
    String[] words = line.strip().split("\\s+");
    for (int n = Math.min(LONGEST, words.length); n > 0; n--) {
      int cut = words.length - n;
      Optional<Country> country = of(String.join(" ", List.of(words).subList(cut, words.length)));
      if (country.isPresent()) {
        return new Ended(String.join(" ", List.of(words).subList(0, cut)), country.get());
      }
    }
    return null;
  }
}
