package org.mithaq.exchange.selector;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** How selectors become tokens. */
@ConfigMapping(prefix = "mithaq.selector")
public interface SelectorConfig {

  /**
   * Directory with the files {@code matching-<epoch>.key}: 32 bytes in Base64 each, the same on all
   * exchanges.
   */
  Path matchingKeys();
}
