package org.mithaq.alert.surge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mithaq.alert.surge.PlantedSurges.Outcome;
import org.mithaq.alert.surge.PlantedSurges.Setting;

/** How well surges are told from chance. */
class JudgeTest {

  private final SurgeRules rules = SurgeStudy.rules(Map.of());
  private final Judge judge = new Judge(rules);

  @Test
  void findsPlantedSurgesAndRaisesFewFalseAlarms() {
    Outcome outcome = Outcome.NOTHING;
    for (long seed = 501; seed <= 502; seed++) {
      outcome = outcome.plus(PlantedSurges.run(judge, Setting.GOAL.size(24, 500), seed));
    }

    assertThat(outcome.planted()).isGreaterThan(80);
    assertThat(outcome.foundShare()).isGreaterThanOrEqualTo(0.9);
    assertThat(outcome.quietDays()).isGreaterThan(10_000);
    assertThat(outcome.falsePerThousand()).isLessThanOrEqualTo(1);
  }

  @Test
  void aRiseThatIsNoSurgeIsSeldomCalledOne() {
    Outcome outcome = PlantedSurges.run(judge, Setting.GOAL.rising(1.2).size(20, 400), 503);

    assertThat(outcome.planted()).isGreaterThan(20);
    assertThat(outcome.foundShare()).isLessThan(0.1);
  }

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
  @CsvSource({"0.5,2", "2,4", "8,3"})
  void simulationAgreesWithWhatReallyHappens(double mean, int dispersionStep) {
    // With the mean known exactly: twelve hundred weeks without drift.
    SurgeRules sure =
        SurgeStudy.rules(
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
    int courses = 20_000;
    for (int i = 0; i < courses; i++) {
      cusum.restart();
      for (int day = 0; day < sure.judgedDays(); day++) {
        cusum.add(PlantedSurges.negativeBinomial(random, usual.mean(), usual.dispersion()));
      }
      above += cusum.sum() >= threshold ? 1 : 0;
    }

    assertThat((double) above / courses).isBetween(0.007, 0.013);
    assertThat(simulation.probability(threshold)).isBetween(0.009, 0.012);
    assertThat(simulation.probability(simulation.threshold(1e-4))).isBetween(0.9e-4, 1.1e-4);
  }

  @Test
  void simulationComesOutTheSameEverywhere() {
    Baseline usual = new Baseline(16, 4, 12);

    assertThat(Simulation.of(rules, usual).threshold(0.001)).isEqualTo(8.824035058970438);
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
    assertThatThrownBy(() -> SurgeStudy.rules(Map.of("mithaq.surge.factor", "1.0")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SurgeStudy.rules(Map.of("mithaq.surge.recurrence-days", "1")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
