package org.mithaq.audit.witness;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Who cosigns the log, and whose cosignatures a receipt needs. */
@ConfigMapping(prefix = "mithaq.witness")
public interface WitnessConfig {

  /** The witnesses, each under a short id of its own, e.g. {@code mithaq.witness.known.nl.url}. */
  Map<String, Known> known();

  /** A witness. */
  interface Known {
    /** Where it is asked; {@code /add-checkpoint} is added. */
    URI url();

    /** Its verifier key, as it was told by who runs it, never by the witness itself. */
    String key();
  }

  /**
   * Whose cosignatures a receipt needs: by the id of the agreement, and under {@code default} for
   * all others. Where witnesses are known, a default must be set.
   */
  Map<String, Policy> policy();

  /** So many of these. */
  interface Policy {
    /** How many cosignatures at least. */
    int needed();

    /** The ids of the witnesses that count. */
    List<String> of();
  }

  /**
   * So long the log waits for its witnesses before it publishes a checkpoint without them; at most
   * 30 s. One that did not answer is not waited for again until it has.
   */
  @WithDefault("2s")
  Duration patience();

  /** So long after a failure a witness is asked again; from 10 ms to 10 min. */
  @WithDefault("1s")
  Duration retry();
}
