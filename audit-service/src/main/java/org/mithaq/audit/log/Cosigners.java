package org.mithaq.audit.log;

import java.util.SortedSet;

/** Those who are to cosign what the log publishes, as far as the log need know of them. */
public interface Cosigners {

  /**
   * Asks all of them to cosign this checkpoint, whose tiles are published, and waits for a moment.
   *
   * @param year which log
   * @param checkpoint what it says of itself
   * @param note the checkpoint, signed
   * @return the note with the cosignatures that came; those that come later are had by {@link
   *     #amend}
   * @throws ForkException when one of them has cosigned what this is no continuation of
   */
  String collect(int year, Checkpoint checkpoint, String note);

  /**
   * The note with the cosignatures of this checkpoint that have come since.
   *
   * @throws ForkException as {@link #collect}
   */
  String amend(Checkpoint checkpoint, String note);

  /** Whether something has come that {@link #amend} has not been asked for yet. */
  boolean fresh();

  /** Whose cosignatures this note bears; lines that do not hold are passed over. */
  SortedSet<String> of(String note);
}
