package org.mithaq.exchange.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mithaq.exchange.outbox.Operation;

class TransportCheckTest {

  @Test
  void letsNothingCrossANetworkInClear() {
    assertThat(TransportCheck.unsafe("127.0.0.1", false, true, false)).isEmpty();
    assertThat(TransportCheck.unsafe("0.0.0.0", false, true, false)).isPresent();
    assertThat(TransportCheck.unsafe("0.0.0.0", true, true, false)).isPresent();
    assertThat(TransportCheck.unsafe("0.0.0.0", true, false, false)).isEmpty();
    assertThat(TransportCheck.unsafe("0.0.0.0", false, true, true)).isEmpty();
  }

  @Test
  void asksForTheIssuersKey() {
    assertThat(TransportCheck.missing("file:nowhere.pem")).isPresent();
    assertThat(TransportCheck.missing("file:pom.xml")).isEmpty();
    assertThat(TransportCheck.missing("https://issuer.example/jwks")).isEmpty();
  }

  @Test
  void knowsWhatARefusedRequestAskedFor() {
    assertThat(List.of("GET", "HEAD", "POST", "PUT", "DELETE"))
        .extracting(method -> SecurityMapper.operation(method, "/v1/signals"))
        .containsExactly(
            Operation.CONSULTATION,
            Operation.CONSULTATION,
            Operation.COLLECTION,
            Operation.ALTERATION,
            Operation.ALTERATION);
    assertThat(SecurityMapper.operation("POST", "/v1/subject-searches"))
        .isEqualTo(Operation.CONSULTATION);
    assertThat(SecurityMapper.subject("/v1/signals/0196a1d2-5b1c-7c3e-8f21-3a5d9e0c4b11"))
        .hasValueSatisfying(
            s -> assertThat(s.id()).isEqualTo("0196a1d2-5b1c-7c3e-8f21-3a5d9e0c4b11"));
    assertThat(SecurityMapper.subject("/v1/signals/bulk")).isEqualTo(Optional.empty());
  }

  @Test
  void takesNoAgencyThatIsNone() {
    assertThat(AgencyId.of("nl-kmar")).isPresent();
    assertThat(
            List.of("", "NL-KMAR", "nl--kmar", "-nl", "nl kmar", "x".repeat(65), "nl-kmar\u0000"))
        .allSatisfy(id -> assertThat(AgencyId.of(id)).isEmpty());
  }
}
