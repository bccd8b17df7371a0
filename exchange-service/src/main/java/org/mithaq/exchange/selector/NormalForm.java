package org.mithaq.exchange.selector;

import java.util.List;

/**
 * What a selector comes to.
 *
 * @param attributes what can match; empty if nothing could be normalised
 * @param names what each of a person's name filters is made of; empty for all but a person
 * @param unmatched names of the members that could not be normalised while others could; the name
 *     is empty where the selector as a whole could not
 */
public record NormalForm(
    List<Attribute> attributes, List<List<String>> names, List<String> unmatched) {

  /** The whole selector, as a member of itself. */
  public static final String WHOLE = "";

  /** Copies the lists. */
  public NormalForm {
    names = names.stream().map(List::copyOf).toList();
    attributes = List.copyOf(attributes);
    unmatched = List.copyOf(unmatched);
  }

  /** What has no name. */
  static NormalForm of(List<Attribute> attributes, List<String> unmatched) {
    return new NormalForm(attributes, List.of(), unmatched);
  }

  /** Nothing in it can match. */
  static NormalForm nothing() {
    return of(List.of(), List.of(WHOLE));
  }
}
