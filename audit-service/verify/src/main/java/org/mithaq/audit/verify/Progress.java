package org.mithaq.audit.verify;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/**
 * A line on a terminal that says how far a long check is. Writes nothing where there is no
 * terminal.
 */
final class Progress {

  private static final int CELLS = 30;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  private final PrintStream out;
  private final boolean shown;
  private final long start = System.nanoTime();
  private long drawn = Long.MIN_VALUE;

  Progress(PrintStream out, boolean shown) {
    this.out = out;
    this.shown = shown;
  }

  /** Says that {@code done} of {@code all} entries have been checked. */
  void at(long done, long all) {
    long now = System.nanoTime();
    if (!shown || all == 0 || drawn != Long.MIN_VALUE && now - drawn < PAUSE && done < all) {
      return;
    }
    drawn = now;
    int full = (int) (CELLS * done / all);
    double seconds = Math.max(1e-3, (now - start) / 1e9);
    out.printf(
        "\r  [%s%s] %3d %%  %,d of %,d entries, %,.0f/s ",
        "#".repeat(full), "-".repeat(CELLS - full), 100 * done / all, done, all, done / seconds);
    out.flush();
  }

  /** Leaves the line to what comes next. */
  void end() {
    if (shown && drawn != Long.MIN_VALUE) {
      out.print("\r" + " ".repeat(79) + "\r");
      out.flush();
    }
  }
}
