package org.mithaq.exchange.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mithaq.exchange.Exchange.as;
import static org.mithaq.exchange.Exchange.json;
import static org.mithaq.exchange.Exchange.newSignal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mithaq.exchange.Exchange;
import org.mithaq.exchange.OnStack;
import org.mithaq.local.stack.TestTokens;

@QuarkusTest
@OnStack
class BulkIT {

  @TestHTTPResource URI base;
  @Inject Exchange exchange;

  private static Response bulk(String body) {
    return as("ma-dgsn", "publisher")
        .contentType("application/x-ndjson")
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post("/v1/signals/bulk");
  }

  private static List<JsonNode> answers(Response response) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    assertThat(response.contentType()).startsWith("application/x-ndjson");
    return response.asString().lines().map(Exchange::json).toList();
  }

  @Test
  void answersEveryLineAndLetsNoBadOneHarmAnother() {
    ObjectNode first = newSignal();
    ObjectNode refused = newSignal().put("article", "9");
    ObjectNode conflicting = first.deepCopy().put("narrative", "another");
    ObjectNode last = newSignal();
    last.putArray("selectors").addObject().put("type", "device").put("imei", "1");
    String body =
        String.join(
            "\n",
            first.toString(),
            "{\"broken\":",
            refused.toString(),
            "",
            first.toString(),
            conflicting.toString(),
            "{\"narrative\":\"" + "x".repeat(1_100_000) + "\"}",
            newSignal().put("narrative", "QQ").toString().replace("QQ", "\\u0000"),
            last.toString(),
            newSignal().toString().substring(0, 60));
    long signals = exchange.signals();
    List<JsonNode> answers = answers(bulk(body));

    assertThat(answers.stream().map(a -> a.path("line").asInt() + " " + a.path("status").asInt()))
        .containsExactly(
            "1 201", "2 400", "3 422", "5 200", "6 409", "7 413", "8 400", "9 201", "10 400");
    assertThat(answers.get(3).path("id")).isEqualTo(answers.get(0).path("id"));
    assertThat(answers.get(0).path("reference")).isEqualTo(first.path("reference"));
    assertThat(answers.get(0).path("auditRecord").asText()).isNotBlank();
    assertThat(answers.get(1).path("type").asText()).isEqualTo("urn:mithaq:problem:malformed-json");
    assertThat(answers.get(2).path("type").asText())
        .isEqualTo("urn:mithaq:problem:unknown-article");
    assertThat(answers.get(2).path("reference")).isEqualTo(refused.path("reference"));
    assertThat(answers.get(4).path("detail").asText()).contains(answers.get(0).path("id").asText());
    assertThat(answers.get(6).at("/errors/0/pointer").asText()).isEqualTo("/narrative");
    assertThat(answers.get(7).path("unmatched").get(0).asText()).isEqualTo("/selectors/0");
    assertThat(answers.get(8).path("type").asText()).isEqualTo("urn:mithaq:problem:malformed-json");
    assertThat(exchange.signals()).isEqualTo(signals + 2);
    for (int refusal : new int[] {2, 4}) {
      assertThat(
              exchange.query(
                  "select convert_from(payload, 'UTF8')::json ->> 'decision' from outbox where id = ?::uuid",
                  answers.get(refusal).path("auditRecord").asText()))
          .contains("refused");
    }
  }

  @Test
  void answersWhileLinesStillArrive() throws Exception {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      out.write(
          ("POST /v1/signals/bulk HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer "
                  + TestTokens.token("ma-dgsn", "publisher")
                  + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      for (int line = 1; line <= 3; line++) {
        chunk(out, newSignal() + "\n");
        String answer = in.readLine();
        while (!answer.startsWith("{")) {
          answer = in.readLine();
        }
        // The answer to this line is read before the next one is written.
        assertThat(json(answer).path("line").asInt()).isEqualTo(line);
        assertThat(json(answer).path("status").asInt()).isEqualTo(201);
      }
      String cut = newSignal().toString();
      chunk(out, cut.substring(0, cut.length() / 2));
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = in.readLine();
      while (!answer.startsWith("{")) {
        answer = in.readLine();
      }
      assertThat(json(answer).path("line").asInt()).isEqualTo(4);
      assertThat(json(answer).path("status").asInt()).isEqualTo(400);
    }
  }

  private static void chunk(OutputStream out, String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /**
   * The sender goes away in the middle of a line: what it sent whole is kept, the rest leaves no
   * trace.
   */
  @Test
  void keepsWholeLinesOfASenderThatGoesAway() throws Exception {
    ObjectNode whole = newSignal();
    ObjectNode cut = newSignal();
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /v1/signals/bulk HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer "
                  + TestTokens.token("ma-dgsn", "publisher")
                  + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100000\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write((whole + "\n" + cut.toString().substring(0, 80)).getBytes(StandardCharsets.UTF_8));
      out.flush();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String answer = in.readLine();
      while (!answer.startsWith("{")) {
        answer = in.readLine();
      }
      assertThat(json(answer).path("status").asInt()).isEqualTo(201);
    }
    List<JsonNode> again = answers(bulk(whole + "\n" + cut + "\n"));
    assertThat(again.get(0).path("status").asInt()).isEqualTo(200);
    assertThat(again.get(1).path("status").asInt()).isEqualTo(201);
  }

  @Test
  void givesEveryLineItsOwnPlaceUnderAnIdempotencyKey() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      lines.add(Exchange.signal().put("narrative", "line " + i).toString());
    }
    List<JsonNode> first = keyed(lines);
    List<JsonNode> again = keyed(lines);
    assertThat(again).isEqualTo(first);
    assertThat(first.stream().map(a -> a.path("id").asText()).distinct()).hasSize(5);
    lines.set(2, Exchange.signal().put("narrative", "another").toString());
    assertThat(keyed(lines).stream().map(a -> a.path("status").asInt()))
        .containsExactly(201, 201, 422, 201, 201);
  }

  private static List<JsonNode> keyed(List<String> lines) {
    return answers(
        as("ma-dgsn", "publisher")
            .contentType("application/x-ndjson")
            .header("Idempotency-Key", "bulk-key")
            .body(String.join("\n", lines).getBytes(StandardCharsets.UTF_8))
            .post("/v1/signals/bulk"));
  }

  @Test
  void takesAThousandLinesInBatches() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      body.append(newSignal()).append('\n');
    }
    long views = exchange.views();
    List<JsonNode> answers = answers(bulk(body.toString()));
    assertThat(answers)
        .hasSize(1_000)
        .allSatisfy(a -> assertThat(a.path("status").asInt()).isEqualTo(201));
    assertThat(answers.stream().map(a -> a.path("line").asInt()).toList())
        .isEqualTo(java.util.stream.IntStream.rangeClosed(1, 1_000).boxed().toList());
    assertThat(exchange.views()).isEqualTo(views + 1_000);
  }

  @Test
  void answersNothingToNothing() {
    assertThat(answers(bulk(""))).isEmpty();
    assertThat(answers(bulk("\n\n  \n"))).isEmpty();
  }
}
