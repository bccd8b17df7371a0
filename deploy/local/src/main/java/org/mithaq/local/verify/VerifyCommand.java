package org.mithaq.local.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mithaq.local.client.Http;
import org.mithaq.local.client.Running;
import org.mithaq.local.console.DataDirectoryOption;
import org.mithaq.local.console.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code mithaq verify}: runs the verifier on the log of a cluster. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Check an audit log from its published files alone: signature, tree, entries, numbering of every emitter.",
      "There is a log a year: those of earlier years are checked with it, where it has any beside it and --before names none.",
      "The verifier is a program of its own, audit-service/verify; other options are handed to it as they are."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./mithaq verify",
      "  ./mithaq verify --url http://127.0.0.1:8083/v1/log --key \"$(cat log.vkey)\"",
      "  ./mithaq verify --dir /mnt/mirror --key \"$(cat log.vkey)\" --witness \"$(cat w1.vkey)\"",
      "",
      "Exit code 0: intact; 1: unreachable; 2: wrong usage; 3: a fault was found."
    })
public final class VerifyCommand implements Callable<Integer> {

  @Mixin private DataDirectoryOption data = new DataDirectoryOption();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The log as it is served (default: that of the cluster on the data directory).")
  private @Nullable String url;

  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      description = "A mirror of the log: checkpoint, tile/…; or of several, each under its year.")
  private @Nullable Path folder;

  @Option(
      names = "--key",
      paramLabel = "VKEY",
      description =
          "The log's verifier key (default: DIR/keys/log.vkey; never taken from the service).")
  private @Nullable String key;

  @Option(
      names = "--witness",
      paramLabel = "VKEY",
      description = "The verifier key of a witness that must have signed; can be repeated.")
  private List<String> witnesses = new ArrayList<>();

  @Unmatched private List<String> others = new ArrayList<>();

  @Override
  public Integer call() {
    if (url != null && folder != null) {
      throw Failure.usage("Name --url or --dir, not both.");
    }
    Verifier verifier = Verifier.find();
    List<String> arguments = new ArrayList<>();
    arguments.add("--key");
    arguments.add(key == null ? keyOf(data.directory()) : key);
    boolean alone =
        others.stream().anyMatch(o -> o.equals("--before") || o.startsWith("--before="));
    if (folder != null) {
      arguments.addAll(alone ? List.of("--dir", folder.toString()) : LogYears.arguments(folder));
    } else {
      String log = url == null ? Running.in(data.directory()).audit() + "/v1/log" : url;
      arguments.add("--url");
      arguments.add(log);
      if (!alone) {
        arguments.addAll(LogYears.arguments(new Http(), log));
      }
    }
    for (String witness : witnesses) {
      arguments.add("--witness");
      arguments.add(witness);
    }
    arguments.addAll(others);
    return verifier.run(arguments);
  }

  /**
   * The verifier key that a data directory holds.
   *
   * @throws Failure if it holds none
   */
  public static String keyOf(Path dataDirectory) {
    Path file = dataDirectory.resolve("keys").resolve("log.vkey");
    try {
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw Failure.usage(
          "There is no verifier key at "
              + file
              + ": name the log's key with --key. It is never taken from the log.");
    }
  }
}
