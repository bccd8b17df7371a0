package org.mithaq.audit.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;

class RecordQueryMapperTest {

  @Test
  void readsAninstantOrAday() {
    RecordQueryMapper query = new RecordQueryMapper();
    query.from = "2026-03-02";
    query.to = "2026-03-02T22:00:00.5+01:00";
    assertThat(query.asked().filter().from()).contains(Instant.parse("2026-03-02T00:00:00Z"));
    assertThat(query.asked().filter().to()).contains(Instant.parse("2026-03-02T21:00:00.5Z"));
  }

  @Test
  void refusesTimesThatNoRecordCanBearBeforeAnythingIsSought() {
    for (String wrong :
        List.of(
            "yesterday",
            "2026-13-01",
            "2026-03-02T22:00:00",
            "0000-03-02",
            "+10000-01-01T00:00:00Z",
            "-0044-03-15T00:00:00Z",
            "+999999999-12-31T23:59:59-18:00")) {
      RecordQueryMapper query = new RecordQueryMapper();
      query.to = wrong;
      assertThatThrownBy(query::asked)
          .as(wrong)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e ->
                  assertThat(e.problem().errors())
                      .extracting(Problem.Flaw::pointer)
                      .containsExactly("?to"));
    }
  }
}
