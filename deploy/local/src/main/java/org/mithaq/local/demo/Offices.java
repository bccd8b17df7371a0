package org.mithaq.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mithaq.local.client.Http;
import org.mithaq.local.client.Problem;
import org.mithaq.local.client.Running;
import org.mithaq.local.console.Failure;
import org.mithaq.local.publish.Answer;
import org.mithaq.local.publish.Publisher;
import org.mithaq.local.token.Group;
import org.mithaq.local.token.TokenIssuer;
import org.mithaq.local.token.Tokens;
import org.mithaq.local.watch.NoticeView;

/**
 * What the agencies of the story do, each with a token of its own, over the interfaces that
 * everybody uses.
 */
final class Offices {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int GONE = 410;
  private static final int NOT_FOUND = 404;

  private final Http http = new Http();
  private final Running running;
  private final Tokens officers;
  private final Tokens analysts;
  private final Tokens overseers;
  private final Publisher publisher;

  Offices(Running running, Clock clock) {
    this.running = running;
    TokenIssuer issuer = TokenIssuer.of(running.dataDirectory(), clock);
    this.officers =
        new Tokens(issuer, clock, "demo-officer", Set.of(Group.PUBLISHER, Group.ANALYST));
    this.analysts = new Tokens(issuer, clock, "demo-analyst", Set.of(Group.ANALYST));
    this.overseers = new Tokens(issuer, clock, "demo-overseer", Set.of(Group.OVERSIGHT));
    this.publisher =
        new Publisher(http, running::exchange, officers::of, agency -> true, PATIENCE, clock);
  }

  Http http() {
    return http;
  }

  Running running() {
    return running;
  }

  Told follow(List<String> agencies) {
    return new Told(agencies, http, running::alert, analysts::of);
  }

  /** Publishes reports and gives what became of each, by its key. */
  Map<String, Answer> publish(List<Report> reports) {
    StringBuilder file = new StringBuilder();
    reports.forEach(report -> file.append(report.line()).append('\n'));
    Map<String, Answer> answers = new HashMap<>();
    try {
      publisher.publish(
          new ByteArrayInputStream(file.toString().getBytes(StandardCharsets.UTF_8)),
          null,
          answer -> answers.put(answer.json().path("reference").asText(), answer));
    } catch (IOException e) {
      throw new IllegalStateException("text in memory cannot fail to be read", e);
    }
    return answers;
  }

  /** Takes a signal back; one that was taken back before stays so. */
  void withdraw(String agency, String id) {
    URI uri = URI.create(running.exchange() + "/v1/signals/" + id);
    String token = officers.of(agency);
    HttpResponse<byte[]> read =
        call(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).GET());
    if (read.statusCode() == GONE || read.statusCode() == NOT_FOUND) {
      return;
    }
    HttpRequest.Builder delete =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).DELETE();
    read.headers().firstValue("ETag").ifPresent(version -> delete.header("If-Match", version));
    HttpResponse<byte[]> answer = call(delete);
    if (answer.statusCode() >= 300 && answer.statusCode() != GONE) {
      throw Failure.failed(
          "The signal could not be withdrawn: "
              + Problem.read(answer.statusCode(), answer.body()).sentence()
              + ".");
    }
  }

  /** The open notices of an agency. */
  List<NoticeView> notices(String agency) {
    return pages(running.alert() + "/v1/notices?state=open&limit=100", analysts.of(agency)).stream()
        .map(NoticeView::read)
        .toList();
  }

  /**
   * How many audit records there are of each operation, as the oversight of these agencies may read
   * them.
   *
   * @param entries of the first so many entries of the log; reading them makes new ones
   */
  SortedMap<String, Long> records(Set<String> agencies, long entries) {
    SortedMap<String, Long> operations = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    for (String agency : agencies) {
      for (JsonNode record :
          pages(running.audit() + "/v1/records?limit=500", overseers.of(agency))) {
        if (record.path("index").asLong(Long.MAX_VALUE) < entries
            && seen.add(record.path("id").asText())) {
          operations.merge(record.path("operation").asText("?"), 1L, Long::sum);
        }
      }
    }
    return operations;
  }

  private List<JsonNode> pages(String first, String token) {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      byte[] body = http.get(URI.create(first + cursor), token, PATIENCE);
      try {
        JsonNode page = JSON.readTree(body);
        page.path("items").forEach(items::add);
        cursor =
            page.path("next").isTextual()
                ? "&cursor=" + URLEncoder.encode(page.path("next").asText(), StandardCharsets.UTF_8)
                : "";
      } catch (IOException e) {
        throw Failure.failed("What " + first + " answers is no JSON.");
      }
    } while (!cursor.isEmpty());
    return items;
  }

  private HttpResponse<byte[]> call(HttpRequest.Builder request) {
    try {
      return http.send(request);
    } catch (IOException e) {
      throw Http.unreachable(running.exchange());
    }
  }
}
