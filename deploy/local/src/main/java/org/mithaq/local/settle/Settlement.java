package org.mithaq.local.settle;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mithaq.local.client.Http;
import org.mithaq.local.console.Failure;

/**
 * Waits until nothing is under way anywhere: every outbox confirmed, every signal matched, every
 * notice in its feed, every record under a checkpoint. One look is not enough, for work that has
 * left one gauge may not have reached the next; several looks in a row must find nothing.
 */
public final class Settlement {

  /** Looks in a row that must find nothing. */
  static final int LOOKS = 6;

  private static final Duration PAUSE = Duration.ofMillis(250);

  private static final Map<String, List<String>> GAUGES = gauges();

  private final Http http;
  private final Function<String, URI> services;
  private final Clock clock;

  /**
   * A settlement.
   *
   * @param services the base URL of a service by its name: exchange, alert, audit
   */
  public Settlement(Http http, Function<String, URI> services, Clock clock) {
    this.http = http;
    this.services = services;
    this.clock = clock;
  }

  /**
   * What one look found.
   *
   * @param open what is not done yet, one sentence each; empty if nothing is under way
   * @param amount how many things are under way, as far as the gauges tell
   */
  public record Look(List<String> open, long amount) {

    /** Copies the list. */
    public Look {
      open = List.copyOf(open);
    }
  }

  /**
   * Waits.
   *
   * @param timeout how long at most
   * @param each takes each look
   * @return how long it took
   * @throws Failure if something is still under way when the time is over, with what it is
   */
  public Duration await(Duration timeout, Consumer<Look> each) {
    Instant start = clock.instant();
    Instant deadline = start.plus(timeout);
    int quiet = 0;
    while (true) {
      Look look = look();
      each.accept(look);
      quiet = look.open().isEmpty() ? quiet + 1 : 0;
      if (quiet >= LOOKS) {
        return Duration.between(start, clock.instant());
      }
      if (clock.instant().isAfter(deadline)) {
        throw Failure.failed(
            "Not settled after "
                + timeout.toSeconds()
                + " s: "
                + (look.open().isEmpty()
                    ? "it was at rest for too short a time"
                    : String.join("; ", look.open()))
                + ".");
      }
      pause();
    }
  }

  /** Looks at every gauge once. */
  public Look look() {
    List<String> open = new ArrayList<>();
    long amount = 0;
    for (Map.Entry<String, List<String>> service : GAUGES.entrySet()) {
      String name = service.getKey() + "-service";
      Gauges gauges;
      try {
        HttpResponse<byte[]> answer =
            http.send(
                HttpRequest.newBuilder(URI.create(services.apply(service.getKey()) + "/q/metrics"))
                    .GET());
        if (answer.statusCode() != 200) {
          open.add(name + " gives no metrics (HTTP " + answer.statusCode() + ")");
          continue;
        }
        gauges = Gauges.read(new String(answer.body(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        open.add(name + " does not answer");
        continue;
      }
      for (String gauge : service.getValue()) {
        OptionalDouble value = gauges.value(gauge);
        if (value.isEmpty()) {
          open.add(name + " does not tell " + gauge);
        } else if (value.getAsDouble() != 0) {
          open.add(name + ": " + gauge + " is " + plain(value.getAsDouble()));
          amount += Math.round(Math.max(0, value.getAsDouble()));
        }
      }
    }
    return new Look(open, amount);
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.failed("Stopped.");
    }
  }

  private static Map<String, List<String>> gauges() {
    Map<String, List<String>> gauges = new LinkedHashMap<>();
    gauges.put("exchange", List.of("mithaq_outbox_pending"));
    gauges.put("alert", List.of("mithaq_outbox_pending", "mithaq_matching_lag", "mithaq_feed_lag"));
    gauges.put("audit", List.of("mithaq_log_lag"));
    return gauges;
  }
}
