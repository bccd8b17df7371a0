package org.mithaq.exchange.signal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How signals are kept. */
@ConfigMapping(prefix = "mithaq.signal")
public interface SignalConfig {

  /** File with the key that wraps the data keys of all signals: 32 bytes in Base64. */
  Path contentKey();

  /** How many bytes the body of one signal, or one line of many, may have. */
  @WithDefault("1048576")
  int longestBody();

  /** How many lines of a bulk request are committed at once. */
  @WithDefault("200")
  int bulkBatch();

  /** How long an answer is kept for a repeated Idempotency-Key. */
  @WithDefault("24h")
  Duration idempotency();

  /**
   * How long after its withdrawal a signal's view is erased from the topic, and its content from
   * the database.
   */
  @WithDefault("30d")
  Duration tombstone();

  /**
   * How long a view that is published anew after a change of keys or normal forms still bears the
   * tokens of before: longer than it takes until every exchange has made the change.
   */
  @WithDefault("30d")
  Duration overlap();

  /** How often expired and withdrawn signals, and views of before a change, are looked for. */
  @WithDefault("1m")
  Duration sweep();
}
