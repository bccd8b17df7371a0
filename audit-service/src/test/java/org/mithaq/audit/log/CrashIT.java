package org.mithaq.audit.log;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mithaq.audit.record.Disclosure;
import org.mithaq.audit.record.RecordIntake;
import org.mithaq.audit.record.RecordMapper;
import org.mithaq.audit.stack.Breakpoints;
import org.mithaq.audit.stack.Emitters;
import org.mithaq.audit.stack.FailingDisk;
import org.mithaq.audit.stack.Figures;
import org.mithaq.audit.stack.Verifier;
import org.mithaq.local.stack.StackTestResource;
import org.mithaq.local.stack.TestTokens;

@QuarkusTest
@QuarkusTestResource(
    value = StackTestResource.class,
    initArgs = @ResourceArg(name = "service", value = "audit"),
    restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static long sent;

  @Inject Breakpoints breakpoints;
  @Inject FailingDisk disk;
  @Inject SequencerStore store;
  @Inject RecordIntake intake;
  @Inject LogState state;
  @Inject DataSource database;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String brokers;

  @ConfigProperty(name = "mithaq.test.data-directory")
  String data;

  @ConfigProperty(name = "mithaq.log.directory")
  String directory;

  private String key;

  @BeforeEach
  void findKey() {
    key = Path.of(data, "keys", "log.vkey").toString();
    await().atMost(SOON).until(() -> given().get("/v1/log/checkpoint").statusCode() == 200);
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  @Order(1)
  void nothingIsLostOrDoubledWhereverTheSequencerDies(Step step) throws Exception {
    breakpoints.failAfter(step);
    publish(300);
    // A reading as well, which waits for its place in the database.
    given()
        .auth()
        .oauth2(TestTokens.token("ma-dgsn", "oversight"))
        .get("/v1/records?limit=1")
        .then()
        .statusCode(200);
    await().atMost(SOON).until(breakpoints::reached);
    Figures.settled(SOON);
    Verifier verifier = verify();
    assertThat(verifier.said())
        .startsWith("OK ")
        .contains("exchange-joint 1.." + sent, "audit 1.." + (sent / 300));
    try (Stream<Path> files = Files.walk(Path.of(directory))) {
      assertThat(files.filter(f -> f.getFileName().toString().startsWith(".new-"))).isEmpty();
    }
  }

  @Test
  @Order(2)
  void nothingIsLostOrDoubledWhereverTheDiskFails() throws Exception {
    List<String> earlier = new ArrayList<>();
    for (DiskUse use : DiskUse.values()) {
      earlier.add("--checkpoint");
      earlier.add(saved("before-" + use));
      disk.failOnce(use, use.ordinal() % 3);
      publish(300);
      await().atMost(SOON).until(disk::failed);
      Figures.settled(SOON);
    }
    assertThat(verify(earlier.toArray(String[]::new)).said())
        .startsWith("OK ")
        .contains("exchange-joint 1.." + sent);
    try (Stream<Path> files = Files.walk(Path.of(directory))) {
      assertThat(files.filter(f -> f.getFileName().toString().startsWith(".new-"))).isEmpty();
    }
  }

  @Test
  @Order(3)
  void whileTheDiskIsFullOrUnreadableNothingIsPublishedAndNothingForgotten() throws Exception {
    String before = saved("before-full");
    for (Set<DiskUse> uses : List.of(Set.of(DiskUse.CREATE, DiskUse.WRITE), Set.of(DiskUse.READ))) {
      final String published = given().get("/v1/log/checkpoint").asString();
      disk.fail(uses);
      try {
        publish(20);
        await().atMost(SOON).until(() -> state.status() instanceof LogState.Status.Failing);
        given().get("/q/health/ready").then().statusCode(503).body(containsString("failing"));
        // What is read meanwhile is recorded, and waits.
        given()
            .auth()
            .oauth2(TestTokens.token("ma-dgsn", "oversight"))
            .get("/v1/records?limit=1")
            .then()
            .statusCode(200);
        if (uses.contains(DiskUse.READ)) {
          // Not 404: it is there.
          given().get("/v1/log/checkpoint").then().statusCode(500);
        } else {
          assertThat(given().get("/v1/log/checkpoint").asString()).isEqualTo(published);
        }
      } finally {
        disk.mend();
      }
      Figures.settled(SOON);
    }
    assertThat(verify("--checkpoint", before).said())
        .startsWith("OK ")
        .contains("exchange-joint 1.." + sent);
  }

  /** The published checkpoint as it is now, in a file. */
  private String saved(String name) throws Exception {
    String note = given().get("/v1/log/checkpoint").asString();
    return Files.writeString(Path.of(data, name), note).toString();
  }

  @Test
  @Order(4)
  void ofTwoSequencersThatRaceOneStartsAnew() throws Exception {
    try (Emitters emitters = new Emitters(brokers)) {
      emitters.publish("alert", 1, List.of(Emitters.sharing("alert", "ma-dgsn", "nl-kmar")));
    }
    Figures.settled(SOON);
    SequencerStore.Reached alert = store.reached().get("alert");
    long number = alert.number();
    RecordMapper mapper = new RecordMapper();
    List<Callable<Map<String, SequencerStore.Reached>>> racers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Disclosure record = Emitters.sharing("alert", "ma-dgsn", "nl-kmar");
      byte[] payload = mapper.write(record);
      Candidate candidate =
          new Candidate(
              number + 1,
              intake.prepare("alert", number + 1, record.id().toString(), payload),
              payload);
      racers.add(
          () -> store.append(List.of(candidate), List.of(), Map.of("alert", alert.offset()), 0));
    }
    int entered = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Map<String, SequencerStore.Reached>> racer : threads.invokeAll(racers)) {
        try {
          assertThat(racer.get().get("alert").number()).isEqualTo(number + 1);
          entered++;
        } catch (ExecutionException e) {
          assertThat(e.getCause()).isInstanceOf(StaleException.class);
        }
      }
    }
    assertThat(entered).isEqualTo(1);
    publish(5);
    Figures.settled(SOON);
    assertThat(verify().said()).contains("alert 1.." + (number + 1), "exchange-joint 1.." + sent);
  }

  @Test
  @Order(5)
  void aKnownIdUnderAnumberThatIsDueIsEnteredAsUnreadable() throws Exception {
    Disclosure record = Emitters.sharing("exchange-joint", "ma-dgsn", "nl-kmar");
    try (Emitters emitters = new Emitters(brokers)) {
      emitters.publish("exchange-joint", sent + 1, List.of(record, record));
      sent += 2;
    }
    Figures.settled(SOON);
    assertThat(verify().said()).contains("exchange-joint 1.." + sent);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select state from record where emitter = 'exchange-joint' order by number desc limit 2")) {
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("unreadable");
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("readable");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"TREE_WRITTEN", "COMMITTED"})
  @Order(6)
  void whatAnEmitterStatesIsComparedWhereverTheSequencerDies(Step step) {
    String id =
        given()
            .auth()
            .oauth2(TestTokens.token("ma-dgsn", "oversight"))
            .contentType("application/json")
            .body("{\"emitter\":\"exchange-joint\"}")
            .post("/v1/reconciliations")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    Figures.settled(SOON);
    breakpoints.failAfter(step);
    try (Emitters emitters = new Emitters(brokers)) {
      emitters.state("exchange-joint", id, 1, Emitters.sent(brokers, "exchange-joint"));
    }
    await().atMost(SOON).until(breakpoints::reached);
    await()
        .atMost(SOON)
        .until(
            () ->
                given()
                    .auth()
                    .oauth2(TestTokens.token("ma-dgsn", "oversight"))
                    .get("/v1/reconciliations/{id}", id)
                    .path("emitters[0].outcome")
                    .equals("agree"));
    Figures.settled(SOON);
    assertThat(verify().said()).contains("exchange-joint 1.." + sent);
  }

  @Test
  @Order(7)
  void aDatabaseThatWasSetBackIsNotWrittenToAndTheReasonIsTold() throws Exception {
    Figures.settled(SOON);
    tables("create table backup_%1$s as table %1$s");
    publish(40);
    Figures.settled(SOON);
    final String published = given().get("/v1/log/checkpoint").asString();
    // The state of some minutes ago, as a careless restore would bring it back.
    tables("truncate %1$s cascade");
    for (String table : List.of("log", "emitter", "tile", "record")) {
      sql("insert into " + table + " select * from backup_" + table);
    }
    publish(3);
    await().atMost(SOON).until(() -> state.status() instanceof LogState.Status.Refused);
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(503)
        .body(containsString("it has been set back"));
    assertThat(given().get("/v1/log/checkpoint").asString()).isEqualTo(published);
    assertThat(verify().status()).isZero();
  }

  @Test
  @Order(8)
  void aDatabaseThatHoldsAnotherHistoryIsNotWrittenTo() throws Exception {
    // Longer than what was published, but not its continuation.
    sql("update log set root = decode(repeat('ab', 32), 'hex')");
    await()
        .atMost(SOON)
        .until(
            () ->
                state.status() instanceof LogState.Status.Refused refused
                    && refused.reason().contains("do not give its root"));
    assertThatThrownBy(
            () ->
                new PublishedLog(
                        new LogDirectory(Path.of(directory)),
                        new LogSettings(
                            "other.example",
                            Path.of(directory),
                            List.of("alert"),
                            Duration.ZERO,
                            1),
                        new LogSigner(LogSettings.signingKey(Path.of(data, "keys", "log.pem"))))
                    .checkpoint(year()))
        .isInstanceOf(ForkException.class);
  }

  private void tables(String statement) throws Exception {
    for (String table : List.of("record", "tile", "log", "emitter")) {
      sql(statement.formatted(table));
    }
  }

  private void sql(String text) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private void publish(int count) {
    List<Disclosure> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(Emitters.sharing("exchange-joint", "ma-dgsn", "nl-kmar"));
    }
    try (Emitters emitters = new Emitters(brokers)) {
      emitters.publish("exchange-joint", sent + 1, records);
    }
    sent += count;
  }

  private Verifier verify(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--dir", Path.of(directory, Integer.toString(year())).toString(), "--key", key));
    arguments.addAll(List.of(more));
    return Verifier.run(arguments.toArray(String[]::new));
  }

  private static int year() {
    String origin =
        new String(given().get("/v1/log/checkpoint").asByteArray(), StandardCharsets.UTF_8)
            .lines()
            .findFirst()
            .get();
    return Integer.parseInt(origin.substring(origin.indexOf('/') + 1));
  }
}
