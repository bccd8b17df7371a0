package org.mithaq.audit.verify;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Kept checkpoints in the order of their sizes. When the first is read, so are the ones behind it,
 * a bounded number at once: over HTTP each by itself would cost a round trip.
 */
final class Ahead {

  /** So many are read at once, and held, at most. */
  static final int AT_ONCE = 16;

  private final Deque<Milestones.Kept> unread;
  private final Deque<Reading> readings = new ArrayDeque<>();

  private record Reading(Milestones.Kept kept, FutureTask<Optional<byte[]>> task) {}

  /**
   * What was kept.
   *
   * @param kept where, and at which size
   * @param bytes what is there; empty when nothing is
   */
  record Read(Milestones.Kept kept, Optional<byte[]> bytes) {}

  /** Of these, in any order; nothing is read yet. */
  Ahead(List<Milestones.Kept> all) {
    unread =
        new ArrayDeque<>(
            all.stream().sorted(Comparator.comparingLong(Milestones.Kept::size)).toList());
  }

  /** The size of the first; beyond every log where none is left. */
  long next() {
    Reading first = readings.peekFirst();
    if (first != null) {
      return first.kept().size();
    }
    Milestones.Kept kept = unread.peekFirst();
    return kept == null ? Long.MAX_VALUE : kept.size();
  }

  /**
   * Takes the first away.
   *
   * @throws Unreachable when it could not be found out what is there
   */
  Read take() {
    while (readings.size() < AT_ONCE && !unread.isEmpty()) {
      Milestones.Kept kept = unread.removeFirst();
      FutureTask<Optional<byte[]>> task = new FutureTask<>(() -> kept.source().read(kept.path()));
      readings.addLast(new Reading(kept, task));
      Thread.startVirtualThread(task);
    }
    Reading first = readings.removeFirst();
    try {
      return new Read(first.kept(), first.task().get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Unreachable unreachable) {
        throw unreachable;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted", e);
    }
  }
}
