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
 * @param tokens tokens as {@code <epoch>:<hex>}
 */
public record Selector(int n, String type, @Nullable String role, List<String> tokens) {

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
