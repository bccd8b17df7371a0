package org.mithaq.audit.erasure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;

/** For how long records are kept. */
@ConfigMapping(prefix = "mithaq.erasure")
public interface ErasureConfig {

  /**
   * So long after the day on which it was entered into the log a record is erased, as an ISO 8601
   * period of years, months or days; from 3 years, as long as any article lets a signal be kept, to
   * 30 years.
   */
  @WithDefault("P5Y")
  Period retention();

  /**
   * So long after it was proposed an erasure that nobody has approved or rejected lapses; from 1 to
   * 90 days.
   */
  @WithDefault("14d")
  Duration lapse();

  /** From this time of the day on, UTC, what is due is erased. */
  @WithDefault("02:00")
  LocalTime nightly();

  /** So many records at most are erased in one transaction, under one entry; 1 to 500. */
  @WithDefault("100")
  int batch();
}
