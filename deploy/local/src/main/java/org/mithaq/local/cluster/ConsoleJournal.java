package org.mithaq.local.cluster;

import java.io.PrintStream;
import org.mithaq.local.console.Style;
import org.mithaq.local.console.Terminal;

/** Tells on standard error, a line each. */
public final class ConsoleJournal implements Journal {

  private final PrintStream out;
  private final Style style;

  /** Tells on a stream, in a style. */
  public ConsoleJournal(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  /** Tells on this program's standard error. */
  public static ConsoleJournal onStandardError() {
    return new ConsoleJournal(Terminal.errors(), Terminal.errorStyle());
  }

  @Override
  public void progress(String sentence) {
    out.println(style.faint("mithaq") + "  " + sentence);
  }

  @Override
  public void warning(String sentence) {
    out.println(style.faint("mithaq") + "  " + style.warning(sentence));
  }
}
