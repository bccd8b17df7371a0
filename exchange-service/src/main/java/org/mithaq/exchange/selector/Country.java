package org.mithaq.exchange.selector;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A country, ISO 3166-1 alpha-2.
 *
 * @param code two capital letters
 */
public record Country(String code) {

  /**
   * The codes that are known. Beside those that the standard assigns, the ranges that it leaves to
   * its users (ISO 3166-1, 8.1.3), where practice has put XK Kosovo, XX none, XZ international
   * waters (UN/LOCODE) and ZZ unknown.
   */
  private static final Set<String> CODES =
      Stream.of(
              Stream.of(Locale.getISOCountries()),
              Stream.of("AA", "ZZ"),
              range('Q', 'M'),
              range('X', 'A'))
          .flatMap(codes -> codes)
          .collect(Collectors.toUnmodifiableSet());

  private static Stream<String> range(char first, char from) {
    return IntStream.rangeClosed(from, 'Z').mapToObj(second -> "" + first + (char) second);
  }

  /** No country, or none that is known: an organisation of many, a stateless person. */
  public static final Country NONE = new Country("XX");

  /** Refuses what is no country. */
  public Country {
    if (!CODES.contains(code)) {
      throw new IllegalArgumentException("not a country code");
    }
  }

  /** The country of a code, if there is one. */
  public static Optional<Country> of(String code) {
    return CODES.contains(code) ? Optional.of(new Country(code)) : Optional.empty();
  }

  @Override
  public String toString() {
    return code;
  }
}
