package org.mithaq.local.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process of the cluster: how to start it, how to see that it is ready, how to ask it to stop.
 */
interface Part {

  /** Its entry in {@code run.json}. */
  String name();

  /** Its name for the user. */
  String title();

  /** Where others reach it. */
  String url();

  /** Where it says what is wrong. */
  Path log();

  /**
   * Starts it; called again after it died.
   *
   * @throws IOException when the system refuses
   */
  Process spawn() throws IOException;

  /** Tells whether it is ready now, without waiting for long; called until it is. */
  boolean isReady();

  /**
   * What has to be done before it can get ready, in its own words; empty where waiting may help.
   */
  default Optional<String> hint() {
    return Optional.empty();
  }

  /** Asks it to stop in order. */
  void askToStop(ProcessHandle process);
}
