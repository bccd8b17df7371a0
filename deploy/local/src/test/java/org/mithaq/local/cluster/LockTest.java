package org.mithaq.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockTest {

  @TempDir Path folder;

  @Test
  void isHeldByOneAtATime() {
    Path file = folder.resolve("lock");
    try (Lock first = Lock.take(file).orElseThrow()) {
      assertThat(Lock.take(file)).isEmpty();
      assertThat(Lock.owner(file)).contains(String.valueOf(ProcessHandle.current().pid()));
      assertThat(first).isNotNull();
    }
    assertThat(Lock.take(file)).isPresent().get().satisfies(Lock::close);
  }
}
