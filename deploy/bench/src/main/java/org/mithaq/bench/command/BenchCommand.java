package org.mithaq.bench.command;

import org.mithaq.bench.audit.AuditCommand;
import org.mithaq.bench.estimate.EstimateCommand;
import org.mithaq.bench.estimate.TuneCommand;
import org.mithaq.bench.flow.FlowCommand;
import org.mithaq.bench.growth.GrowthCommand;
import org.mithaq.bench.linkage.LinkageCommand;
import org.mithaq.bench.matcher.MatcherCommand;
import org.mithaq.bench.network.NetworksCommand;
import org.mithaq.bench.records.RecordsCommand;
import org.mithaq.bench.surge.SurgeCommand;
import org.mithaq.bench.world.WorldsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks, a subcommand each. */
@Command(
    name = "bench",
    description = "Measures quality and speed, beside peers and the machine's limit.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AuditCommand.class,
      EstimateCommand.class,
      TuneCommand.class,
      FlowCommand.class,
      GrowthCommand.class,
      LinkageCommand.class,
      MatcherCommand.class,
      NetworksCommand.class,
      RecordsCommand.class,
      SurgeCommand.class,
      WorldsCommand.class
    })
public final class BenchCommand {

  private BenchCommand() {}

  /** Runs the benchmark that the arguments name; exits 0, 1 (failed) or 2 (wrong usage). */
  public static void main(String[] args) {
    CommandLine command = new CommandLine(new BenchCommand());
    if (args.length == 0) {
      command.usage(System.out);
      System.exit(CommandLine.ExitCode.USAGE);
    }
    System.exit(command.execute(args));
  }
}
