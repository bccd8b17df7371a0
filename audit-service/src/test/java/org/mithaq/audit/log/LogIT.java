package org.mithaq.audit.log;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.mithaq.audit.record.Disclosure;
import org.mithaq.audit.record.Prepared;
import org.mithaq.audit.record.RecordIntake;
import org.mithaq.audit.record.RecordMapper;
import org.mithaq.audit.stack.Emitters;
import org.mithaq.audit.stack.Figures;
import org.mithaq.audit.stack.SetClock;
import org.mithaq.audit.stack.Verifier;
import org.mithaq.local.stack.StackTestResource;
import org.mithaq.local.stack.TestTokens;

@QuarkusTest
@QuarkusTestResource(
    value = StackTestResource.class,
    initArgs = @ResourceArg(name = "service", value = "audit"),
    restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LogIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject SequencerStore store;
  @Inject RecordIntake intake;
  @Inject LogSettings settings;
  @Inject LogSigner signer;
  @Inject Cosigners cosigners;
  @Inject DataSource database;

  @TempDir Path folder;
  @Inject SetClock clock;

  @TestHTTPResource("/v1/log")
  URL log;

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
  }

  @Test
  @Order(1)
  void anEmptyLogIsPublishedAndVerifies() {
    await().atMost(SOON).until(() -> given().get("/v1/log/checkpoint").statusCode() == 200);
    assertThat(verify().said()).startsWith("OK mithaq.local/").contains("size 0 ", "emitters none");
  }

  @Test
  @Order(2)
  void recordsOfBothEmittersAreReadAndTheLogVerifies() throws Exception {
    List<Disclosure> exchange = records("exchange-joint", 700);
    List<Disclosure> alert = records("alert", 300);
    try (Emitters emitters = new Emitters(brokers)) {
      emitters.publish("exchange-joint", 1, exchange);
      emitters.publish("alert", 1, alert);
    }
    Figures.settled(SOON);
    JsonPath page =
        given()
            .auth()
            .oauth2(TestTokens.token("ma-dgsn", "oversight"))
            .queryParam("limit", 500)
            .get("/v1/records")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(page.getList("items")).hasSize(500);
    assertThat(page.getString("next")).isNotNull();
    Figures.settled(SOON);
    Verifier verifier = verify();
    assertThat(verifier.said())
        .contains("size 1001 ", "alert 1..300", "audit 1..1", "exchange-joint 1..700");
    Path folder = Path.of(directory, Integer.toString(year()));
    assertThat(Verifier.run("--dir", folder.toString(), "--key", key).said())
        .isEqualTo(verifier.said());
  }

  @Test
  @Order(3)
  void whatIsSentAgainIsDropped() {
    long size = size();
    try (Emitters emitters = new Emitters(brokers)) {
      List<Disclosure> next = records("alert", 2);
      emitters.publish("alert", 301, next);
      emitters.publish("alert", 301, next);
      emitters.publish("alert", 301, next);
      emitters.publish("alert", 303, records("alert", 1));
    }
    Figures.settled(SOON);
    assertThat(size()).isEqualTo(size + 3);
    assertThat(verify().said()).contains("alert 1..303");
  }

  @Test
  @Order(4)
  void whatCannotBeReadIsEnteredAndNotLost() {
    UUID id = UUID.randomUUID();
    try (Emitters emitters = new Emitters(brokers)) {
      emitters.publishRaw(
          "alert", "304", id.toString(), "{\"a\":\ud800".getBytes(StandardCharsets.UTF_16));
      emitters.publishRaw("alert", "305", "not-an-id", new byte[0]);
    }
    Figures.settled(SOON);
    assertThat(verify().said()).contains("alert 1..305");
    JsonPath record =
        given()
            .auth()
            .oauth2(TestTokens.token("ma-dgsn", "oversight"))
            .get("/v1/records/{id}", id)
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(record.getString("state")).isEqualTo("unreadable");
    assertThat(record.getLong("number")).isEqualTo(304);
    // Nobody's side: whose it was cannot be told.
    given()
        .auth()
        .oauth2(TestTokens.token("ma-dgsn", "auditor"))
        .get("/v1/records/{id}", id)
        .then()
        .statusCode(404);
  }

  @Test
  @Order(5)
  void aReceiptInEitherFormVerifiesWithTheLogAndAlone() throws Exception {
    Disclosure record = Emitters.sharing("exchange-joint", "ma-dgsn", "nl-kmar");
    try (Emitters emitters = new Emitters(brokers)) {
      emitters.publish("exchange-joint", 701, List.of(record));
    }
    Figures.settled(SOON);
    for (String accept : List.of("application/json", "text/plain")) {
      for (String reader : List.of("ma-dgsn", "nl-kmar")) {
        Response response =
            given()
                .auth()
                .oauth2(TestTokens.token(reader, "auditor"))
                .accept(accept)
                .get("/v1/records/{id}/receipt", record.id());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.header("Audit-Record")).isNotNull();
        assertThat(response.contentType()).startsWith(accept);
        Path file = Files.createTempFile("receipt", ".tlog-proof");
        Files.write(file, response.asByteArray());
        Verifier alone = Verifier.run("--key", key, "--receipt", file.toString());
        assertThat(alone.status()).as(alone.said()).isZero();
        assertThat(alone.said())
            .contains(
                "number 701 of exchange-joint", record.id().toString(), "agency: \"ma-dgsn\"");
        // Who of another agency acted is not for others to know.
        assertThat(alone.said().contains("s.benali")).isEqualTo(reader.equals("ma-dgsn"));
        Verifier both =
            Verifier.run("--url", log.toString(), "--key", key, "--receipt", file.toString());
        assertThat(both.status()).as(both.said()).isZero();
      }
    }
    given()
        .auth()
        .oauth2(TestTokens.token("es-gc", "auditor"))
        .get("/v1/records/{id}/receipt", record.id())
        .then()
        .statusCode(404);
  }

  @Test
  @Order(6)
  void itIsReportedHowFarEachEmitterIs() {
    Map<String, List<Long>> numbers = new HashMap<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition("mithaq.logged", 0)));
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> {
                for (ConsumerRecord<String, String> event : consumer.poll(Duration.ofMillis(200))) {
                  if (event.key().startsWith("reconciliation/")) {
                    continue;
                  }
                  assertThat(event.headers().lastHeader("ce_type").value())
                      .asString()
                      .isEqualTo("mithaq.logged.v1");
                  JsonNode said = new ObjectMapper().readTree(event.value());
                  assertThat(said.get("emitter").asText()).isEqualTo(event.key());
                  numbers
                      .computeIfAbsent(event.key(), emitter -> new ArrayList<>())
                      .add(said.get("number").asLong());
                }
                return numbers.getOrDefault("alert", List.of()).contains(305L)
                    && numbers.getOrDefault("exchange-joint", List.of()).contains(701L);
              });
    }
    assertThat(numbers.values()).allSatisfy(each -> assertThat(each).isSorted());
    assertThat(numbers.get("alert").getLast()).isEqualTo(305);
    assertThat(numbers.get("exchange-joint").getLast()).isEqualTo(701);
  }

  @Test
  @Order(7)
  void tilesAreServedForeverAndTheCheckpointIsNot() {
    given()
        .get("/v1/logs/{year}/tile/0/000", year())
        .then()
        .statusCode(200)
        .header("Cache-Control", "public, max-age=31536000, immutable")
        .contentType("application/octet-stream");
    given()
        .get("/v1/logs/{year}/checkpoint", year())
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-cache")
        .contentType("text/plain;charset=utf-8");
    given()
        .get("/v1/log/checkpoints/index")
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-cache");
    List<String> kept =
        given().get("/v1/logs/{year}/checkpoints/index", year()).asString().lines().toList();
    assertThat(kept).isNotEmpty().allMatch(line -> line.matches("[0-9]+ [-0-9]+T[0-9]{2}:00:00Z"));
    for (String line : kept) {
      String size = line.substring(0, line.indexOf(' '));
      String note =
          given()
              .get("/v1/logs/{year}/checkpoints/{size}", year(), size)
              .then()
              .statusCode(200)
              .header("Cache-Control", "public, max-age=31536000, immutable")
              .contentType("text/plain;charset=utf-8")
              .extract()
              .asString();
      assertThat(note).contains("\n" + size + "\n");
      given()
          .get("/v1/log/checkpoints/{size}", size)
          .then()
          .statusCode(200)
          .header("Cache-Control", "public, max-age=5");
    }
    assertThat(verify().said()).contains("contains %d earlier checkpoint".formatted(kept.size()));
    for (String size :
        List.of("999999", "00", "-1", "x", "..%2fcheckpoint", "9999999999999999999")) {
      given()
          .urlEncodingEnabled(false)
          .get("/v1/logs/" + year() + "/checkpoints/" + size)
          .then()
          .statusCode(404)
          .contentType("application/problem+json");
    }
    // A partial tile that has been replaced by the full one is still served.
    byte[] full = given().get("/v1/log/tile/0/000").asByteArray();
    byte[] part = given().get("/v1/log/tile/0/000.p/3").asByteArray();
    assertThat(full).hasSize(8192).startsWith(part);
    assertThat(part).hasSize(96);
    for (String path :
        List.of(
            "0/001/x002",
            "64/000",
            "00/000",
            "0/0",
            "0/000.p/0",
            "0/000.p/256",
            "..%2fcheckpoint",
            "entries/999",
            "0/999")) {
      given()
          .urlEncodingEnabled(false)
          .get("/v1/logs/" + year() + "/tile/" + path)
          .then()
          .statusCode(404)
          .contentType("application/problem+json");
    }
  }

  @Test
  @Order(8)
  void whatEmittersBelieveAgreesWithWhatTheLogHolds() {
    Response asked = ask("{}");
    assertThat(asked.statusCode()).isEqualTo(201);
    String id = asked.jsonPath().getString("id");
    assertThat(asked.header("Location")).endsWith("/v1/reconciliations/" + id);
    assertThat(asked.jsonPath().getString("askedBy")).isEqualTo("ma-dgsn");
    assertThat(outcome(id, "alert")).isEqualTo("asked");
    await()
        .atMost(SOON)
        .until(() -> this.asked().containsAll(List.of("alert " + id, "exchange-joint " + id)));
    try (Emitters emitters = new Emitters(brokers)) {
      for (String emitter : List.of("alert", "exchange-joint")) {
        emitters.state(emitter, id, 1, Emitters.sent(brokers, emitter));
      }
      // What follows a statement is not in it.
      emitters.publish("exchange-joint", 702, records("exchange-joint", 1));
    }
    for (String emitter : List.of("alert", "exchange-joint")) {
      await().atMost(SOON).until(() -> outcome(id, emitter).equals("agree"));
    }
    Figures.settled(SOON);
    JsonPath found = reconciliation(id);
    String exchange = "emitters.find { it.emitter == 'exchange-joint' }.";
    assertThat(found.getLong(exchange + "stated.number")).isEqualTo(701);
    assertThat(found.getMap(exchange + "logged")).isEqualTo(found.getMap(exchange + "stated"));
    assertThat(found.getString(exchange + "basis.origin")).isEqualTo("mithaq.local/" + year());
    assertThat(found.getLong(exchange + "basis.size")).isBetween(1L, size());
    assertThat(found.getLong("emitters.find { it.emitter == 'alert' }.logged.number"))
        .isEqualTo(305);
    assertThat(disagreement("alert")).isZero();
    assertThat(disagreement("exchange-joint")).isZero();
    assertThat(health()).doesNotContain("disagrees");
    assertThat(verify().said()).contains("alert 1..305", "exchange-joint 1..702");
  }

  @Test
  @Order(9)
  void aRecordThatWasChangedOnItsWayIsFoundAndStaysAnAlarmUntilBothAgree() {
    List<byte[]> sent = Emitters.sent(brokers, "exchange-joint");
    List<byte[]> believed = new ArrayList<>(sent);
    byte[] other = believed.get(350).clone();
    other[20] ^= 1;
    believed.set(350, other);
    try (Emitters emitters = new Emitters(brokers)) {
      String differs = reconcile(emitters, "exchange-joint", believed);
      await().atMost(SOON).until(() -> outcome(differs, "exchange-joint").equals("differ"));
      assertThat(reconciliation(differs).getList("emitters")).hasSize(1);
      assertThat(reconciliation(differs).getLong("emitters[0].agreedUpTo")).isEqualTo(701);
      assertThat(health()).contains("degraded", "disagrees.exchange-joint", "differ");
      given().get("/q/health/ready").then().statusCode(200);
      assertThat(disagreement("exchange-joint")).isOne();
      assertThat(disagreement("alert")).isZero();

      // What was found is not changed by what is said afterwards.
      emitters.state("exchange-joint", differs, 1, sent);
      List<byte[]> more = new ArrayList<>(sent);
      more.add(new byte[] {1});
      String behind = reconcile(emitters, "exchange-joint", more);
      await().atMost(SOON).until(() -> outcome(behind, "exchange-joint").equals("behind"));
      assertThat(outcome(differs, "exchange-joint")).isEqualTo("differ");
      String ahead = reconcile(emitters, "exchange-joint", sent.subList(0, 600));
      await().atMost(SOON).until(() -> outcome(ahead, "exchange-joint").equals("ahead"));
      assertThat(disagreement("exchange-joint")).isOne();

      String agrees = reconcile(emitters, "exchange-joint", sent);
      await().atMost(SOON).until(() -> outcome(agrees, "exchange-joint").equals("agree"));
      assertThat(disagreement("exchange-joint")).isZero();
      assertThat(health()).doesNotContain("disagrees");
    }
  }

  @Test
  @Order(10)
  void whereBothDifferTheyAreComparedAnewOnlyWhenSomebodyAnswersForIt() {
    List<byte[]> believed = new ArrayList<>(Emitters.sent(brokers, "alert"));
    believed.set(17, new byte[] {17});
    try (Emitters emitters = new Emitters(brokers)) {
      assertThat(ask("{\"anew\":true}").jsonPath().getList("errors.pointer"))
          .containsExactly("/emitter", "/justification");
      String anew =
          ask("{\"emitter\":\"alert\",\"anew\":true,\"justification\":\"see incident 17\"}")
              .jsonPath()
              .getString("id");
      emitters.state("alert", anew, 1, believed);
      await().atMost(SOON).until(() -> outcome(anew, "alert").equals("begun"));
      Disclosure next = Emitters.sharing("alert", "ma-dgsn", "nl-kmar");
      emitters.publish("alert", 306, List.of(next));
      believed.add(Emitters.sent(brokers, "alert").getLast());
      String agrees = reconcile(emitters, "alert", believed);
      await().atMost(SOON).until(() -> outcome(agrees, "alert").equals("agree"));
      assertThat(reconciliation(agrees).getLong("emitters[0].logged.number")).isEqualTo(306);
    }
  }

  @Test
  @Order(11)
  void anEmitterThatWasKnownBeforeThereWasATallyIsComparedFromItsFirstAnswerOn() throws Exception {
    Figures.settled(SOON);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "update emitter set tally_first = null, tally_digest = null where name = 'exchange-joint'");
    }
    List<byte[]> sent = Emitters.sent(brokers, "exchange-joint");
    try (Emitters emitters = new Emitters(brokers)) {
      String begun = reconcile(emitters, "exchange-joint", sent);
      await().atMost(SOON).until(() -> outcome(begun, "exchange-joint").equals("begun"));
      assertThat(reconciliation(begun).getString("emitters[0].logged.digest")).isNull();
      assertThat(reconciliation(begun).getLong("emitters[0].logged.number")).isEqualTo(702);
      String agrees = reconcile(emitters, "exchange-joint", sent);
      await().atMost(SOON).until(() -> outcome(agrees, "exchange-joint").equals("agree"));
      // It is begun once: afterwards, to begin elsewhere is to differ.
      String elsewhere = reconcile(emitters, "exchange-joint", 703, List.of());
      await().atMost(SOON).until(() -> outcome(elsewhere, "exchange-joint").equals("differ"));
      String again = reconcile(emitters, "exchange-joint", sent);
      await().atMost(SOON).until(() -> outcome(again, "exchange-joint").equals("agree"));
    }
  }

  @Test
  @Order(12)
  void whatBearsANumberIsARecordWhateverItCallsItself() {
    try (Emitters emitters = new Emitters(brokers)) {
      emitters.publishAs("alert", "mithaq.statement.v1", 307, records("alert", 1).getFirst());
    }
    Figures.settled(SOON);
    assertThat(verify().said()).contains("alert 1..307");
  }

  @Test
  @Order(13)
  void aGapStopsItsEmitterAloneUntilWhatIsMissingComes() {
    try (Emitters emitters = new Emitters(brokers)) {
      List<Disclosure> late = records("exchange-joint", 4);
      emitters.publish("exchange-joint", 704, late.subList(1, 3));
      emitters.publish("alert", 308, records("alert", 3));
      await().atMost(SOON).until(() -> gap() == 1.0);
      await().atMost(SOON).until(() -> verify().said().contains("alert 1..310"));
      assertThat(verify().said()).contains("exchange-joint 1..702");
      JsonPath health = given().get("/q/health/ready").then().statusCode(200).extract().jsonPath();
      assertThat(health.getString("checks.find { it.name == 'log' }.data.state"))
          .isEqualTo("degraded");
      assertThat(lag()).isGreaterThanOrEqualTo(2);
      // It says itself that more was sent: found out at once, and not again when all has come.
      List<byte[]> all = new ArrayList<>(Emitters.sent(brokers, "exchange-joint"));
      all.add(702, new byte[0]);
      String behind = reconcile(emitters, "exchange-joint", all);
      await().atMost(SOON).until(() -> outcome(behind, "exchange-joint").equals("behind"));
      emitters.publish("exchange-joint", 703, late.subList(0, 1));
      emitters.publish("exchange-joint", 706, late.subList(3, 4));
      Figures.settled(SOON);
      assertThat(outcome(behind, "exchange-joint")).isEqualTo("behind");
      String agrees =
          reconcile(emitters, "exchange-joint", Emitters.sent(brokers, "exchange-joint"));
      await().atMost(SOON).until(() -> outcome(agrees, "exchange-joint").equals("agree"));
    }
    Figures.settled(SOON);
    assertThat(verify().said()).contains("exchange-joint 1..706");
    assertThat(gap()).isZero();
  }

  @Test
  @Order(14)
  void anotherRecordUnderTheSameNumberStopsItsEmitter() {
    try (Emitters emitters = new Emitters(brokers)) {
      emitters.publish("alert", 310, records("alert", 2));
      await().atMost(SOON).until(() -> health().contains("was another record before"));
      emitters.publish("exchange-joint", 707, records("exchange-joint", 1));
      await().atMost(SOON).until(() -> verify().said().contains("exchange-joint 1..707"));
    }
    assertThat(verify().said()).contains("alert 1..310");
  }

  /**
   * Each is done in a transaction that is rolled back. After it the log is published twice: into a
   * new folder, as after the loss of the old one; and after one more record into a copy of the
   * folder as it is, as the service goes on.
   */
  @Test
  @Order(16)
  void whoChangesTheLogInTheDatabaseIsFoundOut() throws Exception {
    long reached = store.reached().get("exchange-joint").number();
    // So many that the log ends within a tile, whatever has been read of it meanwhile.
    int more = 1 + (int) Math.floorMod(127 - size(), (long) TilePath.WIDTH);
    try (Emitters emitters = new Emitters(brokers)) {
      emitters.publish("exchange-joint", reached + 1, records("exchange-joint", more));
      await()
          .atMost(SOON)
          .until(() -> verify().said().contains("exchange-joint 1.." + (reached + more)));
      await().atMost(SOON).until(() -> verify().said().contains("size %d ".formatted(size())));
    }
    assertThat(size() % TilePath.WIDTH).isBetween(3L, 250L);
    Path live = Path.of(directory);
    String before =
        Files.copy(live.resolve(year() + "/checkpoint"), folder.resolve("before")).toString();
    List<MerkleTree.TileId> tiles = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select level, position from tile")) {
      while (rows.next()) {
        tiles.add(new MerkleTree.TileId(rows.getInt(1), rows.getLong(2)));
      }
    }
    assertThat(outcome(untouched(), folder.resolve("new"), before, false)).isEqualTo(Outcome.SOUND);
    assertThat(outcome(untouched(), copied(live, "old"), before, true)).isEqualTo(Outcome.SOUND);
    Map<Outcome, Integer> anew = new EnumMap<>(Outcome.class);
    Map<Outcome, Integer> goingOn = new EnumMap<>(Outcome.class);
    List<Tampering> all = Tampering.all(size(), tiles);
    for (int i = 0; i < all.size(); i++) {
      Tampering one = all.get(i);
      Outcome first = outcome(one, folder.resolve("new" + i), before, false);
      assertThat(first).as("%s, published anew", one.name()).isNotEqualTo(Outcome.SOUND);
      anew.merge(first, 1, Integer::sum);
      Outcome second = outcome(one, copied(live, "old" + i), before, true);
      // An addition that its tree fits is published as any other; its number gives it away.
      assertThat(second == Outcome.FAULT)
          .as("%s, going on: %s", one.name(), second)
          .isEqualTo(one.name().matches("append .* (its leaf|make the tree anew)"));
      goingOn.merge(second, 1, Integer::sum);
    }
    System.out.printf(
        "%d changes of the log in PostgreSQL; published anew: %s; going on: %s%n",
        all.size(), anew, goingOn);
    assertThat(all.size()).isGreaterThan(80);
    // What was published before is not made again, so that rows behind it are without effect on it.
    assertThat(goingOn.get(Outcome.REFUSED)).isGreaterThan(40);
  }

  private enum Outcome {
    /** The service did not publish, and said why. */
    REFUSED,
    /** The verifier found it. */
    FAULT,
    /** What is published holds, and continues what was published before. */
    SOUND
  }

  private static Tampering untouched() {
    return new Tampering("nothing", connection -> {});
  }

  private Outcome outcome(Tampering tampering, Path into, String before, boolean more)
      throws Exception {
    int year = year();
    QuarkusTransaction.begin();
    try (Connection connection = database.getConnection()) {
      tampering.act().in(connection);
      LogDirectory other = new LogDirectory(into);
      LogPublisher publisher =
          new LogPublisher(
              store,
              other,
              new PublishedLog(other, settings, signer),
              signer,
              cosigners,
              Clock.systemUTC(),
              step -> {});
      if (more) {
        enterOne();
      }
      publisher.publish();
    } catch (ForkException | IllegalStateException | IOException | SQLException e) {
      assertThat(e.getMessage()).isNotBlank();
      return Outcome.REFUSED;
    } finally {
      QuarkusTransaction.rollback();
    }
    Verifier verifier =
        Verifier.run(
            "--dir",
            into.resolve(Integer.toString(year)).toString(),
            "--key",
            key,
            "--checkpoint",
            before);
    assertThat(verifier.status()).as(verifier.said()).isIn(0, 3);
    if (verifier.status() == 3) {
      return Outcome.FAULT;
    }
    // All that was published before, and nothing more but what was entered.
    assertThat(verifier.said()).contains("size %d ".formatted(size() + (more ? 1 : 0)));
    return Outcome.SOUND;
  }

  private void enterOne() throws Exception {
    long number = store.reached().get("exchange-joint").number() + 1;
    Disclosure record = Emitters.sharing("exchange-joint", "ma-dgsn", "nl-kmar");
    byte[] payload = new RecordMapper().write(record);
    Prepared prepared = intake.prepare("exchange-joint", number, record.id().toString(), payload);
    store.append(List.of(new Candidate(number, prepared, payload)), List.of(), Map.of(), 0);
  }

  private Path copied(Path live, String name) throws IOException {
    Path copy = folder.resolve(name);
    try (Stream<Path> files = Files.walk(live)) {
      for (Path file : files.toList()) {
        Path there = copy.resolve(live.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(there);
        } else {
          Files.copy(file, there);
        }
      }
    }
    return copy;
  }

  @Test
  @Order(15)
  void noReceiptIsGivenForAnEntryThatIsNotTheOneThatWasPublished() throws Exception {
    String change =
        "update record set entry = set_byte(entry, 60, get_byte(entry, 60) # 1) where position = 3";
    String id;
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery("select id from record where position = 3")) {
        row.next();
        id = row.getString(1);
      }
      receipt(id).then().statusCode(200);
      statement.execute(change);
      try {
        receipt(id).then().statusCode(500).contentType("application/problem+json");
      } finally {
        statement.execute(change);
      }
    }
    receipt(id).then().statusCode(200);
  }

  private static Response receipt(String id) {
    return given()
        .auth()
        .oauth2(TestTokens.token("ma-dgsn", "oversight"))
        .get("/v1/records/{id}/receipt", id);
  }

  /** The last one: it sets the clock of the service ahead, and the log never goes back a day. */
  @Test
  @Order(17)
  void emittersAreAskedAtNightAndWhoDoesNotAnswerIsNamed() {
    Instant night =
        Instant.now().atOffset(ZoneOffset.UTC).with(LocalTime.of(2, 30)).plusDays(1).toInstant();
    String newest = newest().getString("items[0].id");
    clock.set(night);
    try (Emitters emitters = new Emitters(brokers)) {
      await().atMost(SOON).until(() -> !newest().getString("items[0].id").equals(newest));
      JsonPath asked = newest();
      String id = asked.getString("items[0].id");
      assertThat(asked.getString("items[1].id")).isEqualTo(newest);
      assertThat(asked.getString("items[0].askedBy")).isNull();
      assertThat(Instant.parse(asked.getString("items[0].at"))).isAfterOrEqualTo(night);
      await()
          .atMost(SOON)
          .until(() -> this.asked().containsAll(List.of("alert " + id, "exchange-joint " + id)));
      clock.set(night.plus(Duration.ofMinutes(6)));
      await().atMost(SOON).until(() -> outcome(id, "exchange-joint").equals("unanswered"));
      assertThat(health()).contains("disagrees.exchange-joint", "unanswered");
      assertThat(disagreement("exchange-joint")).isOne();
      assertThat(newest().getString("items[0].id")).as("asked once a night").isEqualTo(id);
      // Late, but the truth.
      emitters.state("exchange-joint", id, 1, Emitters.sent(brokers, "exchange-joint"));
      await().atMost(SOON).until(() -> outcome(id, "exchange-joint").equals("agree"));
      assertThat(disagreement("exchange-joint")).isZero();
    } finally {
      clock.set(Instant.now());
    }
  }

  private static Response ask(String body) {
    return given()
        .auth()
        .oauth2(TestTokens.token("ma-dgsn", "oversight"))
        .contentType("application/json")
        .body(body)
        .post("/v1/reconciliations");
  }

  /** Asks an emitter, which answers that these are all that it sent. */
  private static String reconcile(Emitters emitters, String emitter, List<byte[]> payloads) {
    return reconcile(emitters, emitter, 1, payloads);
  }

  /** Asks an emitter, which answers that these are all that it sent from this number on. */
  private static String reconcile(
      Emitters emitters, String emitter, long first, List<byte[]> payloads) {
    String id = ask("{\"emitter\":\"%s\"}".formatted(emitter)).jsonPath().getString("id");
    emitters.state(emitter, id, first, payloads);
    return id;
  }

  private static JsonPath reconciliation(String id) {
    return given()
        .auth()
        .oauth2(TestTokens.token("ma-dgsn", "oversight"))
        .get("/v1/reconciliations/{id}", id)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static JsonPath newest() {
    return given()
        .auth()
        .oauth2(TestTokens.token("ma-dgsn", "oversight"))
        .get("/v1/reconciliations")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static String outcome(String id, String emitter) {
    return reconciliation(id)
        .getString("emitters.find { it.emitter == '%s' }.outcome".formatted(emitter));
  }

  private static double disagreement(String emitter) {
    return Figures.of("mithaq_reconciliation_disagreement{emitter=\"%s\"}".formatted(emitter));
  }

  /** Who was asked, and by which reconciliation. */
  private List<String> asked() {
    List<String> asked = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition topic = new TopicPartition("mithaq.logged", 0);
      consumer.assign(List.of(topic));
      consumer.seekToBeginning(List.of(topic));
      long end = consumer.endOffsets(List.of(topic)).get(topic);
      while (consumer.position(topic) < end) {
        for (ConsumerRecord<String, String> event : consumer.poll(Duration.ofMillis(200))) {
          if (event.key().startsWith("reconciliation/")) {
            JsonPath question = JsonPath.from(event.value());
            assertThat(event.key()).endsWith("/" + question.getString("emitter"));
            asked.add(question.getString("emitter") + " " + question.getString("id"));
          }
        }
      }
    }
    return asked;
  }

  private static List<Disclosure> records(String emitter, int count) {
    List<Disclosure> records = new ArrayList<>();
    IntStream.range(0, count)
        .forEach(i -> records.add(Emitters.sharing(emitter, "ma-dgsn", "nl-kmar")));
    return records;
  }

  private Verifier verify() {
    return Verifier.run("--url", log.toString(), "--key", key);
  }

  private static double lag() {
    return Figures.of("mithaq_log_lag");
  }

  private static double gap() {
    return Figures.of("mithaq_log_gap{emitter=\"exchange-joint\"}");
  }

  private static long size() {
    return (long) Figures.of("mithaq_log_size");
  }

  private static String health() {
    return given().get("/q/health/ready").asString();
  }

  private static int year() {
    String origin = given().get("/v1/log/checkpoint").asString().lines().findFirst().get();
    return Integer.parseInt(origin.substring(origin.indexOf('/') + 1));
  }
}
