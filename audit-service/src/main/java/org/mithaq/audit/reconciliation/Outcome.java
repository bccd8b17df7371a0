package org.mithaq.audit.reconciliation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What came of asking an emitter. */
public enum Outcome {
  /** Number and digest are the same. */
  AGREE,
  /** The number is the same, the digest or where it begins is not: a record is another. */
  DIFFER,
  /** The log holds less than the emitter says that it sent. */
  BEHIND,
  /** The log holds more than the emitter says that it sent. */
  AHEAD,
  /** There was nothing to compare the digest with: it is compared from here on. */
  BEGUN,
  /** The emitter has not answered in time. */
  UNANSWERED;

  /**
   * Compares an emitter's tally, at the place in its topic where it stated it, with the log's.
   *
   * @param number the emitter's last number in the log
   * @param ours the log's tally; empty when none has been begun
   * @param theirs the emitter's
   * @param anew whether somebody answers for beginning anew where the digests differ
   */
  public static Outcome of(long number, Optional<Tally> ours, Tally theirs, boolean anew) {
    if (theirs.number() != number) {
      return theirs.number() > number ? BEHIND : AHEAD;
    }
    if (ours.isPresent() && ours.get().agrees(theirs)) {
      return AGREE;
    }
    return anew || ours.isEmpty() ? BEGUN : DIFFER;
  }

  /** Whether it is a reason for alarm. */
  public boolean alarming() {
    return this != AGREE && this != BEGUN;
  }

  /** The name in answers. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The outcome of this name. */
  public static Outcome of(String code) {
    return Arrays.stream(values()).filter(o -> o.code().equals(code)).findFirst().orElseThrow();
  }
}
