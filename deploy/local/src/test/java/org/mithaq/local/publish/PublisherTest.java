package org.mithaq.local.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mithaq.local.client.FakeService;
import org.mithaq.local.client.Http;
import org.mithaq.local.console.Failure;

class PublisherTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final FakeService service = FakeService.start();
  private final Exchange exchange = new Exchange();
  private final List<JsonNode> answers = new ArrayList<>();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void answersEveryLineInTheFilesOrderWhoeverPublishesIt() throws IOException {
    service.on("/v1/signals/bulk", exchange);
    StringBuilder file = new StringBuilder();
    for (int i = 1; i <= 1000; i++) {
      file.append(envelope(i % 3 == 0 ? "nl-kmar" : "ma-dgsn", "k" + i)).append('\n');
    }

    Publisher.Summary summary = publish(file.toString(), null);

    assertThat(summary).isEqualTo(new Publisher.Summary(1000, 0, 0, 0));
    assertThat(answers).extracting(a -> a.path("line").asInt()).hasSize(1000).isSorted();
    assertThat(answers)
        .allSatisfy(
            a -> {
              assertThat(a.path("reference").asText()).isEqualTo("k" + a.path("line").asInt());
              assertThat(a.path("id").asText()).isEqualTo("id-of-k" + a.path("line").asInt());
              assertThat(a.path("status").asInt()).isEqualTo(201);
              assertThat(a.path("auditRecord").asText()).isNotEmpty();
              assertThat(a.path("agency").asText()).isIn("ma-dgsn", "nl-kmar");
            });
    assertThat(answers.getFirst().fieldNames())
        .toIterable()
        .containsExactly("line", "agency", "reference", "id", "status", "unmatched", "auditRecord");
  }

  @Test
  void keepsTheOrderOfAnAgencyAndNearlyThatOfTheFile() throws IOException {
    service.on("/v1/signals/bulk", exchange);
    StringBuilder file = new StringBuilder();
    for (int i = 1; i <= 1500; i++) {
      file.append(envelope(i % 2 == 0 ? "nl-kmar" : "ma-dgsn", "k" + i)).append('\n');
    }

    publish(file.toString(), null);

    List<Integer> accepted =
        exchange.order.stream().map(reference -> Integer.parseInt(reference.substring(1))).toList();
    assertThat(accepted.stream().filter(n -> n % 2 == 0)).isSorted();
    assertThat(accepted.stream().filter(n -> n % 2 == 1)).isSorted();
    for (int i = 0; i < accepted.size(); i++) {
      assertThat(Math.abs(accepted.get(i) - (i + 1))).isLessThan(Window.LINES);
    }
  }

  @Test
  void passesARefusalOnAndGoesOnWithTheOtherLines() throws IOException {
    service.on("/v1/signals/bulk", exchange);

    Publisher.Summary summary =
        publish(
            "{\"reference\":\"a\"}\n{\"refuse\":true}\nnot json\n{\"reference\":\"d\"}\n",
            "ma-dgsn");

    assertThat(summary).isEqualTo(new Publisher.Summary(2, 0, 2, 0));
    assertThat(summary.isComplete()).isFalse();
    JsonNode refused = answers.get(1);
    assertThat(refused.path("line").asInt()).isEqualTo(2);
    assertThat(refused.path("status").asInt()).isEqualTo(422);
    assertThat(refused.path("type").asText())
        .isEqualTo("urn:mithaq:problem:article-does-not-cover");
    assertThat(refused.at("/errors/0/pointer").asText()).isEqualTo("/crime");
    assertThat(refused.path("id").isNull()).isTrue();
    assertThat(refused.path("auditRecord").asText()).isEqualTo("record-of-a-refusal");
    assertThat(answers.get(2).path("status").asInt()).isEqualTo(400);
  }

  @Test
  void refusesEveryLineOfAnAgencyThatMayNotPublish() throws IOException {
    service.on(
        "/v1/signals/bulk",
        call -> {
          call.getRequestBody().readAllBytes();
          FakeService.answer(
              call,
              403,
              "application/problem+json",
              "{\"type\":\"urn:mithaq:problem:forbidden\",\"title\":\"Not allowed\",\"status\":403,"
                  + "\"detail\":\"The group publisher is needed.\",\"instance\":\"urn:uuid:1\"}");
        });

    Publisher.Summary summary = publish("{\"reference\":\"a\"}\n{}\n", "ma-dgsn");

    assertThat(summary).isEqualTo(new Publisher.Summary(0, 0, 2, 0));
    assertThat(answers)
        .allSatisfy(
            a -> {
              assertThat(a.path("status").asInt()).isEqualTo(403);
              assertThat(a.path("detail").asText()).contains("publisher");
            });
  }

  @Test
  void sendsAgainWhatABrokenConnectionLeftUnansweredAndCountsNothingTwice() throws IOException {
    exchange.breakAfter.set(3);
    service.on("/v1/signals/bulk", exchange);
    StringBuilder file = new StringBuilder();
    for (int i = 1; i <= 20; i++) {
      file.append("{\"reference\":\"k").append(i).append("\"}\n");
    }

    Publisher.Summary summary = publish(file.toString(), "ma-dgsn");

    // The line that was accepted while the connection broke is known when it comes again.
    assertThat(summary).isEqualTo(new Publisher.Summary(19, 1, 0, 0));
    assertThat(exchange.order).hasSize(20).doesNotHaveDuplicates();
    assertThat(answers)
        .extracting(a -> a.path("id").asText())
        .doesNotHaveDuplicates()
        .doesNotContain("");
    assertThat(exchange.requests).hasValue(2);
  }

  @Test
  void neverSendsALineWithoutReferenceTwice() throws IOException {
    exchange.breakAfter.set(1);
    service.on("/v1/signals/bulk", exchange);

    Publisher.Summary summary =
        publish("{\"reference\":\"a\"}\n{\"n\":2}\n{\"n\":3}\n{\"reference\":\"d\"}\n", "ma-dgsn");

    assertThat(summary).isEqualTo(new Publisher.Summary(2, 0, 0, 2));
    assertThat(answers.get(1).path("status").isNull()).isTrue();
    assertThat(answers.get(1).path("type").asText()).isEqualTo("urn:mithaq:problem:unanswered");
    assertThat(answers.get(1).path("detail").asText()).contains("no reference");
    assertThat(answers.get(3).path("status").asInt()).isEqualTo(201);
  }

  @Test
  void waitsForAServiceThatIsNotThereYetAndThenSendsEvenLinesWithoutReference() throws IOException {
    int port = service.port();
    service.close();
    AtomicInteger asked = new AtomicInteger();
    List<FakeService> started = new CopyOnWriteArrayList<>();
    try {
      Publisher.Summary summary =
          publish(
              "{\"n\":1}\n{\"n\":2}\n",
              "ma-dgsn",
              () -> {
                int time = asked.incrementAndGet();
                if (time == 2) {
                  throw Failure.failed("No cluster runs.");
                }
                if (time == 3) {
                  started.add(FakeService.start(port).on("/v1/signals/bulk", exchange));
                }
                return URI.create("http://127.0.0.1:" + port);
              },
              Duration.ofSeconds(30));

      assertThat(summary).isEqualTo(new Publisher.Summary(2, 0, 0, 0));
    } finally {
      started.forEach(FakeService::close);
    }
  }

  @Test
  void givesUpOnAServiceThatStaysAwayAndSaysSoForEachLine() throws IOException {
    service.close();
    StringBuilder file = new StringBuilder();
    for (int i = 1; i <= Window.LINES + 10; i++) {
      file.append("{\"reference\":\"k").append(i).append("\"}\n");
    }

    Publisher.Summary summary =
        publish(file.toString(), "ma-dgsn", service::url, Duration.ofMillis(300));

    assertThat(summary.unanswered()).isEqualTo(Window.LINES);
    assertThat(answers.getFirst().path("detail").asText())
        .contains("cannot be reached")
        .contains("Gave up");
    assertThat(PublishCommand.sentence(summary)).contains("not answered").contains("again");
  }

  @Test
  void waitsWhenTheServiceAsksForPatience() throws IOException {
    AtomicInteger times = new AtomicInteger();
    service.on(
        "/v1/signals/bulk",
        call -> {
          if (times.incrementAndGet() == 1) {
            call.getRequestBody().readAllBytes();
            FakeService.answer(
                call, 503, "application/problem+json", "{\"title\":\"Not ready\",\"status\":503}");
          } else {
            exchange.handle(call);
          }
        });

    assertThat(publish("{\"n\":1}\n", "ma-dgsn")).isEqualTo(new Publisher.Summary(1, 0, 0, 0));
  }

  @Test
  void saysWhenASignalWasKnownBefore() throws IOException {
    service.on("/v1/signals/bulk", exchange);
    publish("{\"reference\":\"a\"}\n", "ma-dgsn");
    answers.clear();

    assertThat(publish("{\"reference\":\"a\"}\n", "ma-dgsn"))
        .isEqualTo(new Publisher.Summary(0, 1, 0, 0));
    assertThat(answers.getFirst().path("status").asInt()).isEqualTo(200);
  }

  private Publisher.Summary publish(String file, @Nullable String agency) throws IOException {
    return publish(file, agency, service::url, Duration.ofSeconds(30));
  }

  private Publisher.Summary publish(
      String file, @Nullable String agency, Supplier<URI> url, Duration patience)
      throws IOException {
    Publisher publisher =
        new Publisher(
            new Http(),
            url,
            of -> "token-of-" + of,
            Set.of("ma-dgsn", "nl-kmar")::contains,
            patience,
            Clock.systemUTC());
    return publisher.publish(
        new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
        agency,
        answer -> answers.add(answer.json()));
  }

  private static String envelope(String agency, String key) {
    return "{\"agency\":\"" + agency + "\",\"key\":\"" + key + "\",\"signal\":{\"article\":\"5\"}}";
  }

  /** Takes signals as the exchange does: a reference names one signal for good. */
  private static final class Exchange implements HttpHandler {

    private final Map<String, String> ids = new ConcurrentHashMap<>();
    private final List<String> order = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();

    /**
     * Lines of the next request to answer; the one after them is accepted, but its answer is lost.
     */
    private final AtomicInteger breakAfter = new AtomicInteger(-1);

    @Override
    public void handle(HttpExchange call) throws IOException {
      requests.incrementAndGet();
      assertThat(call.getRequestHeaders().getFirst("Authorization")).startsWith("Bearer token-of-");
      assertThat(call.getRequestHeaders().getFirst("Content-Type"))
          .isEqualTo("application/x-ndjson");
      String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      call.getResponseHeaders().set("Content-Type", "application/x-ndjson");
      call.sendResponseHeaders(200, 0);
      OutputStream out = call.getResponseBody();
      int limit = breakAfter.getAndSet(-1);
      int number = 0;
      for (String line : body.split("\n")) {
        number++;
        String answer = answer(number, line);
        if (limit >= 0 && number > limit) {
          // Cut within a line, and the connection with it.
          out.write(answer.substring(0, answer.length() / 2).getBytes(StandardCharsets.UTF_8));
          out.flush();
          throw new IOException("cut");
        }
        out.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }

    private String answer(int number, String line) {
      JsonNode signal;
      try {
        signal = JSON.readTree(line);
      } catch (IOException e) {
        return "{\"line\":"
            + number
            + ",\"type\":\"urn:mithaq:problem:malformed-json\",\"title\":\"No JSON\",\"status\":400}";
      }
      if (signal.path("refuse").asBoolean()) {
        return "{\"line\":"
            + number
            + ",\"type\":\"urn:mithaq:problem:article-does-not-cover\",\"title\":\"Not covered\",\"status\":422,"
            + "\"errors\":[{\"pointer\":\"/crime\",\"detail\":\"no\"}],\"auditRecord\":\"record-of-a-refusal\"}";
      }
      String reference = signal.path("reference").asText(null);
      int status = 201;
      if (reference != null) {
        status = ids.putIfAbsent(reference, "id-of-" + reference) == null ? 201 : 200;
        if (status == 201) {
          order.add(reference);
        }
      }
      return "{\"line\":"
          + number
          + ",\"status\":"
          + status
          + ",\"id\":\"id-of-"
          + reference
          + "\",\"reference\":"
          + (reference == null ? "null" : "\"" + reference + "\"")
          + ",\"unmatched\":[],\"auditRecord\":\"record\"}";
    }
  }
}
