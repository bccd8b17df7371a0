package org.mithaq.exchange.agreement;

import java.time.LocalDate;
import java.util.Optional;

/**
 * When an agreement is in force, in UTC days.
 *
 * @param from the first day
 * @param until the last day; empty: without end
 */
public record InForce(LocalDate from, Optional<LocalDate> until) {

  /** Refuses an end before the beginning. */
  public InForce {
    if (until.isPresent() && until.get().isBefore(from)) {
      throw new IllegalArgumentException("an agreement cannot end before it begins");
    }
  }

  /** Whether a day lies in it, both ends included. */
  public boolean holdsOn(LocalDate day) {
    return !day.isBefore(from) && until.map(last -> !day.isAfter(last)).orElse(true);
  }
}
