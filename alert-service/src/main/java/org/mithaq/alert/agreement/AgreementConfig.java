package org.mithaq.alert.agreement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the register is heard. */
@ConfigMapping(prefix = "mithaq.agreement")
public interface AgreementConfig {

  /** Topic of the register. */
  @WithDefault("mithaq.agreements")
  String topic();

  /** How old its newest heartbeat may be before nothing is permitted any more. */
  @WithDefault("5s")
  Duration maxSilence();
}
