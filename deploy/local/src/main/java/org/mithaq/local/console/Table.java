package org.mithaq.local.console;

import java.util.ArrayList;
import java.util.List;

/** A table of text with a rule under its heading; columns are as wide as their widest cell. */
public final class Table {

  private static final String GAP = "   ";

  /** How the cells of a column stand. */
  public enum Align {
    /** Words. */
    LEFT,
    /** Numbers. */
    RIGHT
  }

  private final List<String> heading;
  private final List<Align> alignment;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<String> heading, List<Align> alignment) {
    this.heading = List.copyOf(heading);
    this.alignment = List.copyOf(alignment);
  }

  /** A table with a heading for each column, the first of words and the others of numbers. */
  public static Table of(String... heading) {
    List<Align> alignment = new ArrayList<>();
    for (int i = 0; i < heading.length; i++) {
      alignment.add(i == 0 ? Align.LEFT : Align.RIGHT);
    }
    return new Table(List.of(heading), alignment);
  }

  /** The same heading with all columns aligned as given. */
  public Table aligned(Align... columns) {
    if (columns.length != heading.size()) {
      throw new IllegalArgumentException("a table of " + heading.size() + " columns");
    }
    Table table = new Table(heading, List.of(columns));
    table.rows.addAll(rows);
    return table;
  }

  /** Adds a row of as many cells as there are columns. */
  public Table row(String... cells) {
    if (cells.length != heading.size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " in a table of " + heading.size());
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The lines of the table, none with spaces at its end. */
  public List<String> lines(Style style) {
    int[] widths = new int[heading.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = Style.width(heading.get(column));
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], Style.width(row.get(column)));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(style.strong(line(heading, widths)));
    int total = GAP.length() * (widths.length - 1);
    for (int width : widths) {
      total += width;
    }
    lines.add(style.faint("─".repeat(total)));
    for (List<String> row : rows) {
      lines.add(line(row, widths));
    }
    return lines;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      if (column > 0) {
        line.append(GAP);
      }
      String cell = cells.get(column);
      line.append(
          alignment.get(column) == Align.LEFT
              ? Style.left(cell, widths[column])
              : Style.right(cell, widths[column]));
    }
    return line.toString().stripTrailing();
  }
}
