package org.mithaq.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mithaq.local.console.Failure;
import org.mithaq.local.stack.Ports;

/** The launcher with its real broker and its real PostgreSQL, and services that are played. */
class LocalClusterIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> ALL =
      List.of("exchange", "alert", "audit", "broker", "postgres", "witness-ma", "witness-nl");
  private static final Map<Service, Integer> ANY =
      Map.of(Service.EXCHANGE, 0, Service.ALERT, 0, Service.AUDIT, 0);

  @TempDir Path folder;
  Installation stubs;
  Path data;
  final Recorder journal = new Recorder();

  @BeforeEach
  void install() throws Exception {
    stubs = StubService.install(folder.resolve("installation"));
    data = folder.resolve("data");
  }

  @Test
  void startsAgainWhateverIsKilledAndLosesNothing() throws Exception {
    try (LocalCluster cluster = start()) {
      try (Connection connection = connect("audit")) {
        connection.createStatement().execute("CREATE TABLE kept (id int)");
      }
      Map<String, Long> before = pids();

      for (String name : ALL) {
        ProcessHandle.of(before.get(name)).orElseThrow().destroyForcibly();
      }

      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  journal.progress.stream().filter(s -> s.contains("ready again")).count()
                      == ALL.size());
      Map<String, Long> after = pids();
      for (String name : ALL) {
        assertThat(after.get(name)).as(name).isNotEqualTo(before.get(name));
        assertThat(ProcessHandle.of(after.get(name))).as(name).isPresent();
      }
      try (Connection connection = connect("audit")) {
        connection.createStatement().execute("INSERT INTO kept VALUES (1)");
      }
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
        assertThat(admin.listTopics().names().get()).contains("mithaq.signals.joint");
      }
    }
  }

  @Test
  void refusesAPortThatIsTakenBeforeAnythingIsStarted() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Ports.HOST))) {
      Map<Service, Integer> ports = new HashMap<>(ANY);
      ports.put(Service.ALERT, taken.getLocalPort());

      assertThatThrownBy(() -> start(ports))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + " of alert-service is taken");
    }
    assertThat(data.resolve("postgres")).doesNotExist();
  }

  @Test
  void saysInASentenceWhyADirectoryCannotBeUsed() throws Exception {
    Files.writeString(data, "a file");

    assertThatThrownBy(this::start)
        .isInstanceOf(Failure.class)
        .hasMessageContaining(data + " is a file");
  }

  @Test
  void saysInASentenceWhichServiceCannotStart() throws Exception {
    Files.write(stubs.archive(Service.AUDIT), new byte[] {1, 2, 3});

    assertThatThrownBy(this::start)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("audit-service")
        .hasMessageContaining("exit code 1")
        .hasMessageContaining(data.resolve("logs/audit.log").toString());
    try (Stream<Path> pids = Files.list(data.resolve("pids"))) {
      assertThat(pids).isEmpty();
    }
  }

  @Test
  void stopsAllAndKeepsWhatIsThereForTheNextStart() throws Exception {
    Map<String, Long> pids;
    long begin;
    try (LocalCluster first = start();
        Connection connection = connect("exchange")) {
      assertThat(first.dataDirectory()).isEqualTo(data);
      connection.createStatement().execute("CREATE TABLE kept (id int)");
      pids = pids();
      assertThatThrownBy(this::start)
          .as("a second start on the same directory")
          .isInstanceOf(Failure.class)
          .hasMessageContaining("already runs on " + data)
          .hasMessageContaining("pid " + ProcessHandle.current().pid());
      begin = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    assertThat(pids.values()).allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isEmpty());
    assertThat(data.resolve("run.json")).doesNotExist();
    assertThat(data.resolve("pids")).isEmptyDirectory();
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
    String key = Files.readString(data.resolve("keys/log.vkey"));

    try (LocalCluster second = start();
        Connection connection = connect("exchange")) {
      assertThat(second).isNotNull();
      connection.createStatement().execute("INSERT INTO kept VALUES (1)");
    }
    assertThat(Files.readString(data.resolve("keys/log.vkey"))).isEqualTo(key);
  }

  @Test
  void stopsWhatALauncherThatWasKilledLeftBehindAndEndsInOrderItselfWhenTold() throws Exception {
    Process killed = up("first");
    Map<String, Long> left = pids();
    killed.destroyForcibly().waitFor();
    assertThat(left.values()).allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isPresent());

    Process launcher = up("second");
    assertThat(left.values()).allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isEmpty());
    assertThat(folder.resolve("second.err")).content().containsOnlyOnce("was killed");
    Map<String, Long> own = pids();

    launcher.destroy();

    assertThat(launcher.waitFor()).isZero();
    assertThat(own.values()).allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isEmpty());
  }

  private Process up(String name) throws Exception {
    Path out = folder.resolve(name + ".out");
    Process launcher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Dmithaq.home=" + stubs.root(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.mithaq.local.command.MithaqCommand",
                "up",
                "--data-dir=" + data,
                "--exchange-port=0",
                "--alert-port=0",
                "--audit-port=0")
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve(name + ".err").toFile())
            .start();
    await()
        .atMost(PATIENCE)
        .failFast("the launcher ended", () -> !launcher.isAlive())
        .until(() -> Files.readString(out).endsWith("READY\n"));
    assertThat(Files.readAllLines(out)).hasSize(4);
    return launcher;
  }

  private LocalCluster start() {
    return start(ANY);
  }

  private LocalCluster start(Map<Service, Integer> ports) {
    return LocalCluster.start(new LocalCluster.Plan(stubs, data, ports, 2), journal);
  }

  private Map<String, Long> pids() throws Exception {
    JsonNode processes =
        new ObjectMapper().readTree(data.resolve("run.json").toFile()).get("processes");
    Map<String, Long> pids = new HashMap<>();
    for (String name : ALL) {
      pids.put(name, processes.get(name).get("pid").asLong());
    }
    return pids;
  }

  private Connection connect(String database) throws Exception {
    Properties config = new Properties();
    try (var in =
        Files.newBufferedReader(
            data.resolve("services/" + database + "/config/application.properties"))) {
      config.load(in);
    }
    return DriverManager.getConnection(
        config.getProperty("quarkus.datasource.jdbc.url"),
        config.getProperty("quarkus.datasource.username"),
        config.getProperty("quarkus.datasource.password"));
  }
}
