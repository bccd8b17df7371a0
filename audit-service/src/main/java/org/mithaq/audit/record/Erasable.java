package org.mithaq.audit.record;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A record as far as its erasure is concerned: nothing of what it says.
 *
 * @param id its id
 * @param state what has become of its content
 * @param day the UTC day on which it was entered into the log; empty while it waits for its place
 * @param place its place among the records of all years; 0 while it waits
 * @param erasureEntry whether it is itself the proof of an erasure
 * @param sides whose side it is of
 */
public record Erasable(
    UUID id,
    StoredRecord.State state,
    Optional<LocalDate> day,
    long place,
    boolean erasureEntry,
    Set<String> sides) {

  /** Copies the sides. */
  public Erasable {
    Objects.requireNonNull(id);
    Objects.requireNonNull(state);
    Objects.requireNonNull(day);
    sides = Set.copyOf(sides);
  }

  /**
   * The same record by what it says, whatever the database says of it: whose side it is of, and
   * whether it is the proof of an erasure. What cannot be opened is of nobody's side, and the proof
   * that it is said to be: rather kept too long than lost.
   *
   * @param said what the record says; empty when it cannot be read
   */
  public Erasable by(Optional<Disclosure> said) {
    boolean proof = said.map(Erased::isErasure).orElse(erasureEntry);
    return new Erasable(
        id, state, day, place, proof, said.map(s -> Set.copyOf(s.sides())).orElse(Set.of()));
  }

  /**
   * Why it cannot be erased; empty when it can. The proof of an erasure is kept for ever: without
   * it the records that it names would be missing, not erased.
   */
  public Optional<String> obstacle() {
    if (erasureEntry) {
      return Optional.of("the proof of an erasure is never erased");
    }
    if (state == StoredRecord.State.ERASED) {
      return Optional.of("the record has been erased already");
    }
    return day.isEmpty() ? Optional.of("the record is not in the log yet") : Optional.empty();
  }
}
