package org.mithaq.audit.record;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** How records are kept. */
@ConfigMapping(prefix = "mithaq.record")
public interface RecordConfig {

  /**
   * The file of the key under which each record's own key is wrapped: 32 bytes as base64. Whoever
   * has it and the database can read every record. There is no default.
   */
  Path key();
}
