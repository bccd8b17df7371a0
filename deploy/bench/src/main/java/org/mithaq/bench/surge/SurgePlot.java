package org.mithaq.bench.surge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mithaq.alert.surge.SurgeRules;

/** Draws series one below the other, by week, with what is usual and the warnings. */
final class SurgePlot {

  private static final int WIDTH = 1240;
  private static final int LEFT = 52;
  private static final int RIGHT = 24;
  private static final int TOP = 118;
  private static final int PITCH = 140;
  private static final int HEIGHT = 84;
  private static final int BOTTOM = 58;
  private static final int WEEK = SurgeRules.WEEK;
  private static final String INK = "#1f2933";
  private static final String FAINT = "#7b8794";
  private static final String BAR = "#9fb3c8";
  private static final String USUAL = "#334e68";
  private static final String ALARM = "#d64545";

  private final LocalDate first;
  private final LocalDate last;
  private final List<Panel> panels = new ArrayList<>();

  SurgePlot(LocalDate first, LocalDate last) {
    this.first = first;
    this.last = last;
  }

  /** A warning stood from one day to another. */
  record Warning(long from, long to) {}

  /**
   * One series.
   *
   * @param counts by day
   * @param usual what is usual, by day, not a number where not known
   */
  @SuppressWarnings("ArrayRecordComponent") // drawn, never compared
  record Panel(String title, int[] counts, double[] usual, List<Warning> warnings, int incidents) {}

  void add(Panel panel) {
    panels.add(panel);
  }

