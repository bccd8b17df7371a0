package org.mithaq.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AudiencesTest {

  private final Audiences audiences =
      Audiences.read(Path.of(System.getProperty("mithaq.root"), "deploy/local/config/agreements"));

  @Test
  void isThePartiesOfTheArticle() throws IOException {
    assertThat(audiences.of(report("triangular", "5", "open", "[]")))
        .hasSize(11)
        .doesNotContain("iom-mmp");
    assertThat(audiences.of(report("triangular", "6", "open", "[]")))
        .hasSize(12)
        .contains("iom-mmp");
    assertThat(audiences.of(report("pjmg", "5", "on-request", "[]")))
        .containsExactly("es-gc", "ma-dgsn", "ma-gr", "nl-kmar", "nl-politie");
  }

  @Test
  void isTheNamedOnesAndTheOriginator() throws IOException {
    assertThat(audiences.of(report("triangular", "5", "open", "[\"nl-kmar\"]")))
        .containsExactly("es-gc", "nl-kmar");
    assertThat(audiences.of(report("triangular", "5", "open", "[\"western-route\",\"be-fgp\"]")))
        .containsExactly("be-fgp", "es-gc", "ma-dgsn", "ma-gr", "mr-dgsn", "sn-dpaf");
  }

  @Test
  void isTheOriginatorAloneWhenSilent() throws IOException {
    assertThat(audiences.of(report("triangular", "5", "silent", "[\"nl-kmar\"]")))
        .containsExactly("es-gc");
  }

  @Test
  void isNobodyElseUnderAnAgreementThatDoesNotExist() throws IOException {
    assertThat(audiences.of(report("none", "5", "open", "[]"))).containsExactly("es-gc");
  }

  private static Report report(String agreement, String article, String release, String recipients)
      throws IOException {
    return Report.read(
        new ObjectMapper()
            .readTree(
                "{\"scene\":\"noise\",\"agency\":\"es-gc\",\"key\":\"k\",\"signal\":{\"agreement\":\"%s\",\"article\":\"%s\",\"handling\":{\"release\":\"%s\",\"recipients\":%s}}}"
                    .formatted(agreement, article, release, recipients)));
  }
}
