package org.mithaq.audit.witness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mithaq.audit.log.Checkpoint;
import org.mithaq.audit.log.ForkException;

/** Asks one witness to cosign one checkpoint, C2SP tlog-witness. */
final class Inquiry {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** So long an answer is at most: a size, or a few cosignatures. */
  private static final long MOST_BYTES = 1 << 16;

  /** How often a witness may say that it has moved on, before that is a failure. */
  private static final int MOST_CONFLICTS = 3;

  private final String id;
  private final URI url;
  private final WitnessKey key;
  private final HttpClient http;

  Inquiry(String id, WitnessSettings.Known witness, HttpClient http) {
    this.id = id;
    String base = witness.url().toString();
    this.url = URI.create((base.endsWith("/") ? base : base + "/") + "add-checkpoint");
    this.key = witness.key();
    this.http = http;
  }

  /** From where consistency proofs to a checkpoint come. */
  interface Proof {
    /** The proof that the log of this size is a beginning of the checkpoint's. */
    List<byte[]> from(long size);
  }

  /**
   * The witness's cosignature, a line without its end.
   *
   * @param old the size up to which the witness is believed to have cosigned
   * @throws IOException when it does not cosign, for a reason that may pass
   * @throws ForkException when it has cosigned what this checkpoint is no continuation of
   */
  String cosignature(long old, Checkpoint checkpoint, String note, Proof proof)
      throws IOException, InterruptedException {
    long from = Math.min(old, checkpoint.size());
    for (int i = 0; i < MOST_CONFLICTS; i++) {
      HttpResponse<String> answer = send(body(from, proof.from(from), note));
      switch (answer.statusCode()) {
        case 200 -> {
          return key.cosignature(checkpoint.text(), answer.body().lines().toList())
              .orElseThrow(() -> new IOException("it answers without a valid cosignature"));
        }
        case 409 -> from = size(answer, checkpoint, from);
        case 422 ->
            throw new ForkException(
                "witness %s finds that the %d entries that it has cosigned of %s are no beginning of these %d"
                    .formatted(id, from, checkpoint.origin(), checkpoint.size()));
        case 403 -> throw new IOException("it does not know the log's key (403)");
        case 404 -> throw new IOException("it does not witness this log (404)");
        default -> throw new IOException("it answers " + answer.statusCode());
      }
    }
    throw new IOException("it moves on while it is asked");
  }

  private long size(HttpResponse<String> answer, Checkpoint checkpoint, long asked)
      throws IOException {
    String body = answer.body();
    if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("text/x.tlog.size")
        || !body.matches("(0|[1-9][0-9]{0,17})\n")) {
      throw new IOException("it answers 409 without a size");
    }
    long size = Long.parseLong(body.strip());
    if (size > checkpoint.size()) {
      throw new ForkException(
          "witness %s has cosigned %d entries of %s, and there are only %d: the log has been set back"
              .formatted(id, size, checkpoint.origin(), checkpoint.size()));
    }
    if (size == asked) {
      throw new ForkException(
          "witness %s has cosigned other %d entries of %s"
              .formatted(id, size, checkpoint.origin()));
    }
    return size;
  }

  private static String body(long old, List<byte[]> proof, String note) {
    StringBuilder body = new StringBuilder("old ").append(old).append('\n');
    proof.forEach(hash -> body.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
    return body.append('\n').append(note).toString();
  }

  private HttpResponse<String> send(String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    // Whoever runs the witness may not be trusted: neither with memory nor with time.
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_BYTES));
    try {
      return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("it does not answer in time", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }
}
