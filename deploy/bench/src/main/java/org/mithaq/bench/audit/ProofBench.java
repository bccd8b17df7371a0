package org.mithaq.bench.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.mithaq.audit.log.Proofs;
import org.mithaq.audit.log.PublishedLog;
import org.mithaq.local.console.Progress;

/**
 * Proofs as audit-service makes them for a receipt and for a witness, each anew from the published
 * files: nothing is remembered from one to the next.
 */
final class ProofBench {

  private static final int WARM_UP = 300;

  private ProofBench() {}

  /**
   * What was seen, in milliseconds.
   *
   * @param inclusion from the checkpoint, its signature checked, to the path of one entry
   * @param consistency the same to the path from an earlier size
   */
  record Seen(Spread inclusion, Spread consistency) {}

  /**
   * Makes and checks so many proofs of each kind, at random places.
   *
   * @param cold whether the tiles are first dropped from the memory of the system
   */
  static Seen run(GeneratedLog log, int count, long seed, boolean cold) throws IOException {
    PublishedLog published = log.published();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < WARM_UP; i++) {
      inclusion(log, published, random);
      consistency(log, published, random);
    }
    if (cold) {
      try (Stream<Path> files = Files.walk(log.folder().resolve("tile"))) {
        PageCache.drop(files.filter(ProofBench::isTile).toList());
      }
    }
    double[] inclusion = new double[count];
    double[] consistency = new double[count];
    try (Progress progress = Progress.of("proofs", " proofs", 2L * count)) {
      for (int i = 0; i < count; i++) {
        inclusion[i] = inclusion(log, published, random);
        consistency[i] = consistency(log, published, random);
        progress.to(2L * i);
      }
    }
    return new Seen(new Spread(inclusion), new Spread(consistency));
  }

  private static boolean isTile(Path file) {
    return Files.isRegularFile(file) && !file.toString().contains("/tile/entries/");
  }

  private static double inclusion(GeneratedLog log, PublishedLog published, SplittableRandom random)
      throws IOException {
    long index = random.nextLong(log.size());
    long begin = System.nanoTime();
    PublishedLog.Signed signed = signed(published);
    Proofs proofs = published.proofs(GeneratedLog.YEAR, signed.checkpoint());
    byte[] leaf = proofs.leaf(index);
    List<byte[]> path = proofs.inclusion(index);
    final double millis = (System.nanoTime() - begin) / 1e6;
    if (!ProofCheck.includes(index, log.size(), leaf, path, signed.checkpoint().root())) {
      throw new IllegalStateException("the proof of entry " + index + " does not hold");
    }
    return millis;
  }

  private static double consistency(
      GeneratedLog log, PublishedLog published, SplittableRandom random) throws IOException {
    long earlier = 1 + random.nextLong(log.size() - 1);
    long begin = System.nanoTime();
    PublishedLog.Signed signed = signed(published);
    Proofs proofs = published.proofs(GeneratedLog.YEAR, signed.checkpoint());
    List<byte[]> path = proofs.consistency(earlier);
    final double millis = (System.nanoTime() - begin) / 1e6;
    byte[] before = published.proofs(GeneratedLog.YEAR, signed.checkpoint()).rootAt(earlier);
    if (!ProofCheck.consistent(earlier, log.size(), before, signed.checkpoint().root(), path)) {
      throw new IllegalStateException("the proof from size " + earlier + " does not hold");
    }
    return millis;
  }

  private static PublishedLog.Signed signed(PublishedLog published) throws IOException {
    return published
        .checkpoint(GeneratedLog.YEAR)
        .orElseThrow(() -> new IOException("the checkpoint is missing"));
  }
}
