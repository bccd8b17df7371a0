package org.mithaq.bench.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mithaq.bench.network.NetworksCommand;

/** The product's parameters as numbers, and back. */
class ParametersTest {

  private final Map<String, Integer> defaults = Parameters.read(NetworksCommand.config(Map.of()));

  @Test
  void areTheSameThereAndBack() {
    assertThat(NetworksCommand.scoring(Parameters.settings(defaults)))
        .isEqualTo(NetworksCommand.scoring(Map.of()));
  }

  @Test
  void areWrittenInTheSameOrderHoweverTheyWereKept() {
    assertThat(Parameters.settings(Map.copyOf(defaults))).isEqualTo(Parameters.settings(defaults));
  }

  @Test
  void eachChangesTheScore() {
    for (Descent.Coordinate each : Parameters.coordinates(defaults)) {
      Map<String, Integer> changed = new HashMap<>(defaults);
      changed.merge(each.name(), -each.step(), Integer::sum);
      assertThat(NetworksCommand.scoring(Parameters.settings(changed)))
          .as(each.name())
          .isNotEqualTo(NetworksCommand.scoring(Map.of()));
    }
  }
}
