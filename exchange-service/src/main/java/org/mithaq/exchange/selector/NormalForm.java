package org.mithaq.exchange.selector;

import java.util.List;

/**
 * What a selector comes to.
 *
 * @param attributes what can match; empty if nothing could be normalised
 * @param unmatched names of the members that could not be normalised while others could; the name
 *     is empty where the selector as a whole could not
 */
public record NormalForm(List<Attribute> attributes, List<String> unmatched) {

  /** The whole selector, as a member of itself. */
  public static final String WHOLE = "";

  /** Copies both lists. */
  public NormalForm {
    attributes = List.copyOf(attributes);
    unmatched = List.copyOf(unmatched);
  }

  /** Nothing in it can match. */
  static NormalForm nothing() {
    return new NormalForm(List.of(), List.of(WHOLE));
  }
}
