package org.mithaq.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdentityTest {

  private final ProcessIdentity own =
      ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();

  @TempDir Path folder;

  @Test
  void readsWhatItWrote() {
    assertThat(ProcessIdentity.parse(own.text())).contains(own);
  }

  @Test
  void findsTheProcessWhileItLives() {
    assertThat(own.alive()).contains(ProcessHandle.current());
  }

  @Test
  void takesNoStrangerWithTheSameIdForTheProcess() {
    assertThat(new ProcessIdentity(own.pid(), own.startTicks() - 1, own.bootId()).alive())
        .isEmpty();
    assertThat(new ProcessIdentity(own.pid(), own.startTicks(), "another boot").alive()).isEmpty();
  }

  @Test
  void findsNobodyWhenTheProcessIsGone() throws Exception {
    Process process = new ProcessBuilder("sleep", "600").start();
    ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();

    process.destroyForcibly().waitFor();

    assertThat(identity.alive()).isEmpty();
  }

  @Test
  void makesNothingOfAFileThatSomethingElseWrote() {
    for (String text : List.of("", "12", "a b c", "1 2", "99999999999999999999 1 boot")) {
      assertThat(ProcessIdentity.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void seesThroughNamesWithBlanksAndParentheses() throws Exception {
    Path odd = folder.resolve("a) b (c");
    Files.copy(Path.of("/bin/sleep"), odd);
    Process process = new ProcessBuilder(odd.toString(), "600").start();
    try {
      assertThat(ProcessIdentity.of(process.pid()).orElseThrow().alive()).isPresent();
    } finally {
      process.destroyForcibly();
    }
  }
}
