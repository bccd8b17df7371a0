package org.mithaq.exchange.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which exchange this is. */
@ConfigMapping(prefix = "mithaq.exchange")
public interface ExchangeConfig {

  /** The exchange's id, part of its topics' names: lower-case letters, digits and hyphens. */
  @WithDefault("joint")
  String id();

  /** The base URL under which others reach this exchange, without a slash at its end. */
  @WithDefault("http://127.0.0.1:8081")
  String href();
}
