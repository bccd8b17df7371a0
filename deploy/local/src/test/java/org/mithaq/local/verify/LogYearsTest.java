package org.mithaq.local.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mithaq.local.client.FakeService;
import org.mithaq.local.client.Http;
import org.mithaq.local.console.Failure;

class LogYearsTest {

  @TempDir Path logs;

  private final FakeService service = FakeService.start();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void namesTheLogsInAfolderTheOldestFirst() throws IOException {
    assertThat(LogYears.arguments(logs)).containsExactly("--dir", logs.toString());
    for (String year : new String[] {"2028", "2026", "2027"}) {
      log(logs.resolve(year));
    }
    // Not published yet, or no log at all.
    Files.createDirectories(logs.resolve("2029"));
    Files.createDirectories(logs.resolve("saved"));
    assertThat(LogYears.arguments(logs))
        .containsExactly(
            "--dir",
            logs.resolve("2028").toString(),
            "--before",
            logs.resolve("2026").toString(),
            "--before",
            logs.resolve("2027").toString());
  }

  @Test
  void namesTheLogsOfEarlierYearsBesideOneAndNoLaterOnes() throws IOException {
    for (String year : new String[] {"2028", "2026", "2027", "mirror"}) {
      log(logs.resolve(year));
    }
    assertThat(LogYears.arguments(logs.resolve("2027")))
        .containsExactly(
            "--dir", logs.resolve("2027").toString(), "--before", logs.resolve("2026").toString());
    assertThat(LogYears.arguments(logs.resolve("mirror")))
        .containsExactly("--dir", logs.resolve("mirror").toString());
  }

  @Test
  void findsTheLogsOfEarlierYearsThatAserviceHas() {
    serve("2026", "2028", "2029");
    String base = service.url().toString();
    for (String log : new String[] {"/v1/log", "/v1/log/", "/v1/logs/2029"}) {
      assertThat(LogYears.arguments(new Http(), base + log))
          .as(log)
          .containsExactly("--before", base + "/v1/logs/2026", "--before", base + "/v1/logs/2028");
    }
    assertThat(LogYears.arguments(new Http(), base + "/v1/logs/2026")).isEmpty();
    assertThat(LogYears.arguments(new Http(), base + "/somewhere")).isEmpty();
    assertThat(LogYears.served(new Http(), service.url().resolve("/v1/log")))
        .containsExactly(2026, 2028, 2029);
  }

  @Test
  void doesNotTakeAfailingServiceForOneThatHasNoEarlierLogs() {
    service.on("/v1", call -> FakeService.answer(call, 503, "text/plain", ""));
    assertThatThrownBy(
            () -> LogYears.arguments(new Http(), service.url().resolve("/v1/logs/2027").toString()))
        .isInstanceOf(Failure.class);
  }

  /** These years; the current log is the last one. */
  private void serve(String... years) {
    Set<String> known = Set.of(years);
    service.on(
        "/v1",
        call -> {
          String path = call.getRequestURI().getPath();
          String year =
              path.equals("/v1/log/checkpoint")
                  ? years[years.length - 1]
                  : path.replaceAll("/v1/logs/([0-9]{4})/checkpoint", "$1");
          boolean there = known.contains(year);
          FakeService.answer(
              call,
              there ? 200 : 404,
              "text/plain",
              there ? "mithaq.local/" + year + "\n0\nroot\n" : "");
        });
  }

  private static void log(Path folder) throws IOException {
    Files.writeString(Files.createDirectories(folder).resolve("checkpoint"), "a note");
  }
}
