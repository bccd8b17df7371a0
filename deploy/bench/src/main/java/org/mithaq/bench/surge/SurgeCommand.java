package org.mithaq.bench.surge;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.surge.Judge;
import org.mithaq.alert.surge.SurgeConfig;
import org.mithaq.bench.surge.PlantedSurges.Outcome;
import org.mithaq.bench.surge.PlantedSurges.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How well surges are told: found and false ones among planted surges, and the warnings of a real
 * series as a plot.
 */
@Command(
    name = "surge",
    description =
        "How many planted surges are found, how many warnings are false, and what a real series"
            + " of incidents would have been warned of.",
    mixinStandardHelpOptions = true)
public final class SurgeCommand implements Callable<Integer> {

  /** The defaults of the service were chosen by what these show. */
  private static final List<Long> TUNED_ON = List.of(1L, 2L, 3L);

  /** These were looked at when the defaults stood. */
  private static final List<Long> HELD_OUT = LongStream.rangeClosed(201, 208).boxed().toList();

  /** What can be measured by itself. */
  private enum Part {
    planted,
    real
  }

  @Option(names = "--only", description = "${COMPLETION-CANDIDATES} (default: both)")
  private @Nullable Part only;

  @Option(names = "--goal", description = "of the planted ones only what is wanted, held out")
  private boolean goal;

  @Option(names = "--plot", description = "where to draw the real series, as SVG")
  private @Nullable Path file;

  @Option(
      names = "--set",
      description = "a parameter of mithaq.surge, e.g. recurrence-days=500",
      paramLabel = "<name=value>")
  private Map<String, String> settings = new HashMap<>();

  @Override
  public Integer call() throws IOException {
    PrintStream out = System.out;
    Judge judge = judge(settings);
    if (only != Part.real) {
      out.println("Found: a warning on one of the 14 days or the two after. False: warnings that");
      out.println(
          "begin on a day in no surge nor in the 14 after one, by 1,000 such corridor-days.");
      out.println();
      if (!goal) {
        report(out, judge, "seeds for tuning", TUNED_ON, settings());
      }
      report(out, judge, "seeds held out", HELD_OUT, goal ? List.of(Setting.GOAL) : settings());
    }
    if (only != Part.planted) {
      Path data = Path.of(System.getProperty("mithaq.shared", "../../shared"), "data");
      RealSeries.Told told = RealSeries.read(data.resolve("missing-migrants")).judgedBy(judge);
      told.print(out);
      if (file != null) {
        Files.writeString(file, told.plot());
      }
    }
    return 0;
  }

  /** The product's judge, with some of its rules set otherwise. */
  static Judge judge(Map<String, String> settings) {
    Map<String, String> values = new HashMap<>();
    settings.forEach((name, value) -> values.put("mithaq.surge." + name, value));
    return new Judge(
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(SurgeConfig.class)
            .withDefaultValues(values)
            .build()
            .getConfigMapping(SurgeConfig.class)
            .rules());
  }

  /** The goal first; then what is harder, easier, or no surge at all. */
  private static List<Setting> settings() {
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

  private static void report(
      PrintStream out, Judge judge, String title, List<Long> seeds, List<Setting> settings) {
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
      if (setting.equals(Setting.GOAL)) {
        out.println(
            "    wanted: found 90%, false 1.00; found, by seed: " + String.join(" ", shares));
      }
    }
    out.println();
  }
}
