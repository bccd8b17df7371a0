package org.mithaq.bench.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Down, one coordinate at a time, while it gains. */
class DescentTest {

  private static final List<Descent.Coordinate> BOTH =
      List.of(new Descent.Coordinate("x", 10), new Descent.Coordinate("y", 5));

  private final List<String> steps = new ArrayList<>();

  private Descent.Place walk(double gain, int rounds, int leastX) {
    Descent descent =
        new Descent(
            BOTH,
            at -> {
              double x = at.get("x");
              double y = at.get("y");
              return x < leastX
                  ? OptionalDouble.empty()
                  : OptionalDouble.of((x - 30) * (x - 30) + (y + 20) * (y + 20) + x * y / 10);
            },
            gain);
    return descent.from(
        Map.of("x", 0, "y", 0), rounds, (name, to) -> steps.add(name + "=" + to.at().get(name)));
  }

  @Test
  void endsWhereNoSingleStepGains() {
    assertThat(walk(0.001, 10, -100).at()).isEqualTo(Map.of("x", 30, "y", -20));
    assertThat(steps).startsWith("x=10", "x=20", "x=30", "y=-5");
  }

  @Test
  void triesEachCoordinateAsOftenAsItIsAllowedTo() {
    assertThat(walk(0.001, 0, -100).at()).isEqualTo(Map.of("x", 0, "y", 0));
    assertThat(steps).isEmpty();
  }

  @Test
  void takesNoStepThatGainsTooLittle() {
    assertThat(walk(450, 10, -100).at()).isEqualTo(Map.of("x", 10, "y", 0));
  }

  @Test
  void standsWhereOneMayAlone() {
    Descent descent =
        new Descent(
            BOTH,
            at -> at.get("x") > 20 ? OptionalDouble.empty() : OptionalDouble.of(-at.get("x")),
            0.001);
    assertThat(descent.from(Map.of("x", 0, "y", 0), 3, (name, to) -> {}).at())
        .containsEntry("x", 20);
    assertThatThrownBy(() -> descent.from(Map.of("x", 30, "y", 0), 3, (name, to) -> {}))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void stepThatLeadsNowhereIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Descent.Coordinate("x", 0));
  }
}
