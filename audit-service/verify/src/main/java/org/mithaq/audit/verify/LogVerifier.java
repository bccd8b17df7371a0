package org.mithaq.audit.verify;

import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/**
 * Checks one log from its files, from the first entry to the last, in memory that does not grow
 * with the log: every entry, every tile of every level, the root, the numbering, and that each
 * older checkpoint was a beginning of this log.
 */
final class LogVerifier {

  /** So many bundles are fetched and hashed ahead; enough to hide a network's latency. */
  private static final int AHEAD = 16;

  private final Source source;
  private final Checkpoint checkpoint;
  private final Milestones milestones;
  private final Claims claims;
  private final Optional<Records> records;
  private final Progress progress;

  /**
   * A checker for the log of this source at this checkpoint, whose signature has been checked.
   *
   * @param milestones what the log must contain
   * @param claims gets what rests on the log of a later year
   * @param records the records behind the entries, when they are to be looked at
   */
  LogVerifier(
      Source source,
      Checkpoint checkpoint,
      Milestones milestones,
      Claims claims,
      Optional<Records> records,
      Progress progress) {
    this.source = source;
    this.checkpoint = checkpoint;
    this.milestones = milestones;
    this.claims = claims;
    this.records = records;
    this.progress = progress;
  }

  /**
   * Checks everything.
   *
   * @return the numbering of its emitters
   * @throws Fault the first thing that is not as it must be
   */
  Numbering verify() {
    Numbering numbering = new Numbering(checkpoint.origin());
    Merkle.Frontier frontier = new Merkle.Frontier();
    TileLevels levels = new TileLevels();
    milestones.reached(frontier);
    long size = checkpoint.size();
    long bundles = Math.ceilDiv(size, TilePath.WIDTH);
    try (ExecutorService readers = Executors.newFixedThreadPool(readers(bundles), daemon())) {
      Deque<Future<Leaves>> fetched = new ArrayDeque<>();
      try {
        long asked = 0;
        for (long n = 0; n < bundles; n++) {
          for (; asked < bundles && asked < n + AHEAD; asked++) {
            fetched.add(readers.submit(read(asked, width(asked, size))));
          }
          Leaves leaves = taken(fetched);
          append(numbering, frontier, leaves);
          levels.append(n, leaves);
          progress.at(frontier.size(), size);
        }
        levels.end();
      } finally {
        readers.shutdownNow();
      }
    }
    // Whatever was read: it must be as much as was signed for, and hash to what was signed.
    if (frontier.size() != size || !Arrays.equals(frontier.root(), checkpoint.root())) {
      throw new Fault(
          checkpoint.where(), "its root is not that of the log's " + frontier.size() + " entries");
    }
    return numbering;
  }

  private void append(Numbering numbering, Merkle.Frontier frontier, Leaves leaves) {
    long start = frontier.size();
    // Only where something was said of the log in the midst of a bundle is the tree needed there.
    boolean whole =
        leaves.subtree().isPresent()
            && records.isEmpty()
            && milestones.next() >= start + TilePath.WIDTH;
    for (int i = 0; i < leaves.bundle().leaves().size(); i++) {
      byte[] leaf = leaves.bundle().leaves().get(i);
      Entry entry = leaves.bundle().entries().get(i);
      int place = i;
      numbering.append(() -> Bundle.place(leaves.where(), place), entry, leaf);
      records.ifPresent(
          held -> judge(held, Bundle.place(leaves.where(), place), start + place, entry));
      if (!whole) {
        frontier.append(leaf);
        milestones.reached(frontier);
      }
    }
    if (whole) {
      frontier.append(TilePath.HEIGHT, leaves.subtree().get());
      milestones.reached(frontier);
    }
  }

  private static int readers(long bundles) {
    return (int) Math.clamp(bundles, 1, AHEAD / 2);
  }

  private static ThreadFactory daemon() {
    return Thread.ofPlatform().daemon().name("reader-", 0).factory();
  }

  private static int width(long n, long size) {
    return (int) Math.min(TilePath.WIDTH, size - n * TilePath.WIDTH);
  }

  private void judge(Records held, String where, long index, Entry entry) {
    held.judge(where, checkpoint.origin(), index, entry)
        .ifPresent(
            evidence -> {
              if (evidence.origin().equals(checkpoint.origin())) {
                milestones.add(evidence);
              } else {
                claims.evidence(evidence);
              }
            });
  }

