package org.mithaq.bench.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mithaq.local.verify.Verifier;

/** The verifier's whole check of a log, as {@code ./mithaq verify} runs it, from start to exit. */
final class VerifierBench {

  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+([0-9]+) kB");
  private static final int POLL_MILLIS = 20;

  private VerifierBench() {}

  /**
   * What was seen.
   *
   * @param rate entries a second, with the start of its process
   * @param peak the most memory that its process had resident, in bytes
   */
  record Seen(double rate, long peak) {}

  /** Checks the log as it was when it had this many entries, one of the sizes that are kept. */
  static Seen run(GeneratedLog log, long size) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("mithaq-bench-verify-");
    Path said = folder.resolve("said");
    try {
      // The same tiles under an earlier checkpoint are the log as it was then.
      Files.createSymbolicLink(folder.resolve("tile"), log.folder().resolve("tile"));
      Files.createDirectory(folder.resolve("checkpoints"));
      for (long kept : log.kept()) {
        if (kept < size) {
          link(log, folder, "checkpoints/" + kept, "checkpoints/" + kept);
        }
      }
      link(log, folder, "checkpoint", "checkpoints/" + size);
      List<String> arguments = List.of("--dir", folder.toString(), "--key", log.verifierKey());
      long begin = System.nanoTime();
      Process process =
          new ProcessBuilder(Verifier.find().command(arguments))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      long peak = 0;
      try {
        do {
          peak = Math.max(peak, peak(process.pid()));
        } while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS));
      } finally {
        process.destroy();
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      String answer = Files.readString(said);
      if (process.exitValue() != 0 || !answer.contains(" size " + size + " ")) {
        throw new IllegalStateException("the verifier says: " + answer);
      }
      return new Seen(size / seconds, peak);
    } finally {
      Trees.delete(folder);
    }
  }

  private static void link(GeneratedLog log, Path folder, String name, String path)
      throws IOException {
    Files.createSymbolicLink(folder.resolve(name), log.folder().resolve(path));
  }

  /** Once the process has ended there is nothing to be read any more. */
  private static long peak(long pid) {
    try {
      Matcher line = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      return line.find() ? Long.parseLong(line.group(1)) * 1024 : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
