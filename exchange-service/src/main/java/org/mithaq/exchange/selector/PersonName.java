package org.mithaq.exchange.selector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A person's name as parts that can be compared: articles dropped (El Amrani, Al-Fasi, At-Tazi, van
 * den Berg), and what belongs to its neighbour joined to it (Ben Youssef, Ibn Yusuf, Abdel Kader,
 * Nour Eddine, Ait Taleb), a Chinese name as surname and given name, short forms as the name that
 * they stand for, without initials and words for no name. The order of the parts tells nothing: one
 * agency writes the family name first, another last.
 *
 * @param parts at most {@value #MAX_PARTS}, in order of their skeletons
 * @param generation which of those who bear it one after the other, where the name tells
 */
record PersonName(List<Sounds> parts, Optional<Integer> generation) {

  /** More parts than this add work and no evidence. */
  static final int MAX_PARTS = 4;

  private static final Set<String> ARTICLES =
      Set.of(
          "el", "al", "l", "van", "von", "de", "der", "den", "het", "la", "le", "du", "da", "dos");

  /** Articles that take the sound of the letter that they stand before. */
  private static final String SUN_ARTICLES = "aeiou";

  private static final Set<String> FILIATIONS =
      Set.of(
          "ben", "bin", "ibn", "bel", "bn", "ait", "ayt", "aït", "بن", "ابن", "آيت", "ايت", "أيت");

  /** What Arabic script writes before the article, which then stays: Abdallah has one l. */
  private static final String SERVANT = "عبد";

  private static final Set<String> SERVANTS =
      Set.of("abd", "abdel", "abdul", "abdal", "abdou", "abdoul", SERVANT);

  private static final Set<String> FAITHS =
      Set.of("eddine", "eddin", "uddin", "edine", "aldin", "din", "dine", "الدين", "دين");

  private static final Map<String, Integer> GENERATIONS =
      Map.of("sr", 1, "senior", 1, "i", 1, "jr", 2, "junior", 2, "ii", 2, "iii", 3, "iv", 4);

  /** What stands for a name that nobody knows, in the languages of the partners. */
  private static final Set<String> NOBODY =
      Set.of(
          "inconnu",
          "inconnue",
          "unknown",
          "onbekend",
          "onbekende",
          "unbekannt",
          "desconocido",
          "desconocida",
          "nn",
          "xx",
          "xxx",
          "مجهول",
          "مجهولة");

  /** Chinese surnames of two characters, in simplified and traditional writing. */
  private static final Set<String> LONG_SURNAMES =
      Set.of(
          "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "司徒", "东方", "東方", "夏侯", "皇甫", "尉迟", "尉遲", "公孙",
          "公孫", "慕容", "令狐", "端木", "长孙", "長孫");

  /** Longer than any Chinese name. */
  private static final int LONGEST_CHINESE = 4;

  private static final Comparator<Sounds> ORDER =
      Comparator.comparing(Sounds::skeleton).thenComparing(Sounds::vowelled);

  /** Copies the parts. */
  PersonName {
    parts = List.copyOf(parts);
  }

  /** Reads a name; one without a letter has no parts. */
  static PersonName of(String text) {
    List<String> written = words(text);
    Optional<Integer> generation = generation(written);
    List<String> words =
        IntStream.range(0, written.size())
            .filter(i -> generation.isEmpty() || !tellsGeneration(written, i))
            .mapToObj(i -> Hypocorisms.name(written.get(i)))
            .toList();
    List<Sounds> parts = new ArrayList<>();
    for (String word : telling(joined(words))) {
      @Nullable Sounds sounds = Sounds.of(word);
      if (sounds != null) {
        parts.add(sounds);
      }
    }
    parts.sort(ORDER);
    return new PersonName(parts.subList(0, Math.min(MAX_PARTS, parts.size())), generation);
  }

  /** Junior is also a given name: it is the younger one only behind two others. */
  private static Optional<Integer> generation(List<String> words) {
    List<Integer> told =
        IntStream.range(0, words.size())
            .filter(i -> tellsGeneration(words, i))
            .mapToObj(i -> GENERATIONS.get(words.get(i)))
            .toList();
    return told.size() == 1 && words.size() > 2 ? Optional.of(told.getFirst()) : Optional.empty();
  }

  private static boolean tellsGeneration(List<String> words, int i) {
    return i > 0 && GENERATIONS.containsKey(words.get(i));
  }

  /**
   * Without what is written for no name (N.N. too), and without initials, which too many share to
   * tell much; with these if there is nothing else.
   */
  private static List<String> telling(List<String> parts) {
    List<String> named = parts.stream().filter(part -> !NOBODY.contains(part)).toList();
    List<String> whole = named.stream().filter(part -> !isInitial(part)).toList();
    if (whole.isEmpty() && named.size() > 1 && named.stream().distinct().count() == 1) {
      return List.of();
    }
    return whole.isEmpty() ? named : whole;
  }

  private static boolean isInitial(String part) {
    return part.codePointCount(0, part.length()) == 1
        && Character.UnicodeScript.of(part.codePointAt(0)) != Character.UnicodeScript.HAN;
  }

  /** Letters only, split at anything else; an apostrophe splits nothing (N'Diaye). */
  private static List<String> words(String text) {
    StringBuilder spaced = new StringBuilder();
    Texts.compatible(text)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(c -> c != '\'' && c != '’' && c != '`' && c != 'ʿ' && c != 'ʾ' && c != 'ـ')
        .forEach(
            c ->
                spaced.appendCodePoint(
                    Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK
                        ? c
                        : ' '));
    List<String> words = new ArrayList<>();
    for (String word : spaced.toString().strip().split(" +")) {
      if (isChinese(word)) {
        words.addAll(chinese(word));
      } else if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private static boolean isChinese(String word) {
    return word.length() > 1
        && word.length() <= LONGEST_CHINESE
        && word.codePoints().allMatch(Character::isBmpCodePoint)
        && word.codePoints()
            .allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
  }

  /**
   * Surname and given name; of one of two characters also each, for Latin letters write it as one
   * word or as two.
   */
  private static List<String> chinese(String name) {
    int surname = LONG_SURNAMES.contains(name.substring(0, 2)) && name.length() > 2 ? 2 : 1;
    String given = name.substring(surname);
    List<String> parts = new ArrayList<>(List.of(name.substring(0, surname), given));
    if (given.length() > 1) {
      given.codePoints().mapToObj(Character::toString).forEach(parts::add);
    }
    return parts;
  }

  private static List<String> joined(List<String> words) {
    List<String> parts = new ArrayList<>();
    String before = "";
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean last = i == words.size() - 1;
      if (FAITHS.contains(word) && !parts.isEmpty() && before.isEmpty()) {
        parts.set(parts.size() - 1, parts.getLast() + word.replaceFirst("^(ال|al)", ""));
      } else if (!last && isArticle(word, words.get(i + 1))) {
        continue;
      } else if (!last && SERVANTS.contains(word)) {
        before += servant(word, words.get(i + 1));
      } else if (!last && FILIATIONS.contains(word)) {
        before += word;
      } else {
        parts.add(before + word);
        before = "";
      }
    }
    return parts;
  }

  private static String servant(String word, String next) {
    if (word.equals(SERVANT)) {
      return SERVANT;
    }
    return next.startsWith("all") ? "abd" : "abdel";
  }

  private static boolean isArticle(String word, String next) {
    return ARTICLES.contains(word)
        || (word.length() >= 2
            && word.length() <= 3
            && SUN_ARTICLES.indexOf(word.charAt(0)) >= 0
            && next.startsWith(word.substring(1)));
  }

  @Override
  public String toString() {
    return "PersonName[redacted]";
  }
}
