package org.mithaq.local.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mithaq.local.client.FakeService;
import org.mithaq.local.client.Http;
import org.mithaq.local.console.ExitCode;
import org.mithaq.local.console.Failure;

class FeedTest {

  private static final Duration WAIT = Duration.ofSeconds(20);

  private final FakeService service = FakeService.start();
  private final List<String> resumedAfter = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void goesOnAfterTheLastEventWhenAConnectionBreaksInTheMidstOfOne() {
    service.on(
        "/v1/feed",
        call -> {
          int after = begin(call);
          OutputStream out = call.getResponseBody();
          for (int id = after + 1; id <= after + 3; id++) {
            event(out, id);
          }
          // The fourth is cut off: it has to come again, whole.
          write(out, "id: " + (after + 4) + "\ndata: {\"ha");
          throw new IOException("cut");
        });

    try (Feed feed = feed(0)) {
      assertThat(ids(feed, 9)).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
    }
    assertThat(resumedAfter).startsWith("0", "3", "6");
  }

  @Test
  void beginsWhereItIsTold() {
    service.on(
        "/v1/feed",
        call -> {
          int after = begin(call);
          event(call.getResponseBody(), after + 1);
        });

    try (Feed feed = feed(120)) {
      assertThat(ids(feed, 1)).containsExactly("121");
    }
    assertThat(resumedAfter).startsWith("120");
  }

  @Test
  void tellsWhenAllHasComeThatWasThere() {
    service.on(
        "/v1/feed",
        call -> {
          OutputStream out = call.getResponseBody();
          event(out, begin(call) + 1);
          write(out, ": alive\n\n: up to 1\n\n");
          event(out, 2);
        });

    try (Feed feed = feed(0)) {
      assertThat(Stream.generate(() -> feed.next(WAIT)).limit(6).map(Object::getClass))
          .containsExactly(
              Feed.Item.Alive.class,
              Feed.Item.Alive.class,
              Feed.Item.Event.class,
              Feed.Item.Alive.class,
              Feed.Item.Present.class,
              Feed.Item.Event.class);
    }
  }

  @Test
  void waitsForAServiceThatIsNotReady() {
    List<Integer> times = new CopyOnWriteArrayList<>();
    service.on(
        "/v1/feed",
        call -> {
          times.add(1);
          if (times.size() == 1) {
            FakeService.answer(
                call, 503, "application/problem+json", "{\"title\":\"Not ready\",\"status\":503}");
          } else {
            event(call.getResponseBody(), begin(call) + 1);
          }
        });

    try (Feed feed = feed(0)) {
      assertThat(feed.next(WAIT)).isEqualTo(new Feed.Item.Lost("Not ready"));
      assertThat(ids(feed, 1)).containsExactly("1");
    }
  }

  @Test
  void endsWithTheReasonWhenItIsRefused() {
    service.on(
        "/v1/feed",
        call ->
            FakeService.answer(
                call,
                403,
                "application/problem+json",
                "{\"title\":\"Not allowed\",\"status\":403,\"detail\":\"The group analyst is needed.\"}"));

    try (Feed feed = feed(0)) {
      assertThatThrownBy(() -> feed.next(WAIT))
          .isInstanceOfSatisfying(
              Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.FAILED))
          .hasMessageContaining("The group analyst is needed");
    }
  }

  private Feed feed(long since) {
    return new Feed(new Http(), service::url, () -> "token", since);
  }

  private int begin(HttpExchange call) throws IOException {
    String last = call.getRequestHeaders().getFirst("Last-Event-ID");
    resumedAfter.add(last);
    call.getResponseHeaders().set("Content-Type", "text/event-stream");
    call.sendResponseHeaders(200, 0);
    write(call.getResponseBody(), ": hello\n\n");
    return Integer.parseInt(last);
  }

  private static void event(OutputStream out, int id) throws IOException {
    write(out, "id: " + id + "\nevent: notice\ndata: {\"id\":\"n-" + id + "\"}\n\n");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static List<String> ids(Feed feed, int count) {
    List<String> ids = new ArrayList<>();
    while (ids.size() < count) {
      Feed.Item item = feed.next(WAIT);
      assertThat(item).isNotInstanceOf(Feed.Item.Nothing.class);
      if (item instanceof Feed.Item.Event(SseEvent event)) {
        ids.add(event.id());
      }
    }
    return ids;
  }
}
