package org.mithaq.local.publish;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mithaq.local.client.Http;
import org.mithaq.local.console.Failure;

/**
 * Publishes a file in windows: each window's lines go out as one bulk request an agency, side by
 * side, and the next window only when all are answered. So an agency's own lines are accepted in
 * the file's order, and those of different agencies no further out of it than one window; memory is
 * that of a window.
 */
public final class Publisher {

  private static final int SIDE_BY_SIDE = 6;

  private final BulkStream stream;
  private final Predicate<String> known;

  /**
   * A publisher.
   *
   * @param exchange the base URL of the exchange-service, asked for before each request
   * @param tokens a token with the group {@code publisher} for an agency
   * @param known which agencies there are
   * @param patience how long to go on without any progress
   */
  public Publisher(
      Http http,
      Supplier<URI> exchange,
      Function<String, String> tokens,
      Predicate<String> known,
      Duration patience,
      Clock clock) {
    this.stream = new BulkStream(http, exchange, tokens, patience, clock);
    this.known = known;
  }

  /**
   * What became of all lines.
   *
   * @param accepted new signals
   * @param known had been published before
   * @param refused were not accepted
   * @param unanswered have a fate that is not known
   */
  public record Summary(long accepted, long known, long refused, long unanswered) {

    /** How many lines there were. */
    public long lines() {
      return accepted + known + refused + unanswered;
    }

    /** Whether every line is a signal now. */
    public boolean isComplete() {
      return refused == 0 && unanswered == 0;
    }

    Summary and(Answer answer) {
      return switch (answer.outcome()) {
        case ACCEPTED -> new Summary(accepted + 1, known, refused, unanswered);
        case KNOWN -> new Summary(accepted, known + 1, refused, unanswered);
        case REFUSED -> new Summary(accepted, known, refused + 1, unanswered);
        case UNANSWERED -> new Summary(accepted, known, refused, unanswered + 1);
      };
    }
  }

  /**
   * Publishes every line of a stream. Once a line's fate is unknown after all patience, the rest is
   * not sent: the exchange is gone, and whoever runs the command again is answered for all.
   *
   * @param agency who publishes the plain signals in it, or null
   * @param answers takes the answer to each line, in the file's order
   * @throws IOException if the stream cannot be read
   */
  public Summary publish(InputStream in, @Nullable String agency, Consumer<Answer> answers)
      throws IOException {
    LineReader reader = new LineReader(in, agency, known);
    Summary summary = new Summary(0, 0, 0, 0);
    try (ExecutorService requests =
        Executors.newFixedThreadPool(SIDE_BY_SIDE, Thread.ofVirtual().factory())) {
      Window window = fill(reader);
      while (!window.isEmpty()) {
        for (Answer answer : send(window, requests)) {
          answers.accept(answer);
          summary = summary.and(answer);
        }
        if (summary.unanswered() > 0) {
          return summary;
        }
        window = fill(reader);
      }
    }
    return summary;
  }

  private static Window fill(LineReader reader) throws IOException {
    Window window = new Window();
    Line line = window.isFull() ? null : reader.next();
    while (line != null) {
      window.add(line);
      line = window.isFull() ? null : reader.next();
    }
    return window;
  }

  private List<Answer> send(Window window, ExecutorService requests) {
    List<Future<Map<Long, Answer>>> sent = new ArrayList<>();
    window
        .byAgency()
        .forEach((agency, lines) -> sent.add(requests.submit(() -> stream.send(agency, lines))));
    Map<Long, Answer> byLine = new HashMap<>();
    for (Future<Map<Long, Answer>> future : sent) {
      byLine.putAll(await(future));
    }
    List<Answer> answers = new ArrayList<>();
    for (Line line : window.lines()) {
      Line.Fault fault = line.fault();
      Answer answer = fault == null ? byLine.get(line.number()) : Answer.notSent(line, fault);
      answers.add(answer == null ? Answer.unanswered(line, "The line was not answered.") : answer);
    }
    return answers;
  }

  private static Map<Long, Answer> await(Future<Map<Long, Answer>> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.failed("Stopped.");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a request ended in an unknown way", e);
    }
  }
}
