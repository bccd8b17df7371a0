package org.mithaq.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The one script of the house, called as a user calls it. */
final class Script {

  private static final Path ROOT =
      Path.of(System.getProperty("mithaq.root")).toAbsolutePath().normalize();

  /** Long enough for any command on a busy machine; a test that needs it all has failed. */
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  private Script() {}

  /** What a command printed, and how it ended. */
  record Outcome(int exit, String out, String err) {

    List<String> lines() {
      return out.lines().toList();
    }
  }

  /** Runs a command to its end. */
  static Outcome run(String... arguments) {
    try {
      Path out = Files.createTempFile("mithaq-out", ".txt");
      Path err = Files.createTempFile("mithaq-err", ".txt");
      try {
        Process process = start(out, err, arguments);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError(
              "still running after "
                  + PATIENCE
                  + ": "
                  + List.of(arguments)
                  + "\n"
                  + Files.readString(err));
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The same of a command that starts a cluster. */
  static Outcome runOnFreePorts(String... arguments) {
    return run(onFreePorts(arguments));
  }

  /** A command that starts a cluster, with ports that are free. */
  static String[] onFreePorts(String... arguments) {
    return withExchangeOn(0, arguments);
  }

  /** The same with the exchange on a port of its own, so that what is read there stays there. */
  static String[] withExchangeOn(int port, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--exchange-port", String.valueOf(port)));
    all.addAll(List.of("--alert-port", "0", "--audit-port", "0"));
    return all.toArray(String[]::new);
  }

  /** Starts a command whose output goes to two files. */
  static Process start(Path out, Path err, String... arguments) throws IOException {
    return start(Map.of(), out, err, arguments);
  }

  /** The same in an environment that has these too. */
  static Process start(Map<String, String> environment, Path out, Path err, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("mithaq").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    process.environment().putAll(environment);
    return process.start();
  }

  /** Runs a program that is not ours and gives what it prints. */
  static String program(String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError("failed: " + List.of(command));
      }
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
