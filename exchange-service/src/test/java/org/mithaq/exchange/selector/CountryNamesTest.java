package org.mithaq.exchange.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountryNamesTest {

  @ParameterizedTest
  @CsvSource({
    "Morocco, MA",
    "Maroc, MA",
    "MAROKKO, MA",
    "المغرب, MA",
    "Marruecos, MA",
    "Pays-Bas, NL",
    "Nederland, NL",
    "Côte d’Ivoire, CI",
    "cote d'ivoire, CI",
    "Royaume-Uni, GB",
    "Allemagne, DE"
  })
  void areReadInTheLanguagesOfReports(String name, String code) {
    assertThat(CountryNames.of(name)).contains(new Country(code));
  }

  @ParameterizedTest
  @CsvSource({"Nador", "Holland Park Road", "12", "''"})
  void areNothingElse(String name) {
    assertThat(CountryNames.of(name)).isEmpty();
  }

  @Test
  void standAtTheEndOfALine() {
    assertThat(CountryNames.endOf("Street 128 Phnom Penh Cambodia"))
        .isEqualTo(new CountryNames.Ended("Street 128 Phnom Penh", new Country("KH")));
    assertThat(CountryNames.endOf("Loughborough United Kingdom"))
        .isEqualTo(new CountryNames.Ended("Loughborough", new Country("GB")));
    assertThat(CountryNames.endOf("Cambodia Street 128")).isNull();
  }

  /** They come with the JDK: where another has others, tokens change, and the edition rises. */
  @Test
  void areThoseOfTheEdition() throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(CountryNames.all().toString().getBytes(StandardCharsets.UTF_8));
    assertThat(Normaliser.EDITION + " " + HexFormat.of().formatHex(hash, 0, 8))
        .as("raise Normaliser.EDITION where the names of countries change, and write both here")
        .isEqualTo("8 c1006676052ec1bc");
  }
}
