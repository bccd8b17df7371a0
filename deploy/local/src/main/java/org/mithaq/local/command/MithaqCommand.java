package org.mithaq.local.command;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.mithaq.local.cluster.UpCommand;
import org.mithaq.local.console.ExitCode;
import org.mithaq.local.console.Failure;
import org.mithaq.local.console.Style;
import org.mithaq.local.console.Terminal;
import org.mithaq.local.demo.DemoCommand;
import org.mithaq.local.publish.PublishCommand;
import org.mithaq.local.receipt.ReceiptsCommand;
import org.mithaq.local.settle.SettleCommand;
import org.mithaq.local.token.TokenCommand;
import org.mithaq.local.verify.VerifyCommand;
import org.mithaq.local.watch.WatchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line, and the main class of {@code ./mithaq}. */
@Command(
    name = "mithaq",
    mixinStandardHelpOptions = true,
    version = MithaqCommand.VERSION,
    description =
        "Exchange of intelligence on trafficking and smuggling networks, on this machine.",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      TokenCommand.class,
      KeyCommand.class,
      PublishCommand.class,
      WatchCommand.class,
      SettleCommand.class,
      ReceiptsCommand.class,
      VerifyCommand.class
    },
    footerHeading = "%nBegin with:%n",
    footer = {
      "  ./mithaq demo                 a story from the first signal to the verified log",
      "  ./mithaq up                   the same cluster, empty, for your own signals",
      "",
      "Exit codes: 0 done, 1 failed or unreachable, 2 wrong usage, 3 a fault was found."
    })
public final class MithaqCommand implements Runnable {

  static final String VERSION = "mithaq 1.0.0-SNAPSHOT";

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /**
   * The command line with its commands and its way of ending: a sentence and an exit code, never a
   * stack trace.
   */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new MithaqCommand());
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(Terminal.outputIsWatched() ? Ansi.AUTO : Ansi.OFF));
    line.setUsageHelpWidth(92);
    line.setCommandName("./mithaq");
    line.getSubcommands().values().forEach(command -> command.getCommandSpec().version(VERSION));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(MithaqCommand::usage);
    line.setExecutionExceptionHandler((failure, command, result) -> ended(failure, command));
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  private static int usage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    Style style = Terminal.errorStyle();
    err.println(style.bad("✗") + " " + Style.safe(String.valueOf(failure.getMessage())));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, err)) {
      err.println();
      if (command.getParent() == null) {
        command.usage(err);
      } else {
        err.println("  " + command.getHelp().synopsis(0).strip());
        err.println("  " + command.getCommandSpec().qualifiedName() + " --help tells more.");
      }
    }
    err.flush();
    return ExitCode.USAGE;
  }

  private static int ended(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    err.println(Terminal.errorStyle().bad("✗") + " " + sentence(failure));
    err.flush();
    return failure instanceof Failure known ? known.exitCode() : ExitCode.FAILED;
  }

  static String sentence(Exception failure) {
    return switch (failure) {
      case Failure known -> known.sentence();
      case UncheckedIOException disk -> "The disk refuses: " + disk.getMessage() + ".";
      default -> {
        StackTraceElement[] trace = failure.getStackTrace();
        yield "Something went wrong that should not: "
            + failure.getClass().getSimpleName()
            + (trace.length == 0 ? "" : " in " + trace[0])
            + ". Please tell the maintainers.";
      }
    };
  }

  /** The names of all commands. */
  public static List<String> commands() {
    return commandLine().getSubcommands().keySet().stream().sorted().toList();
  }
}
