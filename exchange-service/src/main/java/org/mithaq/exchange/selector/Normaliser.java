package org.mithaq.exchange.selector;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.iban4j.Iban4jException;
import org.iban4j.IbanUtil;
import org.iban4j.UnsupportedCountryException;
import org.jspecify.annotations.Nullable;

/**
 * Brings selectors to their normal forms. Pure: the same selector of the same agency's country
 * gives the same form, on every exchange. What cannot be normalised is no error: it stays in the
 * signal and matches nothing.
 */
public final class Normaliser {

  /**
   * Rises whenever a selector comes to other attributes than before: tokens of kept signals are
   * then made anew.
   */
  static final int EDITION = 8;

  private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

  /** A national prefix that is put in brackets behind the country code: +31 (0)6 … */
  private static final Pattern TRUNK = Pattern.compile("\\(\\s*0\\s*\\)");

  /** What is dialled before a country code in most countries; no national number begins so. */
  private static final Pattern INTERNATIONAL = Pattern.compile("^[\\s(]*00(?=[\\s.-]*[1-9])");

  /** Prefix letters, number, check letter: only the number's O and I can be digits misread. */
  private static final Pattern DOCUMENT = Pattern.compile("([A-Z]{0,3})([0-9][0-9OI]{4,})([A-Z]?)");

  private static final Pattern EMAIL = Pattern.compile("([^@\\s]{1,64})@([^@\\s]{1,255})");
  private static final Pattern PROFILE =
      Pattern.compile("(?:https?://)?[a-z0-9.-]+\\.[a-z]{2,}/@?([^/?#\\s]+)/?.*");
  private static final Pattern IMO = Pattern.compile("([0-9]{7})");

  /** A ship station: the country's digits (MID) begin with 2 to 7 (ITU-R M.585). */
  private static final Pattern MMSI = Pattern.compile("([2-7][0-9]{8})");

  private static final Map<String, String> PLATFORMS =
      Map.of(
          "twitter", "x", "fb", "facebook", "ig", "instagram", "tg", "telegram", "wa", "whatsapp");

  /** Two thirds of a shorter number are shared by chance. */
  private static final int SHORTEST_NEAR = 8;

  private static final int SHORTEST_WITHOUT_ONE = 7;

  /** Fewer digits are a number of every country. */
  private static final int SHORTEST_NATIONAL = 8;

  /** Before the at sign; what is shorter belongs to many. */
  private static final int SHORTEST_LOCAL_PART = 6;

  private static final int COUNTRY_CODE = 2;

  /** Country, check digits, and the four letters of a bank that some countries have. */
  private static final int BANK_CODE_ENDS = 8;

  private static final int SHORTEST_DOCUMENT = 4;
  private static final int LONGEST_DOCUMENT = 20;

  private Normaliser() {}

  /**
   * The normal form of a selector.
   *
   * @param home the reporting agency's country, in which a number without a country code is read
   */
  public static NormalForm normalise(Selector selector, Country home) {
    return switch (selector) {
      case Selector.Phone phone -> phoneForm(phone.value(), home);
      case Selector.Vehicle vehicle ->
          one(
              Attribute.Kind.PLATE,
              vehicle.country().flatMap(c -> Plates.normal(vehicle.plate(), c)));
      case Selector.Document document ->
          document(document.number())
              .map(number -> document(number, document.country()))
              .orElseGet(NormalForm::nothing);
      case Selector.Account account -> one(Attribute.Kind.IBAN, iban(account.iban()));
      case Selector.Vessel vessel -> vessel(vessel);
      case Selector.Email email ->
          email(email.value()).map(Normaliser::withNearEmail).orElseGet(NormalForm::nothing);
      case Selector.Handle handle ->
          one(Attribute.Kind.HANDLE, handle(handle.platform(), handle.value()));
      case Selector.Device device -> one(Attribute.Kind.IMEI, imei(device.imei()));
      case Selector.Organisation organisation ->
          Organisations.normalise(organisation.name(), organisation.country());
      case Selector.Address address -> Addresses.normalise(address);
      case Selector.Person person -> Persons.normalise(person);
    };
  }

  private static NormalForm one(Attribute.Kind kind, Optional<String> value) {
    return value
        .map(v -> NormalForm.of(List.of(new Attribute(kind, v)), List.of()))
        .orElseGet(NormalForm::nothing);
  }

  /**
   * A document; its number alone, if that is long enough to be nobody else's; and what is left of
   * it when one character is wrong: of three thirds each two. Phone numbers and plates lie too
   * close together for that, and an account's check digits tell a wrong one.
   */
  private static NormalForm document(String number, Optional<Country> country) {
    List<Attribute> attributes = new ArrayList<>();
    country.ifPresent(known -> collect(known.code() + "|", number, attributes));
    if (number.length() >= SHORTEST_NEAR) {
      attributes.add(new Attribute(Attribute.Kind.DOCUMENT_NUMBER, number));
    }
    return attributes.isEmpty() ? NormalForm.nothing() : NormalForm.of(attributes, List.of());
  }

