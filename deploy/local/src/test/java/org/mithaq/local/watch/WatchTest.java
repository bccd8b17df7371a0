package org.mithaq.local.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mithaq.local.client.FakeService;
import org.mithaq.local.client.Http;
import org.mithaq.local.console.ExitCode;
import org.mithaq.local.console.Failure;

class WatchTest {

  private static final Duration LONG = Duration.ofMinutes(2);

  private final FakeService service = FakeService.start();
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<String> shown = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    over.countDown();
    service.close();
  }

  private void once(Duration still, HttpHandler feed) {
    service.on("/v1/feed", feed);
    try (Feed all = new Feed(new Http(), service::url, () -> "token", 0)) {
      new Watch(all, event -> shown.add(event.id()), said -> {}).once(still);
    }
  }

  private static void send(HttpExchange call, String text) throws IOException {
    if (call.getResponseCode() == -1) {
      call.getResponseHeaders().set("Content-Type", "text/event-stream");
      call.sendResponseHeaders(200, 0);
    }
    call.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
    call.getResponseBody().flush();
  }

  private void stay() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void endsWhereAllHasComeThatWasThere() {
    once(
        LONG,
        call -> {
          send(call, ": feed\n\nid: 1\ndata: {}\n\nid: 2\ndata: {}\n\n: up to 2\n\n");
          stay();
        });

    assertThat(shown).containsExactly("1", "2");
  }

  @Test
  void goesOnAfterAConnectionThatEndsBeforeAllHasCome() {
    once(
        LONG,
        call -> {
          if (call.getRequestHeaders().getFirst("Last-Event-ID").equals("0")) {
            send(call, "id: 1\ndata: {}\n\n");
          } else {
            send(call, "id: 2\ndata: {}\n\n: up to 2\n\n");
            stay();
          }
        });

    assertThat(shown).containsExactly("1", "2");
  }

  @Test
  void failsWhereTheFeedLivesAndDoesNotComeToItsEnd() {
    assertThatThrownBy(
            () ->
                once(
                    Duration.ofMillis(1),
                    call -> {
                      send(call, "id: 1\ndata: {}\n\n: alive\n\n");
                      stay();
                    }))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.FAILED))
        .hasMessageContaining("Not all that there is has come");
  }

  @Test
  void failsWhereTheFeedEndsAgainAndAgainBeforeAllHasCome() {
    assertThatThrownBy(() -> once(Duration.ofSeconds(1), call -> send(call, ": feed\n\n")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("The alert-service ended the feed");
  }
}
