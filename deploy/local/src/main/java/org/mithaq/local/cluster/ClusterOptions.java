package org.mithaq.local.cluster;

import java.util.EnumMap;
import java.util.Map;
import org.mithaq.local.console.DataDirectoryOption;
import org.mithaq.local.console.Failure;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that start a cluster. */
public final class ClusterOptions {

  @Mixin private DataDirectoryOption dataDirectory = new DataDirectoryOption();

  @Option(
      names = "--exchange-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description =
          "Port of exchange-service; 0 takes any that is free (default: ${DEFAULT-VALUE}).")
  private int exchangePort;

  @Option(
      names = "--alert-port",
      paramLabel = "PORT",
      defaultValue = "8082",
      description = "Port of alert-service (default: ${DEFAULT-VALUE}).")
  private int alertPort;

  @Option(
      names = "--audit-port",
      paramLabel = "PORT",
      defaultValue = "8083",
      description = "Port of audit-service (default: ${DEFAULT-VALUE}).")
  private int auditPort;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "Partitions of the signals and of the notices, when a data directory is first used"
              + " (default: ${DEFAULT-VALUE}).")
  private int partitions;

  /**
   * What is to be started.
   *
   * @throws Failure when an option makes no sense
   */
  public LocalCluster.Plan plan() {
    if (partitions < 1 || partitions > 64) {
      throw Failure.usage("--partitions must be between 1 and 64, not " + partitions + ".");
    }
    Map<Service, Integer> ports = new EnumMap<>(Service.class);
    ports.put(Service.EXCHANGE, exchangePort);
    ports.put(Service.ALERT, alertPort);
    ports.put(Service.AUDIT, auditPort);
    return new LocalCluster.Plan(Installation.find(), dataDirectory.directory(), ports, partitions);
  }
}
