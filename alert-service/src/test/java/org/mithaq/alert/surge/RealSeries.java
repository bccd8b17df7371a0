package org.mithaq.alert.surge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Incidents on migration routes, a day each: IOM Missing Migrants Project, CC BY 4.0. */
final class RealSeries {

  static final LocalDate FIRST = LocalDate.of(2014, 1, 1);
  static final LocalDate LAST = LocalDate.of(2025, 12, 31);
  private static final int ROUTES = 8;
  private static final int DATE = 1;
  private static final int ROUTE = 4;

  private RealSeries() {}

  /** The routes with the most incidents, the greatest first. */
  static Map<String, Counts> read(Path folder) throws IOException {
    Map<String, Map<Long, Integer>> routes = new TreeMap<>();
    List<String> lines = Files.readAllLines(folder.resolve("incidents-2014-2025.csv"));
    for (String line : lines.subList(1, lines.size())) {
      List<String> fields = fields(line);
      if (fields.size() > ROUTE && !fields.get(ROUTE).isEmpty()) {
        try {
          long day = LocalDate.parse(fields.get(DATE)).toEpochDay();
          routes
              .computeIfAbsent(fields.get(ROUTE), route -> new TreeMap<>())
              .merge(day, 1, Integer::sum);
        } catch (DateTimeParseException e) {
          // A few have no date.
        }
      }
    }
    Map<String, Counts> greatest = new LinkedHashMap<>();
    routes.entrySet().stream()
        .sorted((a, b) -> Integer.compare(sum(b.getValue()), sum(a.getValue())))
        .limit(ROUTES)
        .forEach(
            each -> {
              Corridor corridor = new Corridor(each.getKey(), "migrant-smuggling");
              greatest.put(corridor.key(), new Counts(corridor, each.getValue()));
            });
    return greatest;
  }

  private static int sum(Map<Long, Integer> days) {
    return days.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
