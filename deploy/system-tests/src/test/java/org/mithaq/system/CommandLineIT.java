package org.mithaq.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script in daily use: what it prints, and how it ends. */
class CommandLineIT {

  private static final String SIGNAL =
      """
      {"reference":"%s","agreement":"%s","article":"5","crime":"migrant-smuggling",\
      "observedAt":"2026-03-02T21:00:00Z","place":{"country":"MA"},\
      "evaluation":{"source":"A","information":"1"},\
      "handling":{"tlp":"AMBER","release":"%s"},\
      "selectors":[{"type":"phone","value":"%s"}]}
      """;

  @TempDir static Path folder;
  private static Cluster cluster;

  @BeforeAll
  static void startCluster() {
    cluster = Cluster.up(folder.resolve("cluster"));
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "demo", "token", "key", "publish", "watch", "settle", "verify"})
  void explainsEachCommand(String command) {
    Script.Outcome outcome = Script.run(command, "--help");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("mithaq " + command).contains("--data-dir");
  }

  @Test
  void refusesWhatItDoesNotKnowAsWrongUsage() {
    assertThat(Script.run("frobnicate").exit()).isEqualTo(2);
    assertThat(cluster.mithaq("token", "--agency", "xx-none", "--group", "analyst").exit())
        .isEqualTo(2);
    assertThat(cluster.mithaq("token", "--agency", "nl-kmar", "--group", "king").exit())
        .isEqualTo(2);
    assertThat(cluster.mithaq("settle", "--timeout", "soon").exit()).isEqualTo(2);
  }

  @Test
  void saysPlainlyThatNothingAnswers() throws IOException {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    Script.Outcome outcome =
        cluster.mithaq("verify", "--url", "http://127.0.0.1:" + nobody + "/v1/log");
    assertThat(outcome.exit()).isEqualTo(1);
    Script.Outcome nowhere =
        Script.run(
            "watch", "--agency", "nl-kmar", "--once", "--data-dir", folder.resolve("x").toString());
    assertThat(nowhere.exit()).isEqualTo(1);
    assertThat(outcome.err() + nowhere.err()).doesNotContain("\tat ");
  }

  @Test
  void walksOneSignalThroughTheWholeHouse() throws IOException {
    Path moroccan =
        write("ma", SIGNAL.formatted("W-1", "triangular", "on-request", "0661 23 45 67"));
    Path dutch = write("nl", SIGNAL.formatted("W-2", "triangular", "open", "+212 661-234567"));
    JsonNode first = cluster.publish(moroccan, "--agency", "ma-dgsn").getFirst();
    JsonNode second = cluster.publish(dutch, "--agency", "nl-kmar").getFirst();
    assertThat(first.path("status").asInt()).isEqualTo(201);
    cluster.settle();

    String analyst = cluster.token("nl-kmar", "analyst");
    JsonNode notice =
        cluster.pages("alert", "/v1/notices?state=open", analyst).stream()
            .filter(n -> n.path("signals").toString().contains(second.path("id").asText()))
            .findFirst()
            .orElseThrow();
    assertThat(notice.path("agencies"))
        .extracting(JsonNode::asText)
        .containsExactly("ma-dgsn", "nl-kmar");
    JsonNode sealed =
        Stream.of(notice.path("signals").get(0), notice.path("signals").get(1))
            .filter(s -> s.path("agency").asText().equals("ma-dgsn"))
            .findFirst()
            .orElseThrow();
    assertThat(sealed.path("sealed").asBoolean()).isTrue();

    // The href is followed as it stands: the exchange may be anywhere.
    var refused =
        cluster.send(
            HttpRequest.newBuilder(URI.create(sealed.path("href").asText()))
                .header("Authorization", "Bearer " + analyst)
                .build());
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("urn:mithaq:problem:release-required");
    assertThat(refused.headers().firstValue("Content-Type").orElse("")).contains("problem+json");

    assertThat(Feed.read(cluster, "nl-kmar"))
        .anySatisfy(e -> assertThat(e.body().path("id")).isEqualTo(notice.path("id")));

    var read =
        cluster.get(
            "exchange",
            "/v1/signals/" + second.path("id").asText(),
            cluster.token("es-gc", "analyst"));
    assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
    String record = read.headers().firstValue("Audit-Record").orElseThrow();
    cluster.settle();
    String auditor = cluster.token("nl-kmar", "auditor");
    // A witness that was busy for a while cosigns a moment later.
    var receipt =
        await()
            .atMost(Duration.ofMinutes(1))
            .until(
                () -> cluster.get("audit", "/v1/records/" + record + "/receipt", auditor),
                answer -> answer.statusCode() != 503);
    assertThat(receipt.statusCode()).as(receipt.body()).isEqualTo(200);
    var stranger =
        cluster.get("audit", "/v1/records/" + record, cluster.token("ne-dst", "auditor"));
    assertThat(stranger.statusCode()).isEqualTo(404);

    var withdrawn =
        cluster.send(
            HttpRequest.newBuilder(
                    URI.create(
                        cluster.url("exchange") + "/v1/signals/" + second.path("id").asText()))
                .header("Authorization", "Bearer " + cluster.token("nl-kmar", "publisher"))
                .header("If-Match", read.headers().firstValue("ETag").orElse("*"))
                .DELETE()
                .build());
    assertThat(withdrawn.statusCode()).as(withdrawn.body()).isEqualTo(204);
    cluster.settle();
    assertThat(cluster.pages("alert", "/v1/notices?state=open", analyst))
        .noneSatisfy(n -> assertThat(n.path("id")).isEqualTo(notice.path("id")));
    assertThat(cluster.mithaq("verify").exit()).isZero();
  }

  @Test
  void neverTellsAnAgencyThatIsOutsideTheAudience() throws IOException {
    JsonNode hidden =
        cluster
            .publish(
                write("hidden", SIGNAL.formatted("H-1", "pjmg", "open", "+31 6 12345678")),
                "--agency",
                "nl-politie")
            .getFirst();
    String id = hidden.path("id").asText();
    var outside = cluster.get("exchange", "/v1/signals/" + id, cluster.token("es-gc", "analyst"));
    var random =
        cluster.get(
            "exchange",
            "/v1/signals/0196a1d2-5b1c-7c3e-8f21-3a5d9e0c4b11",
            cluster.token("es-gc", "analyst"));
    assertThat(outside.statusCode()).isEqualTo(404);
    assertThat(withoutInstance(outside.body())).isEqualTo(withoutInstance(random.body()));
  }

  @Test
  void verifiesAMirroredFolderAndFindsAFlippedByte() throws IOException {
    cluster.publish(
        write("mirror", SIGNAL.formatted("M-1", "triangular", "open", "+34 612 345 678")),
        "--agency",
        "es-gc");
    cluster.settle();
    Path mirror = folder.resolve("mirror");
    Path log = newestLog(cluster.data().resolve("log"));
    copy(log, mirror);
    assertThat(cluster.mithaq("verify", "--dir", mirror.toString()).exit()).isZero();

    Path bundle;
    try (Stream<Path> files = Files.walk(mirror.resolve("tile/entries"))) {
      bundle = files.filter(Files::isRegularFile).sorted().toList().getLast();
    }
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[bytes.length / 2] ^= 1;
    Files.write(bundle, bytes);
    Script.Outcome outcome = cluster.mithaq("verify", "--dir", mirror.toString());
    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isEqualTo(3);
  }

  @Test
  void printsTheKeyThatVerifiesTheLog() {
    Script.Outcome outcome = cluster.mithaq("key");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out().strip()).matches("mithaq\\.local\\+[0-9a-f]{8}\\+[A-Za-z0-9+/=]+");
  }

  private static Path write(String name, String signal) throws IOException {
    return Files.writeString(folder.resolve(name + ".ndjson"), signal);
  }

  private static JsonNode withoutInstance(String problem) {
    var node = (com.fasterxml.jackson.databind.node.ObjectNode) Cluster.parse(problem);
    node.remove(List.of("instance"));
    return node;
  }

  private static Path newestLog(Path logs) throws IOException {
    try (Stream<Path> years = Files.list(logs)) {
      return years.filter(y -> Files.exists(y.resolve("checkpoint"))).sorted().toList().getLast();
    }
  }

  /** Copies what is published; what is only being written may vanish meanwhile. */
  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!isBeingWritten(file)) {
              Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (!isBeingWritten(file)) {
              throw failure;
            }
            return FileVisitResult.CONTINUE;
          }

          private boolean isBeingWritten(Path file) {
            return file.getFileName().toString().startsWith(".new-");
          }
        });
  }
}
