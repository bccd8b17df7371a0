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

  /** Checks the whole log. */
  static Seen run(GeneratedLog log) throws IOException, InterruptedException {
    Path said = Files.createTempFile("mithaq-bench-verify-", ".txt");
    try {
      List<String> arguments =
          List.of("--dir", log.folder().toString(), "--key", log.verifierKey());
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
      if (process.exitValue() != 0 || !answer.contains(" size " + log.size() + " ")) {
        throw new IllegalStateException("the verifier says: " + answer);
      }
      return new Seen(log.size() / seconds, peak);
    } finally {
      Files.deleteIfExists(said);
    }
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
