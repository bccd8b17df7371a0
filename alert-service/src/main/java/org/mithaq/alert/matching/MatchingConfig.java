package org.mithaq.alert.matching;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where signals come from and how they are matched. */
@ConfigMapping(prefix = "mithaq.matching")
public interface MatchingConfig {

  /** The exchanges whose topics are read; each bears its own agencies' signals only. */
  @WithDefault("joint")
  List<String> exchanges();

  /**
   * Where Kafka Streams keeps its stores. Must survive a restart, or they are rebuilt from Kafka.
   */
  @WithDefault("state")
  Path stateDirectory();

  /** Name of the Streams application: its consumer group and the prefix of its internal topics. */
  @WithDefault("mithaq-alert")
  String applicationId();

  /**
   * Names a rebuild: what is known is forgotten and read again from the topics of signals, what was
   * told is kept. Done once for each name, on the one instance that is given it, when no other
   * runs.
   */
  Optional<String> rebuild();

  /**
   * Epoch of the matching key that is matched by: what signals bear by others is left out. The same
   * on all instances; changed together with {@link #rebuild}, once the signals of all exchanges
   * bear what the new key makes.
   */
  @WithDefault("1")
  int epoch();

  /** How many signals may bear a token, as one agency knows them, before it stops linking. */
  @WithDefault("16")
  int hubCap();

  /**
   * How many threads process. Each has transactions of its own, committed as often; more than one
   * is for machines with cores to spare.
   */
  @WithDefault("1")
  int threads();

  /** How many partitions the two internal topics have; fixed once they exist. */
  @WithDefault("4")
  int partitions();

  /** How often processing is committed; nothing is visible before. */
  @WithDefault("100ms")
  Duration commitInterval();

  /** How long a signal waits for its agency to be heard of, before it is refused. */
  @WithDefault("60s")
  Duration registerWait();

  /** Memory for the block caches and write buffers of all stores together, in bytes. */
  @WithDefault("33554432")
  long storeMemory();
}
