package org.mithaq.alert.matching;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One selector of a view, without its value.
 *
 * @param n index in the signal's selectors
 * @param type selector type
 * @param role category of the person, or the protected role of an attribute of one; null without
 * @param tokens its tokens, one for each identifying attribute and epoch
 */
public record Selector(int n, String type, @Nullable String role, List<Token> tokens) {

  /**
   * A keyed form of one attribute.
   *
   * @param id {@code <epoch>:<hex>}
   * @param attribute what it is of, e.g. {@code imo}, where the exchange says so
   */
  public record Token(String id, @Nullable String attribute) {

    /** Refuses absent values. */
    public Token {
      requireNonNull(id, "id");
    }

    /** Whether both were made with the same key. */
    boolean isOfEpochOf(Token other) {
      return epoch(id).equals(epoch(other.id));
    }

    private static String epoch(String id) {
      return id.substring(0, id.indexOf(':'));
    }

    /** Tokens stay out of logs. */
    @Override
    public String toString() {
      return "Token[redacted]";
    }
  }

  /** The other tokens of the same epoch: other attributes of the same thing. */
  List<String> siblings(Token token) {
    return tokens.stream()
        .filter(other -> !other.id().equals(token.id()) && other.isOfEpochOf(token))
        .map(Token::id)
        .sorted()
        .toList();
  }

  /** Copies the tokens. */
  public Selector {
    requireNonNull(type, "type");
    tokens = List.copyOf(tokens);
  }

  /** Victims and witnesses: Directive (EU) 2016/680 art. 6 (c), (d). */
  public static boolean isSheltered(@Nullable String role) {
    return "victim".equals(role) || "witness".equals(role);
  }

  /** Tokens stay out of logs. */
  @Override
  public String toString() {
    return "Selector[" + n + " " + type + "]";
  }
}
