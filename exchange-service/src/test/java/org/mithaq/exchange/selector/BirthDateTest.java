package org.mithaq.exchange.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BirthDateTest {

  @Test
  void meansAllDaysThatItMayMean() {
    assertThat(BirthDate.parse("1987"))
        .hasValueSatisfying(
            d -> {
              assertThat(d.earliest()).isEqualTo(LocalDate.of(1987, 1, 1));
              assertThat(d.latest()).isEqualTo(LocalDate.of(1987, 12, 31));
            });
    assertThat(BirthDate.parse("1988-02"))
        .hasValueSatisfying(d -> assertThat(d.latest()).isEqualTo(LocalDate.of(1988, 2, 29)));
    assertThat(BirthDate.parse("1988-02-29"))
        .hasValueSatisfying(d -> assertThat(d.earliest()).isEqualTo(d.latest()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "87",
        "1987-13",
        "1987-02-29",
        "1987-2-1",
        "01/02/1987",
        "1700",
        "1987-05-31T00:00:00Z"
      })
  void refusesWhatIsNoDate(String text) {
    assertThat(BirthDate.parse(text)).isEmpty();
  }
}
