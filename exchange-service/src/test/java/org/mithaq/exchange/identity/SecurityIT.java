package org.mithaq.exchange.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mithaq.exchange.Exchange.assertProblem;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mithaq.exchange.Exchange;
import org.mithaq.exchange.OnStack;
import org.mithaq.local.stack.TestTokens;

/** Every endpoint there is, found by its annotations: none can be forgotten. */
@QuarkusTest
@OnStack
class SecurityIT {

  private static final Set<String> GROUPS =
      Set.of(
          Group.PUBLISHER,
          Group.ANALYST,
          Group.RELEASER,
          Group.SAFEGUARDING,
          Group.AUDITOR,
          Group.OVERSIGHT,
          Group.ADMINISTRATOR);

  @Inject Exchange exchange;

  private record Endpoint(String method, String path, String consumes, Method java) {

    Response call(RequestSpecification request) {
      RequestSpecification ready =
          consumes == null ? request : request.contentType(consumes).body(new byte[] {'{', '}'});
      return ready.request(
          method, path.replaceAll("\\{[^}]*}", "0196a1d2-5b1c-7c3e-8f21-3a5d9e0c4b11"));
    }

    Set<String> allowed() {
      return Set.of(java.getAnnotation(RolesAllowed.class).value());
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static List<Endpoint> endpoints() throws ClassNotFoundException {
    List<Endpoint> endpoints = new ArrayList<>();
    for (JavaClass found :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.mithaq.exchange")) {
      if (!found.isAnnotatedWith(Path.class)) {
        continue;
      }
      Class<?> type = Thread.currentThread().getContextClassLoader().loadClass(found.getName());
      for (Method method : type.getDeclaredMethods()) {
        for (Annotation annotation : method.getAnnotations()) {
          HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
          if (http != null) {
            Path path = method.getAnnotation(Path.class);
            Consumes consumes = method.getAnnotation(Consumes.class);
            endpoints.add(
                new Endpoint(
                    http.value(),
                    type.getAnnotation(Path.class).value() + (path == null ? "" : path.value()),
                    consumes == null ? null : consumes.value()[0],
                    method));
          }
        }
      }
    }
    return endpoints;
  }

  @Test
  void knowsEveryEndpoint() throws ClassNotFoundException {
    assertThat(endpoints())
        .extracting(Endpoint::toString)
        .containsExactlyInAnyOrder(
            "POST /v1/signals",
            "POST /v1/signals/bulk",
            "GET /v1/signals",
            "GET /v1/signals/{id}",
            "PUT /v1/signals/{id}",
            "DELETE /v1/signals/{id}",
            "POST /v1/subject-searches",
            "GET /v1/agreements",
            "GET /v1/agreements/{id}");
    assertThat(endpoints()).allSatisfy(e -> assertThat(GROUPS).containsAll(e.allowed()));
  }

  @Test
  void asksEveryCallerForAGoodTokenOfAnAgency() throws ClassNotFoundException {
    long records = exchange.records();
    String[] all = GROUPS.toArray(String[]::new);
    for (Endpoint endpoint : endpoints()) {
      assertUnknown(endpoint, given());
      assertUnknown(endpoint, given().header("Authorization", "Basic bWU6bWU="));
      for (String token :
          List.of(
              "nonsense",
              "a.b.c",
              TestTokens.expired("ma-dgsn", all),
              TestTokens.unsigned("ma-dgsn", all),
              TestTokens.otherIssuer("ma-dgsn", all),
              TestTokens.otherAudience("ma-dgsn", all),
              TestTokens.otherKey("ma-dgsn", all),
              TestTokens.withoutAgency(all),
              TestTokens.token("MA DGSN", all))) {
        assertUnknown(endpoint, given().header("Authorization", "Bearer " + token));
      }
    }
    assertThat(exchange.records()).isEqualTo(records);
  }

  private static void assertUnknown(Endpoint endpoint, RequestSpecification request) {
    Response response = endpoint.call(request);
    assertThat(response.statusCode()).as(endpoint.toString()).isEqualTo(401);
    assertProblem(response, 401, "unauthenticated");
    assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void letsEveryGroupDoWhatItIsForAndNothingMore() throws ClassNotFoundException {
    for (Endpoint endpoint : endpoints()) {
      Set<String> others = new TreeSet<>(GROUPS);
      others.removeAll(endpoint.allowed());
      Response response = endpoint.call(Exchange.as("ma-dgsn", others.toArray(String[]::new)));
      assertProblem(response, 403, "forbidden");
      assertThat(exchange.record(response).path("reason").asText()).isEqualTo("forbidden");
      assertThat(exchange.record(response).path("agency").asText()).isEqualTo("ma-dgsn");
      assertProblem(endpoint.call(Exchange.as("ma-dgsn")), 403, "forbidden");
      for (String group : endpoint.allowed()) {
        assertThat(endpoint.call(Exchange.as("ma-dgsn", group)).statusCode())
            .as(endpoint + " by " + group)
            .isNotIn(401, 403);
      }
    }
  }

  @Test
  void keepsOperationsOpenAndTellsNothingElseToStrangers() {
    for (String path :
        Arrays.asList(
            "/q/health", "/q/health/ready", "/q/health/live", "/q/metrics", "/q/openapi")) {
      assertThat(given().get(path).statusCode()).as(path).isIn(200, 503);
    }
    assertProblem(given().get("/nowhere"), 404, "not-found");
  }
}
