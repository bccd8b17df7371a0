package org.mithaq.exchange.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An address in one line meets the same address in its fields. */
class AddressesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "12 rue des Oliviers, 62000 Nador; MA; 12 rue des Oliviers; 62000",
        "12 rue des Oliviers 62000 Nador; MA; 12, RUE DES OLIVIERS; 62 000",
        "62000 Nador, 12 rue des Oliviers; MA; 12 rue des Oliviers; 62000",
        "Keizersgracht 174, 1016 DW Amsterdam; NL; Keizersgracht 174; 1016DW",
        "Keizersgracht 174, 1016dw; NL; Keizersgracht 174; 1016 DW",
        "Calle Mayor 4, 28013 Madrid; ES; Calle Mayor 4; 28013",
        "Rue de la Loi 16, 1000 Bruxelles; BE; Rue de la Loi 16; 1000",
        "1600 Rue Neuve, 1000 Bruxelles; BE; 1600 Rue Neuve; 1000",
        "١٢ شارع الزيتون، ٦٢٠٠٠ الناظور; MA; 12 شارع الزيتون; 62000"
      })
  void oneLineMeetsTheFields(String line, String country, String street, String postcode) {
    assertThat(attributes(line, country, null))
        .isNotEmpty()
        .isEqualTo(attributes(street, country, postcode));
    assertThat(attributes(line, country, postcode))
        .as("written twice")
        .isEqualTo(attributes(street, country, postcode));
  }

  @Test
  void withATownInPlaceOfAPostcodeTheWholeLineHasToAgree() {
    List<Attribute> one = attributes("12 rue des Oliviers, Nador", "MA", null);
    assertThat(one).hasSize(1).isEqualTo(attributes("12, RUE DES OLIVIERS; NADOR", "MA", null));
    assertThat(attributes("12 rue des Oliviers, Oujda", "MA", null))
        .doesNotContainAnyElementsOf(one);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12 rue des Oliviers",
        "1200 rue des Oliviers",
        "rue des Oliviers, Nador",
        "App. 3, 12 rue des Oliviers",
        "62000",
        "62000, 12",
        "?",
        ""
      })
  void whatIsInEveryTownMatchesNothing(String line) {
    NormalForm form = form(line, "MA", null);
    assertThat(form.attributes()).isEmpty();
    assertThat(form.unmatched()).containsExactly(NormalForm.WHOLE);
  }

  private static List<Attribute> attributes(String value, String country, String postcode) {
    return form(value, country, postcode).attributes();
  }

  private static NormalForm form(String value, String country, String postcode) {
    return Addresses.normalise(
        new Selector.Address(value, Optional.ofNullable(postcode), Country.of(country)));
  }
}
