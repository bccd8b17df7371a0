package org.mithaq.local.console;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error while a person watches it, else nothing at all. */
public final class Progress implements AutoCloseable {

  private final @Nullable ProgressBar bar;

  private Progress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /**
   * Begins to show progress.
   *
   * @param what what is done, in a word or two
   * @param unit what is counted, e.g. {@code " lines"}
   * @param total how many there will be; below 0 when nobody knows
   */
  public static Progress of(String what, String unit, long total) {
    if (!Terminal.errorsAreWatched()) {
      return silent();
    }
    return new Progress(
        new ProgressBarBuilder()
            .setTaskName(what)
            .setUnit(unit, 1)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(200)
            .setMaxRenderedLength(92)
            .showSpeed()
            .setConsumer(new ConsoleProgressBarConsumer(Terminal.errors()))
            .build());
  }

  /** Shows nothing. */
  public static Progress silent() {
    return new Progress(null);
  }

  /** So many are done. */
  public void to(long done) {
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  /** Says what is going on, beside the bar. */
  public void say(String message) {
    if (bar != null) {
      bar.setExtraMessage(" " + message);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
