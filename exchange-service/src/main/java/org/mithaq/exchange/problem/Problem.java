package org.mithaq.exchange.problem;

import java.util.List;

/**
 * Why a request was not done. What is a {@link Refusal} is also recorded for the audit log: an
 * agency asked for something and the rules said no.
 */
public sealed interface Problem {

  /** The type, of the list in the README. */
  ProblemType type();

  /** The HTTP status of the answer. */
  int status();

  /** One sentence of our own about this case; it holds nothing that the caller may not know. */
  String detail();

  /** Where in the body the faults are; empty if they are not at one place. */
  List<FieldError> errors();

  /** The request could not be understood; nothing was decided, and nothing is recorded. */
  record Fault(ProblemType type, String detail, List<FieldError> errors) implements Problem {

    /** Copies the errors. */
    public Fault {
      errors = List.copyOf(errors);
    }

    /** A fault of the request as a whole. */
    public Fault(ProblemType type, String detail) {
      this(type, detail, List.of());
    }

    @Override
    public int status() {
      return type.status();
    }
  }

  /** The rules say no to an agency that is known. It is recorded. */
  record Refusal(ProblemType type, int status, String detail, List<FieldError> errors)
      implements Problem {

    /** Copies the errors. */
    public Refusal {
      errors = List.copyOf(errors);
    }

    /** A refusal with the type's own status. */
    public Refusal(ProblemType type, String detail, List<FieldError> errors) {
      this(type, type.status(), detail, errors);
    }

    /** A refusal of the request as a whole. */
    public Refusal(ProblemType type, String detail) {
      this(type, detail, List.of());
    }

    /** The same refusal where nothing was posted, and 422 would say nothing: 403. */
    public Refusal whenReading() {
      return status == 422 ? new Refusal(type, 403, detail, errors) : this;
    }
  }

  /** The service could not do what it should; the cause is in its log under the incident's id. */
  record Failure(ProblemType type, String detail) implements Problem {

    @Override
    public int status() {
      return type.status();
    }

    @Override
    public List<FieldError> errors() {
      return List.of();
    }
  }

  /**
   * There is nothing that the caller may know of. Always the same words, so that they tell nothing.
   */
  static Refusal notFound() {
    return new Refusal(
        ProblemType.NOT_FOUND, "There is nothing at this address that your agency may know of.");
  }
}
