package org.mithaq.alert.surge;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.mithaq.alert.surge.PlantedSurges.Outcome;
import org.mithaq.alert.surge.PlantedSurges.Setting;

/**
 * How well surges are told: found and false ones among planted surges, and the warnings of a real
 * series as a plot.
 */
final class SurgeStudy {

  /** The defaults of the service were chosen by what these show. */
  static final List<Long> TUNED_ON = List.of(1L, 2L, 3L);

  /** These were looked at once, when the defaults stood. */
  static final List<Long> HELD_OUT = LongStream.rangeClosed(201, 208).boxed().toList();

  private SurgeStudy() {}

  static SurgeRules rules(Map<String, String> overrides) {
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(SurgeConfig.class)
        .withDefaultValues(overrides)
        .build()
        .getConfigMapping(SurgeConfig.class)
        .rules();
  }

  /** The goal first; then what is harder, easier, or no surge at all. */
  static List<Setting> settings() {
    Setting goal = Setting.GOAL;
    return List.of(
        goal,
        goal.rising(1).named("no surges"),
        goal.rising(1.2).named("rise of 1.2"),
        goal.dispersed(1).season(0).named("Poisson, no season"),
        goal.rates(2, 2).dispersed(1.5).named("just 2 a day, dispersed to 1.5"),
        goal.rates(2, 2).named("just 2 a day, dispersed to 2"),
        goal.dispersed(3).named("dispersed to 3"),
        goal.season(0.4).named("season of 0.4"),
        goal.rates(0.1, 2).named("0.1 to 2 a day"));
  }

  /**
   * Without arguments prints the figures of planted surges; with two, draws the real series.
   *
   * @param arguments the file to write the plot to, and the folder of the real series
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    if (arguments.length == 2) {
      Map<String, Counts> series = RealSeries.read(Path.of(arguments[1]));
      Files.writeString(Path.of(arguments[0]), plot(out, series));
      return;
    }
    out.println("Found: a warning on one of the 14 days or the two after. False: warnings that");
    out.println("begin on a day in no surge nor in the 14 after one, by 1,000 such corridor-days.");
    out.println();
    report(out, "seeds for tuning", TUNED_ON, settings());
    report(out, "seeds held out", HELD_OUT, settings());
  }

  private static void report(
      PrintStream out, String title, List<Long> seeds, List<Setting> settings) {
    out.printf(Locale.ROOT, "%s %s%n", title, seeds);
    out.printf(
        Locale.ROOT,
        "%-32s%9s%8s%11s%9s%13s%12s%15s%n",
        "setting",
        "planted",
        "found",
        "after days",
        "over by",
        "false/1,000",
        "false days",
        "corridor-days");
    Judge judge = new Judge(rules(Map.of()));
    for (Setting setting : settings) {
      Outcome outcome = Outcome.NOTHING;
      List<String> shares = new ArrayList<>();
      for (long seed : seeds) {
        Outcome one = PlantedSurges.run(judge, setting, seed);
        shares.add(String.format(Locale.ROOT, "%.3f", one.foundShare()));
        outcome = outcome.plus(one);
      }
      out.printf(
          Locale.ROOT,
          "%-32s%9d%7.1f%%%11.1f%9.1f%13.2f%12.2f%15d%n",
          setting.name(),
          outcome.planted(),
          100 * outcome.foundShare(),
          outcome.meanDelay(),
          outcome.meanTail(),
          outcome.falsePerThousand(),
          outcome.falseDaysPerThousand(),
          outcome.quietDays());
      if (setting == Setting.GOAL) {
        out.println("    found, by seed: " + String.join(" ", shares));
      }
    }
    out.println();
  }

  private static String plot(PrintStream out, Map<String, Counts> series) {
    Judge judge = new Judge(rules(Map.of()));
    SurgePlot plot = new SurgePlot(RealSeries.FIRST, RealSeries.LAST);
    long first = RealSeries.FIRST.toEpochDay();
    Map<String, List<SurgePlot.Warning>> warnings = new TreeMap<>();
    Map<String, Double[]> usual = new TreeMap<>();
    int days = (int) (RealSeries.LAST.toEpochDay() - first + 1);
    series.keySet().forEach(key -> usual.put(key, new Double[days]));
    for (int at = 0; at < days; at++) {
      long day = first + at;
      Map<String, Judge.Reading> readings = new TreeMap<>();
      for (Map.Entry<String, Counts> each : series.entrySet()) {
        readings.put(each.getKey(), judge.read(each.getValue(), day, first));
        long judged = day - judge.rules().judgedDays() + 1;
        long from = judged - (long) judge.rules().weeks() * SurgeRules.WEEK;
        if (from >= first) {
          usual.get(each.getKey())[at] =
              Baseline.of(judge.rules(), each.getValue().between(from, judged)).mean();
        }
      }
      judge
          .decide(readings)
          .forEach(
              (key, surge) -> {
                List<SurgePlot.Warning> all = warnings.computeIfAbsent(key, k -> new ArrayList<>());
                if (!all.isEmpty() && all.getLast().to() == day - 1) {
                  SurgePlot.Warning open = all.removeLast();
                  all.add(new SurgePlot.Warning(open.from(), day));
                } else {
                  all.add(new SurgePlot.Warning(day, day));
                }
              });
    }
    out.println("the real series: warnings by route");
    int total = 0;
    for (Map.Entry<String, Counts> each : series.entrySet()) {
      List<SurgePlot.Warning> all = warnings.getOrDefault(each.getKey(), List.of());
      int incidents = each.getValue().days().values().stream().mapToInt(Integer::intValue).sum();
      out.printf(
          Locale.ROOT,
          "%-56s%6d incidents%5d warnings%n",
          each.getValue().corridor().place(),
          incidents,
          all.size());
      total += all.size();
      plot.add(
          new SurgePlot.Panel(
              each.getValue().corridor().place(),
              each.getValue().between(first, first + days),
              usual.get(each.getKey()),
              all,
              incidents));
    }
    out.printf(
        Locale.ROOT,
        "%d warnings in %d corridor-days: %.2f in 1,000%n",
        total,
        days * series.size(),
        1000.0 * total / days / series.size());
    return plot.svg();
  }
}