  private static Leaves taken(Deque<Future<Leaves>> fetched) {
    try {
      return fetched.removeFirst().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Fault fault -> throw fault;
        case Unreachable unreachable -> throw unreachable;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /**
   * What one reader brings: entries that hash to the tile beside them, and the hash over them where
   * they are as many as a bundle can hold.
   */
  private record Leaves(String where, Bundle bundle, Optional<byte[]> subtree) {}

  private Callable<Leaves> read(long n, int width) {
    return () -> {
      String path = TilePath.entries(n, width);
      String full = TilePath.entries(n, TilePath.WIDTH);
      Stored stored = stored(path, full, width);
      Bundle bundle = Bundle.parse(stored.path(), stored.bytes(), width, stored.width());
      for (Stored other : others(full, stored)) {
        int common = Math.min(width, other.width());
        same(other, Bundle.parse(other.path(), other.bytes(), common, other.width()), bundle);
      }
      compare(TilePath.tile(0, n, width), TilePath.tile(0, n, TilePath.WIDTH), bundle.leaves());
      Optional<byte[]> subtree =
          width == TilePath.WIDTH
              ? Optional.of(Merkle.perfect(Merkle.sha256(), bundle.leaves()))
              : Optional.empty();
      return new Leaves(path, bundle, subtree);
    };
  }

  /** A file that may be there in full where only its beginning was asked for. */
  private record Stored(String path, byte[] bytes, int width) {}

  private Stored stored(String path, String full, int width) {
    Optional<byte[]> exact = source.read(path);
    if (exact.isPresent()) {
      return new Stored(path, exact.get(), width);
    }
    // A log may drop a partial tile once the full one is there (tlog-tiles, "Partial Tiles").
    return source
        .read(full)
        .map(bytes -> new Stored(full, bytes, TilePath.WIDTH))
        .orElseThrow(() -> new Fault(path, "missing"));
  }

  /**
   * The partial tiles beside this one. A log keeps them, or drops them at any time; a reader who
   * still rests on one must find in it what the wider one holds.
   */
  private List<Stored> others(String full, Stored stored) {
    List<Stored> others = new ArrayList<>();
    for (int width : source.partials(full)) {
      String path = full + ".p/" + width;
      if (!path.equals(stored.path())) {
        source.read(path).ifPresent(bytes -> others.add(new Stored(path, bytes, width)));
      }
    }
    return others;
  }

  private static void same(Stored stored, Bundle beginning, Bundle bundle) {
    for (int i = 0; i < beginning.leaves().size(); i++) {
      if (!Arrays.equals(beginning.leaves().get(i), bundle.leaves().get(i))) {
        throw new Fault(
            Bundle.place(stored.path(), i), "it is not the entry that the log has there");
      }
    }
  }

  private void compare(String path, String full, List<byte[]> hashes) {
    Stored stored = stored(path, full, hashes.size());
    compare(stored, hashes);
    others(full, stored).forEach(other -> compare(other, hashes));
  }

  private static void compare(Stored stored, List<byte[]> hashes) {
    if (stored.bytes().length != stored.width() * Merkle.HASH_BYTES) {
      throw new Fault(
          stored.path(), "the tile has not the length of " + stored.width() + " hashes");
    }
    for (int i = 0; i < Math.min(stored.width(), hashes.size()); i++) {
      int at = i * Merkle.HASH_BYTES;
      if (!Arrays.equals(
          stored.bytes(), at, at + Merkle.HASH_BYTES, hashes.get(i), 0, Merkle.HASH_BYTES)) {
        throw new Fault(stored.path(), "hash " + i + " is not that of what lies below it");
      }
    }
  }

  /** The tiles above the leaves, each recomputed from full tiles below and compared as it fills. */
  private final class TileLevels {
    private final MessageDigest digest = Merkle.sha256();
    private final List<List<byte[]>> pending = new ArrayList<>();
    private final List<Long> complete = new ArrayList<>();

    void append(long n, Leaves leaves) {
      if (leaves.subtree().isPresent()) {
        add(1, leaves.subtree().get());
      } else if (n != checkpoint.size() / TilePath.WIDTH) {
        throw new Fault(leaves.where(), "a bundle within the log is not full");
      }
    }

    private void add(int level, byte[] hash) {
      while (pending.size() < level) {
        pending.add(new ArrayList<>());
        complete.add(0L);
      }
      List<byte[]> tile = pending.get(level - 1);
      tile.add(hash);
      if (tile.size() == TilePath.WIDTH) {
        check(level, tile);
        byte[] above = Merkle.perfect(digest, tile);
        tile.clear();
        complete.set(level - 1, complete.get(level - 1) + 1);
        add(level + 1, above);
      }
    }

    void end() {
      for (int level = 1; level <= pending.size(); level++) {
        List<byte[]> tile = pending.get(level - 1);
        if (!tile.isEmpty()) {
          check(level, tile);
        }
      }
    }

    private void check(int level, List<byte[]> tile) {
      long n = complete.get(level - 1);
      compare(TilePath.tile(level, n, tile.size()), TilePath.tile(level, n, TilePath.WIDTH), tile);
    }
  }
}
