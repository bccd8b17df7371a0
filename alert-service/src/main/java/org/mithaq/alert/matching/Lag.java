package org.mithaq.alert.matching;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How far a reader is behind, as last measured. Who measures may be held up by the very work that
 * is to be measured, so an old figure proves nothing: until there is a newer one, at least one
 * thing counts as under way. Safe for use by many threads.
 */
public final class Lag {

  /** How long a figure is believed; longer than the time between two measurements. */
  static final Duration FRESH = Duration.ofSeconds(1);

  private final Clock clock;
  private volatile Figure last;

  /**
   * Nothing is measured yet.
   *
   * @param clock tells how old a figure is
   */
  public Lag(Clock clock) {
    this.clock = clock;
    this.last = new Figure(1, clock.instant());
  }

  private record Figure(long behind, Instant at) {}

  /** So much is left now, 0 or more. */
  public void measured(long behind) {
    if (behind < 0) {
      throw new IllegalArgumentException("nobody is ahead of what there is");
    }
    last = new Figure(behind, clock.instant());
  }

  /** Something is under way, or cannot be measured: at least one until the next measurement. */
  public void unsure() {
    last = new Figure(Math.max(1, last.behind()), clock.instant());
  }

  /** How much is left; at least 1 where that was measured too long ago. */
  public long behind() {
    Figure figure = last;
    boolean isFresh = !figure.at().isBefore(clock.instant().minus(FRESH));
    return isFresh ? figure.behind() : Math.max(1, figure.behind());
  }
}
