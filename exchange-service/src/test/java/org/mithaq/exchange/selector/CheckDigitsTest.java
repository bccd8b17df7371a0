package org.mithaq.exchange.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CheckDigitsTest {

  @Test
  void findsEveryWrongDigitOfAnImoNumberButThoseThatTheSumCannotSee() {
    assertThat(CheckDigits.imo("9074729")).isTrue();
    for (int d = 0; d <= 8; d++) {
      assertThat(CheckDigits.imo("907472" + d)).isFalse();
    }
  }

  @Test
  void findsEverySingleWrongDigitOfAnImei() {
    String imei = "490154203237518";
    assertThat(CheckDigits.luhn(imei)).isTrue();
    for (int i = 0; i < imei.length(); i++) {
      for (int d = 1; d <= 9; d++) {
        char wrong = (char) ('0' + (imei.charAt(i) - '0' + d) % 10);
        assertThat(CheckDigits.luhn(imei.substring(0, i) + wrong + imei.substring(i + 1)))
            .isFalse();
      }
    }
  }

  @Test
  void findsEverySingleWrongDigitAndEverySwapOfAnIban() {
    String iban = "MA84600082104742185457906544";
    assertThat(CheckDigits.iban(iban)).isTrue();
    Random random = new Random(3);
    for (int i = 2; i < iban.length(); i++) {
      char wrong = (char) ('0' + (iban.charAt(i) - '0' + 1 + random.nextInt(9)) % 10);
      assertThat(CheckDigits.iban(iban.substring(0, i) + wrong + iban.substring(i + 1))).isFalse();
      if (i > 4 && iban.charAt(i) != iban.charAt(i - 1)) {
        String swapped =
            iban.substring(0, i - 1) + iban.charAt(i) + iban.charAt(i - 1) + iban.substring(i + 1);
        assertThat(CheckDigits.iban(swapped)).isFalse();
      }
    }
  }
}
