package org.mithaq.audit.erasure;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;

/**
 * For how long records are kept, and erasures may be approved, checked: the service does not start
 * with what would erase evidence too soon, or never.
 *
 * @param retention so long after the day of its entry a record is erased
 * @param lapse so long after it was proposed an erasure that nobody has decided lapses
 * @param nightly from this time of the day on, UTC
 * @param batch so many records at most in one transaction
 */
public record ErasureSettings(Period retention, Duration lapse, LocalTime nightly, int batch) {

  private static final LocalDate ANY = LocalDate.parse("2026-03-01");

  /** Checks every value; the message names the setting. */
  public ErasureSettings {
    LocalDate until = ANY.plus(retention);
    if (until.isBefore(ANY.plusYears(3)) || until.isAfter(ANY.plusYears(30))) {
      throw new IllegalArgumentException("mithaq.erasure.retention must be from P3Y to P30Y");
    }
    if (lapse.compareTo(Duration.ofDays(1)) < 0 || lapse.compareTo(Duration.ofDays(90)) > 0) {
      throw new IllegalArgumentException("mithaq.erasure.lapse must be from 1d to 90d");
    }
    if (batch < 1 || batch > ErasureRequest.MOST) {
      throw new IllegalArgumentException(
          "mithaq.erasure.batch must be from 1 to " + ErasureRequest.MOST);
    }
  }

  /** When what was proposed then lapses. */
  public Instant lapses(Instant proposed) {
    return proposed.plus(lapse);
  }

  /** What was entered before this day has been kept for longer than it may be. */
  public LocalDate keptSince(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC).minus(retention);
  }

  /** Which night an instant belongs to: it begins at the time that is set. */
  public LocalDate night(Instant now) {
    return LocalDate.ofInstant(now.minusNanos(nightly.toNanoOfDay()), ZoneOffset.UTC);
  }
}
