package org.mithaq.exchange.signal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mithaq.local.stack.StackTestResource;
import org.mithaq.local.stack.TestTokens;

@QuarkusTest
@QuarkusTestResource(
    value = StackTestResource.class,
    initArgs = @ResourceArg(name = "service", value = "exchange"))
class PublishIT {

  static final String SIGNAL =
      """
      {"reference":"%s","agreement":"triangular","article":"5","crime":"migrant-smuggling",
       "observedAt":"2026-03-02T21:00:00Z","place":{"country":"MA","latitude":35.17,"longitude":-2.93},
       "evaluation":{"source":"B","information":"2"},"handling":{"tlp":"AMBER","release":"open"},
       "selectors":[{"type":"phone","value":"0661 23 45 67"}]}
      """;

  @Test
  void acceptsASignal() {
    var r =
        given()
            .header(
                "Authorization", "Bearer " + TestTokens.token("ma-dgsn", "publisher", "analyst"))
            .contentType("application/json")
            .body(SIGNAL.formatted("A-1"))
            .post("/v1/signals");
    System.out.println(r.statusCode() + " " + r.headers() + " " + r.asString());
    assertThat(r.statusCode()).isEqualTo(201);
    for (String p :
        new String[] {
          "/v1/signals", "/v1/agreements", "/q/health", "/q/metrics", "/nope", "/v1/signals/x"
        }) {
      var g =
          given()
              .header(
                  "Authorization", "Bearer " + TestTokens.token("ma-dgsn", "publisher", "analyst"))
              .get(p);
      System.out.println(
          p
              + " "
              + g.statusCode()
              + " "
              + g.headers()
              + " "
              + g.asString()
                  .lines()
                  .filter(l -> !p.contains("metrics") || l.contains("mithaq"))
                  .limit(30)
                  .toList());
    }
    System.out.println(given().get("/v1/signals").asString());
    System.out.println(given().header("Authorization", "Bearer x").get("/v1/signals").asString());
    System.out.println(
        given()
            .header("Authorization", "Bearer " + TestTokens.token("ma-dgsn", "auditor"))
            .get("/v1/signals")
            .asString());
    System.out.println(
        given()
            .header("Authorization", "Bearer " + TestTokens.token("xx-none", "analyst"))
            .get("/v1/signals")
            .asString());
    System.out.println(
        given()
            .header("Authorization", "Bearer " + TestTokens.withoutAgency("analyst"))
            .get("/v1/signals")
            .asString());
    System.out.println(given().post("/v1/agreements").asString());
    System.out.println(
        given()
            .header("Authorization", "Bearer " + TestTokens.token("ma-dgsn", "publisher"))
            .contentType("text/plain")
            .body("x")
            .post("/v1/signals")
            .asString());
  }
}
