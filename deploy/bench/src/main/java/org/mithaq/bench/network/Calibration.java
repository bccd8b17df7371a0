package org.mithaq.bench.network;

import java.io.PrintStream;
import java.util.Locale;

/** Whether of the notices with a confidence around p a share p is right. */
public final class Calibration {

  private static final int BINS = 10;

  private final int[] count = new int[BINS];
  private final int[] right = new int[BINS];
  private final double[] said = new double[BINS];

  /** Counts a notice. */
  public void add(double confidence, boolean isRight) {
    int bin = Math.min(BINS - 1, (int) (confidence * BINS));
    count[bin]++;
    right[bin] += isRight ? 1 : 0;
    said[bin] += confidence;
  }

  /** Expected calibration error: how far the two are apart, weighed by how often. */
  public double error() {
    int all = 0;
    double apart = 0;
    for (int bin = 0; bin < BINS; bin++) {
      all += count[bin];
      apart += Math.abs(said[bin] - right[bin]);
    }
    return all == 0 ? 0 : apart / all;
  }

  /** Prints what was said beside what was right, and how far they are apart. */
  public void print(PrintStream out) {
    out.println();
    out.println("confidence  notices  right");
    for (int bin = 0; bin < BINS; bin++) {
      if (count[bin] > 0) {
        out.printf(
            Locale.ROOT,
            "%10.3f  %7d  %5.3f%n",
            said[bin] / count[bin],
            count[bin],
            (double) right[bin] / count[bin]);
      }
    }
    out.printf(Locale.ROOT, "expected calibration error %.4f%n", error());
  }
}
