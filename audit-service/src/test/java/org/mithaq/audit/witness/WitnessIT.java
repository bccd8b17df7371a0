package org.mithaq.audit.witness;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.mithaq.audit.log.Step;
import org.mithaq.audit.record.Disclosure;
import org.mithaq.audit.record.RecordObject;
import org.mithaq.audit.stack.Breakpoints;
import org.mithaq.audit.stack.Emitters;
import org.mithaq.audit.stack.Figures;
import org.mithaq.audit.stack.SetClock;
import org.mithaq.audit.stack.Verifier;
import org.mithaq.audit.stack.WitnessProcess;
import org.mithaq.audit.stack.WitnessTestResource;
import org.mithaq.local.cluster.DataDirectory;
import org.mithaq.local.key.WitnessId;
import org.mithaq.local.stack.StackTestResource;
import org.mithaq.local.stack.TestTokens;

/** The log and two real witnesses, each in a process of its own, from none of them running on. */
@QuarkusTest
@QuarkusTestResource(
    value = StackTestResource.class,
    initArgs = @ResourceArg(name = "service", value = "audit"),
    restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WitnessTestResource.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WitnessIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static final RecordObject NOTICE =
      new RecordObject("notice", "n-0123456789abcdef0123456789abcdef", 1, null);

  private static WitnessProcess morocco;
  private static WitnessProcess netherlands;
  private static UUID bilateral;
  private static UUID triangular;
  private static long sent;

  @Inject Breakpoints breakpoints;
  @Inject DataSource database;
  @Inject WitnessSettings settings;
  @Inject SetClock clock;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String brokers;

  @ConfigProperty(name = "mithaq.test.data-directory")
  String data;

  @ConfigProperty(name = "mithaq.log.directory")
  String directory;

  @AfterAll
  static void stop() {
    if (morocco != null) {
      morocco.close();
    }
    if (netherlands != null) {
      netherlands.close();
    }
  }

  @Test
  @Order(1)
  void withoutWitnessesTheLogIsPublishedAndReceiptsWait() throws Exception {
    bilateral = publish("pjmg");
    triangular = publish("triangular");
    Figures.settled(SOON);
    receipt(triangular)
        .then()
        .statusCode(503)
        .header("Retry-After", "1")
        .body("type", equalTo("urn:mithaq:problem:receipt-pending"))
        .body("detail", containsString("1 of ma, nl"))
        .body("detail", containsString("none"));
    receipt(bilateral).then().statusCode(503).body("detail", containsString("2 of ma, nl"));
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.find { it.name == 'witnesses' }.data.state", equalTo("degraded"));
    assertThat(Figures.of("mithaq_witness_up{witness=\"ma\"}")).isZero();
    assertThat(verify().status()).isZero();
    assertThat(verify("--witness", key(WitnessId.MA)).said()).contains("has not cosigned it");
  }

  @Test
  @Order(2)
  void oneWitnessIsEnoughForTheOneAgreementAndNotForTheOther() throws Exception {
    morocco = start(WitnessId.MA);
    await().atMost(SOON).until(() -> receipt(triangular).statusCode() == 200);
    receipt(bilateral).then().statusCode(503).body("detail", containsString("those of: ma"));
    // The newer one is ready, and not held up by the older one.
    given()
        .auth()
        .oauth2(TestTokens.token("nl-kmar", "auditor"))
        .get("/v1/notices/{id}/receipts", NOTICE.id())
        .then()
        .statusCode(200)
        .body("items.record", equalTo(List.of(triangular.toString(), bilateral.toString())))
        .body("items.pending", equalTo(List.of(false, true)))
        .body("items[0].receipt", startsWith("c2sp.org/tlog-proof@v1"))
        .body("items[1].receipt", nullValue());
    Path file = receiptFile(triangular);
    assertThat(
            Verifier.run(
                    "--receipt", file.toString(), "--key", log(), "--witness", key(WitnessId.MA))
                .status())
        .isZero();
    assertThat(
            Verifier.run(
                    "--receipt", file.toString(), "--key", log(), "--witness", key(WitnessId.NL))
                .status())
        .isEqualTo(3);
  }

  @Test
  @Order(3)
  void aWitnessThatComesLateCosignsWhatIsThereAlready() throws Exception {
    netherlands = start(WitnessId.NL);
    await().atMost(SOON).until(() -> receipt(bilateral).statusCode() == 200);
    await().atMost(SOON).until(() -> verifyWitnessed().status() == 0);
    await().atMost(SOON).until(() -> Figures.of("mithaq_witness_up{witness=\"nl\"}") == 1.0);
    publish("pjmg");
    Figures.settled(SOON);
    // A checkpoint is published with the cosignatures of all that answer.
    assertThat(verifyWitnessed().said()).startsWith("OK ").contains("exchange-joint 1.." + sent);
  }

  @Test
  @Order(4)
  void whatAllHadCosignedKeepsItsReceiptWhenOneOfThemDies() throws Exception {
    netherlands.close();
    UUID next = publish("pjmg");
    Figures.settled(SOON);
    receipt(bilateral).then().statusCode(200);
    receipt(next).then().statusCode(503).body("detail", containsString("those of: ma"));
    netherlands = start(WitnessId.NL);
    await().atMost(SOON).until(() -> receipt(next).statusCode() == 200);
  }

  @Test
  @Order(5)
  void whatAllHadCosignedIsKeptAlsoIfThePublisherDiesBefore() throws Exception {
    Figures.settled(SOON);
    breakpoints.failAfter(Step.CHECKPOINT_PUBLISHED);
    UUID record = publish("pjmg");
    await().atMost(SOON).until(breakpoints::reached);
    Figures.settled(SOON);
    assertThat(verifyWitnessed().said()).startsWith("OK ").contains("exchange-joint 1.." + sent);
    netherlands.close();
    publish("pjmg");
    Figures.settled(SOON);
    receipt(record).then().statusCode(200);
    netherlands = start(WitnessId.NL);
    await().atMost(SOON).until(() -> verifyWitnessed().status() == 0);
  }

  @Test
  @Order(6)
  void theLastCheckpointOfAyearIsCosignedAndTheWitnessesFollowIntoTheNext() throws Exception {
    Figures.settled(SOON);
    int old = Integer.parseInt(years().getLast().getFileName().toString());
    clock.set(Instant.parse((old + 1) + "-01-01T00:00:03Z"));
    UUID next = publish("pjmg");
    Figures.settled(SOON);
    String folder = Path.of(directory, Integer.toString(old)).toString();
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        Verifier.run(
                                "--dir",
                                folder,
                                "--key",
                                log(),
                                "--witness",
                                key(WitnessId.MA),
                                "--witness",
                                key(WitnessId.NL))
                            .said()
                            .strip())
                    .startsWith("OK mithaq.local/" + old)
                    .endsWith(" closed"));
    await().atMost(SOON).until(() -> receipt(next).statusCode() == 200);
    assertThat(Files.readString(receiptFile(next))).contains("mithaq.local/" + (old + 1));
    // Receipts of the old log hold as before.
    assertThat(Files.readString(receiptFile(bilateral))).contains("mithaq.local/" + old);
    await().atMost(SOON).until(() -> verifyWitnessed().status() == 0);
  }

  @Test
  @Order(7)
  void aLogThatWasSetBackWithItsFolderIsFoundOutByItsWitnesses() throws Exception {
    Figures.settled(SOON);
    Path saved = Path.of(data, "saved-log");
    copy(Path.of(directory), saved);
    tables("create table backup_%1$s as table %1$s");
    publish("triangular");
    Figures.settled(SOON);
    await().atMost(SOON).until(() -> verifyWitnessed().status() == 0);
    tables("truncate %1$s cascade");
    for (String table : List.of("log", "emitter", "tile", "record")) {
      sql("insert into " + table + " select * from backup_" + table);
    }
    copy(saved, Path.of(directory));
    publish("triangular");
    // Until the folder too is set back, the database alone is seen to be behind.
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                given()
                    .get("/q/health/ready")
                    .then()
                    .statusCode(503)
                    .body(containsString("the log has been set back")));
  }

  private WitnessProcess start(WitnessId witness) {
    return WitnessProcess.start(
        new DataDirectory(Path.of(data)),
        witness,
        settings.ordered().get(witness.id()).url().getPort());
  }

  private UUID publish(String agreement) {
    Disclosure like = Emitters.sharing("exchange-joint", "ma-dgsn", "nl-kmar");
    Disclosure record =
        new Disclosure(
            like.id(),
            like.emitter(),
            like.at(),
            like.operation(),
            like.decision(),
            null,
            like.agency(),
            like.user(),
            like.owners(),
            like.recipients(),
            List.of(NOTICE),
            agreement,
            1,
            like.articles(),
            like.purpose(),
            null);
    try (Emitters emitters = new Emitters(brokers)) {
      emitters.publish("exchange-joint", sent + 1, List.of(record));
    }
    sent++;
    return record.id();
  }

  private Response receipt(UUID id) {
    return given()
        .auth()
        .oauth2(TestTokens.token("nl-kmar", "auditor"))
        .get("/v1/records/{id}/receipt", id);
  }

  private Path receiptFile(UUID id) throws IOException {
    String text =
        given()
            .auth()
            .oauth2(TestTokens.token("nl-kmar", "auditor"))
            .accept("text/plain")
            .get("/v1/records/{id}/receipt", id)
            .then()
            .statusCode(200)
            .extract()
            .asString();
    return Files.writeString(Path.of(data, id + ".tlog-proof"), text, StandardCharsets.UTF_8);
  }

  private String log() {
    return Path.of(data, "keys", "log.vkey").toString();
  }

  private String key(WitnessId witness) {
    return Path.of(data, "keys", witness.process() + ".vkey").toString();
  }

  private Verifier verifyWitnessed() throws IOException {
    return verify("--witness", key(WitnessId.MA), "--witness", key(WitnessId.NL));
  }

  private Verifier verify(String... more) throws IOException {
    List<Path> all = years();
    List<String> arguments =
        new ArrayList<>(List.of("--dir", all.getLast().toString(), "--key", log()));
    for (Path before : all.subList(0, all.size() - 1)) {
      arguments.addAll(List.of("--before", before.toString()));
    }
    arguments.addAll(List.of(more));
    return Verifier.run(arguments.toArray(String[]::new));
  }

  /** The folders of all years, the newest last. */
  private List<Path> years() throws IOException {
    try (var years = Files.list(Path.of(directory))) {
      return years.filter(Files::isDirectory).sorted().toList();
    }
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

  /** Makes one folder as the other is, for what they have in common: tiles are never changed. */
  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
