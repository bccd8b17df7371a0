package org.mithaq.audit.reconciliation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One time that emitters were asked.
 *
 * @param id its id
 * @param at when
 * @param until how long answers are waited for
 * @param by the agency for which somebody asked; empty: the service itself, at night
 * @param anew whether somebody answered for beginning anew where digests differ
 * @param answers what came of it, an emitter each
 */
public record Reconciliation(
    UUID id, Instant at, Instant until, Optional<String> by, boolean anew, List<Answer> answers) {

  /** Copies the list. */
  public Reconciliation {
    answers = List.copyOf(answers);
  }

  /**
   * What came of asking one emitter.
   *
   * @param emitter who was asked
   * @param outcome what came of it; empty while an answer is waited for
   * @param compared when that was found
   * @param stated what the emitter says
   * @param number the emitter's last number in the log when it said so
   * @param logged the log's tally then, if one had been begun
   * @param agreed up to which number both had agreed before
   * @param basis which entries of the log that rests on
   */
  public record Answer(
      String emitter,
      Optional<Outcome> outcome,
      Optional<Instant> compared,
      Optional<Tally> stated,
      Optional<Long> number,
      Optional<Tally> logged,
      Optional<Long> agreed,
      Optional<Basis> basis) {}

  /**
   * The beginning of a log: any checkpoint of at least this size covers it.
   *
   * @param year which log
   * @param size how many of its entries
   */
  public record Basis(int year, long size) {}
}
