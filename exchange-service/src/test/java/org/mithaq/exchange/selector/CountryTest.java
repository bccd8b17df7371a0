package org.mithaq.exchange.selector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountryTest {

  @ParameterizedTest
  @ValueSource(strings = {"MA", "NL", "XK", "XX", "XZ", "ZZ", "AA", "QM"})
  void knowsWhatTheStandardAssignsAndWhatItLeavesToItsUsers(String code) {
    assertThat(Country.of(code)).map(Country::code).contains(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "M", "ma", "QL", "UK", "MAR", "99"})
  void refusesWhatIsNoCountry(String code) {
    assertThat(Country.of(code)).isEmpty();
  }
}
