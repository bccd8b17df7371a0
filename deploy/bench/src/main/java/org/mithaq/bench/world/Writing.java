package org.mithaq.bench.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** How a reporter writes down what it saw: in some form, with slips, and not all of it. */
final class Writing {

  private static final double LOWER = 0.1;
  private static final double DAY_KNOWN = 0.57;
  private static final double YEAR_KNOWN = 0.25;
  private static final double NATIONALITY_KNOWN = 0.7;
  private static final double IMO_PREFIXED = 0.35;
  private static final double EMAIL_UPPER = 0.25;
  private static final int LAST_MONTH = 12;
  private static final Set<String> WRITES_ARABIC = Set.of("MA", "MR");

  /** Countries in which a national number is dialled with a 0 before it. */
  private static final Set<String> TRUNK = Set.of("MA", "NL", "FR", "BE");

  private final Random random;
  private final Likeness like;

  Writing(Random random, Likeness like) {
    this.random = random;
    this.like = like;
  }

  /**
   * A selector as somebody in this country writes it.
   *
   * @param country where it is reported
   */
  ObjectNode selector(Thing thing, String country) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (thing) {
      case Thing.Phone phone -> json.put("type", "phone").put("value", phone(phone, country));
      case Thing.Vehicle vehicle ->
          json.put("type", "vehicle")
              .put("plate", plate(vehicle))
              .put("country", vehicle.country());
      case Thing.Document document ->
          json.put("type", "document")
              .put("kind", document.kind())
              .put("country", document.country())
              .put("number", number(document));
      case Thing.Account account -> json.put("type", "account").put("iban", iban(account));
      case Thing.Vessel vessel -> vessel(json, vessel);
      case Thing.Handle handle ->
          json.put("type", "handle")
              .put("platform", handle.platform())
              .put("value", (random.nextBoolean() ? "@" : "") + handle.name());
      case Thing.Email email ->
          json.put("type", "email")
              .put(
                  "value",
                  random.nextDouble() < EMAIL_UPPER
                      ? email.address().toUpperCase(Locale.ROOT)
                      : email.address());
      case Thing.Person person -> person(json, person, country);
    }
    return json;
  }

  private String phone(Thing.Phone phone, String country) {
    String national = slip(phone.national());
    String code = phone.code();
    boolean trunk = TRUNK.contains(phone.country());
    List<String> forms = new ArrayList<>();
    forms.add("+" + code + national);
    forms.add("00" + code + national);
    forms.add("+" + code + " " + inPairs(national));
    forms.add("+" + code + "-" + national.substring(0, 3) + "-" + national.substring(3));
    if (phone.country().equals(country)) {
      String dialled = (trunk ? "0" : "") + national;
      forms.add(dialled);
      forms.add(
          trunk
              ? dialled.replaceAll("(..)(?=.)", "$1 ")
              : dialled.charAt(0) + " " + dialled.substring(1).replaceAll("(..)(?=.)", "$1 "));
    } else if (trunk) {
      forms.add("+" + code + " (0)" + national);
    }
    return forms.get(random.nextInt(forms.size()));
  }

  private static String inPairs(String national) {
    return national.charAt(0) + " " + national.substring(1).replaceAll("(..)(?=.)", "$1 ");
  }

  private String plate(Thing.Vehicle vehicle) {
    String separator = List.of(" ", "-", " - ", "").get(random.nextInt(4));
    return lower(slip(vehicle.plate()).replace(" ", separator), LOWER);
  }

  private String number(Thing.Document document) {
    String number = slip(document.number());
    return random.nextInt(4) == 0
        ? number.substring(0, 2) + " " + number.substring(2)
        : lower(number, 1.0 / 3);
  }

  private String iban(Thing.Account account) {
    String iban = slip(account.iban());
    return lower(random.nextBoolean() ? iban.replaceAll("(.{4})(?=.)", "$1 ") : iban, LOWER);
  }

  private void vessel(ObjectNode json, Thing.Vessel vessel) {
    json.put("type", "vessel")
        .put("name", random.nextBoolean() ? vessel.name().toUpperCase(Locale.ROOT) : vessel.name());
    if (random.nextDouble() >= like.nameless()) {
      json.put("imo", (random.nextDouble() < IMO_PREFIXED ? "IMO " : "") + slip(vessel.imo()));
    }
  }

  private void person(ObjectNode json, Thing.Person person, String country) {
    json.put("type", "person")
        .put(
            "name",
            Names.write(person.given(), person.family(), WRITES_ARABIC.contains(country), random))
        .put("category", "suspect");
    double known = random.nextDouble();
    if (known < DAY_KNOWN) {
      json.put("birthDate", day(person.born()).toString());
    } else if (known < DAY_KNOWN + YEAR_KNOWN) {
      json.put("birthDate", Integer.toString(person.born().getYear()));
    }
    if (random.nextDouble() < NATIONALITY_KNOWN) {
      json.put("nationality", person.nationality());
    }
  }

  /** The day as it is written: the right one, or with day and month swapped, or a year off. */
  private LocalDate day(LocalDate born) {
    if (random.nextDouble() >= like.dateSlip()) {
      return born;
    }
    return born.getDayOfMonth() <= LAST_MONTH && random.nextBoolean()
        ? LocalDate.of(born.getYear(), born.getDayOfMonth(), born.getMonthValue())
        : born.plusYears(random.nextBoolean() ? 1 : -1);
  }

  /** Perhaps with one digit wrong, or one that looks like a letter. */
  private String slip(String value) {
    if (random.nextDouble() >= like.slip()) {
      return value;
    }
    List<Integer> digits = new ArrayList<>();
    for (int i = 0; i < value.length(); i++) {
      if (Character.isDigit(value.charAt(i))) {
        digits.add(i);
      }
    }
    int at = digits.get(random.nextInt(digits.size()));
    char was = value.charAt(at);
    char now = (char) ('0' + (was - '0' + 1 + random.nextInt(9)) % 10);
    if (like.lookAlike() && !value.chars().allMatch(Character::isDigit)) {
      if (was == '0') {
        now = 'O';
      } else if (was == '1') {
        now = 'I';
      }
    }
    return value.substring(0, at) + now + value.substring(at + 1);
  }

  private String lower(String value, double share) {
    return random.nextDouble() < share ? value.toLowerCase(Locale.ROOT) : value;
  }
}
