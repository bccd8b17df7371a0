package org.mithaq.alert.surge;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mithaq.alert.surge.PlantedSurges.Outcome;
import org.mithaq.alert.surge.PlantedSurges.Setting;

final class SurgeStudy {

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

  public static void main(String[] arguments) throws Exception {
    long from = Long.parseLong(arguments[0]);
    Map<String, String> overrides = new java.util.TreeMap<>();
    for (int i = 1; i < arguments.length; i++) {
      String[] kv = arguments[i].split("=");
      overrides.put("mithaq.surge." + kv[0], kv[1]);
    }
    long t = System.nanoTime();
    Setting goal = Setting.GOAL;
    for (Setting setting :
        List.of(
            goal,
            goal.rising(1).named("no surges"),
            goal.dispersed(1).season(0).named("poisson"),
            goal.rates(2, 2).named("just two a day"),
            goal.season(0.4).named("season 0.4"),
            goal.dispersed(3).named("dispersed 3"),
            goal.rates(0.1, 2).named("rare"))) {
      if (System.getProperty("only") != null
          && !List.of(System.getProperty("only").split(",")).contains(setting.name())) continue;
      Outcome o = Outcome.NOTHING;
      Judge judge = new Judge(rules(overrides));
      for (long seed = from; seed < from + 3; seed++) {
        o = o.plus(PlantedSurges.run(judge, setting, seed));
      }
      System.out.println(
          String.format(
              Locale.ROOT,
              "%-15s found %5.1f%% of %d, delay %.1f, tail %.1f; false %.2f alarms %.2f days /1000 of %d   (%.1f s)",
              setting.name(),
              100 * o.foundShare(),
              o.planted(),
              o.meanDelay(),
              o.meanTail(),
              o.falsePerThousand(),
              o.falseDaysPerThousand(),
              o.quietDays(),
              (System.nanoTime() - t) / 1e9));
    }
  }
}
