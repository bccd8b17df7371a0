package org.mithaq.local.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.mithaq.local.console.Failure;

/**
 * HTTP as the commands use it: one client, limits on everything that may hang, failures in words.
 */
public final class Http {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Set<Integer> NOT_AT_PRESENT = Set.of(429, 503);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /** The client, for what is streamed. */
  public HttpClient client() {
    return client;
  }

  /** Sends a short request; interrupted, it fails as a command that was stopped. */
  public HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** Sends a request whose answer is read as it comes. */
  public HttpResponse<java.io.InputStream> open(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /**
   * Reads what must be there.
   *
   * @throws Failure if the service cannot be reached or refuses
   */
  public byte[] get(URI uri, String token) {
    return get(uri, token, Duration.ZERO);
  }

  /**
   * Reads what must be there, and asks again where the service says that it cannot tell at present
   * (429 or 503).
   *
   * @param patience for so long it is asked again
   * @throws Failure if the service cannot be reached, refuses, or cannot tell for longer
   */
  public byte[] get(URI uri, String token, Duration patience) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    long begin = System.nanoTime();
    try {
      HttpResponse<byte[]> answer = send(request);
      while (NOT_AT_PRESENT.contains(answer.statusCode())
          && System.nanoTime() - begin < patience.toNanos()) {
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        answer = send(request);
      }
      if (answer.statusCode() != 200) {
        throw Failure.failed(
            uri + " answered: " + Problem.read(answer.statusCode(), answer.body()).sentence());
      }
      return answer.body();
    } catch (IOException e) {
      throw unreachable(uri);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /**
   * Reads what need not be there; empty where it is not (404 or 410).
   *
   * @throws Failure if the service cannot be reached or answers anything else
   */
  public Optional<byte[]> find(URI uri) {
    try {
      HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(uri).GET());
      return switch (answer.statusCode()) {
        case 200 -> Optional.of(answer.body());
        case 404, 410 -> Optional.empty();
        default ->
            throw Failure.failed(
                uri + " answered: " + Problem.read(answer.statusCode(), answer.body()).sentence());
      };
    } catch (IOException e) {
      throw unreachable(uri);
    }
  }

  /**
   * Whether a failed request never reached the service, so that it may be sent again whatever it
   * was.
   */
  public static boolean neverArrived(IOException failure) {
    return failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
  }

  /** The failure for a service that does not answer. */
  public static Failure unreachable(URI uri) {
    return Failure.failed(
        "Nobody answers at "
            + uri.getScheme()
            + "://"
            + uri.getAuthority()
            + ". Does the cluster run? ./mithaq up starts it.");
  }

  private static Failure interrupted() {
    Thread.currentThread().interrupt();
    return Failure.failed("Stopped.");
  }
}
