package org.mithaq.exchange.selector;

import com.ibm.icu.text.Normalizer2;
import java.util.Locale;
import java.util.regex.Pattern;

/** Foldings of text under which two spellings of one thing become equal. */
final class Texts {

  private static final Normalizer2 CASEFOLD = Normalizer2.getNFKCCasefoldInstance();
  private static final Normalizer2 COMPATIBLE = Normalizer2.getNFKCInstance();
  private static final Normalizer2 DECOMPOSED = Normalizer2.getNFDInstance();

  private static final Pattern FILLER = Pattern.compile("0{5,}|9{5,}");

  private Texts() {}

  /** NFKC with case folded (Unicode, default caseless matching), trimmed. */
  static String casefold(String text) {
    return CASEFOLD.normalize(text).strip();
  }

  /** NFKC, trimmed; case stays. */
  static String compatible(String text) {
    return COMPATIBLE.normalize(text).strip();
  }

  /** Words in caseless form, without accents and punctuation, one space between them. */
  static String words(String text) {
    String decomposed = DECOMPOSED.normalize(CASEFOLD.normalize(text));
    StringBuilder words = new StringBuilder();
    decomposed
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .map(c -> Character.isLetterOrDigit(c) ? c : ' ')
        .forEach(words::appendCodePoint);
    return words.toString().strip().replaceAll(" +", " ");
  }

  /** The ASCII letters, as capitals, and the digits of any script, as ASCII. */
  static String alphanumeric(String text) {
    StringBuilder kept = new StringBuilder();
    COMPATIBLE
        .normalize(text)
        .codePoints()
        .forEach(
            c -> {
              int digit = Character.digit(c, 10);
              if (digit >= 0) {
                kept.append(digit);
              } else if (c < 128 && Character.isLetter(c)) {
                kept.append((char) c);
              }
            });
    return kept.toString().toUpperCase(Locale.ROOT);
  }

  /** The digits of any script, as ASCII. */
  static String digits(String text) {
    return alphanumeric(text).replaceAll("[^0-9]", "");
  }

  /** Whether it is noughts or nines alone, which are typed where a field has to be filled. */
  static boolean isFiller(String digits) {
    return FILLER.matcher(digits).matches();
  }

  /** Whether nothing but digits, spaces and separators is in it. */
  static boolean isNumber(String text) {
    return text.codePoints().allMatch(c -> Character.isDigit(c) || !Character.isLetter(c));
  }
}
