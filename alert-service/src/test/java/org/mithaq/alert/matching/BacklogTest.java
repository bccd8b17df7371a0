package org.mithaq.alert.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BacklogTest {

  @Test
  void addsUpWhatEachPartHasLeft() {
    Backlog backlog = new Backlog();
    backlog.pending("waiting/0_0", 2);
    backlog.pending("touched/2_0", 3);
    backlog.pending("waiting/0_0", 1);
    assertThat(backlog.total()).isEqualTo(4);
    backlog.pending("touched/2_0", 0);
    assertThat(backlog.total()).isOne();
  }

  @Test
  void whatOnePartHandsToAnotherIsNeverInNeither() {
    Backlog backlog = new Backlog();
    AtomicBoolean over = new AtomicBoolean();
    backlog.pending("0", 1);
    CompletableFuture<Void> work =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 1; !over.get(); i++) {
                backlog.pending(String.valueOf(i % 64), 1);
                backlog.pending(String.valueOf((i - 1) % 64), 0);
              }
            });
    try {
      assertThat(IntStream.range(0, 200_000).map(i -> backlog.total()).filter(n -> n == 0))
          .isEmpty();
    } finally {
      over.set(true);
      work.join();
    }
  }
}
