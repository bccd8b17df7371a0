package org.mithaq.exchange.selector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Brings names of organisations to a form without what only says of what legal kind they are, which
 * one report writes out, another shortens and a third leaves out.
 */
final class Organisations {

  /** Legal forms of the partners' countries and their neighbours, dots left out. */
  private static final Set<String> LEGAL_FORMS =
      Set.of(
          "sarl",
          "sarlau",
          "suarl",
          "eurl",
          "sas",
          "sasu",
          "sa",
          "snc",
          "scs",
          "sci",
          "gie",
          "bv",
          "nv",
          "vof",
          "cv",
          "sprl",
          "bvba",
          "gmbh",
          "mbh",
          "ag",
          "kg",
          "ug",
          "ohg",
          "ev",
          "ltd",
          "limited",
          "llc",
          "llp",
          "plc",
          "inc",
          "incorporated",
          "corp",
          "corporation",
          "pty",
          "pvt",
          "sl",
          "slu",
          "srl",
          "spa",
          "lda",
          "ltda",
          "شمم",
          "ذمم");

  /** What may stand before the name, and stays where it would leave one word alone. */
  private static final Set<String> KINDS =
      Set.of(
          "ste",
          "societe",
          "ets",
          "etablissement",
          "etablissements",
          "firma",
          "شركه",
          "شركة",
          "مؤسسة",
          "مؤسسه");

  private static final Set<String> CONJUNCTIONS = Set.of("and", "et", "en", "und", "y", "e", "و");

  /** The dots of K.L.M. */
  private static final Pattern DOTTED =
      Pattern.compile("(?<=(?:^|\\P{L})\\p{L})\\.(?=\\p{L}(?:\\P{L}|$))");

  private static final Pattern ASIDE = Pattern.compile("\\([^()]*\\)");

  private static final int SHORTEST_SOUND = 4;

  private Organisations() {}

  /**
   * The name, with its country where that is known and without.
   *
   * @param name as reported
   */
  static NormalForm normalise(String name, Optional<Country> country) {
    String words = words(name);
    if (words.isEmpty()) {
      return NormalForm.nothing();
    }
    List<Attribute> attributes = new ArrayList<>();
    country
        .map(known -> new Attribute(Attribute.Kind.ORGANISATION, known.code() + "|" + words))
        .ifPresent(attributes::add);
    attributes.add(
        new Attribute(Attribute.Kind.ORGANISATION_NEAR, sound(words(withoutAside(name)))));
    return NormalForm.of(attributes, List.of());
  }

  /** What stands in brackets is where it is or how it is also called, unless there is no more. */
  private static String withoutAside(String name) {
    String rest = ASIDE.matcher(name).replaceAll(" ");
    return Texts.words(rest).isEmpty() ? name : rest;
  }

  /** How the words sound; as they are, where too little of a sound is left to tell them by. */
  private static String sound(String words) {
    String sound =
        Arrays.stream(words.split(" "))
            .map(word -> Optional.ofNullable(Sounds.of(word)).map(Sounds::skeleton).orElse(word))
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining(" "));
    return sound.length() < SHORTEST_SOUND ? words : sound;
  }

  static String words(String name) {
    List<String> words = new ArrayList<>();
    boolean afterLetter = false;
    for (String word : Texts.words(DOTTED.matcher(name).replaceAll("")).split(" ")) {
      boolean letter = word.codePointCount(0, word.length()) == 1;
      if (letter && afterLetter) {
        words.set(words.size() - 1, words.getLast() + word);
      } else {
        words.add(word);
      }
      afterLetter = letter;
    }
    while (words.size() > 1 && LEGAL_FORMS.contains(words.getLast())) {
      words.removeLast();
    }
    while (words.size() > 1 && LEGAL_FORMS.contains(words.getFirst())) {
      words.removeFirst();
    }
    if (words.size() > 2 && KINDS.contains(words.getFirst())) {
      words.removeFirst();
    }
    if (words.size() > 2) {
      words.subList(1, words.size() - 1).removeIf(CONJUNCTIONS::contains);
    }
    return String.join(" ", words);
  }
}
