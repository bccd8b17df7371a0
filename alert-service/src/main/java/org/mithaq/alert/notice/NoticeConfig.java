package org.mithaq.alert.notice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How notices are read. */
@ConfigMapping(prefix = "mithaq.notice")
public interface NoticeConfig {

  /** How many notices a page has when the caller does not say. */
  @WithDefault("50")
  int pageSize();

  /** How many it may have at most. */
  @WithDefault("500")
  int maxPageSize();

  /** How long after a recall has entered its feed an agency may leave it unacknowledged. */
  @WithDefault("72h")
  Duration acknowledgeWithin();
}
