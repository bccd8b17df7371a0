package org.mithaq.alert.surge;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.mithaq.alert.exchange.SignalEvent;

/** Signals of a few corridors; one of them surges in the end. */
public final class SurgingWorld {

  /** Half the usual memory, so that a test need not play a hundred days. */
  public static final Map<String, String> SHORT = Map.of("mithaq.surge.weeks", "5");

  public static final Instant BEGIN = Instant.parse("2025-12-22T00:00:00Z");

  /** How many days pass before the surge. */
  public static final int BEFORE = 52;

  public static final int SURGE = 8;
  private static final List<String> CELLS = List.of("0d7724", "4791b4");
  private static final String[] REPORTERS = {"ma-dgsn", "es-gc", "nl-kmar"};

  private SurgingWorld() {}

  /** The service's rules, with some of its configuration set otherwise. */
  static SurgeRules rules(Map<String, String> overrides) {
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(SurgeConfig.class)
        .withDefaultValues(overrides)
        .build()
        .getConfigMapping(SurgeConfig.class)
        .rules();
  }

  /**
   * About two signals a day on each of two corridors, eight on the first in the last days; each is
   * known to nl-kmar.
   *
   * @param days how many days of the surge have passed
   */
  public static List<SignalEvent> events(long seed, int days) {
    Random random = new Random(seed);
    List<SignalEvent> events = new ArrayList<>();
    for (int day = 0; day < BEFORE + days; day++) {
      for (int corridor = 0; corridor < CELLS.size(); corridor++) {
        int count = corridor == 0 && day >= BEFORE ? 7 + random.nextInt(3) : 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
          events.add(
              signal(
                  events.size(),
                  REPORTERS[random.nextInt(REPORTERS.length)],
                  day,
                  random.nextInt(24),
                  CELLS.get(corridor)));
        }
      }
    }
    return events;
  }

  /** A signal that nl-kmar may know. */
  public static SignalEvent signal(int n, String agency, int day, int hour, String cell) {
    Instant seen = BEGIN.plus(day, ChronoUnit.DAYS).plus(hour, ChronoUnit.HOURS);
    return SignalEvent.signal(n, agency, "nl-kmar")
        .observed(seen.toString())
        .set("acceptedAt", seen.plus(20, ChronoUnit.MINUTES).plusMillis(n).toString())
        .set("s2Cell", cell);
  }

  /** A signal of nowhere near, by which all days before are over. */
  public static SignalEvent dayAfter(int n, int day) {
    return signal(n, "ma-dgsn", day, 1, "89c25c");
  }
}
