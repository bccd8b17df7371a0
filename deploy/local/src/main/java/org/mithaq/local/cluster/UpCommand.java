package org.mithaq.local.cluster;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.mithaq.local.console.ExitCode;
import org.mithaq.local.console.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the cluster and keeps it running until it is told to stop. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Start Kafka, PostgreSQL and the three services, and stay up until Ctrl-C.",
      "On standard output come the URLs and, when all is ready, a line READY."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./mithaq up",
      "  ./mithaq up --data-dir /srv/mithaq --exchange-port 9081 --alert-port 9082 --audit-port 9083",
      "  ./mithaq up --data-dir /tmp/trial --exchange-port 0 --alert-port 0 --audit-port 0"
    })
public final class UpCommand implements Callable<Integer> {

  @Mixin private ClusterOptions options = new ClusterOptions();

  @Override
  public Integer call() {
    PrintStream out = Terminal.output();
    try (LocalCluster cluster =
        LocalCluster.start(options.plan(), ConsoleJournal.onStandardError())) {
      for (Service service : Service.values()) {
        out.println(service.id() + " " + cluster.url(service));
      }
      out.println("READY");
      cluster.awaitEnd();
      return ExitCode.OK;
    }
  }
}
