package org.mithaq.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.mithaq.local.console.Failure;
import org.mithaq.local.console.Style;
import org.mithaq.local.console.Table;
import org.mithaq.local.watch.NoticeText;
import org.mithaq.local.watch.NoticeView;

/** How the story looks: calm, at most 92 columns wide, the same words with and without colour. */
final class Stage {

  static final int WIDTH = 92;

  private static final String MARGIN = "   ";
  private static final int AGENCY = 11;
  private static final int PLACE = 15;
  private static final int SPELLINGS = 5;
  private static final int NAMES = 26;

  private final PrintStream out;
  private final Style style;
  private final NoticeText text;
  private final boolean paced;

  /**
   * A stage.
   *
   * @param paced whether to leave a person the time to read
   */
  Stage(PrintStream out, Style style, boolean paced) {
    this.out = out;
    this.style = style;
    this.text = new NoticeText(style, ZoneId.systemDefault());
    this.paced = paced;
  }

  void line(String line) {
    out.println(line.stripTrailing());
  }

  void gap() {
    out.println();
  }

  void chapter(int number, String title) {
    gap();
    String head = number + "  " + title + " ";
    line(style.strong(head) + style.faint("─".repeat(WIDTH - Style.width(head))));
    gap();
  }

  /** A paragraph in the story's own voice. */
  void say(String words) {
    for (String line : wrap(words, WIDTH - 2 * MARGIN.length())) {
      line(MARGIN + line);
    }
  }

  /** What the story wants to be remembered. */
  void moral(String words) {
    gap();
    List<String> lines = wrap(words, WIDTH - 2 * MARGIN.length() - 2);
    for (String line : lines) {
      line(MARGIN + style.good("│") + " " + line);
    }
  }

  void report(Report report, String fate) {
    List<String> selectors = new ArrayList<>();
    if (report.isProtected()) {
      selectors.add("a victim; the telephone she carried");
    } else {
      for (int i = 0; i < report.selectors(); i++) {
        selectors.add(report.selector(i));
      }
    }
    if (selectors.isEmpty()) {
      selectors.add(style.faint("a situation, and nothing to match"));
    }
    int room = WIDTH - MARGIN.length() - AGENCY - PLACE - 14;
    line(
        MARGIN
            + style.name(Style.left(report.agency(), AGENCY))
            + Style.left(report.place(), PLACE)
            + Style.left(fitted(selectors, room - 2), room)
            + style.faint(Style.right(fate, 14)));
    pause(Duration.ofMillis(120));
  }

  /** A notice that has just come to an agency. */
  void arrival(String agency, String change, NoticeView notice) {
    StringBuilder line = new StringBuilder(MARGIN);
    line.append(style.good("▸ ")).append(style.name(Style.left(agency, AGENCY)));
    line.append(style.strong(Style.left(change.toUpperCase(Locale.ROOT), 9)));
    if (!notice.isOpen()) {
      line.append(
          notice.mergedOrSplit()
              ? "its signals stand in another notice now"
              : "what it rested on is gone, and so is the notice");
    } else if (notice.isRecall()) {
      line.append("taken back: what it was told of a signal by ")
          .append(String.join(" ", notice.agencies()));
    } else {
      line.append(text.confidence(notice)).append("  ");
      int signals = notice.signals().size();
      line.append(Style.right(Integer.toString(signals), 2))
          .append(signals == 1 ? " signal  of " : " signals of ");
      String agencies = String.join(" ", notice.agencies());
      line.append(
          Style.width(agencies) > NAMES ? notice.agencies().size() + " agencies" : agencies);
      line.append(style.faint("  " + String.join(" ", notice.countries())));
    }
    line(line.toString());
  }

  /** How agencies wrote one thing. */
  void spellings(Spellings spellings) {
    gap();
    String head =
        switch (spellings.type()) {
          case "vehicle" -> "one plate";
          case "account" -> "one account";
          default -> "one " + spellings.type();
        };
    boolean first = true;
    for (Spellings.Written each : spellings.written().stream().limit(SPELLINGS).toList()) {
      line(
          MARGIN
              + style.faint(Style.left(first ? head : "", AGENCY + 2))
              + style.name(Style.left(each.agency(), AGENCY))
              + "wrote  "
              + each.text());
      first = false;
    }
  }

  void reasons(NoticeView notice) {
    boolean first = true;
    for (String reason : text.reasons(notice)) {
      line(MARGIN + style.faint(Style.left(first ? "why" : "", AGENCY + 2)) + reason);
      first = false;
    }
  }

  void table(Table table) {
    table.lines(style).forEach(line -> line(MARGIN + line));
  }

  void done(String words) {
    marked(style.good("✓"), words);
  }

  void amiss(String words) {
    marked(style.bad("✗"), words);
  }

  private void marked(String mark, String words) {
    List<String> lines = wrap(words, WIDTH - 2 * MARGIN.length() - 2);
    for (int i = 0; i < lines.size(); i++) {
      line(MARGIN + (i == 0 ? mark : " ") + " " + lines.get(i));
    }
  }

  void tryOut(String what, String command) {
    line(MARGIN + style.faint(what));
    line(MARGIN + MARGIN + style.code(command));
  }

  Style style() {
    return style;
  }

  void pause(Duration duration) {
    if (!paced) {
      return;
    }
    try {
      TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.failed("Stopped.");
    }
  }

  /** As many of them as there is room for, and how many there are beside. */
  static String fitted(List<String> items, int columns) {
    for (int shown = items.size(); shown > 0; shown--) {
      String text =
          String.join(" · ", items.subList(0, shown))
              + (shown == items.size() ? "" : " +" + (items.size() - shown));
      if (Style.width(text) <= columns) {
        return text;
      }
    }
    return items.size() + " selectors";
  }

  static List<String> wrap(String words, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words.strip().split("\\s+")) {
      if (!line.isEmpty() && Style.width(line + " " + word) > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
