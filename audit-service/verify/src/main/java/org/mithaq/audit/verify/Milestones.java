package org.mithaq.audit.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What the log has said of itself at earlier sizes, each of which must have been a beginning of it.
 * Kept checkpoints are read as their size is reached, and a few ahead: of a folder with many, only
 * the numbers are held.
 */
final class Milestones {

  private final Checkpoint now;
  private final Pinned pinned;
  private final PriorityQueue<Checkpoint> pending =
      new PriorityQueue<>(Comparator.comparingLong(Checkpoint::size));
  private final List<Ahead> kept = new ArrayList<>();
  private long passed;

  /**
   * A checkpoint that lies in a folder under its size.
   *
   * @param source the folder
   * @param path the file
   * @param size the size that it is kept under
   */
  record Kept(Source source, String path, long size) {}

  /** Before the log of this checkpoint, whose signature has been checked, is read. */
  Milestones(Checkpoint now, Pinned pinned) {
    this.now = now;
    this.pinned = pinned;
  }

  /**
   * Adds a checkpoint whose signature has been checked.
   *
   * @throws Fault when this log cannot contain it
   */
  void add(Checkpoint older) {
    if (!older.origin().equals(now.origin())) {
      throw new Fault(older.where(), "this is a checkpoint of " + older.origin());
    }
    checkSize(older.where(), older.size());
    if (older.closed() && !(now.closed() && now.size() == older.size())) {
      throw new Fault(
          older.where(),
          "the log was closed then with %d entries, and has gone on".formatted(older.size()));
    }
    // Many receipts rest on one checkpoint.
    boolean known =
        pending.stream()
            .anyMatch(p -> p.size() == older.size() && Arrays.equals(p.root(), older.root()));
    if (!known) {
      pending.add(older);
    }
  }

  private void checkSize(String where, long size) {
    if (size > now.size()) {
      throw new Fault(
          where, "the log had %d entries then and has %d now".formatted(size, now.size()));
    }
  }

  /**
   * Adds all checkpoints of a folder.
   *
   * @throws Fault when one is larger than the log
   */
  void addAll(List<Kept> all) {
    all.forEach(one -> checkSize(one.path(), one.size()));
    kept.add(new Ahead(all));
  }

  /** The next size at which something was said; beyond every log where there is none. */
  long next() {
    long next = pending.isEmpty() ? Long.MAX_VALUE : pending.peek().size();
    for (Ahead folder : kept) {
      next = Math.min(next, folder.next());
    }
    return next;
  }

  /**
   * Compares everything that was said at this size.
   *
   * @throws Fault when the log was another one then
   */
  void reached(Merkle.Frontier frontier) {
    for (Ahead folder : kept) {
      while (folder.next() == frontier.size()) {
        Ahead.Read read = folder.take();
        Kept next = read.kept();
        Checkpoint checkpoint =
            Checkpoint.verified(
                next.path(),
                read.bytes()
                    .orElseThrow(() -> new Fault(next.path(), "missing, although it is listed")),
                pinned.unwitnessed());
        if (checkpoint.size() != next.size()) {
          throw new Fault(next.path(), "it is of size " + checkpoint.size());
        }
        add(checkpoint);
      }
    }
    while (!pending.isEmpty() && pending.peek().size() == frontier.size()) {
      Checkpoint milestone = pending.remove();
      if (!Arrays.equals(milestone.root(), frontier.root())) {
        throw new Fault(
            milestone.where(),
            "the log's first " + milestone.size() + " entries are not those that it had then");
      }
      passed++;
    }
  }

  /** How many different earlier states the log has been found to contain. */
  long passed() {
    return passed;
  }
}
