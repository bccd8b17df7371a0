package org.mithaq.local.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts programs so that they outlive the terminal's Ctrl-C and are stopped by the launcher, in
 * its order.
 */
final class Spawn {

  private static final long LOG_LIMIT = 20L * 1024 * 1024;

  /** Configuration by the environment of the user's shell would win over that of the launcher. */
  private static final List<String> FOREIGN = List.of("QUARKUS_", "KAFKA_", "MP_", "SMALLRYE_");

  private static final @Nullable String SETSID = find("setsid");

  private Spawn() {}

  /**
   * Starts a program.
   *
   * @param command the program and its arguments
   * @param directory its working directory
   * @param log where its standard output and error are appended
   * @throws IOException when the system refuses
   */
  static Process start(List<String> command, Path directory, Path log) throws IOException {
    rotate(log);
    List<String> whole = new ArrayList<>();
    if (SETSID != null) {
      whole.add(SETSID);
    }
    whole.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .directory(directory.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith));
    // RocksDB allocates in many threads; each would else keep a heap of its own.
    builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
    return builder.start();
  }

  /** The program that runs this one. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static void rotate(Path log) {
    try {
      Files.createDirectories(log.getParent());
      if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
        Files.move(
            log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + log, e);
    }
  }

  private static @Nullable String find(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
      Path file = Path.of(folder).resolve(program);
      if (!folder.isEmpty() && Files.isExecutable(file)) {
        return file.toString();
      }
    }
    return null;
  }
}
