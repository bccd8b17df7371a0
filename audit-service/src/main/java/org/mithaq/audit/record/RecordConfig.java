package org.mithaq.audit.record;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How records are kept. */
@ConfigMapping(prefix = "mithaq.record")
public interface RecordConfig {

  /**
   * The file of the key under which each record's own key is wrapped: 32 bytes as base64. Whoever
   * has it and the database can read every record. There is no default.
   */
  Path key();

  /**
   * So often, and when the service starts, every record is opened and compared with what lies in
   * clear of it.
   */
  @WithDefault("24h")
  Duration inspection();
}
