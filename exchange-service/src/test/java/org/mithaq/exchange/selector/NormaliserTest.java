package org.mithaq.exchange.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormaliserTest {

  private static final Country MA = new Country("MA");
  private static final Country NL = new Country("NL");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+212 6 61 23 45 67",
        "00212661234567",
        "0661 23 45 67",
        "06.61.23.45.67",
        "+212 (0)661-234567",
        "661234567",
        "٠٦٦١٢٣٤٥٦٧",
        "tel:+212661234567",
        "＋212661234567"
      })
  void readsAMoroccanNumberInEverySpelling(String spelling) {
    assertThat(Normaliser.phone(spelling, MA)).contains("+212661234567");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"+31 6 12345678", "0031612345678", "+31 (0)6 12 34 56 78", "+31-612-345678"})
  void readsANumberWithItsCountryCodeAnywhere(String spelling) {
    assertThat(Normaliser.phone(spelling, MA)).contains("+31612345678");
    assertThat(Normaliser.phone(spelling, Country.NONE)).contains("+31612345678");
  }

  @Test
  void readsANumberWithoutCountryCodeAtHomeOnly() {
    assertThat(Normaliser.phone("06 12 34 56 78", NL)).contains("+31612345678");
    assertThat(Normaliser.phone("06 12 34 56 78", MA)).contains("+212612345678");
    assertThat(Normaliser.phone("06 12 34 56 78", Country.NONE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "06",
        "+212 6 61 23 45 67 89",
        "+999 123456789",
        "call me",
        "06612345670 ext 5"
      })
  void leavesWhatIsNoNumber(String value) {
    assertThat(Normaliser.phone(value, MA)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "MA, 12345-A-6, MA|12345A6",
    "MA, 12345 - a - 06, MA|12345A6",
    "MA, 00802-B-25, MA|802B25",
    "MA, ١٢٣٤٥ أ ٦, MA|12345A6",
    "MA, I2345-A-6, MA|12345A6",
    "MA, 12345-A-2O, MA|12345A20",
    "NL, vl-098-f, NL|VL098F",
    "NL, VL-O98-F, NL|VL098F",
    "ES, 9511 NXB, ES|9511NXB",
    "ES, 95I1-NXB, ES|9511NXB",
    "BE, 1-FST-715, BE|1FST715",
    "BE, I-FST-715, BE|1FST715",
    "FR, AF - 291 - CA, FR|AF291CA",
    "FR, af291ca, FR|AF291CA",
    "SN, HL - O156 - KP, SN|HL0156KP",
    "ML, pn.0927.ld, ML|PN0927LD",
    "DE, B-MW 1234, DE|BMW1234"
  })
  void readsPlates(String country, String plate, String normal) {
    assertThat(Plates.normal(plate, new Country(country))).contains(normal);
  }

  @Test
  void foldsNothingThatAFormatHasBothWays() {
    // An old Spanish plate: its own series fits, so an O stays an O.
    assertThat(Plates.normal("M-1234-OB", new Country("ES"))).contains("ES|M1234OB");
    assertThat(Plates.normal("OO-123-OO", new Country("DE"))).contains("DE|OO123OO");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "A", "no plate", "123456789012345"})
  void leavesWhatIsNoPlate(String plate) {
    assertThat(Plates.normal(plate, MA)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GK 5358783, GK5358783",
    "gk5358783, GK5358783",
    "GK535878O, GK5358780",
    "GK 5I58783, GK5158783",
    "A 0123456, A0123456",
    "12345678z, 12345678Z"
  })
  void readsDocuments(String number, String normal) {
    assertThat(Normaliser.document(number)).contains(normal);
  }

  @Test
  void takesNoLetterForADigitWhereItMayBeEither() {
    assertThat(Normaliser.document("GKO358783")).contains("GKO358783");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "12", "A"})
  void leavesWhatIsNoDocument(String number) {
    assertThat(Normaliser.document(number)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NL91 ABNA 0417 1643 00",
        "nl91abna0417164300",
        "IBAN NL91ABNA0417164300",
        "NL9I ABNA O417 1643 OO"
      })
  void readsAnIban(String iban) {
    assertThat(Normaliser.iban(iban)).contains("NL91ABNA0417164300");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000", "A 0000000", "99999", "999-999-999"})
  void whatIsTypedToFillAFieldIsNoDocument(String number) {
    assertThat(Normaliser.document(number)).isEmpty();
    assertThat(Normaliser.document(number + "2")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000000000", "+31 9 99 99 99 99", "00 212 00 00 00 00 0"})
  void whatIsTypedToFillAFieldIsNoPhone(String value) {
    assertThat(Normaliser.phone(value, MA)).isEmpty();
  }

  @Test
  void checksAnIbansDigitsAndStructure() {
    assertThat(Normaliser.iban("NL91 ABNA 0417 1643 01")).isEmpty();
    assertThat(Normaliser.iban("NL91 ABNA 0417 1643 0")).isEmpty();
    assertThat(Normaliser.iban("MA64 0111 2222 3333 4444 5555 666")).isEmpty();
    assertThat(Normaliser.iban("MA84600082104742185457906544")).isPresent();
    assertThat(Normaliser.iban("SN08SN0100152000048500003035")).isPresent();
    assertThat(Normaliser.iban("SN08SN01OO152OOOO4850000303S")).isEmpty();
    assertThat(Normaliser.iban("GB33 BUKB 2O2O 1555 5555 55")).contains("GB33BUKB20201555555555");
  }

  @ParameterizedTest
  @CsvSource({
    "IMO 9074729, 9074729",
    "9074729, 9074729",
    "imo9074729, 9074729",
    "IMO 9O74729, 9074729"
  })
  void readsAnImoNumber(String value, String normal) {
    assertThat(Normaliser.imo(value)).contains(normal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9074728", "907472", "IMO 90747290", "x"})
  void leavesAWrongImoNumber(String value) {
    assertThat(Normaliser.imo(value)).isEmpty();
  }

  @Test
  void readsShipStationsOnly() {
    assertThat(Normaliser.mmsi("242 012 345")).contains("242012345");
    assertThat(Normaliser.mmsi("MMSI 242OI2345")).contains("242012345");
    assertThat(Normaliser.mmsi("970012345")).isEmpty();
    assertThat(Normaliser.mmsi("24201234")).isEmpty();
  }

  @Test
  void readsAnImeiWithOrWithoutItsCheckDigit() {
    assertThat(Normaliser.imei("49-015420-323751-8")).contains("49015420323751");
    assertThat(Normaliser.imei("IMEI: 490154203237518")).contains("49015420323751");
    assertThat(Normaliser.imei("49015420323751")).contains("49015420323751");
    assertThat(Normaliser.imei("4901542032375101")).contains("49015420323751");
    assertThat(Normaliser.imei("490154203237519")).isEmpty();
    assertThat(Normaliser.imei("000000000000000")).isEmpty();
    assertThat(Normaliser.imei("49015420323751a8")).isEmpty();
  }

  @Test
  void readsMailAddressesWithoutCase() {
    assertThat(Normaliser.email(" RIF29054@EXAMPLE.NET ")).contains("rif29054@example.net");
    assertThat(Normaliser.email("mailto:a@bücher.example")).contains("a@xn--bcher-kva.example");
    assertThat(Normaliser.email("a@b@c.example")).isEmpty();
    assertThat(Normaliser.email("a@localhost")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "telegram, @Sahara_19357",
    "Telegram, sahara_19357",
    "tg, https://t.me/sahara_19357",
    "TELEGRAM, t.me/Sahara_19357/"
  })
  void readsHandles(String platform, String value) {
    assertThat(Normaliser.handle(platform, value)).contains("telegram|sahara_19357");
  }

  @Test
  void readsVesselsByEachOfTheirNames() {
    NormalForm form =
        Normaliser.normalise(
            new Selector.Vessel(
                Optional.of("M/V Étoile du Sud"), Optional.of("9074728"), Optional.of("242012345")),
            MA);
    assertThat(form.attributes())
        .containsExactly(
            new Attribute(Attribute.Kind.VESSEL_NAME, "etoile du sud"),
            new Attribute(Attribute.Kind.MMSI, "242012345"));
    assertThat(form.unmatched()).containsExactly("imo");
  }

  @Test
  void namesTheWholeSelectorWhereNothingOfItCanMatch() {
    assertThat(Normaliser.normalise(new Selector.Phone("?"), MA).unmatched()).containsExactly("");
    assertThat(
            Normaliser.normalise(new Selector.Vehicle("12345-A-6", Optional.empty()), MA)
                .unmatched())
        .containsExactly("");
    assertThat(
            Normaliser.normalise(
                    new Selector.Vessel(Optional.empty(), Optional.of("1"), Optional.empty()), MA)
                .unmatched())
        .containsExactly("");
  }

  @Test
  void findsAPersonOfWhomOnlyTheNameIsKnownByIt() {
    NormalForm form =
        Normaliser.normalise(
            new Selector.Person(
                "Youssef El Amrani",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                SubjectCategory.SUSPECT),
            MA);
    assertThat(form.attributes())
        .extracting(Attribute::kind)
        .containsOnly(Attribute.Kind.PERSON_NAME);
    assertThat(form.unmatched()).isEmpty();
  }

  @Test
  void readsOrganisationsAndAddressesByTheirWords() {
    assertThat(Organisations.words("Société  Générale, S.A."))
        .isEqualTo(Organisations.words("SOCIETE GENERALE S A"));
    Selector one =
        new Selector.Address("12, rue des Oliviers", Optional.of("62 000"), Optional.of(MA));
    Selector other =
        new Selector.Address("12 RUE DES OLIVIERS", Optional.of("62000"), Optional.of(MA));
    assertThat(Normaliser.normalise(one, MA)).isEqualTo(Normaliser.normalise(other, NL));
    assertThat(
            Normaliser.normalise(
                    new Selector.Address("12 rue des Oliviers", Optional.empty(), Optional.of(MA)),
                    MA)
                .attributes())
        .isEmpty();
  }

  @Test
  void aLongDocumentWithASlipStillMeetsInTwoThirdsOfItsNumber() {
    Selector right = new Selector.Document(DocumentKind.OTHER, Optional.of(MA), "GK5358783");
    Selector wrong = new Selector.Document(DocumentKind.OTHER, Optional.of(MA), "GK5358788");
    assertThat(shared(right, wrong)).containsOnly(Attribute.Kind.DOCUMENT_NEAR);
    Selector elsewhere = new Selector.Document(DocumentKind.OTHER, Optional.of(NL), "GK5358788");
    assertThat(shared(right, elsewhere)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6988049", "6980848"})
  void aShortDocumentMeetsWithoutOneCharacterOnly(String slip) {
    Selector right = new Selector.Document(DocumentKind.OTHER, Optional.of(MA), "6988048");
    Selector wrong = new Selector.Document(DocumentKind.OTHER, Optional.of(MA), slip);
    assertThat(shared(right, wrong)).containsOnly(Attribute.Kind.SHORT_DOCUMENT_NEAR);
    Selector other = new Selector.Document(DocumentKind.OTHER, Optional.of(MA), "6981149");
    assertThat(shared(right, other)).isEmpty();
  }

  @Test
  void aDocumentWhoseCountryNobodyNotedMeetsByItsNumber() {
    Selector known = new Selector.Document(DocumentKind.PASSPORT, Optional.of(MA), "GK5358783");
    Selector silent = new Selector.Document(DocumentKind.PASSPORT, Optional.empty(), "GK 5358783");
    Selector silentShort =
        new Selector.Document(DocumentKind.PASSPORT, Optional.empty(), "GK53587");
    assertThat(shared(known, silent)).containsOnly(Attribute.Kind.DOCUMENT_NUMBER);
    assertThat(Normaliser.normalise(silentShort, MA)).isEqualTo(NormalForm.nothing());
  }

  @ParameterizedTest
  @CsvSource({
    "Amal Trans SARL, STE AMAL TRANS",
    "Amal Trans S.A.R.L., Société Amal Trans",
    "شركة الأمل للنقل ش.م.م, الأمل للنقل",
    "Jansen & Zonen B.V., JANSEN EN ZONEN BV",
    "Hassan et Fils, Hassan & Fils sarl",
    "K.L.M. N.V., KLM"
  })
  void anOrganisationMeetsWithoutItsLegalForm(String one, String other) {
    assertThat(Organisations.words(one)).isEqualTo(Organisations.words(other));
  }

  @ParameterizedTest
  @CsvSource({"Société Générale, Générale", "SA, Amal", "Trans Amal, Amal Trans"})
  void anOrganisationKeepsWhatIsItsName(String one, String other) {
    assertThat(Organisations.words(one)).isNotEmpty().isNotEqualTo(Organisations.words(other));
  }

  @Test
  void anOrganisationWhoseCountryNobodyNotedMeetsByItsName() {
    Selector known = new Selector.Organisation("Amal Trans SARL", Optional.of(MA));
    Selector silent = new Selector.Organisation("Amal Trans", Optional.empty());
    assertThat(shared(known, silent)).containsOnly(Attribute.Kind.ORGANISATION_NEAR);
    assertThat(shared(known, new Selector.Organisation("Amal Trans", Optional.of(MA))))
        .contains(Attribute.Kind.ORGANISATION);
  }

  @ParameterizedTest
  @CsvSource({
    "Mullenkrants Auto, Mulenkrants Auto",
    "Hajah Maimunah (Jln Pisang), Hajah Mamunah",
    "Autowerkz, Autoworks"
  })
  void anOrganisationMeetsByHowItSounds(String one, String other) {
    assertThat(
            shared(
                new Selector.Organisation(one, Optional.of(MA)),
                new Selector.Organisation(other, Optional.of(MA))))
        .containsOnly(Attribute.Kind.ORGANISATION_NEAR);
  }

  @Test
  void anOrganisationOfWhichTooLittleSoundsMeetsByItsLettersAlone() {
    assertThat(
            shared(
                new Selector.Organisation("Aya", Optional.empty()),
                new Selector.Organisation("Oya", Optional.empty())))
        .isEmpty();
  }

  @Test
  void aPhoneThatWasReadInAnotherCountryMeetsByWhatIsLeft() {
    Selector own = new Selector.Phone("+31 6 12345678");
    assertThat(sharedAsRead(own, NL, new Selector.Phone("06 12 34 56 78"), MA))
        .containsOnly(Attribute.Kind.PHONE_NEAR);
    assertThat(sharedAsRead(own, NL, new Selector.Phone("06 12 34 56 78"), NL))
        .contains(Attribute.Kind.PHONE);
    // No number of the United States has nine digits.
    assertThat(
            sharedAsRead(
                new Selector.Phone("+1 42-7925774"), NL, new Selector.Phone("+92 42-7925774"), NL))
        .containsOnly(Attribute.Kind.PHONE_NEAR);
    assertThat(Normaliser.normalise(new Selector.Phone("17"), MA).attributes()).isEmpty();
  }

  private static List<Attribute.Kind> sharedAsRead(
      Selector one, Country here, Selector other, Country there) {
    return Normaliser.normalise(one, here).attributes().stream()
        .filter(Normaliser.normalise(other, there).attributes()::contains)
        .map(Attribute::kind)
        .toList();
  }

  @Test
  void aVeryShortDocumentMeetsWholeOrNotAtAll() {
    Selector document = new Selector.Document(DocumentKind.OTHER, Optional.of(MA), "698804");
    assertThat(Normaliser.normalise(document, MA).attributes()).hasSize(1);
  }

  @Test
  void anAddressWithASlipInItsStreetMeetsByNumberAndSound() {
    Selector right =
        new Selector.Address("12 rue des Oliviers", Optional.of("62000"), Optional.of(MA));
    Selector slip =
        new Selector.Address("12, r. des Olliviers", Optional.of("62000"), Optional.of(MA));
    Selector nextDoor =
        new Selector.Address("14 rue des Oliviers", Optional.of("62000"), Optional.of(MA));
    assertThat(shared(right, slip)).containsOnly(Attribute.Kind.ADDRESS_NEAR);
    assertThat(shared(right, nextDoor)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"r.allen25@smiht.net", "R.Allen25@smith.com", "r.allne25@smith.net"})
  void aMailAddressWithASlipMeetsByWhatIsLeftOfIt(String slip) {
    Selector right = new Selector.Email("r.allen25@smith.net");
    assertThat(shared(right, new Selector.Email(slip)))
        .contains(Attribute.Kind.EMAIL_NEAR)
        .doesNotContain(Attribute.Kind.EMAIL);
    assertThat(shared(right, new Selector.Email("r.allen26@smith.com"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"r.alen25@smith.net", "r.allen25@smitth.net", "r.allle25n@smith.net"})
  void aLetterTooManyOrTooFewLeavesTheLettersOfAMailAddress(String slip) {
    assertThat(shared(new Selector.Email("r.allen25@smith.net"), new Selector.Email(slip)))
        .contains(Attribute.Kind.EMAIL_LETTERS_NEAR);
    assertThat(
            shared(new Selector.Email("aaabab@smith.net"), new Selector.Email("ababab@smith.net")))
        .as("of too few letters")
        .isEmpty();
  }

  @Test
  void lettersOfAMailboxCountAlsoWhereTheDomainHasThem() {
    assertThat(
            shared(
                new Selector.Email("mallica.o@gmail.com"),
                new Selector.Email("maglioc.al@gmail.com")))
        .isEmpty();
  }

  @Test
  void aShortMailboxIsInEveryDomain() {
    assertThat(Normaliser.normalise(new Selector.Email("info@smith.net"), MA).attributes())
        .containsExactly(new Attribute(Attribute.Kind.EMAIL, "info@smith.net"));
  }

  private static List<Attribute.Kind> shared(Selector one, Selector other) {
    List<Attribute> ofOther = Normaliser.normalise(other, MA).attributes();
    return Normaliser.normalise(one, MA).attributes().stream()
        .filter(ofOther::contains)
        .map(Attribute::kind)
        .toList();
  }

  @Test
  void givesTheSameFormHoweverANumberIsSpaced() {
    Random random = new Random(20260302);
    for (int i = 0; i < 2_000; i++) {
      String digits = "6" + (10_000_000 + random.nextInt(90_000_000));
      StringBuilder spaced = new StringBuilder(random.nextBoolean() ? "+212" : "00212");
      for (char c : digits.toCharArray()) {
        spaced.append(" -./".substring(0, random.nextInt(4)).isEmpty() ? "" : " ").append(c);
      }
      assertThat(Normaliser.phone(spaced.toString(), NL)).contains("+212" + digits);
    }
  }

  @Test
  void normalisesWhatIsNormalToItself() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      String plate =
          (1 + random.nextInt(99_999))
              + "-"
              + "ABDHW".charAt(random.nextInt(5))
              + "-"
              + (1 + random.nextInt(89));
      String once = Plates.normal(plate, MA).orElseThrow().substring(3);
      assertThat(Plates.normal(once, MA)).contains("MA|" + once);
    }
  }

  @Test
  void takesAnyTextWithoutHarm() {
    Random random = new Random(11);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(40);
      for (int c = 0; c < length; c++) {
        int point = random.nextInt(3) == 0 ? random.nextInt(0x10ffff) : 32 + random.nextInt(95);
        text.appendCodePoint(Character.getType(point) == Character.SURROGATE ? 'x' : point);
      }
      String value = text.toString();
      for (Selector selector :
          List.of(
              new Selector.Phone(value),
              new Selector.Vehicle(value, Optional.of(MA)),
              new Selector.Document(DocumentKind.OTHER, Optional.of(NL), value),
              new Selector.Account(value),
              new Selector.Vessel(Optional.of(value), Optional.of(value), Optional.of(value)),
              new Selector.Email(value),
              new Selector.Handle(value, value),
              new Selector.Device(value),
              new Selector.Organisation(value, Optional.empty()),
              new Selector.Address(value, Optional.of(value), Optional.empty()))) {
        NormalForm form = Normaliser.normalise(selector, MA);
        assertThat(form.attributes().isEmpty())
            .isEqualTo(form.unmatched().contains(NormalForm.WHOLE));
        assertThat(selector.toString()).endsWith("[redacted]");
      }
    }
  }
}