  private static void collect(String country, String number, List<Attribute> attributes) {
    attributes.add(new Attribute(Attribute.Kind.DOCUMENT, country + number));
    int length = number.length();
    if (length < SHORTEST_NEAR) {
      attributes.addAll(withoutOne(country, number));
      return;
    }
    // The country is no part of the number: it is in all three.
    String first = country + number.substring(0, length / 3);
    String second = number.substring(length / 3, length * 2 / 3);
    String third = number.substring(length * 2 / 3);
    for (String near :
        List.of(first + second + "?", first + "?" + third, country + "?" + second + third)) {
      attributes.add(new Attribute(Attribute.Kind.DOCUMENT_NEAR, near));
    }
  }

  /** Of seven characters or more without one of them a million numbers remain; of fewer too few. */
  private static List<Attribute> withoutOne(String country, String number) {
    return number.length() < SHORTEST_WITHOUT_ONE
        ? List.of()
        : IntStream.range(0, number.length())
            .mapToObj(i -> country + number.substring(0, i) + number.substring(i + 1))
            .distinct()
            .map(rest -> new Attribute(Attribute.Kind.SHORT_DOCUMENT_NEAR, rest))
            .toList();
  }

  /**
   * A mail address, and what is left of it when its domain is wrong, two letters of it are swapped,
   * or one is too many or too few.
   */
  private static NormalForm withNearEmail(String form) {
    Attribute exact = new Attribute(Attribute.Kind.EMAIL, form);
    String local = form.substring(0, form.indexOf('@'));
    if (local.length() < SHORTEST_LOCAL_PART) {
      return NormalForm.of(List.of(exact), List.of());
    }
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(exact);
    attributes.add(new Attribute(Attribute.Kind.EMAIL_NEAR, local));
    attributes.add(
        new Attribute(Attribute.Kind.EMAIL_NEAR, text(form.codePoints().sorted()) + "?"));
    String letters = text(local.codePoints().sorted().distinct());
    if (letters.length() >= SHORTEST_LOCAL_PART) {
      String domain = form.substring(local.length() + 1);
      attributes.add(
          new Attribute(
              Attribute.Kind.EMAIL_LETTERS_NEAR,
              letters + "@" + text(domain.codePoints().sorted().distinct())));
    }
    return NormalForm.of(attributes, List.of());
  }

