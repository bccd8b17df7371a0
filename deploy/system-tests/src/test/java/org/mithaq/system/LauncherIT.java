package org.mithaq.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping, and what goes wrong between. */
class LauncherIT {

  private static final List<String> PROCESSES =
      List.of("exchange", "alert", "audit", "broker", "postgres");

  private static final String SIGNAL =
      """
      {"reference":"L-1","agreement":"pjmg","article":"5","crime":"migrant-smuggling",\
      "observedAt":"2026-03-02T21:00:00Z","place":{"country":"MA"},\
      "evaluation":{"source":"B","information":"2"},"handling":{"tlp":"AMBER","release":"open"},\
      "selectors":[{"type":"phone","value":"0661 23 45 67"}]}
      """;

  @TempDir Path folder;

  @Test
  void keepsWhatWasPublishedThroughAStopAKilledLauncherAndDeadProcesses() throws IOException {
    Path data = folder.resolve("cluster");
    Path signal = Files.writeString(folder.resolve("signal.ndjson"), SIGNAL);
    String id;

    try (Cluster cluster = Cluster.up(data)) {
      id = cluster.publish(signal, "--agency", "ma-dgsn").getFirst().path("id").asText();
      cluster.settle();

      Script.Outcome second = cluster.mithaq("up");
      assertThat(second.exit()).isEqualTo(1);
      assertThat(second.err()).contains("already").doesNotContain("\tat ");

      List<Long> pids = PROCESSES.stream().map(cluster::pid).toList();
      cluster.close();
      assertThat(cluster.launcher().exitValue()).isIn(0, 130, 143);
      assertThat(pids).allSatisfy(pid -> assertThat(alive(pid)).isFalse());
    }

    List<Long> left;
    Cluster abandoned = Cluster.up(data);
    left = PROCESSES.stream().map(abandoned::pid).toList();
    abandoned.launcher().destroyForcibly();
    await().atMost(Duration.ofMinutes(1)).until(() -> !abandoned.launcher().isAlive());

    try (Cluster cluster = Cluster.up(data)) {
      assertThat(left).allSatisfy(pid -> assertThat(alive(pid)).isFalse());
      assertThat(
              cluster
                  .get("exchange", "/v1/signals/" + id, cluster.token("ma-dgsn", "analyst"))
                  .statusCode())
          .isEqualTo(200);

      for (String service : List.of("audit", "alert", "exchange")) {
        cluster.kill(service);
      }
      killed(cluster, "postgres");
      killed(cluster, "broker");

      String again = SIGNAL.replace("L-1", "L-2");
      Path other = Files.writeString(folder.resolve("again.ndjson"), again);
      assertThat(cluster.publish(other, "--agency", "ma-dgsn").getFirst().path("status").asInt())
          .isEqualTo(201);
      cluster.settle();
      Script.Outcome verified = cluster.mithaq("verify");
      assertThat(verified.exit()).as(verified.err() + verified.out()).isZero();
    }
  }

  @Test
  void refusesAPortThatIsTakenAndSaysWhich() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Script.Outcome outcome =
          Script.run(
              "up",
              "--data-dir",
              folder.resolve("taken").toString(),
              "--exchange-port",
              Integer.toString(taken.getLocalPort()),
              "--alert-port",
              "0",
              "--audit-port",
              "0");
      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.err())
          .contains(Integer.toString(taken.getLocalPort()))
          .contains("--exchange-port")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void keepsKeysAndSecretsFromOtherUsers() throws IOException {
    Path data = folder.resolve("secrets");
    try (Cluster cluster = Cluster.up(data);
        Stream<Path> files = Files.walk(data.resolve("keys"))) {
      assertThat(cluster.url("exchange")).startsWith("http://");
      assertThat(URI.create(cluster.url("exchange")).getHost()).isEqualTo("127.0.0.1");
      assertThat(files.filter(Files::isRegularFile).filter(f -> !isPublic(f)))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(Files.getPosixFilePermissions(file).toString())
                      .doesNotContain("GROUP")
                      .doesNotContain("OTHERS"));
    }
  }

  private static boolean isPublic(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".vkey") || name.contains("public");
  }

  private static void killed(Cluster cluster, String process) {
    long pid = cluster.pid(process);
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    await(process + " was started again")
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptions()
        .until(
            () ->
                cluster.pid(process) != pid
                    && Stream.of("exchange", "alert", "audit").allMatch(cluster::ready));
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
