package org.mithaq.bench.surge;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.mithaq.alert.surge.Corridor;
import org.mithaq.alert.surge.Counts;
import org.mithaq.alert.surge.Judge;

/** Incidents on migration routes, a day each: IOM Missing Migrants Project, CC BY 4.0. */
record RealSeries(Map<String, Counts> routes) {

  private static final LocalDate FIRST = LocalDate.of(2014, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2025, 12, 31);
  private static final int DAYS = (int) (LAST.toEpochDay() - FIRST.toEpochDay() + 1);
  private static final int ROUTES = 8;
  private static final int DATE = 1;
  private static final int ROUTE = 4;

  /** Keeps the order. */
  RealSeries {
    routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
  }

  /**
   * What a judge would have said, each day knowing nothing of what came later.
   *
   * @param warnings by route, the earliest first
   * @param usual how many incidents a day were usual, of each route in their order and by day; not
   *     a number while too little was known
   */
  record Told(
      RealSeries series, Map<String, List<SurgePlot.Warning>> warnings, List<double[]> usual) {

    void print(PrintStream out) {
      out.println("the real series: warnings by route");
      int total = 0;
      for (Map.Entry<String, Counts> each : series.routes().entrySet()) {
        int count = of(each.getKey()).size();
        out.printf(
            Locale.ROOT,
            "%-56s%6d incidents%5d warnings%n",
            each.getValue().corridor().place(),
            sum(each.getValue().days()),
            count);
        total += count;
      }
      long all = (long) DAYS * series.routes().size();
      out.printf(
          Locale.ROOT,
          "%d warnings in %d corridor-days: %.2f in 1,000%n",
          total,
          all,
          1000.0 * total / all);
    }

    String plot() {
      SurgePlot plot = new SurgePlot(FIRST, LAST);
      long first = FIRST.toEpochDay();
      Iterator<double[]> means = usual.iterator();
      series
          .routes()
          .forEach(
              (key, counts) ->
                  plot.add(
                      new SurgePlot.Panel(
                          counts.corridor().place(),
                          counts.between(first, first + DAYS),
                          means.next(),
                          of(key),
                          sum(counts.days()))));
      return plot.svg();
    }

    private List<SurgePlot.Warning> of(String route) {
      return warnings.getOrDefault(route, List.of());
    }
  }

  Told judgedBy(Judge judge) {
    long first = FIRST.toEpochDay();
    Map<String, List<SurgePlot.Warning>> warnings = new TreeMap<>();
    List<double[]> usual = routes.keySet().stream().map(key -> new double[DAYS]).toList();
    for (int at = 0; at < DAYS; at++) {
      long day = first + at;
      Map<String, Judge.Reading> readings = new TreeMap<>();
      Iterator<double[]> means = usual.iterator();
      for (Map.Entry<String, Counts> each : routes.entrySet()) {
        readings.put(each.getKey(), judge.read(each.getValue(), day, first));
        OptionalDouble mean = judge.usual(each.getValue(), day, first);
        means.next()[at] = mean.orElse(Double.NaN);
      }
      judge
          .decide(readings)
          .keySet()
          .forEach(key -> warn(warnings.computeIfAbsent(key, k -> new ArrayList<>()), day));
    }
    return new Told(this, warnings, usual);
  }

  private static void warn(List<SurgePlot.Warning> warnings, long day) {
    if (!warnings.isEmpty() && warnings.getLast().to() == day - 1) {
      warnings.add(new SurgePlot.Warning(warnings.removeLast().from(), day));
    } else {
      warnings.add(new SurgePlot.Warning(day, day));
    }
  }

  /** The routes with the most incidents, the greatest first. */
  static RealSeries read(Path folder) throws IOException {
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
    return new RealSeries(greatest);
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
