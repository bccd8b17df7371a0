package org.mithaq.alert.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code nl-kmar} is shown of the simulated worlds, with exact types alone. */
class WorldsTest {

  @ParameterizedTest
  @CsvSource({"clear, 0.83", "hard, 0.80"})
  void networksOfAWorldAreFoundAndNobodyIsAccusedFalsely(String world, double f1) throws Exception {
    List<Worlds.Entry> entries = Worlds.read(world, Worlds.AGENCIES);
    MemoryCluster cluster = new MemoryCluster();
    for (Worlds.Entry entry : entries) {
      cluster.takeWithoutConcluding(entry.view());
      cluster.conclude();
    }

    JsonNode score = WorldScore.of(world, entries, cluster.open("nl-kmar").values());

    System.out.println(world + " " + score);
    assertThat(score.get("bcubed_f1").asDouble()).isGreaterThan(f1);
    assertThat(score.get("pair_precision").asDouble()).isGreaterThan(0.99);
    assertThat(score.get("false_notices").asInt()).isLessThanOrEqualTo(1);
  }
}
