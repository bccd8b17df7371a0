package org.mithaq.alert.matching;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a signal bears a token.
 *
 * @param n index of the selector
 * @param type selector type
 * @param attribute what the token is of, where the exchange says so
 * @param role role of the selector, or null
 * @param siblings the selector's other tokens: other attributes of the same thing; none of a
 *     person, whose parts of a name and a birth date are no attributes apart
 * @param person what else is known of the person whose token it is; of what a person bears or is
 *     reached by, the only person whom the signal names; or null
 * @param basedOn signals that it repeats; to an agency, those only that bear the token too and that
 *     it may know
 */
public record Mark(
    int n,
    String type,
    @Nullable String attribute,
    @Nullable String role,
    List<String> siblings,
    @Nullable Person person,
    List<String> basedOn) {

  /** Copies the lists. */
  public Mark {
    requireNonNull(type, "type");
    siblings = List.copyOf(siblings);
    basedOn = List.copyOf(basedOn);
  }

  /** Whether the token is of a person. */
  public boolean isOfPerson() {
    return type.equals(Selector.PERSON);
  }

  /** The same, repeating only these. */
  Mark repeating(List<String> known) {
    return known.equals(basedOn)
        ? this
        : new Mark(n, type, attribute, role, siblings, person, known);
  }

  /** Tokens stay out of logs. */
  @Override
  public String toString() {
    return "Mark[" + n + " " + type + "]";
  }
}
