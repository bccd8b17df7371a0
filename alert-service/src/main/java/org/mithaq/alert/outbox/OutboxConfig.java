package org.mithaq.alert.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How records reach the audit log. */
@ConfigMapping(prefix = "mithaq.outbox")
public interface OutboxConfig {

  /** The topic of this service's records. */
  @WithDefault("mithaq.disclosures.alert")
  String disclosures();

  /** The topic on which the log says how far it has come. */
  @WithDefault("mithaq.logged")
  String logged();

  /** How often the relay looks for rows that nobody announced. */
  @WithDefault("500ms")
  Duration poll();

  /** How many rows are numbered and published together at most. */
  @WithDefault("500")
  int batch();

  /** How long it waits after a failure. */
  @WithDefault("1s")
  Duration pause();
}
