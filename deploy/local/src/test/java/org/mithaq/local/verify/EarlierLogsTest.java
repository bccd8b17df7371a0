package org.mithaq.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierLogsTest {

  @TempDir Path logs;

  @Test
  void namesTheLogsBeforeTheCurrentOneTheOldestFirst() throws IOException {
    assertThat(EarlierLogs.arguments(logs.resolve("nowhere"))).isEmpty();
    assertThat(EarlierLogs.arguments(logs)).isEmpty();
    for (String year : new String[] {"2028", "2026", "2027"}) {
      Files.writeString(
          Files.createDirectories(logs.resolve(year)).resolve("checkpoint"), "a note");
    }
    // Not published yet, or no log at all.
    Files.createDirectories(logs.resolve("2029"));
    Files.createDirectories(logs.resolve("saved"));
    assertThat(EarlierLogs.arguments(logs))
        .containsExactly(
            "--before",
            logs.resolve("2026").toString(),
            "--before",
            logs.resolve("2027").toString());
  }
}
