package org.mithaq.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

  private int run(String... args) throws InterruptedException {
    return Main.run(out, out, List.of(args));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private Path key() throws IOException {
    String der = Base64.getEncoder().encodeToString(SampleLog.keys().getPrivate().getEncoded());
    return Files.writeString(
        folder.resolve("key.pem"),
        "-----BEGIN PRIVATE KEY-----\n" + der + "\n-----END PRIVATE KEY-----\n");
  }

  @Test
  void printsTheKeyByWhichOthersPinIt() throws Exception {
    assertThat(run("--name", "witness.example", "--key", key().toString(), "--print-key")).isZero();
    assertThat(said()).matches("witness\\.example\\+[0-9a-f]{8}\\+B[A-Za-z0-9+/]{43}\n");
  }

  @Test
  void saysWhatIsWrongWithTheCall() throws Exception {
    String log = new SampleLog("log.example").verifierKey();
    String key = key().toString();
    assertThat(run()).isEqualTo(Main.USAGE);
    assertThat(run("--name", "w", "--key", key, "--log", log)).isEqualTo(Main.USAGE);
    assertThat(said()).contains("--state is missing");
    assertThat(run("--name", "w", "--key", key, "--log", "nonsense")).isEqualTo(Main.USAGE);
    assertThat(run("--verbose")).isEqualTo(Main.USAGE);
    String state = folder.resolve("state").toString();
    assertThat(run("--name", "w", "--key", key, "--log", log, "--state", state))
        .isEqualTo(Main.FAILED);
    assertThat(Files.exists(folder.resolve("state"))).isFalse();
    Files.createDirectory(folder.resolve("state"));
    Path noKey = Files.writeString(folder.resolve("no.pem"), "secret words\n");
    assertThat(run("--name", "w", "--key", noKey.toString(), "--log", log, "--state", state))
        .isEqualTo(Main.FAILED);
    assertThat(said()).doesNotContain("secret words");
    assertThat(run("--help")).isZero();
  }

  @Test
  void isAskedOverHttp() throws Exception {
    SampleLog log = new SampleLog("log.example");
    log.grow(20, "leaf");
    Files.createDirectory(folder.resolve("state"));
    Cosigner cosigner = new Cosigner("witness.example", SampleLog.keys().getPrivate());
    try (Memory memory = Memory.open(folder.resolve("state"));
        WitnessServer server =
            WitnessServer.start(
                new Witness(
                    List.of(LogKey.parse(log.verifierKey(), false)),
                    memory,
                    cosigner,
                    Clock.systemUTC()),
                new InetSocketAddress("127.0.0.1", 0),
                out);
        HttpClient http = HttpClient.newHttpClient()) {
      String url = "http://127.0.0.1:" + server.port();
      HttpResponse<String> cosigned = post(http, url, log.request("log.example", 0, 10));
      assertThat(cosigned.statusCode()).isEqualTo(200);
      assertThat(cosigned.body()).startsWith("\u2014 witness.example ");
      HttpResponse<String> conflict = post(http, url, log.request("log.example", 0, 20));
      assertThat(conflict.statusCode()).isEqualTo(409);
      assertThat(conflict.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
      assertThat(conflict.body()).isEqualTo("10\n");
      assertThat(post(http, url, new byte[70_000]).statusCode()).isEqualTo(413);
      assertThat(get(http, url + "/add-checkpoint").statusCode()).isEqualTo(405);
      assertThat(get(http, url + "/").statusCode()).isEqualTo(404);
      assertThat(get(http, url + "/health").statusCode()).isEqualTo(200);
      try (var files = Files.list(folder.resolve("state"))) {
        for (Path file : files.filter(f -> !f.endsWith("lock")).toList()) {
          Files.writeString(file, "torn");
        }
      }
      assertThat(post(http, url, log.request("log.example", 10, 20)).statusCode()).isEqualTo(500);
    }
  }

  private static HttpResponse<String> post(HttpClient http, String url, byte[] body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url + "/add-checkpoint"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(HttpClient http, String url) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
