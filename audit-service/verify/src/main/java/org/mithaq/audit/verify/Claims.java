package org.mithaq.audit.verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The checkpoints that receipts and older states rest on, each of which the log of its origin must
 * contain: kept until that log is read. The erasure of a record may be entered years after the
 * record, into another log: signed, it proves nothing before that log has been found to contain it.
 */
final class Claims {

  /** By the log's origin, and what is said of it: many receipts rest on one checkpoint. */
  private final Map<String, Map<String, Claim>> open = new LinkedHashMap<>();

  private record Claim(Checkpoint checkpoint, boolean given) {}

  /** Adds a checkpoint that the reader has named, or that of a receipt that was named. */
  void given(Checkpoint checkpoint) {
    add(new Claim(checkpoint, true));
  }

  /** Adds the checkpoint of an evidence that lies in the folder of records. */
  void evidence(Checkpoint checkpoint) {
    add(new Claim(checkpoint, false));
  }

  private void add(Claim claim) {
    Checkpoint checkpoint = claim.checkpoint();
    String said =
        "%d %s %s"
            .formatted(
                checkpoint.size(), Base64Text.encode(checkpoint.root()), checkpoint.closed());
    open.computeIfAbsent(checkpoint.origin(), origin -> new LinkedHashMap<>())
        .merge(said, claim, (before, now) -> before.given() ? before : now);
  }

  /** Takes away all that the log of this origin, which is now read, must contain. */
  List<Checkpoint> take(String origin) {
    Map<String, Claim> taken = open.remove(origin);
    return taken == null ? List.of() : taken.values().stream().map(Claim::checkpoint).toList();
  }

  /**
   * To be called when all logs have been read.
   *
   * @throws Fault when something that was named is of none of them
   * @throws UsageException when an evidence rests on a log that was not among them
   */
  void end() {
    for (Map<String, Claim> log : open.values()) {
      for (Claim claim : log.values()) {
        Checkpoint checkpoint = claim.checkpoint();
        if (claim.given()) {
          throw new Fault(checkpoint.where(), "this is a checkpoint of " + checkpoint.origin());
        }
        throw new UsageException(
            "%s rests on the log %s: check that log, with this one as --before"
                .formatted(checkpoint.where(), checkpoint.origin()));
      }
    }
  }
}
