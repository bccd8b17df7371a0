package org.mithaq.local.settle;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mithaq.local.client.Http;
import org.mithaq.local.client.Running;
import org.mithaq.local.console.DataDirectoryOption;
import org.mithaq.local.console.DurationConverter;
import org.mithaq.local.console.ExitCode;
import org.mithaq.local.console.Progress;
import org.mithaq.local.console.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mithaq settle}: waits until nothing is under way. */
@Command(
    name = "settle",
    mixinStandardHelpOptions = true,
    description = {
      "Wait until nothing is under way in the whole cluster:",
      "outboxes confirmed, signals matched, notices in their feeds, records in the log."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./mithaq publish reports.ndjson --agency ma-dgsn && ./mithaq settle && ./mithaq verify",
      "",
      "Exit code 1 if it takes longer; standard error says what is still under way."
    })
public final class SettleCommand implements Callable<Integer> {

  @Mixin private DataDirectoryOption data = new DataDirectoryOption();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long at most (default: ${DEFAULT-VALUE}).",
      defaultValue = "5m")
  private Duration timeout = Duration.ofMinutes(5);

  @Override
  public Integer call() {
    Running running = Running.in(data.directory());
    running.exchange();
    Settlement settlement = new Settlement(new Http(), running::url, Clock.systemUTC());
    Duration took;
    try (Progress progress = Progress.of("Settling", " under way", -1)) {
      took =
          settlement.await(
              timeout,
              look -> {
                progress.to(look.amount());
                progress.say(look.open().isEmpty() ? "at rest" : look.open().getFirst());
              });
    }
    Terminal.errors().printf(Locale.ROOT, "Settled after %.1f s.%n", took.toMillis() / 1000.0);
    return ExitCode.OK;
  }
}
