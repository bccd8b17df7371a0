package org.mithaq.exchange.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WalkTest {

  private static final long LAST = 5;

  private final Walk walk = new Walk();
  private final List<Long> seen = new ArrayList<>();

  /** Batches of one, of signals that are numbered from 1. */
  private Optional<UUID> next(UUID at) {
    long number = at.getLeastSignificantBits() + 1;
    if (number > LAST) {
      return Optional.empty();
    }
    seen.add(number);
    return Optional.of(new UUID(0, number));
  }

  @Test
  void stopsAfterItsBatchesAndGoesOnWhereItStopped() {
    assertThat(walk.isUnderWay()).isFalse();
    assertThat(walk.go(2, this::next)).isFalse();
    assertThat(seen).containsExactly(1L, 2L);
    assertThat(walk.isUnderWay()).isTrue();
    assertThat(walk.go(2, this::next)).isFalse();
    assertThat(walk.go(2, this::next)).isTrue();
    assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(walk.isUnderWay()).isFalse();
  }

  @Test
  void beginsAnewAfterItsEnd() {
    assertThat(walk.go(10, this::next)).isTrue();
    assertThat(walk.go(1, this::next)).isFalse();
    assertThat(seen).endsWith(5L, 1L);
  }

  @Test
  void triesABatchThatFailedAgain() {
    walk.go(2, this::next);
    assertThatThrownBy(
            () ->
                walk.go(
                    1,
                    at -> {
                      throw new NothingStoredException(new IllegalStateException("gone"));
                    }))
        .isInstanceOf(NothingStoredException.class);
    assertThat(walk.isUnderWay()).isTrue();
    walk.go(1, this::next);
    assertThat(seen).containsExactly(1L, 2L, 3L);
  }
}
