package org.mithaq.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mithaq.local.console.Failure;

class SupervisorTest {

  private static final Supervisor.Policy POLICY =
      new Supervisor.Policy(Duration.ofMinutes(1), 3, Duration.ofMinutes(1), Duration.ofMillis(1));

  @TempDir Path folder;

  private final Recorder journal = new Recorder();
  private final List<Supervisor> supervisors = new ArrayList<>();
  private final List<Process> started = new CopyOnWriteArrayList<>();
  private final List<Failure> failures = new CopyOnWriteArrayList<>();

  /** A process that is killed and not given up would be started again. */
  @AfterEach
  void leaveNothing() {
    for (Supervisor each : supervisors) {
      each.askToStop();
      each.awaitStop(Duration.ZERO);
    }
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void saysWhenItIsReady() {
    Supervisor supervisor = watch(new Script("sleep 600"), POLICY);

    supervisor.start();

    assertThat(supervisor.ready().join())
        .isGreaterThanOrEqualTo(Duration.ZERO)
        .isLessThan(Duration.ofMinutes(1));
    assertThat(started).hasSize(1);
  }

  @Test
  void startsAgainWhatWasKilledAndSaysSo() throws Exception {
    Supervisor supervisor = watch(new Script("sleep 600"), POLICY);
    supervisor.start();
    supervisor.ready().join();

    started.getFirst().destroyForcibly();

    await().until(() -> started.size() == 2);
    await().until(() -> !journal.progress.isEmpty());
    assertThat(journal.warnings)
        .singleElement()
        .asString()
        .contains("the script", "signal 9", folder.resolve("script.log").toString());
    assertThat(journal.progress).singleElement().asString().contains("ready again");
    assertThat(failures).isEmpty();
  }

  @Test
  void givesUpWhatDiesAgainAndAgain() {
    Supervisor supervisor = watch(new Script("exit 3", () -> false), POLICY);

    supervisor.start();

    await().until(() -> !failures.isEmpty());
    assertThat(started).hasSize(3);
    assertThat(failures)
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.sentence())
                    .contains(
                        "the script", "exit code 3", folder.resolve("script.log").toString()));
    assertThat(supervisor.ready()).isCompletedExceptionally();
  }

  @Test
  void forgivesDeathsThatLieLongBack() {
    Supervisor.Policy forgiving =
        new Supervisor.Policy(Duration.ofMinutes(1), 2, Duration.ZERO, Duration.ofMillis(1));
    Supervisor supervisor = watch(new Script("sleep 600"), forgiving);
    supervisor.start();

    for (int death = 1; death <= 4; death++) {
      int next = death + 1;
      supervisor.ready().join();
      await().until(() -> journal.progress.size() == next - 2);
      started.getLast().destroyForcibly();
      await().until(() -> started.size() == next);
    }

    assertThat(failures).isEmpty();
  }

  @Test
  void givesUpWhatNeverGetsReady() {
    Supervisor.Policy impatient =
        new Supervisor.Policy(Duration.ofMillis(50), 3, Duration.ZERO, Duration.ZERO);
    Supervisor supervisor = watch(new Script("sleep 600", () -> false), impatient);

    supervisor.start();

    await().until(() -> !failures.isEmpty());
    assertThat(failures.getFirst().sentence())
        .contains("not ready", folder.resolve("script.log").toString());
    assertThat(started).singleElement().matches(process -> !process.isAlive());
  }

  @Test
  void startsNothingAfterTheStop() throws Exception {
    Supervisor supervisor = watch(new Script("sleep 600"), POLICY);
    supervisor.start();
    supervisor.ready().join();

    supervisor.askToStop();
    supervisor.awaitStop(Duration.ofSeconds(30));
    supervisor.start();

    assertThat(started).singleElement().matches(process -> !process.isAlive());
    assertThat(journal.warnings).isEmpty();
  }

  @Test
  void killsWhatDoesNotStop() throws Exception {
    Path deaf = folder.resolve("deaf");
    Supervisor supervisor =
        watch(
            new Script(
                "trap '' TERM; touch " + deaf + "; while :; do sleep 1; done",
                () -> Files.exists(deaf)),
            POLICY);
    supervisor.start();
    supervisor.ready().join();

    supervisor.askToStop();
    supervisor.awaitStop(Duration.ofMillis(100));

    assertThat(started.getFirst().waitFor()).isEqualTo(137);
    assertThat(journal.warnings).singleElement().asString().contains("killed");
  }

  private Supervisor watch(Part part, Supervisor.Policy policy) {
    Supervisor supervisor = new Supervisor(part, policy, journal, started::add, failures::add);
    supervisors.add(supervisor);
    return supervisor;
  }

  @Test
  void saysWhatHasToBeDoneFirstInsteadOfWaiting() {
    Part part =
        new Script("sleep 600", () -> false) {
          @Override
          public Optional<String> hint() {
            return Optional.of("turn the key");
          }
        };
    Supervisor supervisor = watch(part, POLICY);

    supervisor.start();

    await().until(() -> !failures.isEmpty());
    assertThat(failures.getFirst().sentence())
        .startsWith("the script cannot get ready: turn the key.");
    assertThat(started).hasSize(1);
    await().until(() -> !started.getFirst().isAlive());
  }

  private class Script implements Part {

    private final String script;
    private final BooleanSupplier ready;

    Script(String script) {
      this(script, () -> true);
    }

    Script(String script, BooleanSupplier ready) {
      this.script = script;
      this.ready = ready;
    }

    @Override
    public String name() {
      return "script";
    }

    @Override
    public String title() {
      return "the script";
    }

    @Override
    public String url() {
      return "nowhere";
    }

    @Override
    public Path log() {
      return folder.resolve("script.log");
    }

    @Override
    public Process spawn() throws IOException {
      return Spawn.start(List.of("sh", "-c", script), folder, log());
    }

    @Override
    public boolean isReady() {
      return ready.getAsBoolean();
    }

    @Override
    public void askToStop(ProcessHandle process) {
      process.destroy();
    }
  }
}
