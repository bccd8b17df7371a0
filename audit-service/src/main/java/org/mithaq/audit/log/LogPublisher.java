package org.mithaq.audit.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Publishes what has been committed: bundles and tiles first, the checkpoint last. It writes
 * whatever is not published yet, so that a crash between any two steps is mended by publishing
 * again. Before it signs, it checks that the tree continues the one that was published before; if
 * not, it refuses.
 */
public final class LogPublisher {

  private final SequencerStore store;
  private final LogDirectory directory;
  private final PublishedLog published;
  private final LogSigner signer;
  private final Cosigners cosigners;
  private final Clock clock;
  private final Step.Watch watch;

  /** The hour of which each year's log is known to have a checkpoint kept. */
  private final Map<Integer, Instant> kept = new ConcurrentHashMap<>();

  /** Publishes from this store into this directory. */
  public LogPublisher(
      SequencerStore store,
      LogDirectory directory,
      PublishedLog published,
      LogSigner signer,
      Cosigners cosigners,
      Clock clock,
      Step.Watch watch) {
    this.store = store;
    this.directory = directory;
    this.published = published;
    this.signer = signer;
    this.cosigners = cosigners;
    this.clock = clock;
    this.watch = watch;
  }

  /**
   * Checks that the database holds what has been published of this log, and perhaps more.
   *
   * @return the size that has been published, 0 when nothing has
   * @throws ForkException when the database is behind, or holds something else
   */
  public long check(LogRow log) throws IOException {
    Optional<PublishedLog.Signed> signed = published.checkpoint(log.year());
    Proofs proofs = new Proofs(log.size(), tile -> tile(log, tile));
    if (!Arrays.equals(proofs.root(), log.root())) {
      throw new ForkException(
          "the tiles of %s in the database do not give its root".formatted(log.origin()));
    }
    if (signed.isEmpty()) {
      return 0;
    }
    Checkpoint before = signed.get().checkpoint();
    if (before.size() > log.size()) {
      throw new ForkException(
          "the database holds %d entries of %s, but %d have been published: it has been set back"
              .formatted(log.size(), log.origin(), before.size()));
    }
    if (before.closed() && !log.checkpoint().sameAs(before)) {
      throw new ForkException(
          "%s was closed with %d entries, and the database goes on with it"
              .formatted(log.origin(), before.size()));
    }
    if (!Arrays.equals(proofs.rootAt(before.size()), before.root())) {
      throw new ForkException(
          "the first %d entries of %s in the database are not those that have been published"
              .formatted(before.size(), log.origin()));
    }
    return before.size();
  }

  /**
   * Publishes all that is committed and not published yet.
   *
   * @return the current log as it is published now
   * @throws ForkException when the database does not continue what has been published
   */
  public LogRow publish() throws IOException {
    AtomicReference<LogRow> current = new AtomicReference<>();
    // The rows are read under the lock: whoever held it before may have published more.
    directory.exclusively(
        () -> {
          for (LogRow log : logs()) {
            publish(log);
            current.set(log);
          }
          OptionalInt newest = directory.current();
          if (newest.isPresent() && newest.getAsInt() > current.get().year()) {
            throw new ForkException(
                "the log of %d has been published, but the database does not hold it"
                    .formatted(newest.getAsInt()));
          }
        });
    return current.get();
  }

