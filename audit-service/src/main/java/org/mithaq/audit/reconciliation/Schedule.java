package org.mithaq.audit.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * When emitters are asked without anybody wishing it.
 *
 * @param at the time of day, by UTC
 * @param patience how long an answer is waited for
 */
public record Schedule(LocalTime at, Duration patience) {

  /** Checks the values; the message names the setting. */
  public Schedule {
    if (patience.isNegative() || patience.isZero() || patience.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "mithaq.reconciliation.patience must be more than nothing and at most a day");
    }
  }

  /**
   * Whether that time of day has come since they were asked last; a night that was missed is made
   * up for once.
   */
  public boolean due(Instant last, Instant now) {
    OffsetDateTime today = now.atOffset(ZoneOffset.UTC).with(at);
    OffsetDateTime newest = today.toInstant().isAfter(now) ? today.minusDays(1) : today;
    return newest.toInstant().isAfter(last);
  }
}
