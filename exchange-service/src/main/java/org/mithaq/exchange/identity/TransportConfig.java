package org.mithaq.exchange.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How callers reach this service. */
@ConfigMapping(prefix = "mithaq.identity")
public interface TransportConfig {

  /**
   * Whether something in front of this service, on the same machine or in the same sealed network,
   * ends TLS. Without it the service refuses to listen on anything but the loopback unless it has a
   * certificate of its own.
   */
  @WithDefault("false")
  boolean tlsTerminatedElsewhere();

  /** How many requests an agency may make a minute, of each instance; a bulk request is one. */
  @WithDefault("60000")
  int requestsPerMinute();
}
