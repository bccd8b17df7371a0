package org.mithaq.exchange.agreement;

import java.util.List;
import org.mithaq.exchange.problem.FieldError;
import org.mithaq.exchange.problem.Problem;
import org.mithaq.exchange.problem.ProblemType;

/** What an agreement says to a question. */
public sealed interface Decision {

  /**
   * It is permitted.
   *
   * @param agreement the agreement that permits it
   * @param article the article that does
   */
  record Permitted(Agreement agreement, Article article) implements Decision {}

  /**
   * It is refused.
   *
   * @param clause which rule refuses it
   * @param why in a sentence
   * @param errors where in the signal, if at a place
   */
  record Refused(ProblemType clause, String why, List<FieldError> errors) implements Decision {

    /** Copies the errors. */
    public Refused {
      errors = List.copyOf(errors);
    }

    /** The problem that is answered. */
    public Problem.Refusal problem() {
      return new Problem.Refusal(clause, why, errors);
    }
  }
}
