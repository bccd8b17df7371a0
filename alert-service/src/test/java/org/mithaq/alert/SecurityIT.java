package org.mithaq.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.mithaq.local.stack.TestTokens;

/** Every endpoint there is, without its token and without its group. */
@QuarkusTest
class SecurityIT extends RunningAlert {

  /** An endpoint as its resource declares it. */
  private record Endpoint(String method, String path, List<String> groups) {}

  private static List<Endpoint> endpoints() {
    List<Endpoint> endpoints = new ArrayList<>();
    for (JavaClass each :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.mithaq.alert")) {
      if (each.isAnnotatedWith(Path.class)) {
        Class<?> resource = each.reflect();
        for (Method method : resource.getDeclaredMethods()) {
          for (Annotation annotation : method.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
              Path path = method.getAnnotation(Path.class);
              RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
              assertThat(roles).as("groups of %s", method).isNotNull();
              endpoints.add(
                  new Endpoint(
                      http.value(),
                      (resource.getAnnotation(Path.class).value()
                              + (path == null ? "" : path.value()))
                          .replaceAll("\\{[^}]+}", "n-" + "a".repeat(32)),
                      List.of(roles.value())));
            }
          }
        }
      }
    }
    return endpoints;
  }

  @Test
  void everyEndpointIsKnown() {
    assertThat(endpoints())
        .extracting(each -> each.method() + " " + each.path())
        .containsExactlyInAnyOrder(
            "GET /v1/notices",
            "GET /v1/notices/n-" + "a".repeat(32),
            "GET /v1/notices/n-" + "a".repeat(32) + "/acknowledgement",
            "POST /v1/notices/n-" + "a".repeat(32) + "/acknowledgement",
            "GET /v1/acknowledgements",
            "GET /v1/feed");
  }

  @Test
  void noEndpointAnswersWithoutAGoodToken() {
    Map<String, String> bad = new TreeMap<>();
    bad.put("none", "");
    bad.put("no token", "Bearer x");
    bad.put("another scheme", "Basic bWU6bWU=");
    bad.put("expired", "Bearer " + TestTokens.expired("nl-kmar", "analyst"));
    bad.put("other issuer", "Bearer " + TestTokens.otherIssuer("nl-kmar", "analyst"));
    bad.put("other audience", "Bearer " + TestTokens.otherAudience("nl-kmar", "analyst"));
    bad.put("unsigned", "Bearer " + TestTokens.unsigned("nl-kmar", "analyst"));
    bad.put("other key", "Bearer " + TestTokens.otherKey("nl-kmar", "analyst"));
    bad.put("without agency", "Bearer " + TestTokens.withoutAgency("analyst"));
    for (Endpoint endpoint : endpoints()) {
      bad.forEach(
          (what, authorization) -> {
            Response answer =
                (authorization.isEmpty() ? given() : given().header("Authorization", authorization))
                    .contentType("application/json")
                    .request(endpoint.method(), endpoint.path());
            assertThat(answer.statusCode()).as("%s: %s", endpoint, what).isEqualTo(401);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.jsonPath().getString("type"))
                .isEqualTo("urn:mithaq:problem:unauthenticated");
            assertThat(answer.asString()).doesNotContain("Exception").doesNotContain("io.");
          });
    }
  }

  @Test
  void noEndpointAnswersWithoutItsGroupAndTheRefusalIsRecorded() {
    List<String> refusals = new ArrayList<>();
    for (Endpoint endpoint : endpoints()) {
      for (String group :
          List.of(
              "publisher",
              "releaser",
              "auditor",
              "oversight",
              "administrator",
              "safeguarding",
              "nothing")) {
        if (endpoint.groups().contains(group)) {
          assertThat(endpoint + " " + group)
              .as("who but analysts may do what")
              .contains("/v1/acknowledgements", "oversight");
          continue;
        }
        Response answer =
            as("nl-kmar", group)
                .contentType("application/json")
                .request(endpoint.method(), endpoint.path());
        assertThat(answer.statusCode()).as("%s as %s", endpoint, group).isEqualTo(403);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:mithaq:problem:forbidden");
        String record = answer.header("Audit-Record");
        assertThat(record).isNotNull();
        refusals.add(record);
      }
    }
    assertThat(refusals).isNotEmpty();
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              Map<String, String> decisions = new TreeMap<>();
              for (ConsumerRecord<String, byte[]> sent : topic("mithaq.disclosures.alert")) {
                JsonNode said = JSON.readTree(sent.value());
                decisions.put(
                    sent.key(),
                    said.path("decision").asText() + " " + said.path("reason").asText());
              }
              assertThat(refusals)
                  .allSatisfy(
                      record -> assertThat(decisions).containsEntry(record, "refused forbidden"));
            });
  }

  @Test
  void whatTheOperatorReadsNeedsNoToken() {
    for (String path : List.of("/q/health/live", "/q/health/ready", "/q/metrics", "/q/openapi")) {
      // Ready it is not in each moment.
      await().atMost(LONG).until(() -> given().get(path).statusCode() == 200);
    }
  }
}
