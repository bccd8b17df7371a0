package org.mithaq.local.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The services of the house. */
public enum Service {
  /** Takes signals; port 8081 by default. */
  EXCHANGE(8081),
  /** Sends notices; port 8082 by default. */
  ALERT(8082),
  /** Keeps the audit log; port 8083 by default. */
  AUDIT(8083);

  private final int defaultPort;

  Service(int defaultPort) {
    this.defaultPort = defaultPort;
  }

  /** Its short name: of its database, its folder and its entry in {@code run.json}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name for the user. */
  public String title() {
    return id() + "-service";
  }

  /** The port where it listens unless told otherwise. */
  public int defaultPort() {
    return defaultPort;
  }

  /** The names of the databases, which are those of their owners too. */
  public static List<String> databases() {
    return Arrays.stream(values()).map(Service::id).toList();
  }
}
