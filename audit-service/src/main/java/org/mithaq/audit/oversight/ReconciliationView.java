package org.mithaq.audit.oversight;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.reconciliation.Outcome;
import org.mithaq.audit.reconciliation.Reconciliation;
import org.mithaq.audit.reconciliation.Tally;

/**
 * A reconciliation as its readers see it.
 *
 * @param id its id
 * @param at when emitters were asked
 * @param until how long their answers are waited for
 * @param askedBy the agency for which somebody asked; null: the service itself, at night
 * @param anew whether somebody answered for beginning anew where digests differ
 * @param emitters what came of it, an emitter each
 */
@Schema(name = "Reconciliation")
public record ReconciliationView(
    String id,
    String at,
    String until,
    @Nullable String askedBy,
    boolean anew,
    List<Emitter> emitters) {

  /** Copies the list. */
  public ReconciliationView {
    emitters = List.copyOf(emitters);
  }

  /**
   * What came of asking one emitter.
   *
   * @param emitter who was asked
   * @param outcome asked (an answer is waited for), agree, differ, behind, ahead, begun or
   *     unanswered
   * @param compared when that was found; null while an answer is waited for
   * @param stated what the emitter says that it sent
   * @param logged what the log held of it when it said so
   * @param agreedUpTo the last number up to which both had agreed before; null: none
   * @param basis the entries that the comparison rests on
   */
  @Schema(name = "ReconciliationEmitter")
  public record Emitter(
      String emitter,
      @Schema(enumeration = {"asked", "agree", "differ", "behind", "ahead", "begun", "unanswered"})
          String outcome,
      @Nullable String compared,
      @Nullable Side stated,
      @Nullable Side logged,
      @Nullable Long agreedUpTo,
      @Nullable Basis basis) {}

  /**
   * What one side has.
   *
   * @param number the last number
   * @param first the number from which the digest runs; null: there is none
   * @param digest the digest, base64; null: there is none
   */
  @Schema(name = "ReconciliationSide")
  public record Side(long number, @Nullable Long first, @Nullable String digest) {

    private static Side of(Tally tally) {
      return new Side(
          tally.number(), tally.first(), Base64.getEncoder().encodeToString(tally.digest()));
    }
  }

  /**
   * The beginning of a log; any checkpoint of at least this size covers it.
   *
   * @param origin the log
   * @param size how many entries
   */
  @Schema(name = "ReconciliationBasis")
  public record Basis(String origin, long size) {}

  /**
   * A reconciliation, seen.
   *
   * @param origin what a year's log is called
   */
  static ReconciliationView of(Reconciliation reconciliation, IntFunction<String> origin) {
    return new ReconciliationView(
        reconciliation.id().toString(),
        reconciliation.at().toString(),
        reconciliation.until().toString(),
        reconciliation.by().orElse(null),
        reconciliation.anew(),
        reconciliation.answers().stream().map(answer -> emitter(answer, origin)).toList());
  }

  private static Emitter emitter(Reconciliation.Answer answer, IntFunction<String> origin) {
    Optional<Side> logged =
        answer
            .logged()
            .map(Side::of)
            .or(() -> answer.number().map(number -> new Side(number, null, null)));
    return new Emitter(
        answer.emitter(),
        answer.outcome().map(Outcome::code).orElse("asked"),
        answer.compared().map(Object::toString).orElse(null),
        answer.stated().map(Side::of).orElse(null),
        logged.orElse(null),
        answer.agreed().orElse(null),
        answer
            .basis()
            .map(basis -> new Basis(origin.apply(basis.year()), basis.size()))
            .orElse(null));
  }
}
