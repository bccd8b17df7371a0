package org.mithaq.local.watch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mithaq.local.client.Http;
import org.mithaq.local.client.Lines;
import org.mithaq.local.client.Problem;
import org.mithaq.local.console.Failure;

/**
 * One agency's feed, kept up: when the connection ends or falls silent it is opened again after the
 * last event that was taken, so that nothing is lost and nothing comes twice.
 */
public final class Feed implements AutoCloseable {

  /** Heartbeats come every 15 seconds; three that stay out mean that nobody is there. */
  private static final Duration SILENCE = Duration.ofSeconds(45);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** With this, and a number, the service says that all has come that was there. */
  private static final String UP_TO = "up to ";

  private static final int LONGEST_LINE = 16 << 20;
  private static final int AHEAD = 256;

  private final Http http;
  private final Supplier<URI> alert;
  private final Supplier<String> token;
  private @Nullable String lastId;
  private Duration pause = FIRST_PAUSE;

  /** Whether the last try to open it gave nothing: the next one is then made after a pause. */
  private boolean fruitless;

  private @Nullable Connection connection;

  /**
   * A feed that is opened by the first call of {@link #next}.
   *
   * @param alert the base URL of the alert-service, asked for before each connection
   * @param token a token with the group {@code analyst}, asked for before each connection
   * @param since the sequence after which to begin; 0 for all that is kept
   */
  public Feed(Http http, Supplier<URI> alert, Supplier<String> token, long since) {
    this.http = http;
    this.alert = alert;
    this.token = token;
    this.lastId = Long.toString(since);
  }

  /** What a feed gives. */
  public sealed interface Item {

    /** Something that happened. */
    record Event(SseEvent event) implements Item {}

    /** The connection stands; after the first one of a connection follows what was missed. */
    record Alive() implements Item {}

    /** All has come that the feed held when the connection was opened. */
    record Present() implements Item {}

    /** The connection ended and will be opened again. */
    record Lost(String why) implements Item {}

    /** Nothing came in the time that the caller waited. */
    record Nothing() implements Item {}
  }

  /**
   * Waits for what comes next.
   *
   * @throws Failure if the service refuses the feed
   */
  public Item next(Duration wait) {
    try {
      Connection open = connection;
      if (open == null) {
        if (fruitless) {
          TimeUnit.MILLISECONDS.sleep(Math.min(pause.toMillis(), wait.toMillis()));
          pause =
              pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                  ? pause.multipliedBy(2)
                  : LONGEST_PAUSE;
        }
        fruitless = true;
        return open();
      }
      Item item = open.items.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      if (item == null) {
        if (open.isSilent()) {
          return lost("The alert-service fell silent.");
        }
        return new Item.Nothing();
      }
      if (item instanceof Item.Event || item instanceof Item.Present) {
        pause = FIRST_PAUSE;
        fruitless = false;
      }
      if (item instanceof Item.Event(SseEvent event) && event.id() != null) {
        lastId = event.id();
      }
      if (item instanceof Item.Lost(String why)) {
        return lost(why);
      }
      return item;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.failed("Stopped.");
    }
  }

  private Item lost(String why) {
    close();
    return new Item.Lost(why);
  }

  private Item open() {
    HttpRequest.Builder request;
    URI uri;
    try {
      uri = URI.create(alert.get() + "/v1/feed");
    } catch (Failure e) {
      return new Item.Lost(e.sentence());
    }
    request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + token.get())
            .header("Accept", "text/event-stream, application/problem+json")
            .timeout(Duration.ofSeconds(30))
            .GET();
    if (lastId != null) {
      request.header("Last-Event-ID", lastId);
    }
    try {
      HttpResponse<InputStream> response = http.open(request.build());
      int status = response.statusCode();
      if (status == 200) {
        connection = new Connection(response.body());
        return new Item.Alive();
      }
      try (InputStream body = response.body()) {
        Problem problem = Problem.read(status, body.readAllBytes());
        if (status == 429 || status >= 500) {
          return new Item.Lost(problem.sentence());
        }
        throw Failure.failed("The alert-service refuses the feed: " + problem.sentence() + ".");
      }
    } catch (IOException e) {
      return new Item.Lost("The alert-service cannot be reached.");
    }
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  /** One connection, read by a thread of its own: reading has no time limit, waiting for it has. */
  private static final class Connection {

    private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(AHEAD);
    private final InputStream body;
    private final Thread reader;
    private volatile long heardAt = System.nanoTime();

    Connection(InputStream body) {
      this.body = body;
      this.reader = Thread.ofVirtual().name("feed").start(this::read);
    }

    boolean isSilent() {
      return System.nanoTime() - heardAt > SILENCE.toNanos();
    }

    private void read() {
      SseParser parser = new SseParser();
      Lines lines = new Lines(body, LONGEST_LINE);
      try {
        try {
          byte[] line = lines.next();
          while (line != null) {
            heardAt = System.nanoTime();
            SseParser.Item item = parser.line(new String(line, StandardCharsets.UTF_8));
            if (item instanceof SseParser.Item.Event(SseEvent event)) {
              items.put(new Item.Event(event));
            } else if (item instanceof SseParser.Item.Comment(String text)) {
              items.put(text.startsWith(UP_TO) ? new Item.Present() : new Item.Alive());
            }
            line = lines.next();
          }
          items.put(new Item.Lost("The alert-service ended the feed."));
        } catch (IOException e) {
          items.put(new Item.Lost("The connection to the alert-service broke."));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void close() {
      reader.interrupt();
      try {
        body.close();
      } catch (IOException e) {
        // Closed is what it should be; a connection that is broken already is as good.
        return;
      }
    }
  }
}
