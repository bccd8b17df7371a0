package org.mithaq.bench.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.mithaq.audit.log.Checkpoint;
import org.mithaq.audit.log.Entry;
import org.mithaq.audit.log.EntryBundle;
import org.mithaq.audit.log.LogDirectory;
import org.mithaq.audit.log.LogSettings;
import org.mithaq.audit.log.LogSigner;
import org.mithaq.audit.log.Merkle;
import org.mithaq.audit.log.MerkleTree;
import org.mithaq.audit.log.PublishedLog;
import org.mithaq.audit.log.TilePath;
import org.mithaq.local.console.Progress;

/**
 * A log as audit-service publishes it, made by its own entries, tree, bundles and signer, without
 * records behind it. The files are written without waiting for the disk: nobody wants them after a
 * power cut. Closing deletes them.
 */
final class GeneratedLog implements AutoCloseable {

  static final int YEAR = 2026;

  private static final String NAME = "mithaq.bench";
  private static final String ORIGIN = NAME + "/" + YEAR;
  private static final List<String> EMITTERS = List.of("exchange-joint", "alert");

  /** So many bundles between two checkpoints, of which each is kept. */
  private static final int STEP = 64;

  private final Path base;
  private final LogSigner signer;
  private final long size;
  private final Thread hook;

  private GeneratedLog(Path base, LogSigner signer, long size) {
    this.base = base;
    this.signer = signer;
    this.size = size;
    this.hook = new Thread(() -> delete(base), "delete-log");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Makes a log of this size. */
  static GeneratedLog of(long size, long seed) throws IOException {
    GeneratedLog log;
    try {
      LogSigner signer =
          new LogSigner(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
      log = new GeneratedLog(Files.createTempDirectory("mithaq-bench-log-"), signer, size);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
    try (Progress progress = Progress.of("making a log", " entries", size)) {
      log.make(new SplittableRandom(seed), progress);
      return log;
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
  }

  long size() {
    return size;
  }

  /** The folder with the checkpoint and the tiles. */
  Path folder() {
    return base.resolve(Integer.toString(YEAR));
  }

  /** The key by which the verifier checks it. */
  String verifierKey() {
    return signer.verifierKey(NAME);
  }

  /** The log as audit-service reads it. */
  PublishedLog published() {
    LogSettings settings = new LogSettings(NAME, base, EMITTERS, Duration.ofMillis(200), 4_000);
    return new PublishedLog(new LogDirectory(base), settings, signer);
  }

  private void make(SplittableRandom random, Progress progress) throws IOException {
    Queue<IOException> failures = new ConcurrentLinkedQueue<>();
    Map<MerkleTree.TileId, byte[]> edge = new HashMap<>();
    long[] numbers = new long[EMITTERS.size()];
    byte[][] leaves = new byte[EMITTERS.size()][Merkle.BYTES];
    // One thread hashes, another one writes; whoever is faster waits.
    try (ThreadPoolExecutor writer =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(256),
            new ThreadPoolExecutor.CallerRunsPolicy())) {
      long done = 0;
      while (done < size && failures.isEmpty()) {
        long end = Math.min(done + (long) STEP * TilePath.WIDTH, size);
        MerkleTree tree =
            MerkleTree.of(done, tile -> Objects.requireNonNull(edge.get(tile), "a tile"));
        List<byte[]> bundle = new ArrayList<>(TilePath.WIDTH);
        for (long i = done; i < end; i++) {
          int who = random.nextInt(4) == 0 ? 1 : 0;
          byte[] root = new byte[Merkle.BYTES];
          random.nextBytes(root);
          LocalDate day = LocalDate.ofYearDay(YEAR, 1 + (int) (i * 365 / size));
          UUID id = new UUID(random.nextLong(), random.nextLong());
          byte[] entry =
              new Entry(EMITTERS.get(who), ++numbers[who], leaves[who], day, id, root).bytes();
          leaves[who] = Merkle.leaf(entry);
          tree.append(leaves[who]);
          bundle.add(entry);
          if (bundle.size() == TilePath.WIDTH || i + 1 == size) {
            String path = TilePath.entries(i / TilePath.WIDTH, bundle.size());
            byte[] bytes = EntryBundle.of(bundle);
            writer.execute(() -> write(path, bytes, failures));
            bundle.clear();
          }
        }
        edge.clear();
        boolean last = end == size;
        tree.changed()
            .forEach(
                (tile, hashes) -> {
                  int width = hashes.length / Merkle.BYTES;
                  if (width < TilePath.WIDTH) {
                    edge.put(tile, hashes);
                  }
                  if (width == TilePath.WIDTH || last) {
                    String path = TilePath.tile(tile.level(), tile.position(), width);
                    writer.execute(() -> write(path, hashes, failures));
                  }
                });
        byte[] note =
            signer.sign(new Checkpoint(ORIGIN, end, tree.root())).getBytes(StandardCharsets.UTF_8);
        writer.execute(() -> write("checkpoints/" + end, note, failures));
        if (last) {
          writer.execute(() -> write("checkpoint", note, failures));
        }
        done = end;
        progress.to(done);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
  }

  private void write(String path, byte[] bytes, Queue<IOException> failures) {
    Path file = folder().resolve(path);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      failures.add(e);
    }
  }

  @Override
  public void close() {
    delete(base);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is being ended, and the hook deletes what is left.
      return;
    }
  }

  private static void delete(Path folder) {
    try {
      Trees.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
