package org.mithaq.witness;

/** Why a request is not answered with a cosignature. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial")
  private final Answer answer;

  private Refusal(Answer answer) {
    super(answer.body(), null, false, false);
    this.answer = answer;
  }

  /** With this status, for this reason. */
  static Refusal of(int status, String reason) {
    return new Refusal(new Answer(status, Answer.TEXT, reason + "\n"));
  }

  /** The old size is not that of the last cosigned checkpoint, which is this. */
  static Refusal conflict(long size) {
    return new Refusal(new Answer(409, Answer.SIZE, size + "\n"));
  }

  Answer answer() {
    return answer;
  }
}
