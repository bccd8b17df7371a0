package org.mithaq.bench.linkage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Comma-separated values with a line of names (RFC 4180), without line breaks in a value. */
final class Csv {

  private Csv() {}

  /** A row. */
  static final class Row {
    private final Map<String, String> values;

    private Row(Map<String, String> values) {
      this.values = values;
    }

    /** A value without the blanks around it; empty where the file has no such column. */
    String get(String column) {
      return values.getOrDefault(column, "");
    }
  }

  static List<Row> read(Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    List<String> names = List.of();
    for (String line : Files.readAllLines(file)) {
      List<String> cells = cells(line);
      if (names.isEmpty()) {
        names = cells;
        continue;
      }
      Map<String, String> values = new HashMap<>();
      for (int i = 0; i < Math.min(names.size(), cells.size()); i++) {
        values.put(names.get(i), cells.get(i));
      }
      rows.add(new Row(values));
    }
    return rows;
  }

  static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }
}
