package org.mithaq.exchange.selector;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a place of birth sounds, so that spellings of it in two languages and scripts meet (Oujda,
 * Wajda, وجدة). Names that a place has in one language and not in another stay apart (Casablanca,
 * ad-Dar al-Bayda).
 */
final class BirthPlace {

  /** What follows is the province or the country, which one report tells and another does not. */
  private static final Pattern BEYOND = Pattern.compile("\\s*[,;/(،].*|\\s+-\\s.*", Pattern.DOTALL);

  private BirthPlace() {}

  /** The sounds of its words in one order; empty if it has no letter. */
  static Optional<String> sound(String text) {
    String place = BEYOND.matcher(Texts.compatible(text)).replaceFirst("");
    String sound =
        PersonName.of(place).parts().stream().map(Sounds::telling).collect(Collectors.joining(" "));
    return sound.isEmpty() ? Optional.empty() : Optional.of(sound);
  }
}
