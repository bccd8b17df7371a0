package org.mithaq.audit.verify;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The logs of several years that are read one after the other: each goes on where those before it
 * ended, and all but the last must have ended.
 */
final class Years {

  private final Map<String, Chain> earlier = new HashMap<>();
  private @Nullable String name;
  private @Nullable Checkpoint last;

  /**
   * Now this log is read.
   *
   * @param source its name, for messages
   * @throws UsageException when it is not a later one of the same logs
   * @throws Fault when the one before it may have gone on: what its end hides, no later log tells
   */
  void begin(String source, Checkpoint log) {
    Checkpoint before = last;
    if (before != null) {
      if (!Pinned.family(before.origin()).equals(Pinned.family(log.origin()))
          || before.origin().compareTo(log.origin()) >= 0) {
        throw new UsageException(
            "%s is of %s, which does not come after %s: name earlier years with --before, oldest first"
                .formatted(source, log.origin(), before.origin()));
      }
      if (!before.closed()) {
        throw new Fault(
            name + "/" + before.where(),
            "%s is not closed, and yet %s follows it".formatted(before.origin(), log.origin()));
      }
    }
    name = source;
    last = log;
  }

  /**
   * It has been read.
   *
   * @throws Fault when its numbering does not go on where that of those before it ended
   */
  void end(Numbering numbering) {
    numbering.checkContinues("numbering", earlier);
    earlier.putAll(numbering.chains());
  }
}
