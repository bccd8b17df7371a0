package org.mithaq.audit.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a folder of records is to be whole in, after its file {@code index}: a line is either the id
 * of a record, or {@code all <size> <origin>}: every record of the first entries of that log. What
 * it does not name may belong to others, or have come later.
 *
 * <p>An id says what its reader was told that there is, and shows the folder's own gaps alone; that
 * nobody has kept a record back from the list only {@code all} can show.
 */
final class Listed {

  private static final String INDEX = "index";

  private static final Pattern ALL = Pattern.compile("all (0|[1-9][0-9]{0,17}) ([!-~]+)");

  private final TreeSet<UUID> due = new TreeSet<>();

  private final SortedMap<String, Long> whole = new TreeMap<>();

  private final TreeSet<String> seen = new TreeSet<>();

  private Listed() {}

  /**
   * The index of a folder; empty where it has none, so that it is to be whole in every record.
   *
   * @throws Unreachable when the folder or its index cannot be read
   * @throws Fault when the index holds anything else
   */
  static Optional<Listed> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Unreachable("no folder of records at " + folder, null);
    }
    Listed listed = new Listed();
    try (Stream<String> lines = Files.lines(folder.resolve(INDEX))) {
      lines.forEach(listed::add);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      throw new Unreachable("cannot read " + folder.resolve(INDEX), e);
    }
    return Optional.of(listed);
  }

  private void add(String line) {
    Matcher all = ALL.matcher(line);
    if (all.matches()) {
      whole.merge(all.group(2), Long.parseLong(all.group(1)), Math::max);
      return;
    }
    try {
      due.add(UUID.fromString(line));
    } catch (IllegalArgumentException e) {
      throw new Fault(INDEX, "a line of it names neither a record nor a log");
    }
  }

  /** Notes that this log has an entry of this record here, and says whether the folder needs it. */
  boolean due(String origin, long index, String id) {
    seen.add(origin);
    boolean named = false;
    try {
      named = due.remove(UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      // An entry's id is checked where the entry is read; one that is none cannot be listed.
      named = false;
    }
    return named || index < whole.getOrDefault(origin, 0L);
  }

  /**
   * To be called when all logs have been read.
   *
   * @throws Fault when a record that is named is in none of them
   * @throws UsageException when a log that is named was not among them
   */
  void end() {
    if (!due.isEmpty()) {
      throw new Fault(INDEX, "record %s is not in the log".formatted(due.first()));
    }
    for (var log : whole.entrySet()) {
      if (log.getValue() > 0 && !seen.contains(log.getKey())) {
        throw new UsageException(
            "the folder has records of %s as well: name that log too, with --before"
                .formatted(log.getKey()));
      }
    }
  }
}
