package org.mithaq.alert.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** When history is over. */
class ReplayTest {

  private final Replay replay = new Replay();

  private boolean look(long signals, long tokens, long news, long... ends) {
    return replay.isOver(
        new Replay.Progress(
            Map.of("signals", signals, "tokens", tokens, "news", news),
            Map.of("signals", ends[0], "tokens", ends[1], "news", ends[2])));
  }

  @Test
  void waitsForWhatEachHopMakesOfIt() {
    assertThat(look(5, 0, 0, 10, 0, 0)).isFalse();
    assertThat(look(10, 0, 0, 10, 7, 0)).isFalse();
    assertThat(look(10, 7, 0, 10, 7, 4)).isFalse();
    assertThat(look(10, 7, 4, 10, 7, 4)).isTrue();
  }

  @Test
  void endsThoughMoreComesAllTheTime() {
    assertThat(look(10, 0, 0, 20, 0, 0)).isFalse();
    assertThat(look(20, 5, 0, 40, 9, 0)).isFalse();
    assertThat(look(40, 9, 3, 80, 20, 9)).isFalse();
    assertThat(look(80, 20, 9, 160, 50, 30)).isTrue();
  }

  @Test
  void isNotOverWhileNothingRuns() {
    Replay.Progress nothing = new Replay.Progress(Map.of(), Map.of());
    for (int i = 0; i < 1000; i++) {
      assertThat(replay.isOver(nothing)).isFalse();
    }
  }

  @Test
  void endsWhenNothingMovesAnyMore() {
    boolean over = false;
    for (int i = 0; i < 1000 && !over; i++) {
      over = look(5, 0, 0, 10, 0, 0);
    }
    assertThat(over).isTrue();
  }
}
