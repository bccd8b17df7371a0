package org.mithaq.local.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mithaq.local.cluster.Installation;
import org.mithaq.local.console.Failure;

/** The verifier: another program in another process, which shares nothing with what it checks. */
public final class Verifier {

  private static final Path ARCHIVE = Path.of("audit-service/verify/target/mithaq-verify.jar");

  private final Path archive;

  private Verifier(Path archive) {
    this.archive = archive;
  }

  /**
   * The verifier of this installation.
   *
   * @throws Failure if it was not built
   */
  public static Verifier find() {
    Path archive = Installation.find().root().resolve(ARCHIVE);
    if (!Files.isRegularFile(archive)) {
      throw Failure.failed("The verifier was not built: " + archive + " is missing.");
    }
    return new Verifier(archive);
  }

  /** The command that runs it with these arguments, on the Java that runs this program. */
  public List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-jar");
    command.add(archive.toString());
    command.addAll(arguments);
    return command;
  }

  /** Runs it on the standard streams of this process and gives its exit code. */
  public int run(List<String> arguments) {
    return await(new ProcessBuilder(command(arguments)).inheritIO());
  }

  /** What the verifier said, and how it ended. */
  public record Verdict(int exitCode, String said) {}

  /** Runs it and gives what it says, on both streams. */
  public Verdict ask(List<String> arguments) {
    Path said = null;
    try {
      said = Files.createTempFile("mithaq-verify", ".txt");
      int exitCode =
          await(
              new ProcessBuilder(command(arguments))
                  .redirectErrorStream(true)
                  .redirectOutput(said.toFile()));
      return new Verdict(exitCode, Files.readString(said));
    } catch (IOException e) {
      throw Failure.failed("The verifier's words cannot be read.");
    } finally {
      if (said != null && !said.toFile().delete()) {
        said.toFile().deleteOnExit();
      }
    }
  }

  private static int await(ProcessBuilder builder) {
    try {
      Process process = builder.start();
      try {
        return process.waitFor();
      } catch (InterruptedException e) {
        process.destroy();
        Thread.currentThread().interrupt();
        throw Failure.failed("Stopped.");
      }
    } catch (IOException e) {
      throw Failure.failed("The verifier cannot be started.");
    }
  }
}
