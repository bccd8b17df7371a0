package org.mithaq.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

  @TempDir Path folder;

  private final Recorder journal = new Recorder();

  private Leftovers leftovers() {
    return new Leftovers(new PidFiles(folder), journal, Duration.ofMillis(300));
  }

  @Test
  void stopsWhatIsStillRunningAndSaysSo() throws Exception {
    Process service = new ProcessBuilder("sleep", "600").start();
    Process broker = new ProcessBuilder("sleep", "600").start();
    new PidFiles(folder).remember("alert", service.pid());
    new PidFiles(folder).remember("broker", broker.pid());

    leftovers().stop();

    // Process.isAlive() may hear of it a moment later.
    assertThat(ProcessIdentity.of(service.pid())).isEmpty();
    assertThat(ProcessIdentity.of(broker.pid())).isEmpty();
    assertThat(journal.warnings).singleElement().asString().contains("alert, broker");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void killsWhatDoesNotListen() throws Exception {
    Process deaf =
        new ProcessBuilder("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done")
            .start();
    deaf.inputReader().readLine();
    new PidFiles(folder).remember("exchange", deaf.pid());

    leftovers().stop();

    assertThat(deaf.waitFor()).isEqualTo(137);
  }

  @Test
  void leavesAStrangerAloneThatWasGivenTheSameId() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      ProcessIdentity identity = ProcessIdentity.of(stranger.pid()).orElseThrow();
      Files.writeString(
          folder.resolve("postgres"),
          new ProcessIdentity(stranger.pid(), identity.startTicks() - 100, identity.bootId())
              .text());

      leftovers().stop();

      assertThat(stranger.isAlive()).isTrue();
      assertThat(journal.warnings).isEmpty();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void saysNothingWhenThereIsNothing() {
    leftovers().stop();

    assertThat(journal.warnings).isEmpty();
  }
}
