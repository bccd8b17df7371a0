package org.mithaq.alert.network;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.Header;
import org.mithaq.alert.matching.Mark;
import org.mithaq.alert.matching.Person;

/**
 * A signal as the agency knows it, with the tokens that it shares with others.
 *
 * @param header what the agency may be told of it
 * @param marks what bears each shared token, by token
 * @param level how far the bar was raised when its component was last contracted
 */
public record KnownSignal(Header header, Map<String, Mark> marks, int level) {

  /** Copies the marks, in order of token. */
  public KnownSignal {
    requireNonNull(header, "header");
    marks = Collections.unmodifiableMap(new TreeMap<>(marks));
  }

  /** Whether it names a person in such a role, who is known by a token that it shares. */
  boolean hasPerson(Predicate<@Nullable String> role) {
    return marks.values().stream()
        .map(Mark::person)
        .anyMatch(person -> person != null && role.test(person.role()));
  }

  /** The persons whom it names and who are known by a token that it shares, by their selectors. */
  Map<Integer, Person> persons() {
    Map<Integer, Person> persons = new TreeMap<>();
    for (Mark mark : marks.values()) {
      Person person = mark.person();
      if (person != null) {
        persons.putIfAbsent(person.n(), person);
      }
    }
    return persons;
  }

  /** Names the signal only. */
  @Override
  public String toString() {
    return "KnownSignal[" + header.id() + "]";
  }
}
