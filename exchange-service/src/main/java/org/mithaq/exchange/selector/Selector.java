package org.mithaq.exchange.selector;

import java.util.List;
import java.util.Optional;

/**
 * Something in a signal that can match, as it was reported. None of these tells its content in
 * {@code toString}.
 */
public sealed interface Selector {

  /** Its type. */
  SelectorType type();

  /** A telephone number; without a country code it is read in the reporting agency's country. */
  record Phone(String value) implements Selector {
    @Override
    public SelectorType type() {
      return SelectorType.PHONE;
    }

    @Override
    public String toString() {
      return "Phone[redacted]";
    }
  }

  /** A vehicle by its number plate. */
  record Vehicle(String plate, Optional<Country> country) implements Selector {
    @Override
    public SelectorType type() {
      return SelectorType.VEHICLE;
    }

    @Override
    public String toString() {
      return "Vehicle[redacted]";
    }
  }

  /** A travel or identity document. */
  record Document(DocumentKind kind, Optional<Country> country, String number) implements Selector {
    @Override
    public SelectorType type() {
      return SelectorType.DOCUMENT;
    }

    @Override
    public String toString() {
      return "Document[redacted]";
    }
  }

  /** A bank account. */
  record Account(String iban) implements Selector {
    @Override
    public SelectorType type() {
      return SelectorType.ACCOUNT;
    }

    @Override
    public String toString() {
      return "Account[redacted]";
    }
  }

  /** A vessel by its name, IMO number or MMSI; at least one of them. */
  record Vessel(Optional<String> name, Optional<String> imo, Optional<String> mmsi)
      implements Selector {
    @Override
    public SelectorType type() {
      return SelectorType.VESSEL;
    }

    @Override
    public String toString() {
      return "Vessel[redacted]";
    }
  }

  /** An e-mail address. */
  record Email(String value) implements Selector {
    @Override
    public SelectorType type() {
      return SelectorType.EMAIL;
    }

    @Override
    public String toString() {
      return "Email[redacted]";
    }
  }

  /** A name on a platform. */
  record Handle(String platform, String value) implements Selector {
    @Override
    public SelectorType type() {
      return SelectorType.HANDLE;
    }

    @Override
    public String toString() {
      return "Handle[redacted]";
    }
  }

  /** A mobile device by its IMEI. */
  record Device(String imei) implements Selector {
    @Override
    public SelectorType type() {
      return SelectorType.DEVICE;
    }

    @Override
    public String toString() {
      return "Device[redacted]";
    }
  }

  /** A company or another organisation. */
  record Organisation(String name, Optional<Country> country) implements Selector {
    @Override
    public SelectorType type() {
      return SelectorType.ORGANISATION;
    }

    @Override
    public String toString() {
      return "Organisation[redacted]";
    }
  }

  /** A postal address. */
  record Address(String value, Optional<String> postcode, Optional<Country> country)
      implements Selector {
    @Override
    public SelectorType type() {
      return SelectorType.ADDRESS;
    }

    @Override
    public String toString() {
      return "Address[redacted]";
    }
  }

  /** A person. */
  record Person(
      String name,
      List<String> aliases,
      Optional<BirthDate> birthDate,
      Optional<String> birthPlace,
      Optional<Country> nationality,
      Optional<Gender> gender,
      SubjectCategory category)
      implements Selector {

    /** Copies the aliases. */
    public Person {
      aliases = List.copyOf(aliases);
    }

    @Override
    public SelectorType type() {
      return SelectorType.PERSON;
    }

    @Override
    public String toString() {
      return "Person[redacted]";
    }
  }
}
