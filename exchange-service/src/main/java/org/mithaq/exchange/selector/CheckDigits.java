package org.mithaq.exchange.selector;

import java.math.BigInteger;

/** Check digits of numbers that bear one. All methods expect ASCII. */
final class CheckDigits {

  private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

  private CheckDigits() {}

  /**
   * IMO ship number: seven digits, weights 7 to 2, the last digit of the sum is the seventh (IMO
   * A.1117(30)).
   */
  static boolean imo(String digits) {
    if (!digits.matches("[0-9]{7}")) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < 6; i++) {
      sum += (7 - i) * Character.digit(digits.charAt(i), 10);
    }
    return sum % 10 == Character.digit(digits.charAt(6), 10);
  }

  /**
   * The Luhn sum of ISO/IEC 7812-1 annex B, which an IMEI of 15 digits bears (3GPP TS 23.003 annex
   * B).
   */
  static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(digits.length() - 1 - i), 10);
      int weighted = i % 2 == 0 ? digit : 2 * digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }

  /** The check digits of an IBAN, ISO 7064 mod 97-10 as ISO 13616 applies it. */
  static boolean iban(String iban) {
    if (!iban.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")) {
      return false;
    }
    StringBuilder number = new StringBuilder();
    for (char c : (iban.substring(4) + iban.substring(0, 4)).toCharArray()) {
      number.append(Character.digit(c, 36));
    }
    return new BigInteger(number.toString()).mod(NINETY_SEVEN).intValue() == 1;
  }
}
