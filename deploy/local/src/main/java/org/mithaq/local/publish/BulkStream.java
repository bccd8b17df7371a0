package org.mithaq.local.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mithaq.local.client.Http;
import org.mithaq.local.client.Lines;
import org.mithaq.local.client.Problem;
import org.mithaq.local.console.Failure;

/**
 * One agency's lines through {@code POST /v1/signals/bulk}, again and again until each is answered.
 * A line that may have arrived is sent again only if it bears a reference: the exchange answers a
 * known reference with the same signal.
 */
final class BulkStream {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final int ERRORS = 3;

  private final Http http;
  private final Supplier<URI> exchange;
  private final Function<String, String> tokens;
  private final Duration patience;
  private final Clock clock;

  BulkStream(
      Http http,
      Supplier<URI> exchange,
      Function<String, String> tokens,
      Duration patience,
      Clock clock) {
    this.http = http;
    this.exchange = exchange;
    this.tokens = tokens;
    this.patience = patience;
    this.clock = clock;
  }

  /** How one request went. */
  private sealed interface Attempt {

    /** The answer was read to its end. */
    record Complete() implements Attempt {}

    /** The service says that it cannot just now, and did nothing. */
    record Later(String why) implements Attempt {}

    /** Nothing was sent. */
    record NotReached(String why) implements Attempt {}

    /** Something was sent, and it is not known what became of it. */
    record Broken(String why) implements Attempt {}
  }

  /** Sends the lines of one agency and gives an answer to each of them. */
  Map<Long, Answer> send(String agency, List<Line> lines) {
    Map<Long, Answer> answers = new HashMap<>();
    Map<Long, Integer> errors = new HashMap<>();
    List<Line> open = new ArrayList<>(lines);
    Instant deadline = clock.instant().plus(patience);
    Duration pause = FIRST_PAUSE;
    while (true) {
      int before = open.size();
      Attempt attempt = attempt(agency, open, answers);
      List<Line> left = new ArrayList<>();
      for (Line line : open) {
        Answer answer = answers.get(line.number());
        if (answer == null) {
          if (attempt instanceof Attempt.Broken(String why) && line.reference() == null) {
            answers.put(
                line.number(),
                Answer.unanswered(
                    line,
                    why
                        + " The signal bears no reference, so it is not sent again: it may have been accepted, and would"
                        + " then count twice."));
          } else {
            left.add(line);
          }
        } else if (mayBeTriedAgain(line, answer, errors)) {
          left.add(line);
        }
      }
      if (left.isEmpty()) {
        return answers;
      }
      Instant now = clock.instant();
      if (left.size() < before) {
        deadline = now.plus(patience);
        pause = FIRST_PAUSE;
      }
      if (now.isAfter(deadline)) {
        for (Line line : left) {
          answers.putIfAbsent(
              line.number(),
              Answer.unanswered(
                  line, why(attempt) + " Gave up after " + patience.toSeconds() + " s."));
        }
        return answers;
      }
      for (Line line : left) {
        answers.remove(line.number());
      }
      sleep(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
      open = left;
    }
  }

  private static boolean mayBeTriedAgain(Line line, Answer answer, Map<Long, Integer> errors) {
    int status = answer.json().path("status").asInt(0);
    if (status == 429 || status == 503) {
      return true;
    }
    // An unexpected error may pass; one that does not is the answer.
    return status >= 500
        && line.reference() != null
        && errors.merge(line.number(), 1, Integer::sum) <= ERRORS;
  }

  private static String why(Attempt attempt) {
    return switch (attempt) {
      case Attempt.Complete complete -> "The service is not able to.";
      case Attempt.Later(String why) -> why;
      case Attempt.NotReached(String why) -> why;
      case Attempt.Broken(String why) -> why;
    };
  }

  private Attempt attempt(String agency, List<Line> lines, Map<Long, Answer> answers) {
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(URI.create(exchange.get() + "/v1/signals/bulk"))
              .header("Authorization", "Bearer " + tokens.apply(agency))
              .header("Content-Type", "application/x-ndjson")
              .header("Accept", "application/x-ndjson, application/problem+json")
              .timeout(ANSWER)
              .POST(HttpRequest.BodyPublishers.ofByteArray(body(lines)))
              .build();
    } catch (Failure e) {
      return new Attempt.NotReached(e.sentence());
    }
    try {
      HttpResponse<InputStream> response = http.open(request);
      try (InputStream in = response.body()) {
        int status = response.statusCode();
        if (status == 200) {
          return read(in, lines, answers);
        }
        Problem problem = Problem.read(status, in.readAllBytes());
        if (status == 429 || status == 503) {
          return new Attempt.Later(problem.sentence() + ".");
        }
        if (status >= 500) {
          return new Attempt.Broken(problem.sentence() + ".");
        }
        for (Line line : lines) {
          answers.put(line.number(), Answer.of(line, problem));
        }
        return new Attempt.Complete();
      }
    } catch (IOException e) {
      return Http.neverArrived(e)
          ? new Attempt.NotReached("The exchange-service cannot be reached.")
          : new Attempt.Broken("The connection to the exchange-service broke.");
    }
  }

  private static Attempt read(InputStream in, List<Line> lines, Map<Long, Answer> answers)
      throws IOException {
    Lines reader = new Lines(in, LineReader.LONGEST);
    int answered = 0;
    byte[] bytes = reader.next();
    while (bytes != null) {
      if (bytes.length > 0) {
        JsonNode json = JSON.readTree(bytes);
        int number = json.path("line").asInt(0);
        if (number >= 1 && number <= lines.size()) {
          Line line = lines.get(number - 1);
          answers.put(line.number(), Answer.of(line, json));
          answered++;
        }
      }
      bytes = reader.next();
    }
    return answered >= lines.size()
        ? new Attempt.Complete()
        : new Attempt.Broken("The exchange-service did not answer every line.");
  }

  private static byte[] body(List<Line> lines) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Line line : lines) {
      body.writeBytes(line.body());
      body.write('\n');
    }
    return body.toByteArray();
  }

  private static void sleep(Duration pause) {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.failed("Stopped.");
    }
  }
}
