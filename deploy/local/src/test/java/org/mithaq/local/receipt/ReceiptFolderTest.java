package org.mithaq.local.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mithaq.local.client.FakeService;
import org.mithaq.local.client.Http;
import org.mithaq.local.console.Failure;

class ReceiptFolderTest {

  private static final String A = "01a215a5-0000-7000-8000-00000000000a";
  private static final String B = "01a215a5-0000-7000-8000-00000000000b";
  private static final String C = "01a215a5-0000-7000-8000-00000000000c";

  @TempDir Path folder;

  private final FakeService service = FakeService.start();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    service.close();
  }

  private static String item(String record, String receipt, String erasure) {
    return "{\"record\":\"%s\",\"pending\":%s,\"receipt\":%s,\"erasure\":%s}"
        .formatted(record, receipt.equals("null"), receipt, erasure);
  }

  private void serve(String first, String second) {
    service.on(
        "/v1/receipts",
        call -> {
          asked.add(call.getRequestURI().getQuery());
          boolean next = call.getRequestURI().getQuery().contains("cursor=2026-1");
          json(
              call,
              next
                  ? "{\"items\":[" + second + "],\"next\":null}"
                  : "{\"items\":[" + first + "],\"next\":\"2026-1\"}");
        });
  }

  private static void json(HttpExchange call, String body) throws IOException {
    FakeService.answer(call, 200, "application/json", body);
  }

  private ReceiptFolder receipts(Duration patience) {
    return new ReceiptFolder(new Http(), service.url(), () -> "token", patience, folder);
  }

  @Test
  void fillsAFolderFromAllPagesAndListsItLast() throws Exception {
    serve(item(C, "\"c\"", "null"), item(A, "\"a\"", "null"));

    ReceiptFolder.Filled filled =
        receipts(Duration.ZERO).fill("&from=2026-03-01", false, done -> {});

    assertThat(filled).isEqualTo(new ReceiptFolder.Filled(2, 0));
    assertThat(asked).allMatch(query -> query.contains("from=2026-03-01")).hasSize(2);
    assertThat(folder.resolve(A + ".tlog-proof")).hasContent("a");
    assertThat(folder.resolve(C + ".tlog-proof")).hasContent("c");
    assertThat(Files.readAllLines(folder.resolve("index"))).containsExactly(A, C);
  }

  @Test
  void leavesNothingOfWhatHasBeenErasedSince() throws Exception {
    Files.writeString(folder.resolve(A + ".tlog-proof"), "content");
    serve(item(B, "\"b\"", "null"), item(A, "\"closed\"", "\"" + B + "\""));
    service.on(
        "/v1/records/" + B + "/receipt",
        call -> FakeService.answer(call, 200, "text/plain", "proof of the erasure"));

    ReceiptFolder.Filled filled = receipts(Duration.ZERO).fill("", false, done -> {});

    assertThat(filled.erased()).isOne();
    assertThat(folder.resolve(A + ".tlog-proof")).hasContent("closed");
    assertThat(folder.resolve(A + ".erasure")).hasContent("proof of the erasure");
  }

  @Test
  void saysOfEachYearsLogHowMuchOfItIsDueWhereNothingMayBeKeptBack() throws Exception {
    serve(item(B, "\"b\"", "null"), item(A, "\"a\"", "null"));
    service.on(
        "/v1/log/checkpoint",
        call -> FakeService.answer(call, 200, "text/plain", "log.example/2027\n3\nroot\n"));
    service.on(
        "/v1/logs/2026/checkpoint",
        call -> FakeService.answer(call, 200, "text/plain", "log.example/2026\n12\nroot\n"));
    service.on("/v1/logs/2025", call -> FakeService.answer(call, 404, "text/plain", ""));

    receipts(Duration.ZERO).fill("", true, done -> {});

    assertThat(Files.readAllLines(folder.resolve("index")))
        .containsExactlyInAnyOrder("all 3 log.example/2027", "all 12 log.example/2026");
  }

  @Test
  void waitsForCosignaturesAndHasNoIndexWhileOneIsOut() throws Exception {
    Files.writeString(folder.resolve("index"), A);
    serve(item(B, "null", "null"), item(A, "\"a\"", "null"));
    AtomicInteger times = new AtomicInteger();
    service.on(
        "/v1/records/" + B + "/receipt",
        call -> {
          if (times.getAndIncrement() < 2) {
            call.getResponseHeaders().set("Retry-After", "0");
            FakeService.answer(
                call, 503, "application/problem+json", "{\"title\":\"The receipt is not ready\"}");
          } else {
            FakeService.answer(call, 200, "text/plain", "b");
          }
        });

    assertThatThrownBy(() -> receipts(Duration.ZERO).fill("", false, done -> {}))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("The receipt is not ready");
    assertThat(folder.resolve("index")).doesNotExist();

    receipts(Duration.ofMinutes(1)).fill("", false, done -> {});
    assertThat(folder.resolve(B + ".tlog-proof")).hasContent("b");
    assertThat(Files.readAllLines(folder.resolve("index"))).containsExactly(A, B);
  }

  @Test
  void writesNowhereElseWhateverTheServiceNames() {
    serve(item("../../" + B, "\"b\"", "null"), item(A, "\"a\"", "null"));

    assertThatThrownBy(() -> receipts(Duration.ZERO).fill("", false, done -> {}))
        .isInstanceOf(Failure.class);
    assertThat(folder).isEmptyDirectory();
  }
}
