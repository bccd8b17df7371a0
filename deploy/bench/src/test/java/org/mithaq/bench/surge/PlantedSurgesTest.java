package org.mithaq.bench.surge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mithaq.alert.surge.Judge;
import org.mithaq.bench.surge.PlantedSurges.Outcome;
import org.mithaq.bench.surge.PlantedSurges.Setting;

/** How well planted surges are told from chance. */
class PlantedSurgesTest {

  private final Judge judge = SurgeCommand.judge(Map.of());

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
}
