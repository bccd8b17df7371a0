package org.mithaq.audit.oversight;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A report as a table for programs and as a page for paper. */
final class ReportText {

  private static final String COLUMNS =
      "month,side,log,size,statistic,agreement,article,agency,recipient,operation,decision,records";

  private static final String STYLE =
      """
      body { font: 11pt/1.4 sans-serif; margin: 2em auto; max-width: 50em; color: #111 }
      table { border-collapse: collapse; width: 100%; margin: 0 0 1.5em; page-break-inside: avoid }
      th, td { text-align: left; padding: .2em .6em; border-bottom: 1px solid #bbb }
      td:last-child, th:last-child { text-align: right; font-variant-numeric: tabular-nums }
      pre { font-size: 8pt; white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f4f4;
            padding: .8em }
      @page { margin: 2cm }
      @media print { body { margin: 0; max-width: none } pre { background: none } }
      """;

  /** A table of the page: which statistic, under which heading, by what. */
  private record Table(String statistic, String heading, List<String> columns) {}

  private static final List<Table> TABLES =
      List.of(
          new Table("agreement", "By agreement", List.of("Agreement", "Decision")),
          new Table("article", "By article", List.of("Agreement", "Article", "Decision")),
          new Table(
              "pair", "By pair of agencies", List.of("Who acted", "Who was told", "Decision")),
          new Table("operation", "By operation", List.of("Operation", "Decision")),
          new Table("refusal", "Refusals", List.of("Agreement", "Who asked", "Operation")));

  private ReportText() {}

  /** RFC 4180, a header line first; every line names the log and the size that it rests on. */
  static String csv(Report report) {
    StringBuilder csv = new StringBuilder(COLUMNS).append("\r\n");
    for (Report.Line line : report.lines()) {
      csv.append(
              Stream.of(
                      report.month(),
                      report.side(),
                      report.checkpoint().origin(),
                      Long.toString(report.checkpoint().size()),
                      line.statistic(),
                      line.agreement(),
                      line.article(),
                      line.agency(),
                      line.recipient(),
                      line.operation(),
                      line.decision(),
                      Long.toString(line.records()))
                  .map(ReportText::cell)
                  .collect(Collectors.joining(",")))
          .append("\r\n");
    }
    return csv.toString();
  }

  private static String cell(@Nullable String value) {
    if (value == null) {
      return "";
    }
    // A spreadsheet must not take what somebody named for a formula.
    String safe = value.matches("[=+\\-@\\t\\r].*") ? "'" + value : value;
    return safe.matches("[A-Za-z0-9 ./'()_-]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  /** A page without a script or anything from elsewhere, to be printed. */
  static String page(Report report) {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Mithaq, ")
        .append(text(report.month()))
        .append("</title><style>\n")
        .append(STYLE)
        .append("</style></head><body>\n<h1>Who shared what with whom: ")
        .append(text(report.month()))
        .append("</h1>\n<p>")
        .append(
            report.side() == null
                ? "Records of all agencies."
                : "Records of the side of " + text(report.side()) + ".")
        .append(String.format(Locale.ROOT, " %,d records in all.</p>\n", report.records()));
    for (Table table : TABLES) {
      table(page, table, report);
    }
    page.append("<h2>The log that this rests on</h2>\n<p>")
        .append(text(report.checkpoint().origin()))
        .append(
            ", the first %d entries. Signed checkpoint:</p>\n<pre>"
                .formatted(report.checkpoint().size()))
        .append(text(report.checkpoint().note()))
        .append("</pre>\n</body></html>\n");
    return page.toString();
  }

  private static void table(StringBuilder page, Table table, Report report) {
    List<Report.Line> lines =
        report.lines().stream().filter(l -> l.statistic().equals(table.statistic())).toList();
    page.append("<h2>").append(table.heading()).append("</h2>\n");
    if (lines.isEmpty()) {
      page.append("<p>None.</p>\n");
      return;
    }
    page.append("<table><tr>");
    table.columns().forEach(column -> page.append("<th>").append(column).append("</th>"));
    page.append("<th>Records</th></tr>\n");
    for (Report.Line line : lines) {
      page.append("<tr>");
      for (String column : table.columns()) {
        page.append("<td>").append(text(value(line, column))).append("</td>");
      }
      page.append("<td>").append(line.records()).append("</td></tr>\n");
    }
    page.append("</table>\n");
  }

  private static @Nullable String value(Report.Line line, String column) {
    return switch (column) {
      case "Agreement" -> line.agreement();
      case "Article" -> line.article();
      case "Who acted", "Who asked" -> line.agency();
      case "Who was told" -> line.recipient();
      case "Operation" -> line.operation();
      default -> line.decision();
    };
  }

  private static String text(@Nullable String value) {
    if (value == null) {
      return "none";
    }
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
