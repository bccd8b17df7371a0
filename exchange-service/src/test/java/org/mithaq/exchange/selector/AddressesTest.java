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
  void withATownInPlaceOfAPostcodeTheTownHasToAgree() {
    List<Attribute> one = attributes("12 rue des Oliviers, Nador", "MA", null);
    assertThat(one).hasSize(2).isEqualTo(attributes("12, RUE DES OLIVIERS; NADOR", "MA", null));
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

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "18 Danver Place, Loughborough, LE11 1UU, United Kingdom; GB;"
            + "18 Danver Place, Loughborough, United Kingdom, LE11 1UU;",
        "350 Sparks Street, Ottawa, K1R 7S8; CA; 350 sparks street, ottawa, k1r7s8, Canada;",
        "Chinatown Point, 133 New Bridge Road, 059413 Singapore; SG;"
            + "133 New Bridge Road, Chinatown Point, Singapore 059413;",
        "12 rue des Oliviers, Nador, Maroc;; 12 rue des Oliviers, Nador; MA",
        "12 rue des Oliviers, Nador, المغرب;; 12 rue des Oliviers, Nador, Morocco; MA",
        "Keizersgracht 174, 1016 DW Amsterdam, Pays-Bas;; Keizersgracht 174, 1016DW; NL"
      })
  void linesInAnotherOrderAndTheNameOfTheCountryAreNoOtherAddress(
      String one, String country, String other, String otherCountry) {
    String second = otherCountry == null ? country : otherCountry;
    assertThat(attributes(one, country, null))
        .isNotEmpty()
        .isEqualTo(attributes(other, second, null));
  }

  @Test
  void aCityOfItsCountrysNameIsATownAndAnotherCountryIsNone() {
    assertThat(attributes("12 rue des Oliviers, Luxembourg", "LU", null))
        .isNotEmpty()
        .isEqualTo(attributes("12 RUE DES OLIVIERS, Luxemburg", null, null));
    assertThat(attributes("12 rue des Oliviers, Maroc", "MA", null)).isEmpty();
  }

  @Test
  void aNameThatIsOfAnotherCountryThanTheReportedStays() {
    assertThat(attributes("5 Salem Road, Atlanta, Georgia", "US", null))
        .doesNotContainAnyElementsOf(attributes("5 Salem Road, Atlanta, Georgia", null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Adventura Apartments 638 Downey St, Salem; 638 Downey Street, Salem;",
        "#01-11, Hill V, 4 Hillview Rise; 4 Hillview Rise; 667979",
        "Hardenbergstrasse 87 Rheinland-Pfalz; Hardenbergstraße 87; 66879",
        "12, rue des Oliviers; 12 r. des Oliviers; 62000"
      })
  void whatStandsBesideTheStreetLeavesIt(String one, String other, String postcode) {
    assertThat(attributes(one, "US", postcode))
        .filteredOn(attribute -> attribute.kind() == Attribute.Kind.ADDRESS_NEAR)
        .containsAnyElementsOf(attributes(other, "US", postcode));
  }

  private static List<Attribute> attributes(String value, String country, String postcode) {
    return form(value, country, postcode).attributes();
  }

  private static NormalForm form(String value, String country, String postcode) {
    return Addresses.normalise(
        new Selector.Address(
            value,
            Optional.ofNullable(postcode),
            Optional.ofNullable(country).flatMap(Country::of)));
  }
}
