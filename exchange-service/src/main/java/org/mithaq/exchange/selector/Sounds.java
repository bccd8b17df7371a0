package org.mithaq.exchange.selector;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a word of a name sounds, in letters that Arabic, French, Dutch, Spanish and English spellings
 * of it share.
 *
 * <p>A consonant stands for the class of those that one spelling has where another has its
 * neighbour: {@code X} for sh, ch, kh and a first h (Khadija, Hadija, Chadija; Sharqawi,
 * Cherkaoui), {@code J} for j, dj, g, gh and di before a vowel (Jallow, Djallo, Diallo), {@code S}
 * for s, z and th (Hamza, Hamsa; Othmane, Ousmane), {@code K} for k, q and hard c, {@code B} for b
 * and p, {@code F} for f and v. Half-vowels and an inner h fall away: Arabic script does not tell
 * them from vowels that it leaves out, and the other spellings do as they please.
 *
 * @param readings what the word is found by: skeletons of wider classes, for what one language says
 *     otherwise than another (w, j, ch, th, a silent ending); at most {@value #MAX_READINGS}, the
 *     likeliest first
 * @param skeleton the consonants' classes in order
 * @param vowelled the same with the vowels, each class as one letter, where the spelling has them
 */
record Sounds(List<String> readings, String skeleton, String vowelled) {

  /** More than this add tokens and little else. */
  static final int MAX_READINGS = 4;

  private static final String[] NONE = {""};
  private static final Normalizer2 DECOMPOSED = Normalizer2.getNFKDInstance();

  /** What a Latin spelling writes with several letters, a longer one before its own beginning. */
  private static final String[][] GRAPHEMES = {
    {"szcz", "X"},
    {"tsch", "X"},
    {"tch", "X"},
    {"sch", "X", "SK"},
    {"chr", "KR"},
    {"sh", "X"},
    {"ch", "X"},
    {"kh", "X"},
    {"cz", "X"},
    {"sz", "X", "S"},
    {"gh", "J", ""},
    {"dj", "J"},
    {"dh", "D"},
    {"tth", "T"},
    {"th", "S", "T"},
    {"ph", "F"},
    {"ck", "K"},
    {"qu", "K"},
    {"gn", "JN", "N"},
    {"gl", "JL", "L"},
    {"ll", "L", ""},
    {"cci", "X"},
    {"zz", "TS", "S"},
    {"ou", "u"},
    {"oe", "u"},
    {"oo", "u"},
    {"ee", "i"},
    {"ai", "i"},
    {"ay", "i"},
    {"ei", "i"},
    {"ey", "i"},
    {"ie", "i"},
  };

  private static final Map<Character, String[]> LETTERS =
      Map.ofEntries(
          letter('a', "a"),
          letter('e', "a"),
          letter('i', "i"),
          letter('y', "i"),
          letter('o', "u"),
          letter('u', "u"),
          letter('b', "B"),
          letter('p', "B"),
          letter('d', "D"),
          letter('f', "F"),
          letter('v', "F"),
          letter('g', "J"),
          letter('j', "J", ""),
          letter('k', "K"),
          letter('q', "K"),
          letter('l', "L"),
          letter('m', "M"),
          letter('n', "N"),
          letter('r', "R"),
          letter('s', "S"),
          letter('z', "S", "TS"),
          letter('t', "T"),
          letter('x', "KS"),
          letter('č', "X", "TX"),
          letter('š', "X"),
          letter('ž', "J"),
          letter('ا', "a"),
          letter('ى', "a"),
          letter('ي', "i"),
          letter('ی', "i"),
          letter('و', "u"),
          letter('ب', "B"),
          letter('پ', "B"),
          letter('ت', "T"),
          letter('ط', "T"),
          letter('ث', "S"),
          letter('ج', "J"),
          letter('چ', "X"),
          letter('خ', "X"),
          letter('د', "D"),
          letter('ض', "D"),
          letter('ذ', "D"),
          letter('ر', "R"),
          letter('ز', "S"),
          letter('ژ', "J"),
          letter('س', "S"),
          letter('ص', "S"),
          letter('ظ', "S"),
          letter('ش', "X"),
          letter('غ', "J"),
          letter('گ', "J"),
          letter('ف', "F"),
          letter('ڤ', "F"),
          letter('ق', "K"),
          letter('ك', "K"),
          letter('ک', "K"),
          letter('ل', "L"),
          letter('م', "M"),
          letter('ن', "N"),
          letter('ة', "a", "T"));

  /** Letters that sound only at the beginning of a word. */
  private static final String ASPIRATES = "hحه";

  /** What begins as the Arabic article and is not longer is the name itself: Ali. */
  private static final int SHORTEST_WITH_ARTICLE = 4;

  private static final String VOWELS = "aiu";

  /** The shortest word from which the ending of Fatoumata, Aminata is taken. */
  private static final int SHORTEST_WITH_ENDING = 6;

  /** Copies the readings. */
  Sounds {
    readings = List.copyOf(readings);
  }

  private static Map.Entry<Character, String[]> letter(char letter, String... readings) {
    return Map.entry(letter, readings);
  }

  /** The sounds of one word; null if it has no letter. */
  static @Nullable Sounds of(String word) {
    String letters = letters(word);
    List<String[]> sounds = new ArrayList<>();
    int at = 0;
    if (letters.length() > SHORTEST_WITH_ARTICLE && letters.startsWith("ال")) {
      sounds.add(new String[] {"", "aL"});
      at = 2;
    } else if (letters.length() > SHORTEST_WITH_ARTICLE
        && (letters.startsWith("al") || letters.startsWith("el"))) {
      sounds.add(new String[] {"aL", ""});
      at = 2;
    }
    while (at < letters.length()) {
      at += take(letters, at, sounds);
    }
    List<Written> written = new ArrayList<>(List.of(new Written("", "", false)));
    for (String[] each : sounds) {
      List<Written> longer = new ArrayList<>();
      for (String sound : each) {
        for (Written so : written) {
          if (longer.size() < MAX_READINGS) {
            longer.add(so.and(sound));
          }
        }
      }
      written = longer;
    }
    Written first = written.getFirst();
    if (first.vowelled.isEmpty()) {
      return null;
    }
    Set<String> readings = new LinkedHashSet<>();
    // A name of vowels alone is told apart by them.
    written.forEach(so -> readings.add(so.skeleton.isEmpty() ? so.vowelled : wide(so.skeleton)));
    return new Sounds(List.copyOf(readings), first.skeleton, first.vowelled);
  }

  /** The skeleton; of a word of vowels alone, which has none, the vowels. */
  String telling() {
    return skeleton.isEmpty() ? vowelled : skeleton;
  }

  /** The wider classes: in these a German, a Slavic or an English spelling meets the Arabic one. */
  private static String wide(String skeleton) {
    return skeleton
        .replaceAll("[XJS]", "K")
        .replace('D', 'T')
        .replace("TK", "K")
        .replaceAll("K+", "K");
  }

  /** Letters in lower case without accents; every script but Arabic in its Latin form. */
  private static String letters(String word) {
    String folded = word.toLowerCase(Locale.ROOT).replace('ç', 's').replace('ў', 'в');
    boolean foreign =
        folded
            .codePoints()
            .anyMatch(c -> Character.isLetter(c) && c > 'z' && !isLatin(c) && !isArabic(c));
    String latin = foreign ? Romanisation.of(folded) : folded;
    StringBuilder kept = new StringBuilder();
    latin
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case 'č', 'ć' -> kept.append('č');
                case 'š', 'ş', 'ș', 'ś' -> kept.append('š');
                case 'ž', 'ź', 'ż' -> kept.append('ž');
                case 'ğ' -> {}
                case 'ß' -> kept.append("ss");
                case 'ø' -> kept.append('o');
                case 'æ' -> kept.append('a');
                case 'œ' -> kept.append("oe");
                case 'ł' -> kept.append('l');
                case 'đ', 'ð' -> kept.append('d');
                case 'ı' -> kept.append('i');
                default ->
                    DECOMPOSED
                        .normalize(Character.toString(c))
                        .codePoints()
                        .filter(Character::isLetter)
                        .forEach(kept::appendCodePoint);
              }
            });
    String letters = kept.toString();
    return letters.length() >= SHORTEST_WITH_ENDING
            && (letters.endsWith("mata") || letters.endsWith("nata"))
        ? letters.substring(0, letters.length() - 2)
        : letters;
  }

  private static boolean isLatin(int c) {
    return Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
  }

  static boolean isArabic(int c) {
    return Character.UnicodeScript.of(c) == Character.UnicodeScript.ARABIC;
  }

  /** Built when the first name in another script comes: most exchanges never see one. */
  private static final class Romanisation {
    private static final Transliterator LATIN =
        Transliterator.getInstance("Any-Latin; Latin-ASCII");

    static String of(String text) {
      return LATIN.transliterate(text);
    }
  }

  /** Takes what begins at a place, and tells how many letters it took. */
  private static int take(String letters, int at, List<String[]> sounds) {
    char letter = letters.charAt(at);
    if (letters.startsWith("تش", at)) {
      sounds.add(new String[] {"X"});
      return 2;
    }
    if (letters.startsWith("di", at) && isVowel(letters, at + 2)) {
      sounds.add(new String[] {"J", "D"});
      return 2;
    }
    for (String[] grapheme : GRAPHEMES) {
      if (letters.startsWith(grapheme[0], at)) {
        String[] readings = new String[grapheme.length - 1];
        System.arraycopy(grapheme, 1, readings, 0, readings.length);
        sounds.add(readings);
        return grapheme[0].length();
      }
    }
    boolean last = at == letters.length() - 1;
    if (letter == 'c') {
      boolean soft = !last && "eiy".indexOf(letters.charAt(at + 1)) >= 0;
      sounds.add(soft ? new String[] {"S", "X"} : new String[] {"K"});
    } else if (letter == 'w') {
      sounds.add(last ? new String[] {"u"} : new String[] {"u", "F"});
    } else if (ASPIRATES.indexOf(letter) >= 0) {
      sounds.add(at == 0 ? new String[] {"X", ""} : NONE);
    } else if (last && "tdsx".indexOf(letter) >= 0 && at > 1) {
      // French endings are written and not said.
      sounds.add(new String[] {LETTERS.getOrDefault(letter, NONE)[0], ""});
    } else {
      sounds.add(LETTERS.getOrDefault(letter, NONE));
    }
    return 1;
  }

  private static boolean isVowel(String letters, int at) {
    return at < letters.length() && "aeiouy".indexOf(letters.charAt(at)) >= 0;
  }

  /** What is written so far; doubled consonants are one, and so is a vowel that goes on. */
  private record Written(String skeleton, String vowelled, boolean afterConsonant) {

    Written and(String sound) {
      if (sound.isEmpty()) {
        return new Written(skeleton, vowelled, false);
      }
      if (sound.length() == 1 && VOWELS.contains(sound)) {
        return new Written(skeleton, vowelled.endsWith(sound) ? vowelled : vowelled + sound, false);
      }
      String consonants = skeleton;
      String all = vowelled;
      boolean after = afterConsonant;
      for (int i = 0; i < sound.length(); i++) {
        String one = sound.substring(i, i + 1);
        if (VOWELS.contains(one)) {
          all += one;
          after = false;
          continue;
        }
        if (!after || !consonants.endsWith(one)) {
          consonants += one;
          all += one;
        }
        after = true;
      }
      return new Written(consonants, all, true);
    }
  }

  @Override
  public String toString() {
    return "Sounds[redacted]";
  }
}
