package org.mithaq.local.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mithaq.local.console.Failure;

/**
 * The logs of earlier years in a cluster's folder: numbering goes on from one year into the next,
 * so that the verifier wants the ones before the current one.
 */
final class EarlierLogs {

  private EarlierLogs() {}

  /** The verifier's arguments that name them, the oldest first. */
  static List<String> arguments(Path logs) {
    if (!Files.isDirectory(logs)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(logs)) {
      List<Path> years =
          folders
              .filter(folder -> folder.getFileName().toString().matches("[0-9]{4}"))
              .filter(folder -> Files.exists(folder.resolve("checkpoint")))
              .sorted()
              .toList();
      List<String> arguments = new ArrayList<>();
      for (Path year : years.subList(0, Math.max(0, years.size() - 1))) {
        arguments.add("--before");
        arguments.add(year.toString());
      }
      return arguments;
    } catch (IOException e) {
      throw Failure.failed("The logs of earlier years in " + logs + " cannot be read.");
    }
  }
}
