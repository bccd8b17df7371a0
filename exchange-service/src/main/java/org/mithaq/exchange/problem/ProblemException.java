package org.mithaq.exchange.problem;

import java.util.Optional;
import java.util.UUID;

/** Carries a problem to the mapper. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient Optional<UUID> auditRecord;

  /** A problem that was not recorded. */
  public ProblemException(Problem problem) {
    this(problem, Optional.empty());
  }

  /** A problem with the id of its record in the audit log. */
  public ProblemException(Problem problem, UUID auditRecord) {
    this(problem, Optional.of(auditRecord));
  }

  private ProblemException(Problem problem, Optional<UUID> auditRecord) {
    super(problem.type().slug(), null, false, false);
    this.problem = problem;
    this.auditRecord = auditRecord;
  }

  /** What is answered. */
  public Problem problem() {
    return problem;
  }

  /** The record of the refusal, if one was made. */
  public Optional<UUID> auditRecord() {
    return auditRecord;
  }
}
