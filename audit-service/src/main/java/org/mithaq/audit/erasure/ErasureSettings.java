package org.mithaq.audit.erasure;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;

/**
 * For how long records are kept, checked: the service does not start with what would erase evidence
 * too soon, or never.
 *
 * @param retention so long after the day of its entry a record is erased
 * @param nightly from this time of the day on, UTC
 * @param batch so many records at most in one transaction
 */
public record ErasureSettings(Period retention, LocalTime nightly, int batch) {

  private static final LocalDate ANY = LocalDate.parse("2026-03-01");

  /** Checks every value; the message names the setting. */
  public ErasureSettings {
    LocalDate until = ANY.plus(retention);
    if (until.isBefore(ANY.plusYears(3)) || until.isAfter(ANY.plusYears(30))) {
      throw new IllegalArgumentException("mithaq.erasure.retention must be from P3Y to P30Y");
    }
    if (batch < 1 || batch > ErasureRequest.MOST) {
      throw new IllegalArgumentException(
          "mithaq.erasure.batch must be from 1 to " + ErasureRequest.MOST);
    }
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
