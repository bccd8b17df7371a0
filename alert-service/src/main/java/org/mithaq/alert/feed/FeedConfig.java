package org.mithaq.alert.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How feeds are kept and handed out. */
@ConfigMapping(prefix = "mithaq.feed")
public interface FeedConfig {

  /** The topic of notices. */
  @WithDefault("mithaq.notices")
  String topic();

  /** How often a silent feed shows that it lives. */
  @WithDefault("15s")
  Duration heartbeat();

  /** How long a subscriber may leave one event untaken before its feed ends. */
  @WithDefault("30s")
  Duration patience();

  /** How many events are held for a subscriber at once; the rest waits in the database. */
  @WithDefault("64")
  int buffer();

  /** How many feeds an agency may have open at once, at each instance. */
  @WithDefault("64")
  int connections();

  /** How many notices enter the feed in one transaction at most. */
  @WithDefault("500")
  int batch();

  /** How often what another instance may have fed is looked for. */
  @WithDefault("1s")
  Duration poll();
}
