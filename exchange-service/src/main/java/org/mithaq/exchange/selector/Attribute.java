package org.mithaq.exchange.selector;

/**
 * One identifying attribute in its normal form: two reports mean the same thing when kind and value
 * are equal.
 *
 * @param kind what the value is of
 * @param value the normal form
 */
public record Attribute(Kind kind, String value) {

  /**
   * What an attribute is of. The labels are part of every token that was ever made: they must not
   * change.
   */
  public enum Kind {
    PHONE("phone"),
    /** A phone number without its country: what a wrong country code leaves. */
    PHONE_NEAR("phone-near"),
    PLATE("plate"),
    DOCUMENT("document"),
    IBAN("iban"),
    VESSEL_NAME("vessel-name"),
    IMO("imo"),
    MMSI("mmsi"),
    EMAIL("email"),
    /** The part before the at sign, or the letters in no order: what a slip leaves. */
    EMAIL_NEAR("email-near"),
    /**
     * The letters before the at sign and those behind it, each counted once: what a letter too many
     * or too few leaves. Too near to others to open a link.
     */
    EMAIL_LETTERS_NEAR("email-letters-near"),
    HANDLE("handle"),
    IMEI("imei"),
    ORGANISATION("organisation"),
    /** How the name of an organisation sounds, wherever it is. */
    ORGANISATION_NEAR("organisation-near"),
    ADDRESS("address"),
    /** A document's number, whosever it is: what is left where nobody noted its country. */
    DOCUMENT_NUMBER("document-number"),
    /** Two thirds of a document's number: what one character mistyped leaves. */
    DOCUMENT_NEAR("document-near"),
    /** A short document number without one of its characters: too near to others to open a link. */
    SHORT_DOCUMENT_NEAR("short-document-near"),
    /**
     * Postcode or town, house number and sound of the longest word: what a slip in a street leaves.
     */
    ADDRESS_NEAR("address-near"),
    /** Two parts of a name. */
    PERSON_NAME("person-name"),
    /** Two parts of a name, and the day of birth. */
    PERSON_DAY("person-day"),
    /** Two parts of a name, and day and month of birth in either order. */
    PERSON_BIRTHDAY("person-birthday"),
    /** Two parts of a name, and the year of birth. */
    PERSON_YEAR("person-year"),
    /**
     * Two parts of a name, and the year of birth without its decade: what one wrong digit leaves.
     */
    PERSON_YEAR_DIGITS("person-year-digits"),
    /** Two parts of a name, and the nationality. */
    PERSON_NATIONALITY("person-nationality"),
    /** Two parts of a name, and which of those who bear it one after the other: Sr., Jr., III. */
    PERSON_GENERATION("person-generation"),
    /** Two parts of a name, and the place of birth. */
    PERSON_BIRTHPLACE("person-birthplace"),
    /** One part of a name, and the day of birth. */
    PERSON_PART("person-part"),
    /** One part of a name, and the year and place of birth. */
    PERSON_NATIVE("person-native"),
    /**
     * One part of a name, and the two years, the first of them even, of which one is that of birth.
     */
    PERSON_EVEN_YEARS("person-even-years"),
    /**
     * One part of a name, and the two years, the first of them odd, of which one is that of birth:
     * who shares this or the other and not both was born in the year before or after.
     */
    PERSON_ODD_YEARS("person-odd-years"),
    /** Day and place of birth, whatever the name: what a name written beyond recognition leaves. */
    PERSON_BIRTH("person-birth");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** The label that a token is made with. */
    public String label() {
      return label;
    }
  }

  @Override
  public String toString() {
    return "Attribute[" + kind + ", redacted]";
  }
}
