package org.mithaq.audit.oversight;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mithaq.audit.erasure.ErasureResource;
import org.mithaq.audit.log.LogResource;
import org.mithaq.audit.receipt.ReceiptPageResource;
import org.mithaq.audit.receipt.ReceiptResource;
import org.mithaq.audit.record.Decision;
import org.mithaq.audit.record.Disclosure;
import org.mithaq.audit.record.Operation;
import org.mithaq.audit.record.RecordIntake;
import org.mithaq.audit.record.RecordObject;
import org.mithaq.audit.record.RecordStore;
import org.mithaq.audit.stack.Emitters;
import org.mithaq.audit.stack.Figures;
import org.mithaq.audit.stack.Verifier;
import org.mithaq.local.client.Http;
import org.mithaq.local.receipt.ReceiptFolder;
import org.mithaq.local.stack.StackTestResource;
import org.mithaq.local.stack.TestTokens;

@QuarkusTest
@QuarkusTestResource(
    value = StackTestResource.class,
    initArgs = @ResourceArg(name = "service", value = "audit"),
    restrictToAnnotatedClass = true)
class RecordResourceIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final List<Class<?>> RESOURCES =
      List.of(
          RecordResource.class,
          ReceiptResource.class,
          ReceiptPageResource.class,
          ReportResource.class,
          SubjectResource.class,
          ErasureResource.class,
          ReconciliationResource.class,
          LogResource.class);
  private static final List<String> GROUPS =
      List.of(
          "publisher",
          "analyst",
          "releaser",
          "safeguarding",
          "auditor",
          "oversight",
          "administrator");

  private static final RecordObject NOTICE =
      new RecordObject("notice", "n-0123456789abcdef0123456789abcdef", 3, null);

  private static List<Disclosure> records = List.of();

  @Inject DataSource database;
  @Inject RecordStore store;
  @Inject RecordIntake intake;
  @Inject InspectionRelay inspection;

  @TempDir java.nio.file.Path folder;

  @ConfigProperty(name = "mithaq.test.data-directory")
  String data;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String brokers;

  /** Three records: dgsn shares with kmar and gc; kmar reads dgsn's and gc's; gc is refused. */
  @BeforeEach
  void publishOnce() {
    if (!records.isEmpty()) {
      return;
    }
    Disclosure base = Emitters.sharing("exchange-joint", "ma-dgsn", "nl-kmar");
    records =
        List.of(
            like(
                base,
                Operation.COLLECTION,
                Decision.PERMITTED,
                "ma-dgsn",
                List.of("ma-dgsn"),
                List.of("es-gc", "nl-kmar"),
                "triangular",
                "5"),
            like(
                base,
                Operation.CONSULTATION,
                Decision.PERMITTED,
                "nl-kmar",
                List.of("es-gc", "ma-dgsn"),
                List.of("nl-kmar"),
                "triangular",
                "5"),
            like(
                base,
                Operation.CONSULTATION,
                Decision.REFUSED,
                "es-gc",
                List.of("fr-oltim"),
                List.of("es-gc"),
                "triangular",
                "6"),
            like(
                base,
                Operation.ERASURE,
                Decision.PERMITTED,
                "ma-gr",
                List.of("ma-gr"),
                List.of(),
                "pjmg",
                "7"));
    try (Emitters emitters = new Emitters(brokers)) {
      emitters.publish("exchange-joint", 1, records);
    }
    Figures.settled(SOON);
  }

  private static Disclosure like(
      Disclosure base,
      Operation operation,
      Decision decision,
      String agency,
      List<String> owners,
      List<String> recipients,
      String agreement,
      String article) {
    return new Disclosure(
        UuidCreator.getTimeOrderedEpoch(),
        base.emitter(),
        base.at(),
        operation,
        decision,
        decision == Decision.REFUSED ? "release-required" : null,
        agency,
        "user of " + agency,
        owners,
        recipients,
        List.of(new RecordObject("signal", UUID.randomUUID().toString(), 1, null), NOTICE),
        agreement,
        1,
        List.of(article),
        null,
        null);
  }

  private static ValidatableResponse get(String agency, String group, String path) {
    return given()
        .urlEncodingEnabled(false)
        .auth()
        .oauth2(TestTokens.token(agency, group))
        .get(path)
        .then();
  }

  private static List<String> ids(String agency, String group, String query) {
    return get(agency, group, "/v1/records?limit=500" + query)
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("items.findAll { it.emitter != 'audit' }.id");
  }

  private static List<String> id(int... which) {
    List<String> ids = new ArrayList<>();
    for (int i : which) {
      ids.add(records.get(i).id().toString());
    }
    return ids;
  }

  @Test
  void auditorsSeeTheirOwnSideAndOversightAllNewestFirst() {
    assertThat(ids("iom-mmp", "oversight", "")).isEqualTo(id(3, 2, 1, 0));
    assertThat(ids("ma-dgsn", "auditor", "")).isEqualTo(id(1, 0));
    assertThat(ids("es-gc", "auditor", "")).isEqualTo(id(2, 1, 0));
    assertThat(ids("fr-oltim", "auditor", "")).isEqualTo(id(2));
    assertThat(ids("ne-dst", "auditor", "")).isEmpty();
  }

  @Test
  void filtersNarrowAndNeverTellMoreThanIsShown() {
    assertThat(ids("iom-mmp", "oversight", "&agency=nl-kmar")).isEqualTo(id(1));
    assertThat(ids("iom-mmp", "oversight", "&recipient=es-gc")).isEqualTo(id(2, 0));
    assertThat(ids("iom-mmp", "oversight", "&agreement=pjmg")).isEqualTo(id(3));
    assertThat(ids("iom-mmp", "oversight", "&article=6")).isEqualTo(id(2));
    assertThat(ids("iom-mmp", "oversight", "&operation=erasure")).isEqualTo(id(3));
    assertThat(ids("iom-mmp", "oversight", "&from=2026-03-02&to=2026-03-03"))
        .isEqualTo(id(3, 2, 1, 0));
    assertThat(ids("iom-mmp", "oversight", "&to=2026-03-02T22:14:05.123Z")).isEmpty();
    assertThat(ids("iom-mmp", "oversight", "&from=2026-03-02T23:14:05.123%2B01:00")).hasSize(4);
    // nl-kmar does not see that es-gc was told as well, so that asking for it finds nothing.
    assertThat(ids("nl-kmar", "auditor", "&recipient=nl-kmar")).isEqualTo(id(1, 0));
    assertThat(ids("nl-kmar", "auditor", "&recipient=es-gc")).isEmpty();
    assertThat(ids("ma-dgsn", "auditor", "&recipient=es-gc")).isEqualTo(id(0));
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepetitionWhileTheLogGrows() {
    List<String> all = new ArrayList<>();
    String cursor = "";
    do {
      // Each page is itself recorded, and must move nothing.
      JsonPath page =
          get("iom-mmp", "oversight", "/v1/records?limit=2" + cursor)
              .statusCode(200)
              .extract()
              .jsonPath();
      all.addAll(page.getList("items.id"));
      Figures.settled(SOON);
      cursor = page.getString("next") == null ? "" : "&cursor=" + page.getString("next");
    } while (!cursor.isEmpty());
    assertThat(all).doesNotHaveDuplicates().containsAll(id(0, 1, 2, 3));
  }

  @Test
  void aRecordIsShownAsFarAsItsReaderMaySeeIt() {
    String path = "/v1/records/" + records.get(1).id();
    get("nl-kmar", "auditor", path)
        .statusCode(200)
        .header("Audit-Record", notNullValue())
        .body("user", equalTo("user of nl-kmar"))
        .body("owners", equalTo(List.of("es-gc", "ma-dgsn")))
        .body("number", equalTo(2))
        .body("index", equalTo(1))
        .body("state", equalTo("readable"))
        .body("withheld", equalTo(List.of()));
    get("ma-dgsn", "auditor", path)
        .statusCode(200)
        .body("user", equalTo(null))
        .body("owners", equalTo(List.of("ma-dgsn")))
        .body("objects", equalTo(List.of()))
        .body("withheld", equalTo(List.of("user", "owners", "objects", "justification")));
  }

  @Test
  void whatIsOfAnotherSideIsAsIfItWereNot() throws Exception {
    for (String id : List.of(records.get(3).id().toString(), UUID.randomUUID().toString())) {
      for (String rest : List.of("", "/receipt")) {
        Response response =
            get("nl-kmar", "auditor", "/v1/records/" + id + rest)
                .statusCode(404)
                .extract()
                .response();
        assertThat(response.jsonPath().getString("type")).isEqualTo("urn:mithaq:problem:not-found");
        JsonPath refusal = own(response.header("Audit-Record"));
        assertThat(refusal.getString("decision")).isEqualTo("refused");
        assertThat(refusal.getString("reason")).isEqualTo("not-found");
      }
    }
    get("nl-kmar", "auditor", "/v1/records/not-an-id").statusCode(404);
  }

  @Test
  void theReceiptsOfAllThatAReaderMaySeeCanBeKeptAndVerified() {
    Figures.settled(SOON);
    URI service = URI.create("http://127.0.0.1:" + RestAssured.port);
    String key = java.nio.file.Path.of(data, "keys", "log.vkey").toString();
    for (boolean oversight : List.of(false, true)) {
      String token = TestTokens.token("nl-kmar", oversight ? "oversight" : "auditor");
      java.nio.file.Path kept = folder.resolve("kept-" + oversight);
      ReceiptFolder receipts = new ReceiptFolder(new Http(), service, () -> token, SOON, kept);

      ReceiptFolder.Filled filled = receipts.fill("", oversight, fetched -> {});

      Figures.settled(SOON);
      Verifier verified =
          Verifier.run("--url", service + "/v1/log", "--key", key, "--records", kept.toString());
      assertThat(verified.status()).as(verified.said()).isZero();
      assertThat(verified.said()).contains("records %d intact".formatted(filled.records()));
      assertThat(kept.resolve(records.get(0).id() + ".tlog-proof")).exists();
      assertThat(Files.exists(kept.resolve(records.get(3).id() + ".tlog-proof")))
          .isEqualTo(oversight);
    }
    get("nl-kmar", "auditor", "/v1/receipts?agreement=pjmg").body("items", equalTo(List.of()));
    get("nl-kmar", "auditor", "/v1/receipts?limit=0").statusCode(400);
  }

  @Test
  void everyReadingIsItselfInTheLog() {
    String reading =
        given()
            .auth()
            .oauth2(TestTokens.token("ma-dgsn", "auditor"))
            .header("Mithaq-Purpose", "investigation")
            .get("/v1/records?agreement=triangular")
            .header("Audit-Record");
    JsonPath record = own(reading);
    assertThat(record.getString("operation")).isEqualTo("consultation");
    assertThat(record.getString("purpose")).isEqualTo("investigation");
    assertThat(record.getString("agreement")).isEqualTo("triangular");
    assertThat(record.getString("user")).isEqualTo("user@ma-dgsn");
    assertThat(record.getList("objects.id")).containsAll(id(1, 0));
    assertThat(record.getList("owners")).contains("ma-dgsn", "nl-kmar");
    Figures.settled(SOON);
    get("ma-dgsn", "auditor", "/v1/records/" + reading + "/receipt").statusCode(200);
  }

  @Test
  void whatWasAlteredInTheDatabaseIsShownToNobodyAndIsAnAlarm() throws Exception {
    String id = records.get(3).id().toString();
    String signal = records.get(3).objects().getFirst().id();
    String sides = "sides = sides || '{ne-dst}'";
    String[][] altered = {
      {sides, "sides"},
      {sides + ", owners = owners || '{ne-dst}'", "owners"},
      {sides + ", at = at + interval '1 day'", "at"},
      {sides + ", state = 'unreadable'", "state"},
      {sides + ", emitter = 'alert'", "entry"},
      {sides + ", content = content || '\\x00'", "content"},
      {sides + ", state = 'erased', wrapped_key = null, content = null", "at"},
    };
    for (String[] change : altered) {
      sql("create table kept as select * from record where id = '" + id + "'");
      sql("update record set " + change[0] + " where id = '" + id + "'");
      try {
        for (String path :
            List.of(
                "/v1/records?limit=500",
                "/v1/records/" + id,
                "/v1/records/" + id + "/receipt",
                "/v1/signals/" + signal + "/receipts")) {
          Response refused = get("ne-dst", "auditor", path).statusCode(500).extract().response();
          assertThat(refused.jsonPath().getString("type"))
              .as(change[0])
              .isEqualTo("urn:mithaq:problem:record-altered");
          assertThat(refused.asString()).doesNotContain(id, "ma-gr");
          JsonPath refusal = own(refused.header("Audit-Record"));
          assertThat(refusal.getString("decision")).isEqualTo("refused");
          assertThat(refusal.getString("reason")).isEqualTo("record-altered");
        }
        given()
            .get("/q/health")
            .then()
            .statusCode(200)
            .body("checks.find { it.name == 'records' }.data.state", equalTo("degraded"))
            .body(
                "checks.find { it.name == 'records' }.data.'altered." + id + "'",
                equalTo(change[1]));
        assertThat(Figures.of("mithaq_record_altered")).isOne();
      } finally {
        // At once: the log is written meanwhile, and refuses to go on where an entry is missing.
        sql(
            "delete from record where id = '" + id + "'",
            "insert into record select * from kept",
            "drop table kept");
        inspection.inspect();
      }
      assertThat(ids("ne-dst", "auditor", "")).isEmpty();
      get("ma-gr", "auditor", "/v1/records/" + id).statusCode(200);
    }
  }

  @Test
  void aRecordThatIsHiddenFromItsSideIsFoundByTheInspectionAndNothingIsCountedMeanwhile()
      throws Exception {
    String id = records.get(3).id().toString();
    String report = "/v1/reports/2026-03";
    get("ma-gr", "auditor", report).statusCode(200).header("Cache-Control", "no-store");
    get("ma-gr", "auditor", "/v1/records").header("Cache-Control", "no-store");
    get("ma-gr", "auditor", "/v1/records/x").statusCode(404).header("Cache-Control", "no-store");
    sql("update record set sides = '{}' where id = '" + id + "'");
    try {
      get("ma-gr", "auditor", "/v1/records/" + id).statusCode(404);
      inspection.inspect();
      assertThat(Figures.of("mithaq_record_altered")).isOne();
      get("ma-gr", "auditor", report)
          .statusCode(500)
          .header("Audit-Record", notNullValue())
          .body("type", equalTo("urn:mithaq:problem:record-altered"))
          .body("lines", equalTo(null));
    } finally {
      sql("update record set sides = '{ma-gr}' where id = '" + id + "'");
      inspection.inspect();
    }
    assertThat(Figures.of("mithaq_record_altered")).isZero();
    // So is one that is not there at all any more.
    Figures.settled(SOON);
    sql("create table kept as select * from record where id = '" + id + "'");
    sql("delete from record where id = '" + id + "'");
    try {
      inspection.inspect();
      given()
          .get("/q/health")
          .then()
          .body("checks.find { it.name == 'records' }.data.'altered." + id + "'", equalTo("place"));
      assertThat(Figures.of("mithaq_record_altered")).isOne();
      get("ma-gr", "auditor", report).statusCode(500);
    } finally {
      sql("insert into record select * from kept", "drop table kept");
      inspection.inspect();
    }
    assertThat(Figures.of("mithaq_record_altered")).isZero();
    // The log, where it met the gap, goes on as well.
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                given()
                    .get("/q/health")
                    .then()
                    .statusCode(200)
                    .body("checks.find { it.name == 'records' }.data.state", equalTo("intact")));
    get("ma-gr", "auditor", report).statusCode(200);
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

  /** A record of this service, as its own agency's auditor sees it. */
  private static JsonPath own(String id) {
    return get("iom-mmp", "oversight", "/v1/records/" + id).statusCode(200).extract().jsonPath();
  }

  @Test
  void aReceiptIsNotReadyBeforeItsCheckpoint() throws Exception {
    // Nothing enters the log while this row is locked.
    String reading;
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("select pg_advisory_xact_lock(hashtext('mithaq.log'))");
      reading = get("ma-dgsn", "auditor", "/v1/records?limit=1").extract().header("Audit-Record");
      get("ma-dgsn", "auditor", "/v1/records/" + reading + "/receipt")
          .statusCode(503)
          .header("Retry-After", "1")
          .body("type", equalTo("urn:mithaq:problem:receipt-pending"));
      get("ma-dgsn", "auditor", "/v1/records/" + reading)
          .statusCode(200)
          .body("number", equalTo(null))
          .body("index", equalTo(null));
      connection.rollback();
    }
    await()
        .atMost(SOON)
        .until(
            () ->
                get("ma-dgsn", "auditor", "/v1/records/" + reading + "/receipt")
                        .extract()
                        .statusCode()
                    == 200);
  }

  @Test
  void everyProtectedMethodWantsAtokenAndTheRightGroup() throws Exception {
    String reconciliation =
        asking(HttpMethod.POST)
            .auth()
            .oauth2(TestTokens.token("ma-dgsn", "oversight"))
            .post("/v1/reconciliations")
            .jsonPath()
            .getString("id");
    int protectedMethods = 0;
    for (Class<?> resource : RESOURCES) {
      for (Method method : resource.getDeclaredMethods()) {
        String verb = verb(method);
        if (verb == null || method.isAnnotationPresent(PermitAll.class)) {
          continue;
        }
        assertThat(method.isAnnotationPresent(DenyAll.class)).isFalse();
        RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
        assertThat(roles).as("%s says who may", method).isNotNull();
        String path =
            path(resource, method)
                .replace(
                    "{id}",
                    resource == ReconciliationResource.class
                        ? reconciliation
                        : records.getFirst().id().toString())
                .replace("{month}", "2026-03");
        protectedMethods++;
        asking(verb)
            .request(verb, path)
            .then()
            .statusCode(401)
            .header("WWW-Authenticate", "Bearer")
            .contentType("application/problem+json")
            .body("type", equalTo("urn:mithaq:problem:unauthenticated"));
        for (String bad :
            List.of(
                "x.y.z",
                TestTokens.expired("ma-dgsn", roles.value()),
                TestTokens.otherIssuer("ma-dgsn", roles.value()),
                TestTokens.otherAudience("ma-dgsn", roles.value()),
                TestTokens.otherKey("ma-dgsn", roles.value()),
                TestTokens.unsigned("ma-dgsn", roles.value()),
                TestTokens.withoutAgency(roles.value()),
                TestTokens.token("MA DGSN", roles.value()))) {
          asking(verb)
              .auth()
              .oauth2(bad)
              .request(verb, path)
              .then()
              .statusCode(401)
              .body("type", equalTo("urn:mithaq:problem:unauthenticated"));
        }
        Set<String> others = new HashSet<>(GROUPS);
        others.removeAll(List.of(roles.value()));
        String refusal =
            asking(verb)
                .auth()
                .oauth2(TestTokens.token("ma-dgsn", others.toArray(String[]::new)))
                .request(verb, path)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:mithaq:problem:forbidden"))
                .extract()
                .header("Audit-Record");
        assertThat(own(refusal).getString("reason")).isEqualTo("forbidden");
        for (String right : roles.value()) {
          asking(verb)
              .auth()
              .oauth2(TestTokens.token("ma-dgsn", right))
              .request(verb, path)
              .then()
              .statusCode(served(path, verb));
        }
      }
    }
    assertThat(protectedMethods).isEqualTo(16);
  }

  /** What an allowed caller is told: there is no such erasure, and a question is no proposal. */
  private static Matcher<Integer> served(String path, String verb) {
    if (path.startsWith("/v1/erasures/")) {
      return equalTo(404);
    }
    return path.equals("/v1/erasures") && verb.equals(HttpMethod.POST)
        ? equalTo(400)
        : anyOf(equalTo(200), equalTo(201));
  }

  private static RequestSpecification asking(String verb) {
    return verb.equals(HttpMethod.POST)
        ? given().contentType("application/json").body(question(records.getFirst(), "why"))
        : given();
  }

  private static String question(Disclosure record, String justification) {
    return "{\"signals\":[\"%s\"],\"justification\":\"%s\"}"
        .formatted(record.objects().getFirst().id(), justification);
  }

  private static String verb(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null) {
        return verb.value();
      }
    }
    return null;
  }

  private static String path(Class<?> resource, Method method) {
    Path path = method.getAnnotation(Path.class);
    return resource.getAnnotation(Path.class).value() + (path == null ? "" : path.value());
  }

  @Test
  void whatIsAskedWronglyIsToldExactly() {
    JsonPath problem =
        get(
                "ma-dgsn",
                "auditor",
                "/v1/records?agency=MA&recipient=%00&agreement=a_b&article=%27&operation=gossip"
                    + "&from=yesterday&to=2026-02-30&limit=501&cursor=x")
            .statusCode(400)
            .contentType("application/problem+json")
            .extract()
            .jsonPath();
    assertThat(problem.getString("type")).isEqualTo("urn:mithaq:problem:invalid-parameter");
    assertThat(problem.getList("errors.pointer"))
        .containsExactly(
            "?agency",
            "?recipient",
            "?agreement",
            "?article",
            "?operation",
            "?from",
            "?to",
            "?limit",
            "?cursor");
    given()
        .auth()
        .oauth2(TestTokens.token("ma-dgsn", "auditor"))
        .header("Mithaq-Purpose", "fun")
        .get("/v1/records")
        .then()
        .statusCode(400);
  }

  @Test
  void aReportCountsWhatTheReaderMaySeeAndNamesTheCheckpoint() {
    JsonPath all =
        get("ma-dgsn", "oversight", "/v1/reports/2026-03").statusCode(200).extract().jsonPath();
    assertThat(all.getLong("records")).isEqualTo(4);
    assertThat(all.getString("side")).isNull();
    assertThat(all.getString("checkpoint.origin")).startsWith("mithaq.local/20");
    assertThat(all.getLong("checkpoint.size")).isGreaterThanOrEqualTo(4);
    assertThat(all.getString("checkpoint.note"))
        .startsWith(all.getString("checkpoint.origin") + "\n" + all.getLong("checkpoint.size"));
    assertThat(lines(all))
        .containsExactlyInAnyOrder(
            "agreement pjmg permitted 1",
            "agreement triangular permitted 2",
            "agreement triangular refused 1",
            "article pjmg 7 permitted 1",
            "article triangular 5 permitted 2",
            "article triangular 6 refused 1",
            "operation collection permitted 1",
            "operation consultation permitted 1",
            "operation consultation refused 1",
            "operation erasure permitted 1",
            "pair ma-dgsn es-gc permitted 1",
            "pair ma-dgsn nl-kmar permitted 1",
            "refusal triangular es-gc consultation refused 1");
    JsonPath own =
        get("es-gc", "auditor", "/v1/reports/2026-03").statusCode(200).extract().jsonPath();
    assertThat(own.getLong("records")).isEqualTo(3);
    assertThat(own.getString("side")).isEqualTo("es-gc");
    // That nl-kmar was told as well is not for another recipient to know.
    assertThat(lines(own).stream().filter(line -> line.startsWith("pair")))
        .containsExactly("pair ma-dgsn es-gc permitted 1");
    JsonPath none =
        get("be-fgp", "auditor", "/v1/reports/2026-03").statusCode(200).extract().jsonPath();
    assertThat(none.getLong("records")).isZero();
    assertThat(none.getList("lines")).isEmpty();
    for (String month : List.of("2026-13", "2026", "march", "1999-01")) {
      get("es-gc", "auditor", "/v1/reports/" + month).statusCode(404);
    }
  }

  private static List<String> lines(JsonPath report) {
    List<Map<String, Object>> lines = report.getList("lines");
    return lines.stream()
        .map(
            line ->
                Stream.of(
                        "statistic",
                        "agreement",
                        "article",
                        "agency",
                        "recipient",
                        "operation",
                        "decision",
                        "records")
                    .map(line::get)
                    .filter(Objects::nonNull)
                    .map(Object::toString)
                    .collect(Collectors.joining(" ")))
        .toList();
  }

  @Test
  void aReportIsAtableOrApageAsAskedForAndItsReadingIsRecorded() {
    for (String type : List.of("text/csv", "text/html")) {
      Response response =
          given()
              .auth()
              .oauth2(TestTokens.token("ma-gr", "auditor"))
              .accept(type)
              .get("/v1/reports/2026-03");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.contentType()).startsWith(type);
      assertThat(response.asString()).contains("pjmg").doesNotContain("triangular");
      JsonPath reading =
          get("ma-dgsn", "oversight", "/v1/records/" + response.header("Audit-Record"))
              .statusCode(200)
              .extract()
              .jsonPath();
      assertThat(reading.getString("operation")).isEqualTo("consultation");
      assertThat(reading.getString("agency")).isEqualTo("ma-gr");
      assertThat(reading.getString("objects[0].kind")).isEqualTo("report");
      assertThat(reading.getString("objects[0].id")).isEqualTo("2026-03");
    }
  }

  @Test
  void aDataSubjectLearnsWhoWasToldAsFarAsTheReaderMayKnow() {
    Disclosure shared = records.getFirst();
    JsonPath own = asked("ma-dgsn", "auditor", shared);
    assertThat(own.getList("items.record")).containsExactly(shared.id().toString());
    assertThat(own.getList("items[0].recipients")).containsExactly("es-gc", "nl-kmar");
    assertThat(own.getList("items[0].signals")).containsExactly(shared.objects().getFirst().id());
    assertThat(own.getString("items[0].agreement")).isEqualTo("triangular");
    assertThat(own.getList("items[0].articles")).containsExactly("5");
    assertThat(asked("ma-dgsn", "oversight", shared).getList("items")).hasSize(1);
    assertThat(asked("es-gc", "auditor", shared).getList("items[0].recipients"))
        .containsExactly("es-gc");
    assertThat(asked("fr-oltim", "auditor", shared).getList("items")).isEmpty();
    // The record is of es-gc's side, but that it is about this signal of another is not shown to
    // it.
    assertThat(asked("es-gc", "auditor", records.get(1)).getList("items")).isEmpty();
    // Not even by the cursor of a page, or by what the reading's record lists.
    Response hidden =
        given()
            .auth()
            .oauth2(TestTokens.token("es-gc", "auditor"))
            .contentType("application/json")
            .body(question(records.get(1), "why"))
            .post("/v1/data-subject-requests?limit=1");
    assertThat(hidden.jsonPath().getList("items")).isEmpty();
    assertThat(hidden.jsonPath().getString("next")).isNull();
    get("es-gc", "auditor", "/v1/records/" + hidden.header("Audit-Record"))
        .statusCode(200)
        .body("objects.id", equalTo(List.of(records.get(1).objects().getFirst().id())));
  }

  private static JsonPath asked(String agency, String group, Disclosure record) {
    Response response =
        given()
            .auth()
            .oauth2(TestTokens.token(agency, group))
            .contentType("application/json")
            .body(question(record, "request 2026/17"))
            .post("/v1/data-subject-requests");
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    JsonPath reading =
        get(agency, "oversight", "/v1/records/" + response.header("Audit-Record"))
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(reading.getString("justification")).isEqualTo("request 2026/17");
    assertThat(reading.getString("agency")).isEqualTo(agency);
    assertThat(reading.getList("objects.id")).contains(record.objects().getFirst().id());
    return response.jsonPath();
  }

  @Test
  void aDataSubjectsAnswerHasPagesAndItsQuestionIsChecked() {
    String both =
        "{\"signals\":[\"%s\",\"%s\"],\"justification\":\"why\"}"
            .formatted(
                records.getFirst().objects().getFirst().id(),
                records.getLast().objects().getFirst().id());
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonPath page = subjects(both, "?limit=1" + cursor).statusCode(200).extract().jsonPath();
      seen.addAll(page.getList("items.record"));
      cursor = page.getString("next") == null ? "" : "&cursor=" + page.getString("next");
    } while (!cursor.isEmpty());
    assertThat(seen)
        .containsExactly(records.getLast().id().toString(), records.getFirst().id().toString());
    subjects("{}", "")
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("/signals", "/justification")));
    subjects("{\"signals\":[\"x\",null],\"justification\":\" \"}", "")
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("/signals/0", "/signals/1", "/justification")));
    subjects(both, "?limit=0&cursor=x")
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("?limit", "?cursor")));
    subjects("{", "").statusCode(400).contentType("application/problem+json");
  }

  private static ValidatableResponse subjects(String body, String query) {
    return given()
        .auth()
        .oauth2(TestTokens.token("ma-dgsn", "oversight"))
        .contentType("application/json")
        .body(body)
        .post("/v1/data-subject-requests" + query)
        .then();
  }

  @Test
  void everythingElseIsAproblemToo() {
    String token = TestTokens.token("ma-dgsn", "auditor");
    get("ma-dgsn", "auditor", "/v1/nothing")
        .statusCode(404)
        .contentType("application/problem+json");
    given().get("/nothing/at/all").then().statusCode(404).contentType("application/problem+json");
    given()
        .auth()
        .oauth2(token)
        .post("/v1/records")
        .then()
        .statusCode(405)
        .body("type", equalTo("urn:mithaq:problem:method-not-allowed"));
    given()
        .auth()
        .oauth2(token)
        .accept("image/png")
        .get("/v1/records")
        .then()
        .statusCode(406)
        .contentType("application/problem+json");
    given().post("/v1/log/checkpoint").then().statusCode(405);
  }

  @Test
  void theOpenApiThatIsCommittedIsTheOneThatIsServed() throws Exception {
    String served = given().accept("application/yaml").get("/q/openapi").asString();
    java.nio.file.Path committed = java.nio.file.Path.of("src/main/openapi/openapi.yaml");
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    // As trees: in which order members are written differs from build to build.
    assertThat(yaml.readTree(Files.readString(committed)))
        .as("where the change is meant, copy target/openapi/openapi.yaml")
        .isEqualTo(yaml.readTree(served));
    assertThat(served).contains("openapi: 3.1");
  }

  @Test
  void figuresAndHealthNeedNoToken() {
    String metrics = given().get("/q/metrics").asString();
    assertThat(metrics)
        .contains(
            "mithaq_log_lag ",
            "mithaq_log_size ",
            "mithaq_log_gap{emitter=\"alert\"} 0.0",
            "mithaq_log_gap{emitter=\"exchange-joint\"} 0.0",
            "mithaq_reconciliation_disagreement{emitter=\"alert\"} 0.0");
    given()
        .get("/q/health")
        .then()
        .statusCode(200)
        .body("checks.find { it.name == 'log' }.data.state", equalTo("running"));
  }

  @Test
  void nothingOfArecordLiesOpenInTheDatabaseButWhatFiltersNeed() throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select r::text from record r")) {
      while (rows.next()) {
        String row = rows.getString(1);
        assertThat(row).doesNotContain("user of", "user@");
        for (Disclosure record : records) {
          assertThat(row).doesNotContain(record.objects().getFirst().id());
        }
      }
    }
  }
}
