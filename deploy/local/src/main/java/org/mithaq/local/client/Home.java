package org.mithaq.local.client;

import java.nio.file.Files;
import java.nio.file.Path;
import org.mithaq.local.cluster.DataDirectory;
import org.mithaq.local.cluster.Installation;

/** Where a cluster's list of partners lies. */
public final class Home {

  private Home() {}

  /**
   * The partners of the cluster on a data directory: its own list if it has one, else the one that
   * Mithaq comes with.
   */
  public static Partners partners(Path dataDirectory) {
    Path own = new DataDirectory(dataDirectory).partners();
    return Partners.read(
        Files.isRegularFile(own) ? own : Installation.find().config().resolve("partners.json"));
  }
}
