package org.mithaq.audit.erasure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.mithaq.audit.record.AlteredException;
import org.mithaq.audit.record.Disclosure;
import org.mithaq.audit.record.Opened;
import org.mithaq.audit.record.RecordIntake;
import org.mithaq.audit.record.SealedContent;
import org.mithaq.audit.stack.Emitters;
import org.mithaq.audit.stack.Figures;
import org.mithaq.audit.stack.ReceiptFolder;
import org.mithaq.audit.stack.SetClock;
import org.mithaq.audit.stack.Verifier;
import org.mithaq.local.client.Http;
import org.mithaq.local.stack.StackTestResource;
import org.mithaq.local.stack.TestTokens;
import org.mithaq.local.verify.Mirror;

@QuarkusTest
@QuarkusTestResource(
    value = StackTestResource.class,
    initArgs = @ResourceArg(name = "service", value = "audit"),
    restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ErasureIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** More than one batch of what is due. */
  private static final int OTHERS = 120;

  @Inject DataSource database;
  @Inject RecordIntake intake;
  @Inject ReceiptFolder receipts;
  @Inject ErasureStore erasures;
  @Inject RetentionRelay retention;
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
  void anErasedRecordIsProvablyGoneAndToldFromOneThatIsMissing() throws Exception {
    List<Disclosure> three = records("exchange-joint", 3);
    try (Emitters emitters = new Emitters(brokers)) {
      emitters.publish("exchange-joint", 1, records("exchange-joint", OTHERS));
      emitters.publish("exchange-joint", OTHERS + 1, three);
    }
    Figures.settled(SOON);
    final String signal = three.get(0).objects().getFirst().id();
    List<String> erased = List.of(three.get(0).id().toString(), three.get(1).id().toString());
    List<String> secrets = new ArrayList<>(List.of(signal));
    for (String id : erased) {
      Opened opened = opened(id);
      opened.commitments().all().forEach(c -> secrets.add(HexFormat.of().formatHex(c.salt())));
      secrets.add(HexFormat.of().formatHex(bytes("wrapped_key", id)));
      secrets.add(HexFormat.of().formatHex(bytes("content", id)));
      secrets.add(HexFormat.of().formatHex(intake.reference("signal", signal)));
    }
    String before = database();
    assertThat(before.contains(HexFormat.of().formatHex(bytes("content", erased.get(0))))).isTrue();
    assertThat(before.contains(HexFormat.of().formatHex(intake.reference("signal", signal))))
        .isTrue();
    assertThat(verifyRecords(year()).said()).contains(" intact, 0 erased");

    final String aicha = TestTokens.tokenOf("aicha", "ma-dgsn", "oversight");
    final String jan = TestTokens.tokenOf("jan", "nl-kmar", "oversight");
    String order =
        "{\"records\":[\"%s\"],\"signals\":[\"%s\"],\"basis\":\"court-order\","
                .formatted(erased.get(1), signal)
            + "\"authority\":\"Court of first instance, 2026/17\"}";
    Response proposed = post(aicha, "/v1/erasures", order);
    assertThat(proposed.statusCode()).as(proposed.asString()).isEqualTo(201);
    final String erasure = proposed.jsonPath().getString("id");
    assertThat(proposed.header("Location")).endsWith("/v1/erasures/" + erasure);
    assertThat(proposed.jsonPath().getString("state")).isEqualTo("proposed");
    assertThat(proposed.jsonPath().getList("records")).hasSameElementsAs(erased);

    // By one person alone, or for one of two sides alone, nothing is erased.
    for (String[] refused :
        new String[][] {
          {aicha, "same-person"},
          {TestTokens.tokenOf("Aicha", "nl-kmar", "oversight"), "same-person"},
          {TestTokens.tokenOf("karim", "ma-dgsn", "oversight"), "same-agency"}
        }) {
      Response response = post(refused[0], "/v1/erasures/" + erasure + "/approval", "");
      assertThat(response.statusCode()).isEqualTo(422);
      assertThat(response.jsonPath().getString("type"))
          .isEqualTo("urn:mithaq:problem:" + refused[1]);
      JsonPath recorded = get(jan, "/v1/records/" + response.header("Audit-Record")).jsonPath();
      assertThat(recorded.getString("operation")).isEqualTo("erasure");
      assertThat(recorded.getString("decision")).isEqualTo("refused");
      assertThat(recorded.getString("reason")).isEqualTo(refused[1]);
    }
    // Nor by making in the database another of who proposed it, or of why.
    sql("create table as_proposed as select * from erasure where id = '" + erasure + "'");
    String karim = TestTokens.tokenOf("karim", "ma-dgsn", "oversight");
    for (String[] bent :
        new String[][] {
          {aicha, "person = array['\\x00'::bytea]"},
          {karim, "agency = 'nl-kmar'"},
          {jan, "basis = 'law-09-08'"},
          {
            jan,
            "proposed_by = (select id from record where emitter = 'audit'"
                + " and id <> erasure.proposed_by limit 1)"
          }
        }) {
      sql("update erasure set %s where id = '%s'".formatted(bent[1], erasure));
      for (Response response :
          List.of(
              post(bent[0], "/v1/erasures/" + erasure + "/approval", ""),
              get(bent[0], "/v1/erasures/" + erasure))) {
        assertThat(response.statusCode()).as(bent[1]).isEqualTo(500);
        assertThat(response.jsonPath().getString("type"))
            .as(bent[1])
            .isEqualTo("urn:mithaq:problem:record-altered");
      }
      sql(
          "update erasure e set person = k.person, agency = k.agency, basis = k.basis,"
              + " proposed_by = k.proposed_by from as_proposed k where k.id = e.id");
    }
    sql("drop table as_proposed");
    // Both sides see what is to be erased; others do not.
    JsonPath seen =
        get(TestTokens.token("nl-kmar", "auditor"), "/v1/erasures?state=proposed").jsonPath();
    assertThat(seen.getList("items.id")).containsExactly(erasure);
    assertThat(seen.getList("items[0].records")).hasSameElementsAs(erased);
    assertThat(seen.getString("items[0].article")).contains("art. 54");
    assertThat(seen.getString("items[0].proposed.agency")).isEqualTo("ma-dgsn");
    assertThat(seen.getString("items[0].proposed.user")).isNull();
    assertThat(seen.getString("items[0].authority")).isNull();
    String others = TestTokens.token("es-gc", "auditor");
    assertThat(get(others, "/v1/erasures").jsonPath().getList("items")).isEmpty();
    assertThat(get(others, "/v1/erasures/" + erasure).statusCode()).isEqualTo(404);
    assertThat(get(jan, "/v1/records/" + erased.get(0)).statusCode()).isEqualTo(200);

    Response approved = post(jan, "/v1/erasures/" + erasure + "/approval", "");
    assertThat(approved.statusCode()).as(approved.asString()).isEqualTo(201);
    assertThat(approved.jsonPath().getString("state")).isEqualTo("carried-out");
    assertThat(approved.jsonPath().getString("authority"))
        .isEqualTo("Court of first instance, 2026/17");
    assertThat(approved.jsonPath().getString("proposed.user")).isEqualTo("aicha");
    assertThat(approved.jsonPath().getString("decided.user")).isEqualTo("jan");
    final String entry = approved.header("Audit-Record");
    for (String late : List.of("approval", "rejection")) {
      Response response = post(jan, "/v1/erasures/" + erasure + "/" + late, "");
      assertThat(response.statusCode()).isEqualTo(409);
      assertThat(response.jsonPath().getString("type"))
          .isEqualTo("urn:mithaq:problem:erasure-decided");
    }
    Figures.settled(SOON);

    String auditor = TestTokens.token("nl-kmar", "auditor");
    for (String id : erased) {
      Response gone = get(auditor, "/v1/records/" + id);
      assertThat(gone.statusCode()).isEqualTo(410);
      assertThat(gone.header("Audit-Record")).isNotNull();
      JsonPath problem = gone.jsonPath();
      assertThat(problem.getString("type")).isEqualTo("urn:mithaq:problem:erased");
      assertThat(problem.getString("remains.record")).isEqualTo(id);
      assertThat(problem.getString("remains.erasure")).isEqualTo(erasure);
      assertThat(problem.getString("remains.basis")).isEqualTo("court-order");
      assertThat(problem.getString("remains.erasureRecord")).isEqualTo(entry);
      assertThat(problem.getString("remains.entry")).contains(id);
      assertThat(get(others, "/v1/records/" + id).statusCode()).isEqualTo(404);
      // That the entry is in the log can be shown; what it was of can not.
      Verifier left = Verifier.run("--key", key, "--receipt", receiptOf(auditor, id).toString());
      assertThat(left.status()).as(left.said()).isZero();
      assertThat(left.said()).contains(id, "and 1 fields that are not open");
    }
    String everything = database();
    assertThat(secrets.stream().filter(everything::contains)).isEmpty();

    // The proof that a side fetches is what the verifier wants.
    Figures.settled(SOON);
    Path proof = receiptOf(auditor, entry);
    Figures.settled(SOON);
    Path folder = receipts.of(year());
    for (String id : erased) {
      Files.copy(proof, folder.resolve(id + ".erasure"), StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(verifyRecords(year(), folder).said()).contains(" intact, 2 erased");
    // Of all that oversight fetches, what was erased is known by the same proof.
    Path kept = Files.createTempDirectory("kept");
    URI service = URI.create("http://127.0.0.1:" + RestAssured.port);
    new org.mithaq.local.receipt.ReceiptFolder(new Http(), service, () -> jan, SOON, kept)
        .fill("", true, fetched -> {});
    Figures.settled(SOON);
    assertThat(verifyRecords(year(), kept).said()).contains(" intact, 2 erased");
    for (String id : erased) {
      assertThat(kept.resolve(id + ".erasure")).exists();
    }
    // A proposal is no erasure, and proves none.
    Path proposal = receiptOf(jan, proposed.header("Audit-Record"));
    assertThat(Verifier.run("--key", key, "--receipt", proposal.toString()).said())
        .contains("operation: \"consultation\"", erased.get(0));
    Figures.settled(SOON);

    // Whose side it was of is part of the proof: who writes the database gives it to no other.
    String gone = erased.get(0);
    sql("update record set sides = sides || '{es-gc}' where id = '" + gone + "'");
    for (String path : List.of("/v1/records", "/v1/records/" + gone, "/v1/erasures")) {
      Response refused = get(others, path);
      assertThat(refused.statusCode()).as(path).isEqualTo(500);
      assertThat(refused.jsonPath().getString("type"))
          .isEqualTo("urn:mithaq:problem:record-altered");
      assertThat(refused.asString()).doesNotContain(gone, erasure);
    }
    sql("update record set sides = '{ma-dgsn,nl-kmar}' where id = '" + gone + "'");
    assertThat(get(others, "/v1/records/" + gone).statusCode()).isEqualTo(404);
    // So is its basis.
    sql("update erasure set basis = 'retention' where id = '" + erasure + "'");
    assertThat(get(auditor, "/v1/records/" + gone).jsonPath().getString("type"))
        .isEqualTo("urn:mithaq:problem:record-altered");
    sql("update erasure set basis = 'court-order' where id = '" + erasure + "'");
    assertThat(get(auditor, "/v1/records/" + gone).statusCode()).isEqualTo(410);

    // A row that somebody deletes is missing, whatever else they delete.
    String deleted = three.get(2).id().toString();
    Figures.settled(SOON);
    sql("create table kept as select * from record where id = '" + deleted + "'");
    sql("delete from record where id = '" + deleted + "'");
    try {
      Verifier missing = verifyRecords(year());
      assertThat(missing.status()).isEqualTo(3);
      assertThat(missing.said()).contains("record " + deleted + " is missing");
    } finally {
      sql("insert into record select * from kept", "drop table kept");
    }
  }

  @Test
  @Order(2)
  void whatWasErasedIsErasedAgainAndItsProofNever() throws Exception {
    Disclosure record = Emitters.sharing("exchange-joint", "ma-dgsn", "ma-dgsn");
    try (Emitters emitters = new Emitters(brokers)) {
      emitters.publish("exchange-joint", OTHERS + 4, List.of(record));
    }
    Figures.settled(SOON);
    String id = record.id().toString();
    sql("create table kept as select * from record where id = '" + id + "'");
    String aicha = TestTokens.tokenOf("aicha", "ma-dgsn", "oversight");
    String karim = TestTokens.tokenOf("karim", "ma-dgsn", "oversight");
    String order = "{\"records\":[\"%s\"],\"basis\":\"law-09-08\",\"authority\":\"CNDP\"}";

    // Taken back in time, it never was.
    String first = post(aicha, "/v1/erasures", order.formatted(id)).jsonPath().getString("id");
    Response rejected = post(aicha, "/v1/erasures/" + first + "/rejection", "");
    assertThat(rejected.statusCode()).isEqualTo(201);
    assertThat(rejected.jsonPath().getString("state")).isEqualTo("rejected");
    assertThat(post(karim, "/v1/erasures/" + first + "/approval", "").statusCode()).isEqualTo(409);
    assertThat(get(karim, "/v1/records/" + id).statusCode()).isEqualTo(200);

    // Not by making it so in the database, nor by adding to what was proposed.
    String both;
    sql(
        "create table of_both as select * from record where emitter = 'exchange-joint'"
            + " and state = 'readable' and sides = '{ma-dgsn,nl-kmar}' limit 1");
    sql("update record set sides = '{ma-dgsn}' where id = (select id from of_both)");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select id from of_both")) {
      row.next();
      both = row.getString(1);
    }
    Response bent = post(aicha, "/v1/erasures", order.formatted(both));
    assertThat(bent.jsonPath().getString("type")).isEqualTo("urn:mithaq:problem:record-altered");
    sql("update record set sides = '{ma-dgsn,nl-kmar}' where id = '" + both + "'");
    sql("drop table of_both");
    String more = post(aicha, "/v1/erasures", order.formatted(id)).jsonPath().getString("id");
    sql("insert into erasure_record values ('" + more + "', '" + both + "')");
    bent = post(karim, "/v1/erasures/" + more + "/approval", "");
    assertThat(bent.jsonPath().getString("type")).isEqualTo("urn:mithaq:problem:record-altered");
    sql("delete from erasure_record where record = '" + both + "'");
    assertThat(post(aicha, "/v1/erasures/" + more + "/rejection", "").statusCode()).isEqualTo(201);

    // Asked again under the same key, also at the same time, it is one proposal and one answer.
    String same = order.formatted(id);
    List<CompletableFuture<Response>> twice =
        IntStream.range(0, 4)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> keyed(aicha, "/v1/erasures", same, "k1")))
            .toList();
    Response once = twice.getFirst().get();
    for (CompletableFuture<Response> again : twice) {
      assertThat(again.get().statusCode()).as(again.get().asString()).isEqualTo(201);
      assertThat(again.get().asString()).isEqualTo(once.asString());
      for (String header : List.of("Location", "Audit-Record")) {
        assertThat(again.get().header(header)).isNotNull().isEqualTo(once.header(header));
      }
    }
    assertThat(get(aicha, "/v1/erasures?state=proposed").jsonPath().getList("items.id"))
        .containsExactly(once.jsonPath().getString("id"));
    Response reused = keyed(aicha, "/v1/erasures", order.formatted(UUID.randomUUID()), "k1");
    assertThat(reused.statusCode()).isEqualTo(422);
    assertThat(reused.jsonPath().getString("type"))
        .isEqualTo("urn:mithaq:problem:idempotency-key-reused");
    assertThat(
            get(aicha, "/v1/records/" + reused.header("Audit-Record"))
                .jsonPath()
                .getString("reason"))
        .isEqualTo("idempotency-key-reused");
    assertThat(keyed(aicha, "/v1/erasures", same, "no key").statusCode()).isEqualTo(400);
    // A key is an agency's and a path's own, and what was refused is not remembered.
    String path = once.header("Location").replaceAll(".*(/v1/)", "$1") + "/approval";
    assertThat(keyed(aicha, path, "", "k1").jsonPath().getString("type"))
        .isEqualTo("urn:mithaq:problem:same-person");
    String rejection = path.replace("approval", "rejection");
    Response taken = keyed(aicha, rejection, "", "k1");
    assertThat(taken.statusCode()).isEqualTo(201);
    assertThat(keyed(aicha, rejection, "", "k1").asString()).isEqualTo(taken.asString());
    assertThat(post(aicha, rejection, "").statusCode()).isEqualTo(409);
    // Nothing of what is kept lies open, and after a day it is forgotten.
    assertThat(database().contains("CNDP")).isFalse();
    sql("update kept_answer set created_at = created_at - interval '25 hours'");
    Response anew = keyed(aicha, "/v1/erasures", same, "k1");
    assertThat(anew.jsonPath().getString("id")).isNotEqualTo(once.jsonPath().getString("id"));
    post(aicha, "/v1/erasures/" + anew.jsonPath().getString("id") + "/rejection", "");
    String emitter = "{\"emitter\":\"exchange-joint\"}";
    String asked = keyed(aicha, "/v1/reconciliations", emitter, "k1").header("Location");
    assertThat(keyed(aicha, "/v1/reconciliations", emitter, "k1").header("Location"))
        .isNotNull()
        .isEqualTo(asked);

    // What is of one side alone, two of its own may erase.
    String second = post(aicha, "/v1/erasures", order.formatted(id)).jsonPath().getString("id");
    Response approved = post(karim, "/v1/erasures/" + second + "/approval", "");
    assertThat(approved.statusCode()).as(approved.asString()).isEqualTo(201);
    Figures.settled(SOON);
    for (String never : List.of(approved.header("Audit-Record"), id, UUID.randomUUID() + "")) {
      Response response = post(aicha, "/v1/erasures", order.formatted(never));
      assertThat(response.statusCode()).isEqualTo(422);
      assertThat(response.jsonPath().getString("type"))
          .isEqualTo("urn:mithaq:problem:not-erasable");
      assertThat(response.jsonPath().getList("errors.pointer"))
          .containsExactly("/records/" + never);
      assertThat(response.header("Audit-Record")).isNotNull();
    }

    // As a backup would bring it back.
    sql(
        "delete from record where id = '" + id + "'",
        "insert into record select * from kept",
        "drop table kept");
    assertThat(get(karim, "/v1/records/" + id).statusCode()).isEqualTo(200);
    // What is only said to have been erased with it is not.
    sql("insert into erasure_record values ('" + second + "', '" + both + "')");
    assertThat(erasures.eraseAgain()).isEqualTo(1);
    assertThat(erasures.eraseAgain()).isZero();
    assertThat(get(karim, "/v1/records/" + id).statusCode()).isEqualTo(410);
    assertThat(get(karim, "/v1/records/" + both).statusCode()).isEqualTo(200);
    sql("delete from erasure_record where record = '" + both + "'");
    Figures.settled(SOON);
  }

  @Test
  @Order(3)
  void aNewYearClosesTheLogAndTheNumberingGoesOnInTheNext() throws Exception {
    int old = year();
    long size = size();
    clock.set(Instant.parse((old + 1) + "-01-01T00:00:03Z"));
    // The turn of the year is enough: nothing need happen in the new one.
    await()
        .atMost(SOON)
        .until(() -> given().get("/v1/logs/" + (old + 1) + "/checkpoint").statusCode() == 200);
    String last = given().get("/v1/logs/" + old + "/checkpoint").asString();
    assertThat(last.lines().toList().subList(0, 2))
        .containsExactly("mithaq.local/" + old, Long.toString(size));
    assertThat(last.lines().toList().get(3)).isEqualTo("closed");
    assertThat(year()).isEqualTo(old + 1);
    assertThat(verify().said()).startsWith("OK mithaq.local/" + (old + 1) + " size 0 ");

    try (Emitters emitters = new Emitters(brokers)) {
      emitters.publish("exchange-joint", OTHERS + 5, records("exchange-joint", 2));
    }
    Figures.settled(SOON);
    assertThat(given().get("/v1/logs/" + old + "/checkpoint").asString()).isEqualTo(last);
    String before = log.toString().replace("/v1/log", "/v1/logs/" + old);
    Verifier both = Verifier.run("--url", log.toString(), "--before", before, "--key", key);
    assertThat(both.status()).as(both.said()).isZero();
    assertThat(both.said())
        .contains(
            "OK mithaq.local/" + old + " size " + size,
            "exchange-joint 1.." + (OTHERS + 4),
            " closed",
            "OK mithaq.local/" + (old + 1) + " size 2 ",
            "exchange-joint %d..%d".formatted(OTHERS + 5, OTHERS + 6));
    // As the demo and `./mithaq verify` do it: all years that are served, without being told which.
    Mirror.Copy copy =
        new Mirror(new Http())
            .copyAll(log.toURI(), Files.createTempDirectory("mirror"), count -> {});
    List<String> arguments = new ArrayList<>(copy.arguments());
    arguments.addAll(List.of("--key", key));
    Verifier mirrored = Verifier.run(arguments.toArray(String[]::new));
    assertThat(mirrored.status()).as(mirrored.said()).isZero();
    assertThat(mirrored.said())
        .contains(
            "OK mithaq.local/" + old + " size " + size,
            "earlier checkpoints closed",
            "OK mithaq.local/" + (old + 1) + " size ");
    Path folder = Path.of(directory, Integer.toString(old));
    assertThat(Verifier.run("--dir", folder.toString(), "--key", key).said().strip())
        .endsWith("closed");
    // By itself the new log says from where it goes on, and that the old one is needed.
    assertThat(verify().said()).contains("exchange-joint starts with number " + (OTHERS + 5));
    assertThat(verifyRecords(old).status()).isZero();
  }

  @Test
  @Order(4)
  void whatNobodyApprovesInTimeLapses() throws Exception {
    String auditor = TestTokens.token("nl-kmar", "auditor");
    final String aicha = TestTokens.tokenOf("aicha", "ma-dgsn", "oversight");
    final String jan = TestTokens.tokenOf("jan", "nl-kmar", "oversight");
    String id =
        get(auditor, "/v1/records?agency=ma-dgsn&operation=collection&limit=1")
            .jsonPath()
            .getString("items[0].id");
    String order =
        "{\"records\":[\"%s\"],\"basis\":\"law-09-08\",\"authority\":\"CNDP\"}".formatted(id);
    Response first = post(aicha, "/v1/erasures", order);
    final String one = first.jsonPath().getString("id");
    Instant lapses = Instant.parse(first.jsonPath().getString("lapses"));
    assertThat(lapses)
        .isEqualTo(
            Instant.parse(first.jsonPath().getString("proposed.at")).plus(Duration.ofDays(14)));
    final String two = post(aicha, "/v1/erasures", order).jsonPath().getString("id");
    retention.lapse();
    assertThat(get(auditor, "/v1/erasures/" + one).jsonPath().getString("state"))
        .isEqualTo("proposed");

    clock.set(lapses.plusSeconds(60));
    // Whoever comes before it has been noticed comes too late all the same.
    Response late = post(jan, "/v1/erasures/" + two + "/approval", "");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.jsonPath().getString("type")).isEqualTo("urn:mithaq:problem:erasure-decided");
    // Where the service's own is at it, this one goes past.
    await()
        .atMost(SOON)
        .until(
            () -> {
              retention.lapse();
              return get(auditor, "/v1/erasures/" + one)
                      .jsonPath()
                      .getString("state")
                      .equals("lapsed")
                  && get(auditor, "/v1/erasures/" + two)
                      .jsonPath()
                      .getString("state")
                      .equals("lapsed");
            });
    for (String lapsed : List.of(one, two)) {
      JsonPath view = get(auditor, "/v1/erasures/" + lapsed).jsonPath();
      assertThat(view.getString("state")).isEqualTo("lapsed");
      assertThat(view.getString("lapses")).isNull();
      assertThat(view.getString("decided.agency")).isEqualTo("audit");
      JsonPath record = get(auditor, "/v1/records/" + view.getString("decided.record")).jsonPath();
      assertThat(record.getString("decision")).isEqualTo("refused");
      assertThat(record.getString("reason")).isEqualTo("lapsed");
      assertThat(record.getList("objects.id")).contains(id);
    }
    assertThat(get(auditor, "/v1/erasures?state=lapsed").jsonPath().getList("items.id"))
        .containsExactly(two, one);
    assertThat(post(jan, "/v1/erasures/" + one + "/approval", "").statusCode()).isEqualTo(409);
    assertThat(get(auditor, "/v1/records/" + id).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(5)
  void whatHasBeenKeptForItsTermIsErasedInBatchesAndProvably() throws Exception {
    int old = year() - 1;
    long entries =
        Long.parseLong(
            verifyRecords(old)
                .said()
                .replaceAll("(?s).*mithaq.local/%d size (\\d+) .*".formatted(old), "$1"));
    retention.eraseDue();
    assertThat(verifyRecords(old).said()).contains(", 3 erased");
    // Whoever writes the database cannot make something be due: its day is the one that was
    // published.
    String early = "year = %d and position = 0".formatted(old + 1);
    sql(
        "update record set entry = replace(convert_from(entry, 'UTF8'), '%d-', '%d-')::bytea where %s"
            .formatted(old + 1, old - 5, early));
    sql("update retention set place = %d::bigint * 1000000000000".formatted(old + 1));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> retention.eraseDue())
                    .isInstanceOfSatisfying(
                        AlteredException.class, e -> assertThat(e.part()).isEqualTo("entry")));
    sql(
        "update record set entry = replace(convert_from(entry, 'UTF8'), '%d-', '%d-')::bytea where %s"
            .formatted(old - 5, old + 1, early));
    sql("update retention set place = 0");
    // Nothing was due yet; five years after, all of that year is.
    clock.set(Instant.parse((old + 6) + "-01-01T01:00:00Z"));
    await()
        .atMost(Duration.ofMinutes(2))
        // What the service erases by itself meanwhile may not be published yet.
        .ignoreExceptionsMatching(
            e ->
                e instanceof IllegalArgumentException
                    || e instanceof java.util.NoSuchElementException)
        .untilAsserted(
            () -> {
              retention.eraseDue();
              Figures.settled(SOON);
              assertThat(verifyRecords(old).said())
                  .contains("records 2 intact, %d erased".formatted(entries - 2));
            });
    JsonPath last = get(TestTokens.token("nl-kmar", "auditor"), "/v1/erasures?limit=1").jsonPath();
    assertThat(last.getString("items[0].basis")).isEqualTo("retention");
    assertThat(last.getString("items[0].state")).isEqualTo("carried-out");
    assertThat(last.getString("items[0].decided.agency")).isEqualTo("audit");
    assertThat(last.getList("items[0].records").size()).isBetween(1, 100);
    String next = last.getString("next");
    JsonPath more =
        get(TestTokens.token("nl-kmar", "auditor"), "/v1/erasures?limit=1&cursor=" + next)
            .jsonPath();
    assertThat(more.getString("items[0].id")).isNotEqualTo(last.getString("items[0].id"));
    // An erasure of which nothing is left to be shown, one by one, ends no list before its end.
    String dgsn = TestTokens.token("ma-dgsn", "auditor");
    List<String> all = get(dgsn, "/v1/erasures?limit=500").jsonPath().getList("items.id");
    List<String> walked = new ArrayList<>();
    String place = "";
    while (place != null) {
      JsonPath page = get(dgsn, "/v1/erasures?limit=1" + place).jsonPath();
      walked.addAll(page.getList("items.id"));
      place = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
    }
    assertThat(walked).isEqualTo(all).hasSizeGreaterThan(2);
    // The log itself, and that it once said more, are as they were.
    assertThat(
            Verifier.run(
                    "--dir", Path.of(directory, Integer.toString(old)).toString(), "--key", key)
                .status())
        .isZero();
  }

  /** Of a year's records: what proves their erasure may be in the log of a later year. */
  private Verifier verifyRecords(int year) throws Exception {
    // What comes in meanwhile is not due.
    String due = "all %d mithaq.local/%d%n".formatted(size(year), year);
    Path folder = receipts.of(year);
    Files.writeString(folder.resolve("index"), due);
    return verifyRecords(year, folder);
  }

  private long size(int year) {
    return Long.parseLong(
        given().get("/v1/logs/" + year + "/checkpoint").asString().lines().toList().get(1));
  }

  private Verifier verifyRecords(int year, Path folder) throws Exception {
    int now = year();
    List<String> arguments = new ArrayList<>(List.of("--key", key));
    arguments.addAll(List.of("--records", folder.toString()));
    arguments.addAll(List.of("--dir", Path.of(directory, Integer.toString(now)).toString()));
    for (int before = year; before < now; before++) {
      Path log = Path.of(directory, Integer.toString(before));
      if (Files.exists(log.resolve("checkpoint"))) {
        arguments.addAll(List.of("--before", log.toString()));
      }
    }
    return Verifier.run(arguments.toArray(String[]::new));
  }

  private static Response get(String token, String path) {
    return given().auth().oauth2(token).get(path);
  }

  private static Response post(String token, String path, String body) {
    return given().auth().oauth2(token).contentType("application/json").body(body).post(path);
  }

  private static Response keyed(String token, String path, String body, String key) {
    return given()
        .auth()
        .oauth2(token)
        .contentType("application/json")
        .header("Idempotency-Key", key)
        .body(body)
        .post(path);
  }

  private static Path receiptOf(String token, String record) throws Exception {
    Response receipt =
        given().auth().oauth2(token).accept("text/plain").get("/v1/records/{id}/receipt", record);
    assertThat(receipt.statusCode()).as(receipt.asString()).isEqualTo(200);
    return Files.write(Files.createTempFile("receipt", ".tlog-proof"), receipt.asByteArray());
  }

  private Opened opened(String id) throws Exception {
    return intake.open(
        UUID.fromString(id),
        "exchange-joint",
        new SealedContent(bytes("wrapped_key", id), bytes("content", id)));
  }

  private byte[] bytes(String column, String id) throws Exception {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select " + column + " from record where id = ?")) {
      select.setObject(1, UUID.fromString(id));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBytes(1);
      }
    }
  }

  /** In one transaction. */
  private void sql(String... texts) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String text : texts) {
        statement.execute(text);
      }
      connection.commit();
    }
  }

  /** Every row of every table as text, bytes in hex. */
  private String database() throws Exception {
    StringBuilder all = new StringBuilder();
    try (Connection connection = database.getConnection();
        Statement tables = connection.createStatement();
        Statement rows = connection.createStatement();
        ResultSet table =
            tables.executeQuery(
                "select format('%I.%I', schemaname, tablename) from pg_tables"
                    + " where schemaname not in ('pg_catalog', 'information_schema')")) {
      while (table.next()) {
        try (ResultSet row =
            rows.executeQuery("select t::text from " + table.getString(1) + " t")) {
          while (row.next()) {
            all.append(row.getString(1)).append('\n');
          }
        }
      }
    }
    return all.toString();
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

  private static long size() {
    return (long) Figures.of("mithaq_log_size");
  }

  private static int year() {
    String origin = given().get("/v1/log/checkpoint").asString().lines().findFirst().get();
    return Integer.parseInt(origin.substring(origin.indexOf('/') + 1));
  }
}
