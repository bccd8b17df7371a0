package org.mithaq.exchange.signal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.mithaq.exchange.agreement.Agreement;
import org.mithaq.exchange.agreement.Decision;
import org.mithaq.exchange.agreement.Purpose;
import org.mithaq.exchange.agreement.Register;
import org.mithaq.exchange.identity.Caller;
import org.mithaq.exchange.identity.Group;
import org.mithaq.exchange.problem.Problem;
import org.mithaq.exchange.problem.ProblemType;

/** Who may read or change a signal, DESIGN §6. Pure. */
public final class Access {

  private Access() {}

  /** What may be done. */
  public sealed interface Verdict {

    /**
     * The content may be read.
     *
     * @param redacted without what §6.3 protects
     */
    record Readable(boolean redacted) implements Verdict {}

    /** The signal may be changed. */
    record Changeable() implements Verdict {}

    /**
     * Neither.
     *
     * @param problem why
     * @param known whether the caller may know that the signal exists; if not, not even the record
     *     may tell
     */
    record Refused(Problem.Refusal problem, boolean known) implements Verdict {}
  }

  /**
   * Whether a caller may read a signal.
   *
   * @param released whether the originator has released it to the caller's agency
   * @param purpose what for, if the caller says so
   */
  public static Verdict read(
      Caller caller,
      StoredSignal signal,
      Register register,
      boolean released,
      Optional<Purpose> purpose,
      Instant now) {
    boolean redacted = signal.isProtected() && !caller.is(Group.SAFEGUARDING);
    if (caller.agency().equals(signal.agency())) {
      // What is its own an agency may always see, also while others may not.
      return signal.content().isPresent()
          ? new Verdict.Readable(redacted)
          : known(
              ProblemType.WITHDRAWN, "The signal has been withdrawn, and its content is erased.");
    }
    if (!isInAudience(caller, signal, register)) {
      return new Verdict.Refused(Problem.notFound(), false);
    }
    if (!caller.is(Group.ANALYST)) {
      return known(ProblemType.FORBIDDEN, "Only analysts read the signals of other agencies.");
    }
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Optional<Agreement> agreement = register.agreement(signal.agreement());
    if (agreement.isEmpty()) {
      return new Verdict.Refused(Problem.notFound(), false);
    }
    if (agreement.get().reading(caller.agency(), signal.article(), purpose, today)
        instanceof Decision.Refused no) {
      return new Verdict.Refused(no.problem().whenReading(), true);
    }
    if (!signal.active() || !signal.expiresAt().isAfter(now) || signal.content().isEmpty()) {
      return known(
          ProblemType.WITHDRAWN, "The originator has withdrawn this signal, or its time is over.");
    }
    return switch (signal.release()) {
      case "open" -> new Verdict.Readable(redacted);
      case "on-request" ->
          released
              ? new Verdict.Readable(redacted)
              : known(ProblemType.RELEASE_REQUIRED, "Ask the originator to release it.");
      default -> new Verdict.Refused(Problem.notFound(), false);
    };
  }

  /** Whether a caller may change a signal: its originator alone. */
  public static Verdict change(Caller caller, StoredSignal signal, Register register) {
    if (caller.agency().equals(signal.agency())) {
      return new Verdict.Changeable();
    }
    return isInAudience(caller, signal, register)
        ? known(ProblemType.NOT_THE_ORIGINATOR, "The signal is another agency's.")
        : new Verdict.Refused(Problem.notFound(), false);
  }

  /**
   * Resolved at acceptance; who has left since, the partners or the article, is outside at once.
   */
  private static boolean isInAudience(Caller caller, StoredSignal signal, Register register) {
    return signal.audience().contains(caller.agency())
        && register.isActive(caller.agency())
        && register
            .agreement(signal.agreement())
            .flatMap(a -> a.article(signal.article()))
            .map(a -> a.parties().contains(caller.agency()))
            .orElse(false);
  }

  private static Verdict known(ProblemType type, String detail) {
    return new Verdict.Refused(new Problem.Refusal(type, detail), true);
  }
}
