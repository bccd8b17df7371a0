package org.mithaq.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {

  @TempDir Path cache;

  @Test
  void isUnpackedOnceWhereTwoNeedItAtTheSameTime() throws Exception {
    Callable<Path> unpack = () -> PostgresBinaries.unpack(cache);
    List<Future<Path>> both;
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      both = threads.invokeAll(List.of(unpack, unpack));
    }

    for (Future<Path> one : both) {
      assertThat(one.get().resolve("bin/postgres")).isExecutable();
    }
    try (Stream<Path> there = Files.list(cache)) {
      assertThat(there).containsExactly(both.getFirst().get());
    }
  }
}
