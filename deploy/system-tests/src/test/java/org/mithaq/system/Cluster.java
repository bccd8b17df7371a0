package org.mithaq.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A cluster that was started by {@code ./mithaq up} on free ports, and is stopped when closed. */
final class Cluster implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Path data;
  private final Path out;
  private final Path err;
  private final Process launcher;
  private final HttpClient http = HttpClient.newHttpClient();

  private Cluster(Path data, Path out, Path err, Process launcher) {
    this.data = data;
    this.out = out;
    this.err = err;
    this.launcher = launcher;
  }

  /** Starts a cluster on a data directory and waits until it says that it is ready. */
  static Cluster up(Path data) {
    return up(data, 0, Map.of());
  }

  /** The same with its exchange on this port, and these in the environment of its services. */
  static Cluster up(Path data, int exchangePort, Map<String, String> environment) {
    try {
      Files.createDirectories(data);
      Path out = data.resolveSibling(data.getFileName() + ".out");
      Path err = data.resolveSibling(data.getFileName() + ".err");
      Process launcher =
          Script.start(
              environment,
              out,
              err,
              Script.withExchangeOn(exchangePort, "up", "--data-dir", data.toString()));
      Cluster cluster = new Cluster(data, out, err, launcher);
      try {
        await("READY")
            .atMost(PATIENCE)
            .failFast("the launcher ended: " + err, () -> !launcher.isAlive())
            .until(() -> cluster.printed().contains("READY"));
      } catch (Throwable t) {
        cluster.close();
        throw new AssertionError("not ready; the launcher said:\n" + Files.readString(err), t);
      }
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path data() {
    return data;
  }

  Process launcher() {
    return launcher;
  }

  List<String> printed() {
    return read(out).lines().toList();
  }

  String said() {
    return read(err);
  }

  /** The base URL of a service, broker or database. */
  String url(String process) {
    return run().at("/processes/" + process + "/url").asText();
  }

  long pid(String process) {
    return run().at("/processes/" + process + "/pid").asLong();
  }

  /** Kills a process as a power cut would, and waits until it is there again. */
  void kill(String process) {
    long pid = killWithoutWaiting(process);
    await(process + " is another process")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> pid(process) != pid && ready(process));
  }

  /** Kills a process as a power cut would; gives its id. */
  long killWithoutWaiting(String process) {
    await(process + " runs")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> ProcessHandle.of(pid(process)).isPresent());
    long pid = pid(process);
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    return pid;
  }

  boolean ready(String service) {
    try {
      return http.send(
                  HttpRequest.newBuilder(URI.create(url(service) + "/q/health/ready"))
                      .timeout(Duration.ofSeconds(10))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Runs a command of the script on this cluster. */
  Script.Outcome mithaq(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--data-dir", data.toString()));
    all.addAll(List.of(arguments));
    return Script.run(all.toArray(String[]::new));
  }

  String token(String agency, String... groups) {
    List<String> arguments = new ArrayList<>(List.of("--agency", agency));
    for (String group : groups) {
      arguments.addAll(List.of("--group", group));
    }
    Script.Outcome outcome = mithaq("token", arguments.toArray(String[]::new));
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return outcome.out().strip();
  }

  void settle() {
    Script.Outcome outcome = mithaq("settle", "--timeout", "5m");
    assertThat(outcome.exit()).as(outcome.err() + said()).isZero();
  }

  /** Publishes a file and gives the answer to each line. */
  List<JsonNode> publish(Path file, String... arguments) {
    List<String> all = new ArrayList<>(List.of(file.toString()));
    all.addAll(List.of(arguments));
    Script.Outcome outcome = mithaq("publish", all.toArray(String[]::new));
    List<JsonNode> answers = outcome.lines().stream().map(Cluster::parse).toList();
    assertThat(answers).as(outcome.err()).isNotEmpty();
    return answers;
  }

  HttpResponse<String> get(String service, String path, String token) {
    return send(
        HttpRequest.newBuilder(URI.create(url(service) + path))
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofMinutes(1))
            .build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** All items of a paged resource. */
  List<JsonNode> pages(String service, String path, String token) {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      String address = path + (path.contains("?") ? "&" : "?") + "limit=500" + cursor;
      // Where the register is not heard for a while, nothing is shown until it is.
      HttpResponse<String> answer =
          await()
              .atMost(PATIENCE)
              .until(() -> get(service, address, token), each -> each.statusCode() != 503);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonNode page = parse(answer.body());
      page.get("items").forEach(items::add);
      cursor = page.path("next").isTextual() ? "&cursor=" + page.get("next").asText() : "";
    } while (!cursor.isEmpty());
    return items;
  }

  /** The answer of one number from a service's database. */
  long count(String database, String sql) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  Connection connect(String database) throws SQLException {
    Properties config = new Properties();
    try (var in =
        Files.newBufferedReader(
            data.resolve("services/" + database + "/config/application.properties"))) {
      config.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return DriverManager.getConnection(
        config.getProperty("quarkus.datasource.jdbc.url"),
        config.getProperty("quarkus.datasource.username"),
        config.getProperty("quarkus.datasource.password"));
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  private JsonNode run() {
    return parse(read(data.resolve("run.json")));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops as Ctrl-C does. */
  @Override
  public void close() {
    launcher.destroy();
    try {
      if (!launcher.waitFor(2, TimeUnit.MINUTES)) {
        launcher.destroyForcibly();
        throw new AssertionError("the launcher did not stop; it said:\n" + said());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