  private static String text(IntStream codePoints) {
    return codePoints
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static NormalForm vessel(Selector.Vessel vessel) {
    List<Attribute> attributes = new ArrayList<>();
    List<String> unmatched = new ArrayList<>();
    collect(
        "name",
        Attribute.Kind.VESSEL_NAME,
        vessel.name(),
        Normaliser::vesselName,
        attributes,
        unmatched);
    collect("imo", Attribute.Kind.IMO, vessel.imo(), Normaliser::imo, attributes, unmatched);
    collect("mmsi", Attribute.Kind.MMSI, vessel.mmsi(), Normaliser::mmsi, attributes, unmatched);
    return attributes.isEmpty() ? NormalForm.nothing() : NormalForm.of(attributes, unmatched);
  }

  private static void collect(
      String member,
      Attribute.Kind kind,
      Optional<String> reported,
      Function<String, Optional<String>> form,
      List<Attribute> attributes,
      List<String> unmatched) {
    if (reported.isPresent()) {
      form.apply(reported.get())
          .ifPresentOrElse(
              value -> attributes.add(new Attribute(kind, value)), () -> unmatched.add(member));
    }
  }

  /**
   * A phone number, and what is left of it when it was read in another country than its own, where
   * it may not even be possible.
   */
  private static NormalForm phoneForm(String value, Country home) {
    List<Attribute> attributes = new ArrayList<>();
    phone(value, home)
        .map(e164 -> new Attribute(Attribute.Kind.PHONE, e164))
        .ifPresent(attributes::add);
    parse(value, home)
        .map(PHONES::getNationalSignificantNumber)
        .filter(national -> national.length() >= SHORTEST_NATIONAL)
        .map(national -> new Attribute(Attribute.Kind.PHONE_NEAR, national))
        .ifPresent(attributes::add);
    return attributes.isEmpty() ? NormalForm.nothing() : NormalForm.of(attributes, List.of());
  }

  static Optional<String> phone(String value, Country home) {
    return parse(value, home)
        .filter(PHONES::isPossibleNumber)
        .map(number -> PHONES.format(number, PhoneNumberFormat.E164));
  }

  private static Optional<PhoneNumber> parse(String value, Country home) {
    String cleaned =
        INTERNATIONAL
            .matcher(TRUNK.matcher(Texts.compatible(value)).replaceAll(""))
            .replaceFirst("+");
    @Nullable String region = home.equals(Country.NONE) ? null : home.code();
    try {
      return Optional.of(PHONES.parse(cleaned, region))
          .filter(number -> !number.hasExtension())
          .filter(number -> !Texts.isFiller(PHONES.getNationalSignificantNumber(number)));
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  static Optional<String> document(String number) {
    String cleaned = Texts.alphanumeric(number);
    if (cleaned.length() < SHORTEST_DOCUMENT
        || cleaned.length() > LONGEST_DOCUMENT
        || !cleaned.matches(".*[0-9].*")
        || Texts.isFiller(Texts.digits(cleaned))) {
      return Optional.empty();
    }
    Matcher shape = DOCUMENT.matcher(cleaned);
    return Optional.of(
        shape.matches()
            ? shape.group(1) + shape.group(2).replace('O', '0').replace('I', '1') + shape.group(3)
            : cleaned);
  }

  static Optional<String> iban(String value) {
    String cleaned = Texts.alphanumeric(value);
    String written = cleaned.startsWith("IBAN") ? cleaned.substring(4) : cleaned;
    String iban =
        Stream.of(written, digitsFrom(written, COUNTRY_CODE), digitsFrom(written, BANK_CODE_ENDS))
            .filter(CheckDigits::iban)
            .findFirst()
            .orElse("");
    if (iban.isEmpty()) {
      return Optional.empty();
    }
    try {
      IbanUtil.validate(iban);
      return Optional.of(iban);
    } catch (UnsupportedCountryException e) {
      // Its length and structure are not in the registry that the library has; the check digits are
      // right.
      return Optional.of(iban);
    } catch (Iban4jException e) {
      return Optional.empty();
    }
  }

  /** The same with the letters O and I read as the digits that they were misread from. */
  private static String digitsFrom(String text, int start) {
    return text.length() < start
        ? text
        : text.substring(0, start) + text.substring(start).replace('O', '0').replace('I', '1');
  }

  static Optional<String> vesselName(String name) {
    String words = Texts.words(name).replaceFirst("^(m ?v|m ?t|f ?v|s ?y) ", "");
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }

  private static String withoutLabel(String value, String label) {
    String cleaned = Texts.alphanumeric(value);
    return cleaned.startsWith(label) ? cleaned.substring(label.length()) : cleaned;
  }

  static Optional<String> imo(String value) {
    Matcher shape = IMO.matcher(digitsFrom(withoutLabel(value, "IMO"), 0));
    return shape.matches() && CheckDigits.imo(shape.group(1))
        ? Optional.of(shape.group(1))
        : Optional.empty();
  }

  static Optional<String> mmsi(String value) {
    Matcher shape = MMSI.matcher(digitsFrom(withoutLabel(value, "MMSI"), 0));
    return shape.matches() ? Optional.of(shape.group(1)) : Optional.empty();
  }

  /**
   * An IMEI's first 14 digits: the 15th is the check digit, an IMEISV's last two are the software
   * version.
   */
  static Optional<String> imei(String value) {
    String digits = Texts.digits(value);
    boolean sound =
        Texts.isNumber(value.replaceFirst("(?i)^\\s*imei(sv)?", ""))
            && switch (digits.length()) {
              case 14, 16 -> true;
              case 15 -> CheckDigits.luhn(digits);
              default -> false;
            }
            && !digits.startsWith("00000000");
    return sound ? Optional.of(digits.substring(0, 14)) : Optional.empty();
  }

  static Optional<String> email(String value) {
    Matcher shape = EMAIL.matcher(Texts.casefold(value).replaceFirst("^mailto:", ""));
    if (!shape.matches()) {
      return Optional.empty();
    }
    try {
      String domain = IDN.toASCII(shape.group(2).replaceFirst("\\.$", ""), IDN.ALLOW_UNASSIGNED);
      return domain.contains(".")
          ? Optional.of(shape.group(1) + "@" + domain.toLowerCase(Locale.ROOT))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Optional<String> handle(String platform, String value) {
    String folded = Texts.casefold(value);
    Matcher profile = PROFILE.matcher(folded);
    String name = (profile.matches() ? profile.group(1) : folded).replaceFirst("^@+", "");
    String where = Texts.words(platform).replace(" ", "");
    return name.isEmpty() || where.isEmpty() || name.contains(" ")
        ? Optional.empty()
        : Optional.of(PLATFORMS.getOrDefault(where, where) + "|" + name);
  }
}
