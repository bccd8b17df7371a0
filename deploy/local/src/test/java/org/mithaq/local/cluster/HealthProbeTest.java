package org.mithaq.local.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthProbeTest {

  private final HttpClient http = HttpClient.newHttpClient();
  private HttpServer server;
  private String url;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort() + "/ready";
  }

  @AfterEach
  void stop() {
    server.stop(0);
    http.close();
  }

  private void answer(int status, String body) {
    server.createContext(
        "/ready",
        exchange -> {
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  @Test
  void tellsTheHintOfACheckThatIsDown() {
    answer(
        503,
        """
        {"status": "DOWN", "checks": [
          {"name": "a", "status": "UP", "data": {"hint": "nothing"}},
          {"name": "b", "status": "DOWN"},
          {"name": "c", "status": "DOWN", "data": {"state": "ERROR", "hint": "turn the key"}}]}
        """);
    assertThat(HealthProbe.isWell(http, url)).isFalse();
    assertThat(HealthProbe.hint(http, url)).contains("turn the key");
  }

  @Test
  void hasNoHintWhereNoneIsGivenOrNobodyAnswersSensibly() {
    assertThat(HealthProbe.hint(http, url)).isEmpty();
    answer(200, "{\"status\": \"UP\", \"checks\": []}");
    assertThat(HealthProbe.isWell(http, url)).isTrue();
    assertThat(HealthProbe.hint(http, url)).isEmpty();
    stop();
    assertThat(HealthProbe.hint(http, url)).isEmpty();
  }
}
