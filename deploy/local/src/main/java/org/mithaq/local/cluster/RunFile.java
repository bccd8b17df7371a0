package org.mithaq.local.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mithaq.local.stack.SecretFiles;

/** The file {@code run.json}: the URL and the process id of everything that runs now. */
final class RunFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final ObjectNode content;

  /** Begins a file that names the launcher alone; nothing is written yet. */
  RunFile(Path file, Path dataDirectory, long launcher) {
    this.file = file;
    this.content = JSON.createObjectNode();
    content.put("dataDir", dataDirectory.toString());
    content.putObject("processes");
    content.putObject("launcher").put("pid", launcher);
  }

  /** Names a process, or its successor, and writes the file at once as a whole. */
  synchronized void put(String name, String url, long pid) {
    content.withObject("/processes").putObject(name).put("url", url).put("pid", pid);
    try {
      SecretFiles.write(
          file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the file: nothing runs any more. */
  synchronized void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
