package org.mithaq.audit.reconciliation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalTime;

/** When emitters are asked what they believe that they sent. */
@ConfigMapping(prefix = "mithaq.reconciliation")
public interface ReconciliationConfig {

  /** At which time of day, by UTC, all of them are asked. */
  @WithDefault("02:30")
  LocalTime at();

  /**
   * How long an answer is waited for before an emitter counts as not answering, up to a day. One
   * that comes later is compared all the same.
   */
  @WithDefault("5m")
  Duration patience();
}
