package org.mithaq.bench.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mithaq.bench.network.NetworksCommand;
import org.mithaq.bench.network.Score;

/** What is missed and what is wrong, in units of what may be. */
class ShortfallTest {

  @Test
  void isFourWhereEachIsWhatIsAllowed() {
    assertThat(
            Shortfall.of(Shortfall.allowed("clear"), new Score(100, 10, 100, 2, 0.98, 0.90, 0.95)))
        .isCloseTo(4, within(1e-9));
    assertThat(
            Shortfall.of(Shortfall.allowed("hard"), new Score(100, 10, 100, 3, 0.97, 0.85, 0.93)))
        .isCloseTo(4, within(1e-9));
    assertThat(Shortfall.of(Shortfall.allowed("hard"), new Score(100, 10, 0, 0, 1, 1, 1))).isZero();
  }

  @Test
  void wrongPairCostsWhatSeveralMissedOnesDo() {
    Shortfall.Allowance allowed = Shortfall.allowed("clear");
    double missed = Shortfall.of(allowed, new Score(100, 10, 100, 0, 1, 0.99, 1));
    double wrong = Shortfall.of(allowed, new Score(100, 10, 100, 0, 0.99, 1, 1));
    assertThat(wrong).isGreaterThan(4 * missed);
  }

  @Test
  void nobodyMayStandOnParametersThatTheProductRefuses() {
    Map<String, Integer> values = new HashMap<>(Parameters.read(NetworksCommand.config(Map.of())));
    values.put("prior", 1);
    assertThat(new Shortfall(Map.of("clear", List.of()), List.of()).of(values)).isEmpty();
  }
}
