package org.mithaq.audit.problem;

import java.util.Optional;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial")
  private final Problem problem;

  @SuppressWarnings("serial")
  private final Optional<String> auditRecord;

  /** With this problem. */
  public ProblemException(Problem problem) {
    this(problem, Optional.empty());
  }

  /** With this problem, which has been recorded under this id. */
  public ProblemException(Problem problem, Optional<String> auditRecord) {
    super(problem.slug());
    this.problem = problem;
    this.auditRecord = auditRecord;
  }

  /** The problem. */
  public Problem problem() {
    return problem;
  }

  /** The id of the record of the refusal, where there is one. */
  public Optional<String> auditRecord() {
    return auditRecord;
  }
}
