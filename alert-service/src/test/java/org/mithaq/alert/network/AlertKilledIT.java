package org.mithaq.alert.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mithaq.alert.exchange.PlayedExchange;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.feed.Subscription;
import org.mithaq.alert.notice.Notice;
import org.mithaq.alert.notice.NoticeMapper;
import org.mithaq.local.stack.Ports;
import org.mithaq.local.stack.StackTestResource;
import org.mithaq.local.stack.TestTokens;

/** The packaged service, killed in the midst of its work and started again. */
class AlertKilledIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONG = Duration.ofMinutes(5);

  /** Longer than the broker waits for a member of a group that says nothing. */
  private static final Duration BEYOND_A_SESSION = Duration.ofSeconds(8);

  private final HttpClient client = HttpClient.newHttpClient();
  private Path directory;
  private Map<String, String> settings;
  private String url;
  private Process process;
  private final Map<String, Process> others = new TreeMap<>();
  private PlayedExchange exchange;

  @BeforeEach
  void prepare() throws IOException {
    StackTestResource stack = new StackTestResource();
    stack.init(Map.of("service", "alert"));
    settings = new TreeMap<>(stack.start());
    directory = Files.createTempDirectory("mithaq-killed");
    int port = Ports.free();
    url = "http://127.0.0.1:" + port;
    settings.put("quarkus.http.port", String.valueOf(port));
    settings.put("mithaq.matching.state-directory", directory.resolve("state").toString());
    StringBuilder text = new StringBuilder();
    settings.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    Files.createDirectories(directory.resolve("config"));
    Files.writeString(directory.resolve("config/application.properties"), text);
    exchange = new PlayedExchange(settings.get("kafka.bootstrap.servers"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process each : others.values()) {
      each.destroyForcibly().waitFor();
    }
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
    exchange.close();
  }

  private void start(String... options) throws IOException {
    process = launch(options);
    await().atMost(LONG).until(() -> status("/q/health/ready") == 200);
  }

  /** One more instance, with a port and stores of its own; not waited for. */
  private Process startAnother(String name) throws IOException {
    int port = Ports.free();
    Process another =
        launch(
            "-Dquarkus.http.port=" + port,
            "-Dmithaq.matching.state-directory=" + directory.resolve(name));
    others.put("http://127.0.0.1:" + port, another);
    return another;
  }

  private Process launch(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of(options));
    command.add("-jar");
    command.add(Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath().toString());
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("alert.log").toFile()))
        .start();
  }

  private void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private int status(String path) {
    try {
      return get(path, null).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private HttpResponse<String> get(String path, String token) throws IOException {
    return get(url, path, token);
  }

  private HttpResponse<String> get(String instance, String path, String token) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(instance + path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One look is not enough: what has left one gauge may not have reached the next. */
  private void awaitSettled() {
    awaitSettled(Duration.ofMillis(1500));
  }

  private void awaitSettled(Duration during) {
    await().atMost(LONG).pollInterval(Duration.ofMillis(250)).during(during).until(this::isSettled);
  }

  /** Whether every instance that runs has nothing left to do. */
  private boolean isSettled() throws IOException {
    boolean settled = isSettled(url);
    for (Map.Entry<String, Process> other : others.entrySet()) {
      settled &= !other.getValue().isAlive() || isSettled(other.getKey());
    }
    return settled;
  }

  private boolean isSettled(String instance) {
    try {
      String metrics = get(instance, "/q/metrics", null).body();
      return metrics.contains("\nmithaq_matching_lag 0.0")
          && metrics.contains("\nmithaq_feed_lag 0.0");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void noticesAndFeedAreThoseOfAnUndisturbedRun() throws Exception {
    List<SignalEvent> events = GeneratedWorld.events(51, 300, 4);
    MemoryCluster expected = new MemoryCluster();
    Map<String, Integer> versions = new HashMap<>();
    for (SignalEvent event : events) {
      if (event.view().header().version() > versions.getOrDefault(event.id(), 0)) {
        versions.put(event.id(), event.view().header().version());
        expected.take(event.view());
      }
    }

    start();
    for (int i = 0; i < events.size(); i++) {
      exchange.publish(events.get(i));
      if (i == events.size() / 4 || i == events.size() / 2) {
        kill();
        exchange.publish(events.get(i));
        start();
      }
    }
    kill();
    start();
    awaitSettled();

    for (String agency : PlayedExchange.AGENCIES) {
      Map<String, Notice> open = open(agency);
      Set<String> all = Set.copyOf(open.keySet());
      // Recalls follow from what was told meanwhile, which a kill may change.
      open.values().removeIf(notice -> notice.kind() == Notice.Kind.RECALL);
      assertThat(open).isEqualTo(shown(expected.standing(agency)));
      assertThat(open).isNotEmpty();
      assertFeedIsWhole(agency, all);
    }
  }

  @Test
  void rebuildTellsNothingTwiceHoweverManyInstancesComeAndGo() throws Exception {
    List<SignalEvent> events = GeneratedWorld.events(52, 300, 4);
    start();
    events.subList(0, events.size() / 2).forEach(exchange::publish);
    awaitSettled();
    events.subList(events.size() / 2, events.size()).forEach(exchange::publish);
    awaitSettled();
    Map<String, Map<String, JsonNode>> open = openOfAll();
    assertThat(open.values()).allSatisfy(each -> assertThat(each).isNotEmpty());
    List<String> told = told();
    assertThat(told).isNotEmpty();
    JsonNode recall =
        open.get("nl-kmar").values().stream()
            .filter(each -> each.get("kind").asText().equals("recall"))
            .findFirst()
            .orElseThrow();
    assertThat(acknowledge("nl-kmar", recall)).isEqualTo(201);

    kill();
    start("-Dmithaq.matching.rebuild=alone");
    awaitSettled();
    assertThat(Files.readString(directory.resolve("state/rebuilt"))).isEqualTo("alone");
    assertThat(openOfAll()).isEqualTo(open);
    assertThat(told()).isEqualTo(told);

    kill();
    process = launch("-Dmithaq.matching.rebuild=together");
    await().atMost(LONG).until(() -> hasRebuilt("together"));
    Process second = startAnother("second");
    Process third = startAnother("third");
    await().atMost(LONG).until(() -> status("/q/health/ready") == 200);
    kill();
    start("-Dmithaq.matching.rebuild=together");
    second.destroy();
    second.waitFor();
    startAnother("second");
    third.destroyForcibly().waitFor();
    await().atMost(LONG).until(() -> status("/q/health/ready") == 200);
    // Until one that was killed is missed, nobody does what it was to do.
    awaitSettled(BEYOND_A_SESSION);

    assertThat(openOfAll()).isEqualTo(open);
    assertThat(told()).isEqualTo(told);
    assertThat(acknowledge("nl-kmar", recall)).isEqualTo(200);

    // And it goes on where it was: the next version of what was told is told.
    SignalEvent shown =
        events.stream()
            .filter(event -> open.get("nl-kmar").toString().contains(event.id()))
            .reduce((first, last) -> last)
            .orElseThrow();
    exchange.publish(shown.version(9).withdrawn());
    await().atMost(LONG).until(() -> !openOfAll().equals(open));
    awaitSettled();
    assertThat(told().size()).isGreaterThan(told.size());
    assertThat(told()).containsAll(told);
  }

  private boolean hasRebuilt(String name) throws IOException {
    Path mark = directory.resolve("state/rebuilt");
    return Files.exists(mark) && Files.readString(mark).equals(name);
  }

  private Map<String, Map<String, JsonNode>> openOfAll() throws IOException {
    Map<String, Map<String, JsonNode>> all = new TreeMap<>();
    for (String agency : PlayedExchange.AGENCIES) {
      Map<String, JsonNode> open = new TreeMap<>();
      String token = TestTokens.token(agency, "analyst", "safeguarding");
      for (JsonNode item : openItems(token)) {
        open.put(item.get("id").asText(), item);
      }
      all.put(agency, open);
    }
    return all;
  }

  /** What is shown, once the register is heard: while it is not, nothing is. */
  private JsonNode openItems(String token) throws IOException {
    HttpResponse<String> answer =
        await()
            .atMost(LONG)
            .until(
                () -> get("/v1/notices?state=open&limit=500", token),
                each -> each.statusCode() != 503);
    assertThat(answer.statusCode()).isEqualTo(200);
    return JSON.readTree(answer.body()).get("items");
  }

  /** Which version of which notice entered each feed, in order. */
  private List<String> told() throws SQLException {
    List<String> told = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(
                settings.get("quarkus.datasource.jdbc.url"),
                settings.get("quarkus.datasource.username"),
                settings.get("quarkus.datasource.password"));
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select agency, sequence, notice, version from feed_event order by 1, 2")) {
      while (rows.next()) {
        told.add(
            rows.getString(1)
                + " "
                + rows.getLong(2)
                + " "
                + rows.getString(3)
                + " "
                + rows.getInt(4));
      }
    }
    return told;
  }

  private int acknowledge(String agency, JsonNode notice) {
    return await()
        .atMost(LONG)
        .until(() -> acknowledgeOnce(agency, notice), status -> status != 503);
  }

  private int acknowledgeOnce(String agency, JsonNode notice) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(
                    URI.create(
                        url + "/v1/notices/" + notice.get("id").asText() + "/acknowledgement"))
                .header(
                    "Authorization",
                    "Bearer " + TestTokens.token(agency, "analyst", "safeguarding"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        JSON.createObjectNode()
                            .put("version", notice.get("version").asInt())
                            .toString()))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  /** As a reader sees it: what shelters a signal decides who sees it and is not shown itself. */
  private static Map<String, Notice> shown(Map<String, Notice> standing) {
    Map<String, Notice> shown = new TreeMap<>();
    standing.forEach(
        (id, notice) ->
            shown.put(
                id,
                NoticeMapper.readBody(
                    NoticeMapper.shown(NoticeMapper.body(notice), true).toString())));
    return shown;
  }

  private Map<String, Notice> open(String agency) throws IOException {
    Map<String, Notice> open = new TreeMap<>();
    String token = TestTokens.token(agency, "analyst", "safeguarding");
    for (JsonNode item : openItems(token)) {
      Notice notice = NoticeMapper.readBody(item.toString()).as(1, Notice.Change.OPENED);
      open.put(notice.id(), notice);
    }
    return open;
  }

  private void assertFeedIsWhole(String agency, Set<String> open) throws Exception {
    String token = TestTokens.token(agency, "analyst", "safeguarding");
    try (Subscription feed =
        await()
            .atMost(LONG)
            .until(
                () -> {
                  Subscription tried = new Subscription(url, token, null);
                  if (tried.response().statusCode() == 503) {
                    tried.close();
                    return null;
                  }
                  return tried;
                },
                Objects::nonNull)) {
      assertThat(feed.response().statusCode()).isEqualTo(200);
      await()
          .atMost(LONG)
          .until(
              () -> {
                Set<String> standing = new HashSet<>();
                for (Subscription.Event event : feed.events()) {
                  JsonNode data = JSON.readTree(event.data());
                  if (data.path("state").asText().equals("open")) {
                    standing.add(data.get("id").asText());
                  }
                }
                return standing.equals(open);
              });
      List<Long> ids = new ArrayList<>();
      Set<String> versions = new HashSet<>();
      for (Subscription.Event event : feed.events()) {
        ids.add(Long.valueOf(event.id()));
        JsonNode data = JSON.readTree(event.data());
        assertThat(versions.add(data.get("id").asText() + " " + data.get("version").asInt()))
            .isTrue();
      }
      for (int i = 0; i < ids.size(); i++) {
        assertThat(ids.get(i)).isEqualTo(i + 1);
      }
    }
  }
}