  String svg() {
    int height = TOP + panels.size() * PITCH + BOTTOM;
    StringBuilder svg = new StringBuilder();
    append(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
            + " font-family=\"Helvetica, Arial, sans-serif\">%n",
        WIDTH,
        height,
        WIDTH,
        height);
    append(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n");
    text(svg, LEFT, 36, 21, INK, "start", "bold", "Surge warnings on real incident series");
    text(
        svg,
        LEFT,
        58,
        13,
        FAINT,
        "start",
        "normal",
        "Incidents a week on eight migration routes, 2014–2025. Each day is judged by the 12 weeks"
            + " before the last 14 days, and by nothing that came later.");
    legend(svg);
    for (int i = 0; i < panels.size(); i++) {
      panel(svg, panels.get(i), TOP + i * PITCH);
    }
    footnote(
        svg,
        height - 36,
        "No truth is known here: the marks show what a warning would have said, not that it was"
            + " right. Where reports pause, as in 2024, their return looks like a surge.");
    footnote(
        svg,
        height - 18,
        "Data: IOM Missing Migrants Project, missingmigrants.iom.int, CC BY 4.0. Incidents with a"
            + " known date and route, counted by week.");
    return svg.append("</svg>\n").toString();
  }

  private static void footnote(StringBuilder svg, int y, String words) {
    text(svg, LEFT, y, 11.5, FAINT, "start", "normal", words);
  }

  private void legend(StringBuilder svg) {
    int y = 84;
    append(
        svg,
        "<rect x=\"%d\" y=\"%d\" width=\"16\" height=\"11\" fill=\"%s\"/>%n",
        LEFT,
        y - 10,
        BAR);
    text(svg, LEFT + 22, y, 12, INK, "start", "normal", "incidents a week");
    append(
        svg,
        "<path d=\"M%d %d h20\" stroke=\"%s\" stroke-width=\"1.6\"/>%n",
        LEFT + 150,
        y - 4,
        USUAL);
    text(svg, LEFT + 176, y, 12, INK, "start", "normal", "what is usual");
    marker(svg, LEFT + 290, y - 9);
    append(
        svg,
        "<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"11\" fill=\"%s\" fill-opacity=\"0.28\"/>%n",
        LEFT + 300,
        y - 10,
        ALARM);
    text(
        svg,
        LEFT + 320,
        y,
        12,
        INK,
        "start",
        "normal",
        "a warning opens, and how long it stands (its weeks are red)");
  }

  private void panel(StringBuilder svg, Panel panel, int top) {
    int base = top + HEIGHT + 28;
    int weeks = panel.counts().length / WEEK;
    int[] totals = new int[weeks];
    int most = 1;
    for (int w = 0; w < weeks; w++) {
      for (int d = 0; d < WEEK; d++) {
        totals[w] += panel.counts()[w * WEEK + d];
      }
      most = Math.max(most, totals[w]);
    }
    int tick = step(most);
    double scale = HEIGHT / (double) most;
    text(svg, LEFT, top + 8, 13.5, INK, "start", "bold", panel.title());
    text(
        svg,
        WIDTH - RIGHT,
        top + 8,
        12,
        FAINT,
        "end",
        "normal",
        String.format(
            Locale.ROOT,
            "%,d incidents · %d warning%s",
            panel.incidents(),
            panel.warnings().size(),
            panel.warnings().size() == 1 ? "" : "s"));
    for (int value = tick; value <= most; value += tick) {
      double y = base - value * scale;
      append(
          svg,
          "<path d=\"M%d %.1f H%d\" stroke=\"#e4e7eb\" stroke-width=\"1\"/>%n",
          LEFT,
          y,
          WIDTH - RIGHT);
      text(svg, LEFT - 7, y + 4, 11, FAINT, "end", "normal", Integer.toString(value));
    }
    for (Warning warning : panel.warnings()) {
      double from = x(warning.from());
      double wide = Math.max(2, x(warning.to() + 1) - from);
      append(
          svg,
          "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\""
              + " fill-opacity=\"0.16\"/>%n",
          from,
          base - HEIGHT,
          wide,
          HEIGHT,
          ALARM);
    }
    StringBuilder calm = new StringBuilder();
    StringBuilder alarmed = new StringBuilder();
    for (int w = 0; w < weeks; w++) {
      if (totals[w] > 0) {
        long from = first.toEpochDay() + (long) w * WEEK;
        boolean warned =
            panel.warnings().stream()
                .anyMatch(each -> each.from() < from + WEEK && each.to() >= from);
        append(
            warned ? alarmed : calm, "M%.1f %dv-%.1f", x(from + WEEK / 2), base, totals[w] * scale);
      }
    }
    double wide = x(first.toEpochDay() + WEEK) - x(first.toEpochDay()) - 0.3;
    bars(svg, calm, wide, BAR);
    bars(svg, alarmed, wide, ALARM);
    usual(svg, panel, base, scale);
    for (Warning warning : panel.warnings()) {
      marker(svg, x(warning.from()), base - HEIGHT - 7);
    }
    axis(svg, base);
  }

  private static void bars(StringBuilder svg, StringBuilder path, double wide, String colour) {
    append(
        svg,
        "<path d=\"%s\" stroke=\"%s\" stroke-width=\"%.2f\" fill=\"none\"/>%n",
        path,
        colour,
        wide);
  }

  private void usual(StringBuilder svg, Panel panel, int base, double scale) {
    StringBuilder path = new StringBuilder();
    for (int day = 0; day < panel.usual().length; day += WEEK) {
      double usual = panel.usual()[day];
      if (!Double.isNaN(usual)) {
        append(
            path,
            "%s%.1f %.1f",
            path.isEmpty() ? "M" : "L",
            x(first.toEpochDay() + day),
            base - usual * WEEK * scale);
      }
    }
    append(
        svg,
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.4\""
            + " stroke-linejoin=\"round\"/>%n",
        path,
        USUAL);
  }

  private void axis(StringBuilder svg, int base) {
    append(
        svg,
        "<path d=\"M%d %d H%d\" stroke=\"%s\" stroke-width=\"1\"/>%n",
        LEFT,
        base,
        WIDTH - RIGHT,
        FAINT);
    for (int year = first.getYear(); year <= last.getYear(); year++) {
      double x = x(LocalDate.of(year, 1, 1).toEpochDay());
      append(svg, "<path d=\"M%.1f %d v4\" stroke=\"%s\" stroke-width=\"1\"/>%n", x, base, FAINT);
      double middle = x(LocalDate.of(year, 7, 1).toEpochDay());
      text(svg, middle, base + 15, 11, FAINT, "middle", "normal", Integer.toString(year));
    }
  }

  private double x(long day) {
    double all = last.toEpochDay() + 1 - first.toEpochDay();
    return LEFT + (WIDTH - RIGHT - LEFT) * (day - first.toEpochDay()) / all;
  }

  private static int step(int most) {
    for (int step : new int[] {1, 2, 5, 10, 20, 50, 100}) {
      if (most / step <= 4) {
        return step;
      }
    }
    return 200;
  }

  private static void marker(StringBuilder svg, double x, double y) {
    append(svg, "<path d=\"M%.1f %.1f l-4 -0 l4 6.5 l4 -6.5 z\" fill=\"%s\"/>%n", x, y, ALARM);
  }

  private static void text(
      StringBuilder svg,
      double x,
      double y,
      double size,
      String colour,
      String anchor,
      String weight,
      String words) {
    append(
        svg,
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.1f\" fill=\"%s\" text-anchor=\"%s\""
            + " font-weight=\"%s\">%s</text>%n",
        x,
        y,
        size,
        colour,
        anchor,
        weight,
        words.replace("&", "&amp;").replace("<", "&lt;"));
  }

  private static void append(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
