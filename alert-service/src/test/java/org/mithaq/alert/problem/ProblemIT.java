package org.mithaq.alert.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mithaq.alert.RunningAlert;

/** Whatever fails, the answer is a problem that says nothing of the inside. */
@QuarkusTest
class ProblemIT extends RunningAlert {

  private static void assertProblem(Response answer, int status, String slug) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:mithaq:problem:" + slug);
    assertThat(answer.jsonPath().getInt("status")).isEqualTo(status);
    assertThat(answer.jsonPath().getString("title")).isNotBlank();
    assertThat(answer.jsonPath().getString("detail")).isNotBlank();
    assertThat(
            UUID.fromString(
                answer.jsonPath().getString("instance").substring("urn:uuid:".length())))
        .isNotNull();
    assertThat(answer.asString())
        .doesNotContain("Exception")
        .doesNotContain("org.")
        .doesNotContain("RESTEASY");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/nothing, 404, not-found",
    "GET, /, 404, not-found",
    "GET, /v2/notices, 404, not-found",
    "POST, /v1/notices, 405, method-not-allowed",
    "DELETE, /v1/feed, 405, method-not-allowed",
    "PUT, /v1/notices/n-0, 405, method-not-allowed",
    "GET, /v1/notices?state=ajar, 400, invalid-parameter",
    "GET, /v1/notices?limit=0, 400, invalid-parameter",
    "GET, /v1/notices?limit=501, 400, invalid-parameter",
    "GET, /v1/notices?limit=x, 400, invalid-parameter",
    "GET, /v1/notices?cursor=%00, 400, invalid-parameter",
    "GET, /v1/notices?cursor=bm90, 400, invalid-parameter",
    "GET, /v1/notices/n-00000000000000000000000000000000, 404, not-found",
    "GET, /v1/notices/x, 404, not-found",
    "GET, /v1/notices/x/acknowledgement, 404, not-found",
    "GET, /v1/notices/n-00000000000000000000000000000000/acknowledgement, 404, not-found",
    "DELETE, /v1/notices/x/acknowledgement, 405, method-not-allowed",
    "GET, /v1/acknowledgements, 400, invalid-parameter",
    "GET, /v1/acknowledgements?state=open, 400, invalid-parameter",
    "GET, /v1/acknowledgements?state=overdue&limit=0, 400, invalid-parameter",
    "GET, /v1/acknowledgements?state=overdue&cursor=bm90, 400, invalid-parameter",
    "GET, /v1/acknowledgements?state=overdue&cursor=AHxuLTAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw,"
        + " 400, invalid-parameter"
  })
  void everyFailureIsAProblem(String method, String path, int status, String slug) {
    assertProblem(
        as("nl-kmar", "analyst").urlEncodingEnabled(false).request(method, path), status, slug);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"version\":1}; 404; not-found",
        "{\"version\":0}; 400; invalid-parameter",
        "{\"version\":\"1\"}; 400; invalid-parameter",
        "{\"version\":1.5}; 400; invalid-parameter",
        "{\"version\":1,\"who\":2}; 400; invalid-parameter",
        "{}; 400; invalid-parameter",
        "[1]; 400; malformed",
        "{\"version\":; 400; malformed",
        "''; 400; malformed"
      })
  void acknowledgementNamesAVersionAndNothingElse(String body, int status, String slug) {
    assertProblem(
        as("nl-kmar", "analyst")
            .contentType("application/json")
            .body(body)
            .post("/v1/notices/n-" + "0".repeat(32) + "/acknowledgement"),
        status,
        slug);
  }

  @Test
  void mediaTypeThatIsNotServedIsAProblem() {
    assertProblem(
        as("nl-kmar", "analyst").accept("image/png").get("/v1/notices"), 406, "not-acceptable");
  }

  @Test
  void purposeThatIsNoneIsAProblem() {
    assertProblem(
        as("nl-kmar", "analyst").header("Mithaq-Purpose", "curiosity").get("/v1/notices"),
        400,
        "invalid-parameter");
  }

  @Test
  void noticeOfAnotherAgencyIsNotFoundLikeARandomId() throws Exception {
    String id =
        awaitNotice("ma-dgsn", publishNotice("ma-dgsn", "es-gc").getFirst()).get("id").asText();
    Response hidden = as("nl-kmar", "analyst").get("/v1/notices/" + id);
    Response random = as("nl-kmar", "analyst").get("/v1/notices/n-" + "0".repeat(32));
    assertProblem(hidden, 404, "not-found");
    assertThat(hidden.jsonPath().getString("detail"))
        .isEqualTo(random.jsonPath().getString("detail"));
    assertThat(hidden.header("Audit-Record")).isNotNull();
  }

  @Test
  void unknownAddressNeedsNoTokenToBeUnknown() {
    assertProblem(given().get("/v1/nothing"), 404, "not-found");
  }
}
