package org.mithaq.audit.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Which records a folder is to be whole in: the ids in its file {@code index}, one a line. What it
 * does not name may belong to others, or have come later. It bears no signature: it is what the
 * reader was told that there is, and only makes the folder's own gaps show.
 */
final class Listed {

  private static final String INDEX = "index";

  private final TreeSet<UUID> due;

  private Listed(TreeSet<UUID> due) {
    this.due = due;
  }

  /**
   * The index of a folder; empty where it has none, so that it is to be whole in every record.
   *
   * @throws Unreachable when the folder or its index cannot be read
   * @throws Fault when the index holds what is no id
   */
  static Optional<Listed> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Unreachable("no folder of records at " + folder, null);
    }
    TreeSet<UUID> due = new TreeSet<>();
    try (Stream<String> lines = Files.lines(folder.resolve(INDEX))) {
      lines.forEach(line -> due.add(id(line)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      throw new Unreachable("cannot read " + folder.resolve(INDEX), e);
    }
    return Optional.of(new Listed(due));
  }

  private static UUID id(String line) {
    try {
      return UUID.fromString(line);
    } catch (IllegalArgumentException e) {
      throw new Fault(INDEX, "a line of it is not the id of a record");
    }
  }

  /** Notes that the log has an entry of this record, and says whether the folder must have it. */
  boolean met(String id) {
    try {
      return due.remove(UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * To be called when all logs have been read.
   *
   * @throws Fault when a record that is named is in none of them
   */
  void end() {
    if (!due.isEmpty()) {
      throw new Fault(INDEX, "record %s is not in the log".formatted(due.first()));
    }
  }
}
