package org.mithaq.local.publish;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mithaq.local.client.Home;
import org.mithaq.local.client.Http;
import org.mithaq.local.client.Partners;
import org.mithaq.local.client.Running;
import org.mithaq.local.console.DataDirectoryOption;
import org.mithaq.local.console.DurationConverter;
import org.mithaq.local.console.ExitCode;
import org.mithaq.local.console.Failure;
import org.mithaq.local.console.Progress;
import org.mithaq.local.console.Terminal;
import org.mithaq.local.token.Group;
import org.mithaq.local.token.TokenIssuer;
import org.mithaq.local.token.Tokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mithaq publish}: publishes a file of signals. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Publish signals from a file (NDJSON), and print what became of each line (NDJSON, in the file's order).",
      "",
      "A line is a signal, or {\"agency\":…,\"key\":…,\"signal\":{…}}; the key becomes the signal's reference.",
      "An agency's lines are accepted in the file's order. If the exchange goes away midway, what it did not answer"
          + " is sent again; only signals with a reference, for the others might then count twice."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./mithaq publish reports.ndjson --agency ma-dgsn",
      "  ./mithaq publish worlds/clear/signals.ndjson > answers.ndjson",
      "  jq -c 'select(.status >= 300 or .status == null)' answers.ndjson     # what was refused, and why",
      "",
      "Exit code 1 if any line was refused or not answered."
    })
public final class PublishCommand implements Callable<Integer> {

  @Mixin private DataDirectoryOption data = new DataDirectoryOption();

  @Parameters(paramLabel = "FILE", description = "The file, or - for standard input.")
  private String file = "-";

  @Option(
      names = "--agency",
      paramLabel = "A",
      description = "Who publishes the lines that name no agency.")
  private @Nullable String agency;

  @Option(
      names = "--retry-for",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long to try again while nothing succeeds (default: ${DEFAULT-VALUE}).",
      defaultValue = "2m")
  private Duration patience = Duration.ofMinutes(2);

  @Override
  public Integer call() {
    Partners partners = Home.partners(data.directory());
    if (agency != null) {
      partners.require(agency);
    }
    Running running = Running.in(data.directory());
    Clock clock = Clock.systemUTC();
    Tokens tokens =
        new Tokens(
            TokenIssuer.of(data.directory(), clock),
            clock,
            "mithaq-publish",
            Set.of(Group.PUBLISHER));
    running.exchange();
    Publisher publisher =
        new Publisher(new Http(), running::exchange, tokens::of, partners::knows, patience, clock);
    PrintStream out = Terminal.output();
    Publisher.Summary summary;
    AtomicLong done = new AtomicLong();
    try (InputStream in = open();
        Progress progress = Progress.of("Publishing", " lines", total())) {
      summary =
          publisher.publish(
              in,
              agency,
              answer -> {
                out.println(answer.json());
                progress.to(done.incrementAndGet());
              });
    } catch (IOException e) {
      throw Failure.failed("Cannot read " + file + " any further.");
    }
    Terminal.errors().println(sentence(summary));
    return summary.isComplete() ? ExitCode.OK : ExitCode.FAILED;
  }

  static String sentence(Publisher.Summary summary) {
    StringBuilder text = new StringBuilder();
    text.append(summary.lines()).append(summary.lines() == 1 ? " line: " : " lines: ");
    text.append(summary.accepted()).append(" accepted");
    if (summary.known() > 0) {
      text.append(", ").append(summary.known()).append(" known before");
    }
    text.append(", ").append(summary.refused()).append(" refused");
    if (summary.unanswered() > 0) {
      text.append(", ")
          .append(summary.unanswered())
          .append(" not answered; the lines after them were not sent. Run the same command again");
    }
    return text.append('.').toString();
  }

  private InputStream open() throws IOException {
    if (file.equals("-")) {
      return new BufferedInputStream(System.in);
    }
    Path path = Path.of(file);
    if (!Files.isRegularFile(path) && !Files.isReadable(path)) {
      throw Failure.usage("There is no file " + file + ".");
    }
    if (Files.isDirectory(path)) {
      throw Failure.usage(file + " is a folder.");
    }
    return Files.newInputStream(path);
  }

  /** How many lines there are, counted only when somebody watches. */
  private long total() {
    if (file.equals("-") || !Terminal.errorsAreWatched()) {
      return -1;
    }
    try (var lines = Files.lines(Path.of(file), java.nio.charset.StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> !line.isBlank()).count();
    } catch (IOException | java.io.UncheckedIOException e) {
      return -1;
    }
  }
}
