package org.mithaq.audit.oversight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;

/**
 * A wish that emitters be asked.
 *
 * @param emitter who is asked; all if not given
 * @param anew whether the digest begins anew where it differs: for one named emitter, once it has
 *     been found out why
 * @param justification why; needed to begin anew, 1 to 500 characters
 */
@Schema(name = "ReconciliationRequest", description = "Whom to ask what it believes that it sent")
public record ReconciliationRequest(
    @Nullable String emitter, @Nullable Boolean anew, @Nullable String justification) {

  private static final int MOST_CHARACTERS = 500;

  /** Asks everybody. */
  static final ReconciliationRequest ALL = new ReconciliationRequest(null, null, null);

  /**
   * What is wished, checked.
   *
   * @param emitters who is asked
   * @param anew whether the digest begins anew where it differs
   * @param justification why, if that is said
   */
  public record Wished(List<String> emitters, boolean anew, Optional<String> justification) {

    /** Copies the list. */
    public Wished {
      emitters = List.copyOf(emitters);
    }

    @Override
    public String toString() {
      return "Wished" + emitters;
    }
  }

  /**
   * Checks every part.
   *
   * @param known the emitters that there are
   * @throws ProblemException naming all that is wrong
   */
  public Wished checked(List<String> known) {
    List<Problem.Flaw> flaws = new ArrayList<>();
    boolean begins = Boolean.TRUE.equals(anew);
    if (emitter == null ? begins : !known.contains(emitter)) {
      flaws.add(new Problem.Flaw("/emitter", "one of " + String.join(", ", known)));
    }
    if (justification == null
        ? begins
        : justification.isBlank() || justification.length() > MOST_CHARACTERS) {
      flaws.add(new Problem.Flaw("/justification", "why, 1 to " + MOST_CHARACTERS + " characters"));
    }
    if (!flaws.isEmpty()) {
      throw new ProblemException(new Problem.InvalidParameter(flaws));
    }
    return new Wished(
        emitter == null ? known : List.of(emitter), begins, Optional.ofNullable(justification));
  }

  @Override
  public String toString() {
    return "ReconciliationRequest[" + emitter + "]";
  }
}
