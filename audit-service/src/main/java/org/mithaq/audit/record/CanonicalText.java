package org.mithaq.audit.record;

/** Strings as RFC 8785 section 3.2.2.2 writes them. */
public final class CanonicalText {

  private CanonicalText() {}

  /**
   * The string's one form.
   *
   * @throws IllegalArgumentException when it holds half of a surrogate pair, which has no such form
   */
  public static String quoted(String value) {
    StringBuilder text = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\f' -> text.append("\\f");
        case '\r' -> text.append("\\r");
        default -> {
          if (c < 0x20) {
            text.append("\\u%04x".formatted((int) c));
          } else if (!Character.isSurrogate(c)) {
            text.append(c);
          } else if (Character.isHighSurrogate(c)
              && i + 1 < value.length()
              && Character.isLowSurrogate(value.charAt(i + 1))) {
            text.append(c).append(value.charAt(++i));
          } else {
            throw new IllegalArgumentException("half of a surrogate pair");
          }
        }
      }
    }
    return text.append('"').toString();
  }
}
