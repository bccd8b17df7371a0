package org.mithaq.exchange.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterFilesTest {

  private static final Path CONFIG =
      Path.of(System.getProperty("mithaq.root", "..")).resolve("deploy/local/config");

  @TempDir Path directory;
  private String pjmg;
  private List<Partner> partners;

  @BeforeEach
  void read() throws IOException {
    pjmg = Files.readString(CONFIG.resolve("agreements/pjmg.json"));
    partners = RegisterFiles.partners(CONFIG.resolve("partners.json"));
  }

  @Test
  void readsTheRegisterOfTheDemo() {
    assertThat(partners).hasSize(12).allSatisfy(p -> assertThat(p.active()).isTrue());
    assertThat(RegisterFiles.agreements(CONFIG.resolve("agreements"), partners))
        .extracting(Agreement::id)
        .containsExactly("pjmg", "triangular");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          "version": 1; "version": 0; /version must be a whole number from 1
          "version": 1; "version": "1"; /version must be a whole number from 1
          "title": "Police; "titel": "Police; /title is required
          "title": "Police; "title": 5, "x": "Police; /title must be a text
          "from": "2024-01-01"; "from": "2024-13-01"; /inForce/from must be a day
          "until": null; "until": "2023-01-01"; /inForce/until must not be before from
          "maxRetention": "P1Y"; "maxRetention": "1 year"; /articles/0/maxRetention must be a period
          "maxRetention": "P1Y"; "maxRetention": "-P1Y"; /articles/0/maxRetention must be a period
          "on-request",; "on-demand",; must be one of open, on-request, silent
          "id": "6"; "id": "5"; /articles has two of the same id
          "id": "pjmg-smuggling"; "id": "nl-kmar"; is also an agency's id
          "ma-gr"; "es-gc"; \
          """)
  void saysWhatIsWrongWithAnAgreement(String right, String wrong, String sentence)
      throws IOException {
    String text = pjmg.replaceFirst(java.util.regex.Pattern.quote(right), wrong);
    assertThat(text).isNotEqualTo(pjmg);
    Files.writeString(directory.resolve("pjmg.json"), text);
    assertThatThrownBy(() -> RegisterFiles.agreements(directory, partners))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence == null ? "is not a party of the agreement" : sentence)
        .hasMessageContaining("pjmg.json");
  }

  @Test
  void refusesAnAgreementWithAPartyThatIsNoPartner() throws IOException {
    Files.writeString(directory.resolve("a.json"), pjmg.replace("ma-gr", "xx-nobody"));
    assertThatThrownBy(() -> RegisterFiles.agreements(directory, partners))
        .hasMessageContaining("names xx-nobody, which is not a partner");
  }

  @Test
  void refusesTwoFilesWithOneAgreement() throws IOException {
    Files.writeString(directory.resolve("a.json"), pjmg);
    Files.writeString(directory.resolve("b.json"), pjmg);
    assertThatThrownBy(() -> RegisterFiles.agreements(directory, partners))
        .hasMessageContaining("have the agreement pjmg");
  }

  @Test
  void refusesNothingAndNonsense() throws IOException {
    assertThatThrownBy(() -> RegisterFiles.agreements(directory, partners))
        .hasMessageContaining("There is no agreement in");
    assertThatThrownBy(() -> RegisterFiles.partners(directory.resolve("nowhere.json")))
        .hasMessageContaining("cannot be read");
    Path file = Files.writeString(directory.resolve("partners.json"), "{\"partners\": [");
    assertThatThrownBy(() -> RegisterFiles.partners(file)).hasMessageContaining("is not JSON");
    Files.writeString(
        file,
        """
        {"partners": [{"agency": "a", "name": "A", "country": "NL", "exchange": "joint", "state": "left"},
                      {"agency": "a", "name": "B", "country": "Q9", "exchange": "joint"}]}
        """);
    assertThatThrownBy(() -> RegisterFiles.partners(file))
        .hasMessageContaining("/partners/1/country must be a country");
  }
}
