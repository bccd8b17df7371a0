package org.mithaq.audit.erasure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.record.Erasable;

/**
 * An erasure that somebody has proposed, and what may become of it. Nothing is decided by one
 * person alone; and by one agency alone only what is of no other's side.
 *
 * @param id the erasure's id
 * @param state what has become of it
 * @param proposer who proposed it
 */
public record Proposal(UUID id, State state, Person proposer) {

  /** What has become of an erasure. */
  public enum State {
    /** It waits for a second person. */
    PROPOSED,
    /** It has been done, and cannot be undone. */
    CARRIED_OUT,
    /** It was rejected before it was done. */
    REJECTED,
    /** Nobody approved it in time. */
    LAPSED;

    /** The name in answers and in the database. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The state of this name, if there is one. */
    public static Optional<State> of(String code) {
      return Arrays.stream(values()).filter(s -> s.code().equals(code)).findFirst();
    }
  }

  /** Checks that all is there. */
  public Proposal {
    Objects.requireNonNull(id);
    Objects.requireNonNull(state);
    Objects.requireNonNull(proposer);
  }

  /** What follows from a request. */
  public sealed interface Verdict {
    /**
     * It is to be done.
     *
     * @param records with which records
     */
    record Go(List<Erasable> records) implements Verdict {

      /** Copies the list. */
      public Go {
        records = List.copyOf(records);
      }
    }

    /**
     * It is not to be done.
     *
     * @param why why not
     */
    record No(Problem why) implements Verdict {}
  }

  /**
   * Whether these records may be proposed.
   *
   * @param asked the ids that were asked for, each once
   * @param found those of them that are there
   */
  public static Verdict propose(List<UUID> asked, Collection<Erasable> found) {
    Map<UUID, Erasable> byId =
        found.stream().collect(Collectors.toMap(Erasable::id, Function.identity()));
    List<Problem.Flaw> flaws = new ArrayList<>();
    List<Erasable> records = new ArrayList<>();
    for (UUID id : asked) {
      Erasable record = byId.get(id);
      Optional<String> obstacle =
          record == null ? Optional.of("there is no such record") : record.obstacle();
      obstacle.ifPresentOrElse(
          reason -> flaws.add(new Problem.Flaw("/records/" + id, reason)),
          () -> records.add(byId.get(id)));
    }
    if (records.isEmpty() && flaws.isEmpty()) {
      flaws.add(new Problem.Flaw("/signals", "no record is about any of these signals"));
    }
    return flaws.isEmpty()
        ? new Verdict.Go(records)
        : new Verdict.No(new Problem.NotErasable(flaws));
  }

  /**
   * Whether this person's approval carries the erasure out.
   *
   * @param found its records; those that another erasure took meanwhile are passed over
   */
  public Verdict approve(Person approver, Collection<Erasable> found) {
    if (state != State.PROPOSED) {
      return new Verdict.No(new Problem.ErasureDecided());
    }
    if (proposer.isAlso(approver)) {
      return new Verdict.No(new Problem.SamePerson());
    }
    List<Erasable> records = found.stream().filter(r -> r.obstacle().isEmpty()).toList();
    if (records.isEmpty()) {
      return new Verdict.No(
          new Problem.NotErasable(
              List.of(new Problem.Flaw("/records", "none of them is left to be erased"))));
    }
    Set<String> own = Set.of(approver.agency());
    // What is of nobody's side, since it could not be read, may be of another's.
    if (proposer.agency().equals(approver.agency())
        && !records.stream().allMatch(record -> record.sides().equals(own))) {
      return new Verdict.No(new Problem.SameAgency());
    }
    return new Verdict.Go(records);
  }

  /** Whether the erasure can be rejected, by anybody who may decide, also by who proposed it. */
  public Verdict reject() {
    return state == State.PROPOSED
        ? new Verdict.Go(List.of())
        : new Verdict.No(new Problem.ErasureDecided());
  }

  /** All agencies whose side any of these records is of. */
  public static Set<String> sides(Collection<Erasable> records) {
    TreeSet<String> sides = new TreeSet<>();
    records.forEach(record -> sides.addAll(record.sides()));
    return sides;
  }
}
