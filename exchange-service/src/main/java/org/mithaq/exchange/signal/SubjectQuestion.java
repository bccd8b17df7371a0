package org.mithaq.exchange.signal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mithaq.exchange.agreement.Purpose;
import org.mithaq.exchange.problem.FieldError;
import org.mithaq.exchange.problem.JsonObject;
import org.mithaq.exchange.problem.Pointer;
import org.mithaq.exchange.problem.Problem;
import org.mithaq.exchange.problem.ProblemException;
import org.mithaq.exchange.problem.ProblemType;
import org.mithaq.exchange.problem.StrictJson;
import org.mithaq.exchange.selector.Selector;
import org.mithaq.exchange.selector.SelectorJson;

/**
 * What a data subject's request is searched by.
 *
 * @param selectors what names the person, as in a signal
 * @param purpose what for, if the caller says so
 */
record SubjectQuestion(List<Selector> selectors, Optional<Purpose> purpose) {

  /** How many selectors a question may have. */
  static final int MOST_SELECTORS = 50;

  /** Copies the selectors. */
  SubjectQuestion {
    selectors = List.copyOf(selectors);
  }

  /**
   * Reads a body.
   *
   * @throws ProblemException with every fault in it
   */
  static SubjectQuestion read(byte[] body) {
    return switch (StrictJson.read(body)) {
      case StrictJson.Outcome.NotJson(String detail) ->
          throw new ProblemException(new Problem.Fault(ProblemType.MALFORMED_JSON, detail));
      case StrictJson.Outcome.Unfit(List<FieldError> errors) -> throw faulty(errors);
      case StrictJson.Outcome.Document(JsonNode root) -> read(root);
    };
  }

  private static SubjectQuestion read(JsonNode root) {
    List<FieldError> errors = new ArrayList<>();
    JsonObject json = JsonObject.of(root, Pointer.ROOT, errors);
    json.require("selectors");
    List<Selector> selectors = json.objects("selectors", MOST_SELECTORS, SelectorJson::read);
    Optional<Purpose> purpose = json.code("purpose", Purpose.CODES);
    json.close();
    if (errors.isEmpty() && selectors.isEmpty()) {
      json.fault("selectors", "must not be empty");
    }
    if (!errors.isEmpty()) {
      throw faulty(errors);
    }
    return new SubjectQuestion(selectors, purpose);
  }

  private static ProblemException faulty(List<FieldError> errors) {
    return new ProblemException(
        new Problem.Fault(
            ProblemType.INVALID_REQUEST,
            "The question cannot be understood; errors says where.",
            errors));
  }

  @Override
  public String toString() {
    return "SubjectQuestion[" + selectors.size() + " selectors]";
  }
}
