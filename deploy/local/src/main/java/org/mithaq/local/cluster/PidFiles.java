package org.mithaq.local.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mithaq.local.stack.SecretFiles;

/**
 * A file for each process that was started, so that a launcher finds what one before it, killed,
 * left behind.
 *
 * @param directory where they lie
 */
record PidFiles(Path directory) {

  /** Remembers a process that runs; one that is gone already is nothing to remember. */
  void remember(String name, long pid) {
    ProcessIdentity.of(pid)
        .ifPresent(identity -> SecretFiles.write(directory.resolve(name), identity.text()));
  }

  /** Forgets a process that has ended. */
  void forget(String name) {
    try {
      Files.deleteIfExists(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The processes that are remembered and still alive, by name. */
  Map<String, ProcessHandle> alive() {
    Map<String, ProcessHandle> alive = new TreeMap<>();
    if (!Files.isDirectory(directory)) {
      return alive;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> !f.getFileName().toString().startsWith(".")).toList()) {
        Optional<ProcessHandle> handle =
            ProcessIdentity.parse(Files.readString(file)).flatMap(ProcessIdentity::alive);
        handle.ifPresent(h -> alive.put(file.getFileName().toString(), h));
      }
      return alive;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