  private List<LogRow> logs() throws IOException {
    try {
      List<LogRow> logs = store.logs();
      if (logs.isEmpty()) {
        throw new IOException("no log has been opened");
      }
      return logs;
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private void publish(LogRow log) throws IOException {
    if (!log.origin().equals(published.origin(log.year()))) {
      throw new ForkException(
          "the database holds the log %s, not %s"
              .formatted(log.origin(), published.origin(log.year())));
    }
    Optional<PublishedLog.Signed> signed = published.checkpoint(log.year());
    if (signed.isPresent() && signed.get().checkpoint().sameAs(log.checkpoint())) {
      String note = signed.get().note();
      amend(log, note, cosigners.amend(log.checkpoint(), note));
      return;
    }
    long from = check(log);
    bundles(log, from);
    watch.at(Step.BUNDLES_PUBLISHED);
    tiles(log, from);
    watch.at(Step.TILES_PUBLISHED);
    String note = signer.sign(log.checkpoint());
    watch.at(Step.SIGNED);
    String cosigned = cosigners.collect(log.year(), log.checkpoint(), note);
    watch.at(Step.COSIGNED);
    directory.publish(log.year(), cosigned);
    watch.at(Step.CHECKPOINT_PUBLISHED);
    keep(log, cosigned);
    keepOneAnHour(log, cosigned);
    watch.at(Step.CHECKPOINT_KEPT);
    sweep(log, from);
  }

  /** Adds the cosignatures that have come since the checkpoint was published. */
  private void amend(LogRow log, String note, String amended) throws IOException {
    if (!amended.equals(note)) {
      directory.publish(log.year(), amended);
      keep(log, amended);
    }
  }

  private void keep(LogRow log, String note) throws IOException {
    SortedSet<String> by = cosigners.of(note);
    if (!by.isEmpty()) {
      directory.keep(log.year(), by, note);
    }
  }

  /** Only what is published already: a kept checkpoint is never ahead of the published one. */
  private void keepOneAnHour(LogRow log, String note) throws IOException {
    Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
    if (!hour.equals(kept.get(log.year()))) {
      directory.keepOneAnHour(log.year(), log.size(), note, hour);
      kept.put(log.year(), hour);
    }
  }

  /**
   * Asks the witnesses whether they know more of the logs than these know themselves: a folder can
   * be set back together with the database, what others have cosigned cannot. Who does not answer
   * is not waited for.
   *
   * @throws ForkException when a log is no continuation of what one of them has cosigned
   */
  public void attest() throws IOException {
    directory.exclusively(
        () -> {
          for (LogRow log : logs()) {
            Optional<PublishedLog.Signed> signed = published.checkpoint(log.year());
            if (signed.isPresent()) {
              String note = signed.get().note();
              // Who published it may have died before keeping it.
              keep(log, note);
              amend(log, note, cosigners.collect(log.year(), signed.get().checkpoint(), note));
            }
          }
        });
  }

  private void bundles(LogRow log, long from) throws IOException {
    for (long n = from / TilePath.WIDTH; n * TilePath.WIDTH < log.size(); n++) {
      long start = n * TilePath.WIDTH;
      long end = Math.min(start + TilePath.WIDTH, log.size());
      List<byte[]> entries = entries(log, start, end);
      byte[] leaves = tile(log, new MerkleTree.TileId(0, n));
      for (int i = 0; i < entries.size(); i++) {
        if (differs(leaves, i, Merkle.leaf(entries.get(i)))) {
          throw new ForkException(
              "entry %d of %s in the database is not the one that its tree was made of"
                  .formatted(start + i, log.origin()));
        }
      }
      directory.writeOnce(
          log.year(), TilePath.entries(n, (int) (end - start)), EntryBundle.of(entries));
    }
  }

  private void tiles(LogRow log, long from) throws IOException {
    int level = 0;
    for (long hashes = log.size(); hashes > 0; hashes /= TilePath.WIDTH, level++) {
      for (long n = (from >> (8 * level)) / TilePath.WIDTH; n * TilePath.WIDTH < hashes; n++) {
        byte[] tile = tile(log, new MerkleTree.TileId(level, n));
        int width = tile.length / Merkle.BYTES;
        if (width == TilePath.WIDTH) {
          checkAbove(log, level, n, tile);
        }
        directory.writeOnce(log.year(), TilePath.tile(level, n, width), tile);
      }
    }
  }

  private void checkAbove(LogRow log, int level, long n, byte[] tile) {
    byte[] above = tile(log, new MerkleTree.TileId(level + 1, n / TilePath.WIDTH));
    if (differs(above, (int) (n % TilePath.WIDTH), Merkle.perfect(hashes(tile)))) {
      throw new ForkException(
          "tile %d of level %d of %s in the database is not the one that its tree was made of"
              .formatted(n, level, log.origin()));
    }
  }

  private static List<byte[]> hashes(byte[] tile) {
    List<byte[]> hashes = new ArrayList<>(tile.length / Merkle.BYTES);
    for (int at = 0; at < tile.length; at += Merkle.BYTES) {
      hashes.add(Arrays.copyOfRange(tile, at, at + Merkle.BYTES));
    }
    return hashes;
  }

  private static boolean differs(byte[] tile, int place, byte[] hash) {
    int at = place * Merkle.BYTES;
    return !Arrays.equals(tile, at, at + Merkle.BYTES, hash, 0, Merkle.BYTES);
  }

  /** What is there in full need not be kept in part. */
  private void sweep(LogRow log, long from) throws IOException {
    int level = 0;
    for (long hashes = log.size(); hashes > 0; hashes /= TilePath.WIDTH, level++) {
      long n = (from >> (8 * level)) / TilePath.WIDTH;
      if ((n + 1) * TilePath.WIDTH <= hashes) {
        directory.dropPartials(log.year(), TilePath.tile(level, n, TilePath.WIDTH));
        if (level == 0) {
          directory.dropPartials(log.year(), TilePath.entries(n, TilePath.WIDTH));
        }
      }
    }
  }

  private List<byte[]> entries(LogRow log, long start, long end) throws IOException {
    try {
      return store.entries(log.year(), start, end);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** A tile as wide as the log's size wants it. */
  private byte[] tile(LogRow log, MerkleTree.TileId tile) {
    long hashes = (log.size() >> (8 * tile.level())) - tile.position() * TilePath.WIDTH;
    int length = (int) Math.min(TilePath.WIDTH, hashes) * Merkle.BYTES;
    try {
      byte[] stored = store.tile(log.year(), tile);
      if (stored.length < length) {
        throw new ForkException(
            "tile %d of level %d of %s in the database is shorter than the log"
                .formatted(tile.position(), tile.level(), log.origin()));
      }
      return Arrays.copyOf(stored, length);
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
