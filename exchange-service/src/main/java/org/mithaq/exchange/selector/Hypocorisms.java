package org.mithaq.exchange.selector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Short and pet forms of given names, and how they are abbreviated (Bob, Kees, Simo, Med): a report
 * that heard the one meets a document that has the other. Only forms that stand for one name.
 */
final class Hypocorisms {

  private static final String TABLE = "hypocorisms.txt";
  private static final Map<String, String> NAMES = read();

  private Hypocorisms() {}

  /** The name that a word is a form of; the word itself where it is none. */
  static String name(String word) {
    return NAMES.getOrDefault(Texts.words(word), word);
  }

  private static Map<String, String> read() {
    try (InputStream table =
            Objects.requireNonNull(Hypocorisms.class.getResourceAsStream(TABLE), TABLE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
      return parse(lines.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads lines {@code name: form form}; what begins with # is a comment.
   *
   * @throws IllegalArgumentException if a form stands for two names, or is a name itself
   */
  static Map<String, String> parse(List<String> lines) {
    Map<String, String> names = new HashMap<>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] sides = line.split(": *", 2);
      if (sides.length < 2) {
        throw new IllegalArgumentException("expected name: forms");
      }
      for (String form : sides[1].strip().split(" +")) {
        if (!form.equals(Texts.words(form)) || names.put(form, sides[0]) != null) {
          throw new IllegalArgumentException(
              "a form of two names, or not in plain letters: " + form);
        }
      }
    }
    names.values().stream()
        .filter(names::containsKey)
        .findAny()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException("a name that is a form of another: " + name);
            });
    return Map.copyOf(names);
  }
}
