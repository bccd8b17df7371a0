package org.mithaq.audit.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;

class ErasureRequestTest {

  private static final String ID = "0196a1d2-5b20-7000-8000-000000000001";

  @Test
  void readsWhatIsProposedEachIdOnce() {
    ErasureRequest.Asked asked =
        new ErasureRequest(List.of(ID, ID), null, "court-order", "Rb. Den Haag 09/1").checked();
    assertThat(asked.records()).containsExactly(UUID.fromString(ID));
    assertThat(asked.signals()).isEmpty();
    assertThat(asked.basis()).isEqualTo(Basis.COURT_ORDER);
    assertThat(asked.toString()).doesNotContain("Den Haag");
  }

  @Test
  void tellsEveryFlaw() {
    assertThat(flaws(new ErasureRequest(null, null, null, null)))
        .containsExactly("/records", "/basis", "/authority");
    assertThat(flaws(new ErasureRequest(Arrays.asList("x", null), List.of(ID), "gossip", " ")))
        .containsExactly("/records/0", "/records/1", "/basis", "/authority");
    assertThat(
            flaws(
                new ErasureRequest(
                    List.of(ID),
                    Collections.nCopies(501, ID),
                    "legal-obligation",
                    "x".repeat(301))))
        .containsExactly("/signals", "/authority");
    assertThat(flaws(new ErasureRequest(List.of(ID), null, "law-09-08", "a\nb")))
        .containsExactly("/authority");
  }

  @Test
  void nobodyProposesWhatRetentionDoesByItself() {
    assertThat(flaws(new ErasureRequest(List.of(ID), null, "retention", "me")))
        .containsExactly("/basis");
    for (Basis basis : Basis.values()) {
      assertThat(Basis.of(basis.code())).contains(basis);
      assertThat(basis.article()).isNotBlank();
    }
  }

  private static List<String> flaws(ErasureRequest request) {
    List<String> pointers = new java.util.ArrayList<>();
    assertThatThrownBy(request::checked)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> e.problem().errors().stream().map(Problem.Flaw::pointer).forEach(pointers::add));
    return pointers;
  }
}
