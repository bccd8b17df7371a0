package org.mithaq.exchange.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events leave. */
@ConfigMapping(prefix = "mithaq.outbox")
public interface OutboxConfig {

  /**
   * How many events are numbered in one transaction, and how many are on their way to the broker at
   * once.
   */
  @WithDefault("1000")
  int batch();

  /**
   * How long the relay waits for a notification before it looks by itself; the heartbeat can be as
   * late.
   */
  @WithDefault("250ms")
  Duration poll();

  /** How long it waits after a failure of the database or the broker. */
  @WithDefault("1s")
  Duration pause();

  /** How old the relay's last success may be before the service says that it is not ready. */
  @WithDefault("15s")
  Duration patience();
}
