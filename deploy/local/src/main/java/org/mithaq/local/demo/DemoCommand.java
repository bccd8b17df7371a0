package org.mithaq.local.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.mithaq.local.client.Running;
import org.mithaq.local.cluster.ClusterOptions;
import org.mithaq.local.cluster.ConsoleJournal;
import org.mithaq.local.cluster.DataDirectory;
import org.mithaq.local.cluster.LocalCluster;
import org.mithaq.local.cluster.Service;
import org.mithaq.local.console.ExitCode;
import org.mithaq.local.console.Style;
import org.mithaq.local.console.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mithaq demo}: the cluster, and a story on it. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Start everything, and tell a story on it, from the first signal to the verified log.",
      "Then it stays up until Ctrl-C, for you to go on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./mithaq demo",
      "  ./mithaq demo --data-dir /tmp/demo --exchange-port 0 --alert-port 0 --audit-port 0 --exit",
      "",
      "With --exit: 0 if everything was as it should be, 3 if not."
    })
public final class DemoCommand implements Callable<Integer> {

  private static final List<String> VIEWERS = List.of("es-gc", "ma-dgsn", "nl-kmar");

  @Mixin private ClusterOptions options = new ClusterOptions();

  @Option(
      names = "--exit",
      description = "End after the story, with an exit code that says how it went.")
  private boolean exit;

  @Override
  public Integer call() {
    PrintStream out = Terminal.output();
    LocalCluster.Plan plan = options.plan();
    try (LocalCluster cluster = LocalCluster.start(plan, ConsoleJournal.onStandardError())) {
      for (Service service : Service.values()) {
        out.println(service.id() + " " + cluster.url(service));
      }
      out.println("READY");
      Stage stage = new Stage(out, Terminal.outputStyle(), Terminal.outputIsWatched() && !exit);
      Clock clock = Clock.systemUTC();
      Offices offices = new Offices(Running.in(cluster.dataDirectory()), clock);
      Audiences audiences = Audiences.read(new DataDirectory(cluster.dataDirectory()).agreements());
      List<String> deviations =
          new Story(Scenario.load(), audiences, offices, stage, VIEWERS, clock).tell();
      goOn(stage, cluster, plan.dataDirectory());
      if (!exit) {
        stage.say("The cluster stays up until Ctrl-C.");
        cluster.awaitEnd();
      }
      return deviations.isEmpty() ? ExitCode.OK : ExitCode.FAULT;
    }
  }

  private void goOn(Stage stage, LocalCluster cluster, Path dataDirectory) {
    if (exit) {
      return;
    }
    String option = dataDirectory.equals(Path.of(".mithaq")) ? "" : " --data-dir " + dataDirectory;
    stage.chapter(10, "Your turn");
    stage.tryOut(
        "in another terminal: an agency's notices as they come",
        "./mithaq watch --agency nl-kmar" + option);
    stage.tryOut(
        "the same by hand",
        "curl -s \"" + cluster.url(Service.ALERT) + "/v1/notices?state=open\" \\");
    stage.line(
        "        "
            + stage
                .style()
                .code(
                    "-H \"Authorization: Bearer $(./mithaq token --agency nl-kmar --group analyst"
                        + option
                        + ")\""));
    stage.tryOut("the log, checked again by yourself", "./mithaq verify" + option);
    stage.gap();
    for (Service service : Service.values()) {
      stage.line(
          "   "
              + stage.style().faint(Style.left(service.title(), 18))
              + cluster.url(service)
              + "/q/openapi");
    }
    stage.gap();
  }
}
