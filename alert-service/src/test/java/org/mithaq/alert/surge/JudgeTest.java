package org.mithaq.alert.surge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How well surges are told from chance. */
class JudgeTest {

  private final SurgeRules rules = SurgingWorld.rules(Map.of());
  private final Judge judge = new Judge(rules);

  @Test
  void shortHistoryIsNotJudged() {
    Map<Long, Integer> days = new TreeMap<>();
    for (long day = 0; day < 60; day++) {
      days.put(day, day < 35 ? 2 : 40);
    }
    Counts counts = new Counts(new Corridor("country/MA", "other"), days);

    assertThat(judge.read(counts, 40, 0)).isEqualTo(Judge.Reading.CALM);
    assertThat(judge.read(counts, 42, 0).sum()).isGreaterThan(20);
  }

  @Test
  void corridorThatNeverHadAnythingIsJudgedByTheHistoryOfTheOthers() {
    Counts counts =
        new Counts(
            new Corridor("country/MA", "other"),
            new TreeMap<>(Map.of(195L, 3, 196L, 4, 197L, 2, 198L, 5)));

    Judge.Reading reading = judge.read(counts, 199, 0);

    assertThat(judge.decide(Map.of("x", reading))).hasSize(1);
    assertThat(reading.onset()).isEqualTo(195);
  }

  @Test
  void amongManyCorridorsMoreIsAskedOfEach() {
    Map<String, Judge.Reading> readings = new TreeMap<>();
    readings.put("one", new Judge.Reading(0.0008, 1, 9, 2, 6, 5));
    assertThat(judge.decide(readings).get("one").falseDiscovery()).isEqualTo(0.0008);

    for (int n = 0; n < 124; n++) {
      readings.put("calm" + n, Judge.Reading.CALM);
    }
    assertThat(judge.decide(readings).get("one").falseDiscovery()).isEqualTo(0.1);

    readings.put("one too many", Judge.Reading.CALM);
    assertThat(judge.decide(readings)).isEmpty();

    // Several that surge at once vouch for each other.
    readings.put("two", new Judge.Reading(0.0001, 1, 9, 2, 8, 5));
    assertThat(judge.decide(readings)).containsOnlyKeys("one", "two");
  }

  @Test
  void aRiseThatWasWarnedOfStandsUntilTheDaysSinceItsPeakSpeakForTheUsualRate() {
    Map<Long, Integer> days = new TreeMap<>();
    for (long day = 0; day < 100; day++) {
      days.put(day, 3);
    }
    days.putAll(Map.of(92L, 12, 93L, 11, 94L, 12));
    Counts counts = new Counts(new Corridor("country/MA", "other"), days);

    Judge.Reading peak = judge.read(counts, 94, 0);
    Judge.Reading after = judge.read(counts, 95, 0);

    assertThat(judge.decide(Map.of("x", peak))).hasSize(1);
    assertThat(after.onset()).isEqualTo(peak.onset());
    assertThat(after.sum()).isEqualTo(peak.sum());
    assertThat(judge.decide(Map.of("x", after))).hasSize(1);
    assertThat(judge.read(counts, 99, 0)).as("it is over").isEqualTo(Judge.Reading.CALM);
  }

  @Test
  void anOlderSurgeDoesNotHideTheNext() {
    int[] calm = new int[84];
    SplittableRandom random = new SplittableRandom(7);
    for (int day = 0; day < calm.length; day++) {
      calm[day] = 1 + random.nextInt(4);
    }
    int[] surged = calm.clone();
    for (int day = 40; day < 54; day++) {
      surged[day] *= 3;
    }

    double usual = Baseline.of(rules, calm).mean();
    assertThat(Baseline.of(rules, surged).mean()).isBetween(usual * 0.9, usual * 1.1);
  }

  @Test
  void slowTrendIsFollowed() {
    int[] rising = new int[84];
    for (int day = 0; day < rising.length; day++) {
      rising[day] = 8 + day / 12;
    }

    assertThat(Baseline.of(rules, rising).mean()).isBetween(14.0, 16.5);
  }

  @ParameterizedTest
  @CsvSource({"0.5,2", "2,4", "8,1"})
  void simulationAgreesWithWhatReallyHappens(double mean, int dispersionStep) {
    // With the mean known exactly: twelve hundred weeks without drift.
    SurgeRules sure =
        SurgingWorld.rules(
            Map.of(
                "mithaq.surge.drift-per-week", "0",
                "mithaq.surge.weeks", "1200",
                "mithaq.surge.paths", "20000"));
    Baseline usual =
        new Baseline((int) Math.rint(16 * Math.log(mean) / Math.log(2)), dispersionStep, 1200);
    Simulation simulation = Simulation.of(sure, usual);
    double threshold = simulation.threshold(0.01);
    SplittableRandom random = new SplittableRandom(99);
    Cusum cusum = new Cusum(sure, usual);
    int above = 0;
    int asHigh = 0;
    int courses = 20_000;
    for (int i = 0; i < courses; i++) {
      cusum.restart();
      for (int day = 0; day < sure.judgedDays(); day++) {
        cusum.add(negativeBinomial(random, usual));
      }
      above += cusum.peak() > threshold ? 1 : 0;
      asHigh += cusum.peak() >= threshold ? 1 : 0;
    }

    // Counts are whole, so that many courses come to just the same.
    assertThat((double) above / courses).isLessThan(0.0125);
    assertThat((double) asHigh / courses)
        .isGreaterThan(0.0075)
        .isCloseTo(simulation.probability(threshold), within(0.0025));
    assertThat(simulation.probability(simulation.threshold(1e-4))).isBetween(0.9e-4, 1.1e-4);
  }

  /**
   * Another way than the service's own: as many geometric counts as the size says, a whole number.
   */
  private static int negativeBinomial(SplittableRandom random, Baseline usual) {
    int size = (int) Math.rint(1 / usual.dispersion());
    double stop = size / (size + usual.mean());
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += (int) (Math.log(1 - random.nextDouble()) / Math.log(1 - stop));
    }
    return count;
  }

  @Test
  void simulationComesOutTheSameEverywhere() {
    Baseline usual = new Baseline(16, 4, 12);

    assertThat(Simulation.of(rules, usual).threshold(0.001)).isEqualTo(9.74442779090375);
  }

  @Test
  void recurrenceIsToldInTwoFiguresAndNotBeyondACentury() {
    assertThat(SurgeProjection.recurrence(1.0 / 1279)).isEqualTo(1200);
    assertThat(SurgeProjection.recurrence(1.0 / 99.5)).isEqualTo(99);
    assertThat(SurgeProjection.recurrence(1e-9)).isEqualTo(36_500);
    assertThat(SurgeProjection.recurrence(0)).isEqualTo(36_500);
  }

  @Test
  void cellsOfOneCorridorHaveOneAncestor() {
    // Nador and Melilla, ten kilometres apart; Amsterdam is elsewhere.
    assertThat(Corridor.ancestor("0d7724")).isEqualTo("0d74");
    assertThat(Corridor.ancestor("0d7724c4")).isEqualTo("0d74");
    assertThat(Corridor.ancestor("47c609")).isNotEqualTo("0d74");
    assertThat(Corridor.ancestor("0d74")).isEqualTo("0d74");
    assertThat(Corridor.ancestor("0d")).isEqualTo("0d");
  }

  @Test
  void rulesThatWarnOfEverythingAreRefused() {
    assertThatThrownBy(() -> SurgingWorld.rules(Map.of("mithaq.surge.factor", "1.0")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SurgingWorld.rules(Map.of("mithaq.surge.recurrence-days", "1")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
