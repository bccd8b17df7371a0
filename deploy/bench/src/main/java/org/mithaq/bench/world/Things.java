package org.mithaq.bench.world;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws things and persons. Each has a new id, so that the truth can tell them apart. */
final class Things {

  private static final String LETTERS = "ABCDEFGHJKLMNPRSTVWXYZ";
  private static final List<String> PLATE_LETTERS_MA = List.of("A", "B", "D", "H", "W");
  private static final List<String> WORDS = List.of("convoi", "harraga", "rif", "sahara", "voyage");
  private static final List<String> BOXES =
      List.of("contact", "info", "rif", "sud", "trans", "voyage");
  private static final List<String> SHIPS =
      List.of("Amal", "Nour", "Rahma", "Sahara", "Salam", "Étoile du Sud");
  private static final List<String> ROMAN = List.of("I", "II", "III", "IV");
  private static final LocalDate FIRST_BIRTH = LocalDate.of(1960, 1, 1);
  private static final int BIRTHS_WITHIN = 45 * 365;
  private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);
  private static final int IMO_DIGITS = 6;

  /** Country code, beginning and count of the other digits of a mobile number. */
  private record Dialling(String code, List<String> prefixes, int digits) {}

  private static final Map<String, Dialling> DIALLING =
      Map.of(
          "MA", new Dialling("212", List.of("6", "7"), 8),
          "NL", new Dialling("31", List.of("6"), 8),
          "ES", new Dialling("34", List.of("6"), 8),
          "FR", new Dialling("33", List.of("6"), 8),
          "BE", new Dialling("32", List.of("47"), 7),
          "SN", new Dialling("221", List.of("77"), 7),
          "ML", new Dialling("223", List.of("7"), 7),
          "NE", new Dialling("227", List.of("9"), 7),
          "MR", new Dialling("222", List.of("4"), 7));

  /**
   * Digits of an account number after the check digits; a Dutch one has a bank's letters before.
   */
  private static final Map<String, Integer> ACCOUNT =
      Map.of("MA", 24, "ES", 20, "FR", 23, "BE", 12, "NL", 10);

  private final Random random;
  private final Likeness like;
  private int made;

  Things(Random random, Likeness like) {
    this.random = random;
    this.like = like;
  }

  private String id() {
    return "e" + ++made;
  }

  Thing.Phone phone(String country) {
    Dialling dialling = dialling(country);
    return new Thing.Phone(
        id(), country, dialling.code(), pick(dialling.prefixes()) + digits(dialling.digits()));
  }

  /** The code that one dials for a country. */
  private static Dialling dialling(String country) {
    Dialling dialling = DIALLING.get(country);
    if (dialling == null) {
      throw new IllegalArgumentException("no numbers in " + country);
    }
    return dialling;
  }

  Thing.Vehicle vehicle(String country) {
    String plate =
        switch (country) {
          case "MA" -> digits(5) + " " + pick(PLATE_LETTERS_MA) + " " + (1 + random.nextInt(89));
          case "ES" -> digits(4) + " " + letters(3);
          case "FR" -> letters(2) + " " + digits(3) + " " + letters(2);
          case "BE" -> (1 + random.nextInt(2)) + " " + letters(3) + " " + digits(3);
          case "NL" -> letters(2) + " " + digits(3) + " " + letters(1);
          default -> letters(2) + " " + digits(4) + " " + letters(2);
        };
    return new Thing.Vehicle(id(), country, plate);
  }

  Thing.Document document(String country) {
    return new Thing.Document(
        id(), random.nextBoolean() ? "passport" : "id-card", country, letters(2) + digits(7));
  }

  /** An account in this country, or in Morocco where the country has no IBAN. */
  Thing.Account account(String country) {
    String of = ACCOUNT.containsKey(country) ? country : "MA";
    String number = ("NL".equals(of) ? letters(4) : "") + digits(ACCOUNT.getOrDefault(of, 0));
    return new Thing.Account(id(), of + checkDigits(of, number) + number);
  }

  private static String checkDigits(String country, String number) {
    StringBuilder whole = new StringBuilder();
    for (char c : (number + country + "00").toCharArray()) {
      whole.append(Character.getNumericValue(c));
    }
    int rest = new BigInteger(whole.toString()).mod(NINETY_SEVEN).intValueExact();
    return "%02d".formatted(98 - rest);
  }

  Thing.Vessel vessel() {
    String number = digits(IMO_DIGITS);
    int sum = 0;
    for (int i = 0; i < IMO_DIGITS; i++) {
      sum += (number.charAt(i) - '0') * (IMO_DIGITS + 1 - i);
    }
    return new Thing.Vessel(id(), pick(SHIPS) + " " + pick(ROMAN), number + sum % 10);
  }

  Thing.Handle handle() {
    return new Thing.Handle(
        id(), pick(List.of("telegram", "facebook", "tiktok")), pick(WORDS) + "_" + digits(5));
  }

  Thing.Email email() {
    return new Thing.Email(
        id(),
        pick(BOXES) + digits(5) + "@" + pick(List.of("example.com", "example.net", "example.org")));
  }

  Thing.Person person(String nationality) {
    return new Thing.Person(
        id(),
        random.nextInt(like.givenNames()),
        random.nextInt(like.familyNames()),
        FIRST_BIRTH.plusDays(random.nextInt(BIRTHS_WITHIN)),
        nationality);
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  private String letters(int count) {
    String from = like.lookAlike() ? LETTERS + "OI" : LETTERS;
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < count; i++) {
      letters.append(from.charAt(random.nextInt(from.length())));
    }
    return letters.toString();
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
