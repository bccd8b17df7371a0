package org.mithaq.audit.stack;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mithaq.local.cluster.DataDirectory;
import org.mithaq.local.key.WitnessId;
import org.mithaq.witness.Main;

/** A real witness in a process of its own. */
public final class WitnessProcess implements AutoCloseable {

  private final Process process;

  private WitnessProcess(Process process) {
    this.process = process;
  }

  /** Starts one with the keys of this data directory, where the service looks for it. */
  public static WitnessProcess start(DataDirectory data, WitnessId witness, int port) {
    try {
      Path program =
          Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path state = Files.createDirectories(data.witness(witness));
      return new WitnessProcess(
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-XX:TieredStopAtLevel=1",
                      "-XX:+UseSerialGC",
                      "-cp",
                      program.toString(),
                      Main.class.getName(),
                      "--name",
                      witness.signer(),
                      "--key",
                      data.keys().witness(witness).toString(),
                      "--state",
                      state.toString(),
                      "--yearly-log",
                      data.keys().readLogVerifier(),
                      "--listen",
                      "127.0.0.1:" + port))
              .redirectErrorStream(true)
              .redirectOutput(state.resolveSibling(witness.id() + ".log").toFile())
              .start());
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Kills it as a power cut would. */
  @Override
  public void close() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
