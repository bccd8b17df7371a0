package org.mithaq.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mithaq.local.console.ExitCode;
import org.mithaq.local.console.Failure;
import picocli.CommandLine;

class MithaqCommandTest {

  @TempDir Path data;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void hasTheCommandsOfDailyUse() {
    assertThat(MithaqCommand.commands())
        .contains("up", "token", "key", "publish", "watch", "settle", "receipts", "verify");
  }

  @ParameterizedTest
  @MethodSource("org.mithaq.local.command.MithaqCommand#commands")
  void helpsWithEveryCommandWithinTheWidthOfATerminal(String command) {
    assertThat(run(command, "--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("--data-dir").contains("Examples:");
    assertThat(out.toString().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
  }

  @Test
  void wantsACommand() {
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("Which command?", "token", "publish");
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    assertThat(run("publsh")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("publish");
  }

  @Test
  void refusesOptionsThatDoNotExistOrMakeNoSense() {
    assertThat(run("settle", "--timeout", "soon")).isEqualTo(ExitCode.USAGE);
    assertThat(run("settle", "--unknown")).isEqualTo(ExitCode.USAGE);
    assertThat(run("token", "--agency", "nl-kmar")).isEqualTo(ExitCode.USAGE);
    assertThat(run("verify", "--url", "http://127.0.0.1:1", "--dir", "x"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).doesNotContain("Exception").doesNotContain("\tat ");
  }

  @Test
  void refusesATokenForWhoeverIsNoPartner() {
    assertThat(
            run(
                "token",
                "--data-dir",
                data.toString(),
                "--agency",
                "xx-none",
                "--group",
                "analyst"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("'xx-none' is not a partner", "nl-kmar");
    assertThat(
            run("token", "--data-dir", data.toString(), "--agency", "nl-kmar", "--group", "root"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("'root' is not a group");
  }

  @Test
  void saysWhatToDoWhenNoClusterRuns() throws Exception {
    for (String[] command :
        new String[][] {
          {"settle"},
          {"key"},
          {"publish", "-"},
          {"watch", "--agency", "nl-kmar"},
          {"token", "--agency", "nl-kmar", "--group", "analyst"}
        }) {
      String[] all = new String[command.length + 2];
      System.arraycopy(command, 0, all, 0, command.length);
      all[command.length] = "--data-dir";
      all[command.length + 1] = data.toString();
      assertThat(run(all)).as(command[0]).isEqualTo(ExitCode.FAILED);
    }
    assertThat(err.toString().lines())
        .hasSize(5)
        .allSatisfy(line -> assertThat(line).contains("./mithaq up"));
    Files.writeString(data.resolve("run.json"), "{\"processes\":{");
    assertThat(run("settle", "--data-dir", data.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("still starting").doesNotContain("Exception");
  }

  @Test
  void printsTheVerifierKey() throws Exception {
    Files.createDirectories(data.resolve("keys"));
    Files.writeString(data.resolve("keys/log.vkey"), "mithaq.local+00000000+AAAA\n");
    assertThat(run("key", "--data-dir", data.toString())).isEqualTo(ExitCode.OK);
  }

  @Test
  void endsEveryFailureWithASentence() {
    assertThat(MithaqCommand.sentence(Failure.failed("No."))).isEqualTo("No.");
    assertThat(MithaqCommand.sentence(new UncheckedIOException("full", new java.io.IOException())))
        .isEqualTo("The disk refuses: full.");
    assertThat(MithaqCommand.sentence(new IllegalStateException("with a secret in it")))
        .contains("IllegalStateException")
        .doesNotContain("secret");
  }

  private int run(String... arguments) {
    CommandLine line = MithaqCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
