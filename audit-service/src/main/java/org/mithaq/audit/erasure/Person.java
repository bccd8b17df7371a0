package org.mithaq.audit.erasure;

import java.util.Collections;
import java.util.Objects;
import java.util.Set;

/**
 * One who takes part in an erasure.
 *
 * @param agency for which agency
 * @param marks what their names are known by: keyed references, so that a person is recognised and
 *     not told
 */
public record Person(String agency, Set<String> marks) {

  /** Checks that the person can be recognised. */
  public Person {
    Objects.requireNonNull(agency);
    marks = Set.copyOf(marks);
    if (marks.isEmpty()) {
      throw new IllegalArgumentException("a person has at least one name");
    }
  }

  /**
   * Whether it is the same person: one name in common is enough, whatever agency the token speaks
   * for.
   */
  public boolean isAlso(Person other) {
    return !Collections.disjoint(marks, other.marks);
  }

  @Override
  public String toString() {
    return "Person[" + agency + "]";
  }
}
