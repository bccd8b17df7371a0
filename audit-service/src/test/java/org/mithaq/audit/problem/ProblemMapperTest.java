package org.mithaq.audit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemMapperTest {

  private final ProblemMapper mapper = new ProblemMapper();

  private static ProblemMapper.Body body(Response response) {
    assertThat(response.getMediaType().toString()).isEqualTo("application/problem+json");
    return (ProblemMapper.Body) response.getEntity();
  }

  @Test
  void everyProblemHasItsOwnSlugAndSaysNothingOfTheInside() {
    List<Problem> all =
        List.of(
            new Problem.InvalidParameter("limit", "a number"),
            new Problem.MalformedRequest(),
            new Problem.Unauthenticated(),
            new Problem.Forbidden(),
            new Problem.NotFound(),
            new Problem.MethodNotAllowed(),
            new Problem.NotAcceptable(),
            new Problem.TooLarge(),
            new Problem.UnsupportedMediaType(),
            new Problem.ReceiptPending(),
            new Problem.Erased(
                new Problem.Remains("id", "alert", 1, 2026, 0, "{}", "id", "retention", "id")),
            new Problem.SamePerson(),
            new Problem.SameAgency(),
            new Problem.NotErasable(List.of()),
            new Problem.ErasureDecided(),
            new Problem.IdempotencyKeyReused(),
            new Problem.RecordAltered(),
            new Problem.Internal(),
            new Problem.Refused(418));
    assertThat(all).hasSize(Problem.class.getPermittedSubclasses().length);
    assertThat(all.stream().map(Problem::slug)).doesNotHaveDuplicates();
    for (Problem problem : all) {
      ProblemMapper.Body body = body(mapper.problem(new ProblemException(problem)));
      assertThat(body.type()).isEqualTo("urn:mithaq:problem:" + problem.slug());
      assertThat(body.type()).matches("urn:mithaq:problem:[a-z]+(-[a-z]+)*");
      assertThat(body.status()).isEqualTo(problem.status());
      assertThat(body.instance()).startsWith("urn:uuid:");
      assertThat(body.title() + body.detail()).doesNotContain("Exception", "org.mithaq");
    }
  }

  @Test
  void anIncidentIsNamedAndItsCauseIsNot() {
    Response response = mapper.unexpected(new IllegalStateException("secret of org.mithaq"));
    assertThat(body(response).toString()).doesNotContain("secret");
    assertThat(response.getStatus()).isEqualTo(500);
  }

  @Test
  void whatTheFrameworkRefusesIsAproblemToo() {
    assertThat(body(mapper.refused(new NotAllowedException("GET"))).type())
        .endsWith("method-not-allowed");
    for (int status : new int[] {400, 401, 404, 405, 406, 413, 415, 409}) {
      assertThat(body(mapper.refused(new WebApplicationException(status))).status())
          .isEqualTo(status);
    }
    assertThat(body(mapper.refused(new WebApplicationException(502))).status()).isEqualTo(500);
  }

  @Test
  void saysUnderWhichIdArefusalWasRecordedAndWhenToAskAgain() {
    Response refused =
        mapper.problem(new ProblemException(new Problem.Forbidden(), Optional.of("the-id")));
    assertThat(refused.getHeaderString("Audit-Record")).isEqualTo("the-id");
    assertThat(
            mapper
                .problem(new ProblemException(new Problem.ReceiptPending()))
                .getHeaderString("Retry-After"))
        .isEqualTo("1");
    assertThat(mapper.refused(new WebApplicationException(401)).getHeaderString("WWW-Authenticate"))
        .isEqualTo("Bearer");
  }
}
