package org.mithaq.bench.surge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.mithaq.alert.surge.Corridor;
import org.mithaq.alert.surge.Counts;
import org.mithaq.alert.surge.Judge;
import org.mithaq.alert.surge.SurgeRules;

/**
 * Simulated corridors, some with surges planted into them, and how a judge fares with them.
 *
 * <p>A surge is found when there is a warning on one of its 14 days or the two after. A false alarm
 * is a warning that begins on a day that is neither in a surge nor in the 14 days after one; it is
 * counted against all such days from the day on which the baseline is whole.
 */
final class PlantedSurges {

  static final int SURGE_DAYS = 14;
  private static final int GRACE = 2;
  private static final int AFTERMATH = 14;
  private static final double YEAR = 365.25;

  private PlantedSurges() {}

  /**
   * What the corridors are like.
   *
   * @param corridors how many, all of one scope
   * @param days how many
   * @param least signals a day, at least
   * @param most signals a day, at most; log-uniform between
   * @param dispersed variance by mean, at most; uniform from 1
   * @param season how far the rate swings about its mean over a year
   * @param weekday standard deviation of the logarithm of the days of the week
   * @param rise factor of a surge, 1 for none
   */
  record Setting(
      String name,
      int corridors,
      int days,
      double least,
      double most,
      double dispersed,
      double season,
      double weekday,
      double rise) {

    static final Setting GOAL = new Setting("goal", 40, 730, 2, 10, 2, 0.2, 0.15, 2.5);

    Setting named(String newName) {
      return new Setting(newName, corridors, days, least, most, dispersed, season, weekday, rise);
    }

    Setting rates(double newLeast, double newMost) {
      return new Setting(
          name, corridors, days, newLeast, newMost, dispersed, season, weekday, rise);
    }

    Setting dispersed(double newDispersed) {
      return new Setting(name, corridors, days, least, most, newDispersed, season, weekday, rise);
    }

    Setting season(double newSeason) {
      return new Setting(name, corridors, days, least, most, dispersed, newSeason, weekday, rise);
    }

    Setting rising(double newRise) {
      return new Setting(name, corridors, days, least, most, dispersed, season, weekday, newRise);
    }

    Setting size(int newCorridors, int newDays) {
      return new Setting(
          name, newCorridors, newDays, least, most, dispersed, season, weekday, rise);
    }
  }

  /** How it went. */
  record Outcome(
      int planted, int found, int delay, int falseAlarms, int falseDays, int quietDays, int tail) {

    static final Outcome NOTHING = new Outcome(0, 0, 0, 0, 0, 0, 0);

    Outcome plus(Outcome other) {
      return new Outcome(
          planted + other.planted,
          found + other.found,
          delay + other.delay,
          falseAlarms + other.falseAlarms,
          falseDays + other.falseDays,
          quietDays + other.quietDays,
          tail + other.tail);
    }

    double foundShare() {
      return planted == 0 ? 0 : (double) found / planted;
    }

    double falsePerThousand() {
      return 1000.0 * falseAlarms / quietDays;
    }

    double falseDaysPerThousand() {
      return 1000.0 * falseDays / quietDays;
    }

    double meanDelay() {
      return found == 0 ? 0 : (double) delay / found;
    }

    double meanTail() {
      return found == 0 ? 0 : (double) tail / found;
    }
  }

