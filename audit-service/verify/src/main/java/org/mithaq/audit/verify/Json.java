package org.mithaq.audit.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * As much JSON as a receipt holds: values without fractions, so that RFC 8785 has one form for
 * each. Strict: a repeated member, a lone surrogate or a byte too many is refused.
 */
sealed interface Json {

  /** The value's one form after RFC 8785. */
  String canonical();

  /** An object; members sorted by UTF-16 code units, as RFC 8785 section 3.2.3 wants. */
  record Members(Map<String, Json> members) implements Json {
    @Override
    public String canonical() {
      return members.entrySet().stream()
          .map(e -> quoted(e.getKey()) + ":" + e.getValue().canonical())
          .collect(Collectors.joining(",", "{", "}"));
    }
  }

  /** An array. */
  record Elements(List<Json> elements) implements Json {
    @Override
    public String canonical() {
      return elements.stream().map(Json::canonical).collect(Collectors.joining(",", "[", "]"));
    }
  }

  /** A string. */
  record Text(String value) implements Json {
    @Override
    public String canonical() {
      return quoted(value);
    }
  }

  /** A number without a fraction, {@code true}, {@code false} or {@code null}, as it is written. */
  record Literal(String canonical) implements Json {}

  /**
   * Reads one value.
   *
   * @throws Fault when these bytes are anything else
   */
  static Json parse(String where, byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Fault(where, "not UTF-8");
    }
    return new Parser(where, text).whole();
  }

  /** A string's one form, RFC 8785 section 3.2.2.2. */
  static String quoted(String value) {
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
          } else {
            text.append(c);
          }
        }
      }
    }
    return text.append('"').toString();
  }

  /** Descends through one text. */
  final class Parser {
    private static final int DEEPEST = 32;
    private static final long MOST = (1L << 53) - 1;

    private final String where;
    private final String text;
    private int at;
    private int depth;

    private Parser(String where, String text) {
      this.where = where;
      this.text = text;
    }

    private Json whole() {
      Json value = value();
      if (peek() != 0) {
        throw malformed();
      }
      return value;
    }

    private Json value() {
      if (++depth > DEEPEST) {
        throw malformed();
      }
      Json value =
          switch (peek()) {
            case '{' -> members();
            case '[' -> elements();
            case '"' -> new Text(string());
            default -> literal();
          };
      depth--;
      return value;
    }

    private Json members() {
      TreeMap<String, Json> members = new TreeMap<>();
      at++;
      if (peek() == '}') {
        at++;
        return new Members(members);
      }
      while (true) {
        if (peek() != '"') {
          throw malformed();
        }
        String name = string();
        expect(':');
        if (members.put(name, value()) != null) {
          throw malformed();
        }
        if (peek() == '}') {
          at++;
          return new Members(members);
        }
        expect(',');
      }
    }

    private Json elements() {
      List<Json> elements = new ArrayList<>();
      at++;
      if (peek() == ']') {
        at++;
        return new Elements(elements);
      }
      while (true) {
        elements.add(value());
        if (peek() == ']') {
          at++;
          return new Elements(elements);
        }
        expect(',');
      }
    }

    private String string() {
      StringBuilder value = new StringBuilder();
      at++;
      while (true) {
        char c = next();
        if (c == '"') {
          break;
        } else if (c == '\\') {
          value.append(escaped());
        } else if (c < 0x20) {
          throw malformed();
        } else {
          value.append(c);
        }
      }
      for (int i = 0; i < value.length(); i++) {
        if (Character.isSurrogate(value.charAt(i))) {
          if (!Character.isHighSurrogate(value.charAt(i))
              || ++i == value.length()
              || !Character.isLowSurrogate(value.charAt(i))) {
            throw malformed();
          }
        }
      }
      return value.toString();
    }

    private char escaped() {
      char c = next();
      return switch (c) {
        case '"', '\\', '/' -> c;
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'u' -> {
          int code = 0;
          for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
              throw malformed();
            }
            code = code << 4 | digit;
          }
          yield (char) code;
        }
        default -> throw malformed();
      };
    }

    private Json literal() {
      int start = at;
      while (at < text.length() && "+-.".indexOf(text.charAt(at)) >= 0
          || at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
        at++;
      }
      String literal = text.substring(start, at);
      if (literal.equals("true") || literal.equals("false") || literal.equals("null")) {
        return new Literal(literal);
      }
      if (!literal.matches("0|-?[1-9][0-9]{0,15}") || Math.abs(Long.parseLong(literal)) > MOST) {
        throw malformed();
      }
      return new Literal(literal);
    }

    /** The next character that is not white space, still unread; 0 at the end. */
    private char peek() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return at < text.length() ? text.charAt(at) : 0;
    }

    private char next() {
      if (at >= text.length()) {
        throw malformed();
      }
      return text.charAt(at++);
    }

    private void expect(char c) {
      if (peek() != c) {
        throw malformed();
      }
      at++;
    }

    private Fault malformed() {
      return new Fault(where, "not JSON of the form expected, at character " + at);
    }
  }
}
