package org.mithaq.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks a process whether it is well. */
final class HealthProbe {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private HealthProbe() {}

  /** Whether this address answers 200; not where nobody answers in time. */
  static boolean isWell(HttpClient http, String url) {
    try {
      return http.send(request(url), HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What a check that is down says has to be done: the {@code hint} in its data. */
  static Optional<String> hint(HttpClient http, String url) {
    try {
      JsonNode answer =
          JSON.readTree(http.send(request(url), HttpResponse.BodyHandlers.ofString()).body());
      return answer
          .path("checks")
          .valueStream()
          .filter(check -> "DOWN".equals(check.path("status").asText()))
          .flatMap(check -> Optional.ofNullable(check.at("/data/hint").textValue()).stream())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static HttpRequest request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
  }
}
