package org.mithaq.exchange.selector;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A country, ISO 3166-1 alpha-2.
 *
 * @param code two capital letters
 */
public record Country(String code) {

  /**
   * The codes that are known. Beside the standard's: XK Kosovo, XX none, XZ international waters
   * (UN/LOCODE), all from the range that the standard leaves to its users.
   */
  private static final Set<String> CODES =
      Stream.concat(Stream.of(Locale.getISOCountries()), Stream.of("XK", "XX", "XZ"))
          .collect(Collectors.toUnmodifiableSet());

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
