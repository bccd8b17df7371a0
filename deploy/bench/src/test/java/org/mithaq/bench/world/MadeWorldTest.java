package org.mithaq.bench.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mithaq.bench.network.World;

class MadeWorldTest {

  private static final Path CONFIGURATION = Path.of("../local/config");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void makesTheSameWorldFromTheSameSeedAndAnotherFromAnother() {
    assertThat(MadeWorld.of(7, Likeness.CLEAR)).isEqualTo(MadeWorld.of(7, Likeness.CLEAR));
    assertThat(MadeWorld.of(7, Likeness.CLEAR)).isNotEqualTo(MadeWorld.of(8, Likeness.CLEAR));
  }

  @ParameterizedTest
  @ValueSource(strings = {"clear", "hard", "harder"})
  void makesSignalsThatTheExchangeAccepts(String like) throws IOException {
    MadeWorld made = MadeWorld.of(3, Likeness.of(like));
    // Refuses what the exchange would refuse.
    World world = World.of(made.signals(), made.truth(), CONFIGURATION);
    assertThat(world.views()).hasSameSizeAs(made.signals());
    assertThat(world.views().keySet()).isEqualTo(world.truth().keySet());
  }

  @Test
  void tellsTheTruthOfNoHubAndOfNoReissuedPhone() throws IOException {
    MadeWorld made = MadeWorld.of(5, Likeness.CLEAR);
    Set<String> ofNetworks = new HashSet<>();
    Set<String> ofStrangers = new HashSet<>();
    for (String line : made.truth()) {
      JsonNode truth = JSON.readTree(line);
      Set<String> to = truth.path("network").isNull() ? ofStrangers : ofNetworks;
      truth.path("entities").forEach(entity -> to.add(entity.asText()));
    }
    assertThat(ofNetworks).isNotEmpty().doesNotContainAnyElementsOf(ofStrangers);
    assertThat(ofStrangers).hasSizeGreaterThan(Likeness.CLEAR.lone());
  }

  @Test
  void isShapedLikeTheWorldThatItIsMadeAfter() throws IOException {
    MadeWorld made = MadeWorld.of(11, Likeness.HARD);
    Shape shape = Shape.of(World.of(made.signals(), made.truth(), CONFIGURATION));
    assertThat(shape.signals()).isBetween(4300, 4800);
    assertThat(shape.inNetworks()).isBetween(330, 600);
    assertThat(shape.exact()).isBetween(0.6, 0.9);
    assertThat(shape.exactRecall()).isBetween(0.45, 0.9);
    assertThat(shape.hubShare()).isBetween(0.2, 0.33);
  }
}
