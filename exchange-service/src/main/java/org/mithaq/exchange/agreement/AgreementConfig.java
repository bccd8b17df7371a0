package org.mithaq.exchange.agreement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Where agreements and partners come from. */
@ConfigMapping(prefix = "mithaq.agreement")
public interface AgreementConfig {

  /** Directory with one JSON file an agreement. */
  Path directory();

  /** JSON file with all partners. */
  Path partners();

  /** Whether this exchange keeps the register for all: it alone writes the topic of agreements. */
  @WithDefault("false")
  boolean register();

  /**
   * Base URLs of the other exchanges by their ids; needed of the register for every exchange that a
   * partner uses.
   */
  Map<String, String> exchanges();

  /** How old the standing of agreements may be that a decision is taken by. */
  @WithDefault("500ms")
  Duration freshness();

  /** How often the register tells all services that it lives. */
  @WithDefault("1s")
  Duration heartbeat();
}
