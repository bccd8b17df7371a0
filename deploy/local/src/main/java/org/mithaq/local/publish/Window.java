package org.mithaq.local.publish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** So many lines of the file as are sent together: bounded in number and in bytes. */
final class Window {

  /**
   * Few enough that agencies' reports keep the file's order closely, enough that a request is worth
   * making.
   */
  static final int LINES = 256;

  static final int BYTES = 4 << 20;

  private final List<Line> lines = new ArrayList<>();
  private long bytes;

  void add(Line line) {
    lines.add(line);
    bytes += line.body().length;
  }

  boolean isFull() {
    return lines.size() >= LINES || bytes >= BYTES;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** All lines in the file's order. */
  List<Line> lines() {
    return lines;
  }

  /** The lines that can be sent, in the file's order, by who publishes them. */
  Map<String, List<Line>> byAgency() {
    Map<String, List<Line>> byAgency = new LinkedHashMap<>();
    for (Line line : lines) {
      if (line.fault() == null && line.agency() != null) {
        byAgency.computeIfAbsent(line.agency(), a -> new ArrayList<>()).add(line);
      }
    }
    return byAgency;
  }
}
