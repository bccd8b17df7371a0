package org.mithaq.alert.problem;

/** Carries a problem to the one place where it becomes an answer. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /**
   * @param problem what is refused, and why
   */
  public ProblemException(Problem problem) {
    super(problem.slug(), null, false, false);
    this.problem = problem;
  }

  /** What is refused, and why. */
  public Problem problem() {
    return problem;
  }
}
