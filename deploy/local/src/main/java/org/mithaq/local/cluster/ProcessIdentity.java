package org.mithaq.local.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which process is meant, for ever: a process id alone is given to somebody else sooner or later.
 *
 * @param pid the process id
 * @param startTicks when it started, in clock ticks since the machine did (proc(5), field 22 of
 *     stat)
 * @param bootId which start of the machine that was
 */
record ProcessIdentity(long pid, long startTicks, String bootId) {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final int START_TICKS_AFTER_NAME = 19;

  /** The identity of a process that is alive; empty when none is. */
  static Optional<ProcessIdentity> of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      // The name stands in parentheses and may hold blanks and parentheses itself.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      if (fields[0].equals("Z")) {
        return Optional.empty();
      }
      return Optional.of(
          new ProcessIdentity(
              pid,
              Long.parseLong(fields[START_TICKS_AFTER_NAME]),
              Files.readString(BOOT_ID).strip()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads what {@link #text()} wrote; empty when it is something else. */
  static Optional<ProcessIdentity> parse(String text) {
    List<String> words = List.of(text.strip().split("\\s+"));
    if (words.size() != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ProcessIdentity(
              Long.parseLong(words.get(0)), Long.parseLong(words.get(1)), words.get(2)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** One line for a file. */
  String text() {
    return pid + " " + startTicks + " " + bootId + "\n";
  }

  /** The very process, if it still lives; never another that was given the same id. */
  Optional<ProcessHandle> alive() {
    return of(pid).filter(this::equals).flatMap(same -> ProcessHandle.of(pid));
  }
}