  static Outcome run(Judge judge, Setting setting, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Counts> corridors = new ArrayList<>();
    List<List<Integer>> onsets = new ArrayList<>();
    for (int c = 0; c < setting.corridors(); c++) {
      Corridor corridor = new Corridor("s2/%03x".formatted(c), "migrant-smuggling");
      List<Integer> planted = plant(random, setting);
      onsets.add(planted);
      corridors.add(counts(random, setting, corridor, planted));
    }
    boolean[][] warned = new boolean[setting.corridors()][setting.days()];
    for (int day = 0; day < setting.days(); day++) {
      Map<String, Judge.Reading> readings = new TreeMap<>();
      for (Counts counts : corridors) {
        readings.put(counts.corridor().key(), judge.read(counts, day, 0));
      }
      Map<String, Judge.Surge> surges = judge.decide(readings);
      for (int c = 0; c < corridors.size(); c++) {
        warned[c][day] = surges.containsKey(corridors.get(c).corridor().key());
      }
    }
    Outcome outcome = Outcome.NOTHING;
    for (int c = 0; c < corridors.size(); c++) {
      outcome = outcome.plus(outcome(warned[c], onsets.get(c), judge.rules().window()));
    }
    return outcome;
  }

  private static Outcome outcome(boolean[] warned, List<Integer> onsets, int from) {
    boolean[] quiet = new boolean[warned.length];
    for (int day = from; day < warned.length; day++) {
      int at = day;
      quiet[day] = onsets.stream().noneMatch(o -> at >= o && at < o + SURGE_DAYS + AFTERMATH);
    }
    int found = 0;
    int delay = 0;
    int tail = 0;
    for (int onset : onsets) {
      for (int day = onset; day < onset + SURGE_DAYS + GRACE; day++) {
        if (warned[day]) {
          found++;
          delay += day - onset + 1;
          for (int after = onset + SURGE_DAYS; after < warned.length && warned[after]; after++) {
            tail++;
          }
          break;
        }
      }
    }
    int alarms = 0;
    int days = 0;
    int quietDays = 0;
    for (int day = from; day < warned.length; day++) {
      if (quiet[day]) {
        quietDays++;
        days += warned[day] ? 1 : 0;
        alarms += warned[day] && !warned[day - 1] ? 1 : 0;
      }
    }
    return new Outcome(onsets.size(), found, delay, alarms, days, quietDays, tail);
  }

  private static List<Integer> plant(SplittableRandom random, Setting setting) {
    List<Integer> onsets = new ArrayList<>();
    if (setting.rise() > 1) {
      int day = 120 + random.nextInt(80);
      while (day < setting.days() - SURGE_DAYS - AFTERMATH) {
        onsets.add(day);
        day += 120 + random.nextInt(120);
      }
    }
    return onsets;
  }

  private static Counts counts(
      SplittableRandom random, Setting setting, Corridor corridor, List<Integer> onsets) {
    double rate = setting.least() * Math.pow(setting.most() / setting.least(), random.nextDouble());
    double dispersion = random.nextDouble() * (setting.dispersed() - 1) / rate;
    double phase = random.nextDouble() * 2 * Math.PI;
    double[] weekdays = new double[SurgeRules.WEEK];
    for (int i = 0; i < weekdays.length; i++) {
      weekdays[i] = Math.exp(setting.weekday() * random.nextGaussian());
    }
    Map<Long, Integer> days = new TreeMap<>();
    for (int day = 0; day < setting.days(); day++) {
      int at = day;
      double mean =
          rate
              * (1 + setting.season() * Math.sin(phase + 2 * Math.PI * day / YEAR))
              * weekdays[day % SurgeRules.WEEK];
      if (onsets.stream().anyMatch(o -> at >= o && at < o + SURGE_DAYS)) {
        mean *= setting.rise();
      }
      int count = negativeBinomial(random, mean, dispersion);
      if (count > 0) {
        days.put((long) day, count);
      }
    }
    return new Counts(corridor, days);
  }

  /** Another way than the service's own: a Poisson count whose rate is drawn from a gamma. */
  static int negativeBinomial(SplittableRandom random, double mean, double dispersion) {
    double rate = dispersion < 1e-6 ? mean : mean * dispersion * gamma(random, 1 / dispersion);
    double limit = Math.exp(-rate);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  /** Marsaglia and Tsang (2000), for shapes of at least one; below, by their boost. */
  private static double gamma(SplittableRandom random, double shape) {
    if (shape < 1) {
      return gamma(random, shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(1 - random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
