package org.mithaq.local.console;

import java.util.regex.Pattern;

/**
 * Typography for a terminal. Without colour the same text comes out, plain; nothing is told by
 * colour alone.
 */
public final class Style {

  private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final String RESET = "\u001b[0m";

  private final boolean coloured;

  private Style(boolean coloured) {
    this.coloured = coloured;
  }

  /** Coloured or plain. */
  public static Style of(boolean coloured) {
    return new Style(coloured);
  }

  /** Without any escape sequence. */
  public static Style plain() {
    return new Style(false);
  }

  /** For headings and what matters most. */
  public String strong(String text) {
    return wrap("1", text);
  }

  /** For what may be skipped. */
  public String faint(String text) {
    return wrap("2", text);
  }

  /** For what is as it should be. */
  public String good(String text) {
    return wrap("32", text);
  }

  /** For what wants attention. */
  public String warning(String text) {
    return wrap("33", text);
  }

  /** For what is wrong. */
  public String bad(String text) {
    return wrap("31", text);
  }

  /** For names of agencies, things and places. */
  public String name(String text) {
    return wrap("36", text);
  }

  /** For URLs and commands that the reader may try. */
  public String code(String text) {
    return wrap("34", text);
  }

  /** Columns that a text takes, escape sequences aside. */
  public static int width(String text) {
    String visible = SEQUENCE.matcher(text).replaceAll("");
    return (int) visible.codePoints().filter(c -> !combines(c)).count();
  }

  /** The text filled with spaces up to so many columns; longer text is left as it is. */
  public static String left(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  /** The text after as many spaces as make it end at that column. */
  public static String right(String text, int columns) {
    return " ".repeat(Math.max(0, columns - width(text))) + text;
  }

  /**
   * A text from outside made safe to print on one line: control characters would let a narrative
   * move the cursor or recolour the terminal of whoever reads it.
   */
  public static String safe(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              boolean harmless =
                  !Character.isISOControl(c)
                      && Character.getType(c) != Character.FORMAT
                      && Character.getType(c) != Character.SURROGATE;
              out.appendCodePoint(harmless ? c : '\ufffd');
            });
    return out.toString();
  }

  private static boolean combines(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private String wrap(String sequence, String text) {
    return coloured && !text.isEmpty() ? "\u001b[" + sequence + "m" + text + RESET : text;
  }
}
