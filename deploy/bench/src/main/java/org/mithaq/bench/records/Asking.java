package org.mithaq.bench.records;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A client of the audit service, which asks one thing after the other. */
final class Asking {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;

  Asking(String url) {
    this.url = url;
  }

  /**
   * What was answered.
   *
   * @param body the whole of it
   * @param millis from before it was asked until the whole was there
   */
  record Answer(String body, double millis) {}

  Answer get(String path, String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .build();
    long begin = System.nanoTime();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    double millis = (System.nanoTime() - begin) / 1e6;
    if (response.statusCode() != 200) {
      throw new IOException("%s: %d".formatted(path, response.statusCode()));
    }
    return new Answer(response.body(), millis);
  }
}
