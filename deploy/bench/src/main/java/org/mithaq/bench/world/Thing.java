package org.mithaq.bench.world;

import java.time.LocalDate;

/**
 * Something or somebody that reports can speak of, as it truly is.
 *
 * @param id what the truth calls it
 */
sealed interface Thing {

  String id();

  /** A phone: country code and national number, digits only. */
  record Phone(String id, String country, String code, String national) implements Thing {}

  /** A vehicle; the plate's groups stand apart by spaces. */
  record Vehicle(String id, String country, String plate) implements Thing {}

  /** A document: two letters and seven digits. */
  record Document(String id, String kind, String country, String number) implements Thing {}

  /** An account, by its IBAN without spaces. */
  record Account(String id, String iban) implements Thing {}

  /** A vessel; many have one name. */
  record Vessel(String id, String name, String imo) implements Thing {}

  /** A name on a platform. */
  record Handle(String id, String platform, String name) implements Thing {}

  /** An email address. */
  record Email(String id, String address) implements Thing {}

  /** A person; names by their numbers. */
  record Person(String id, int given, int family, LocalDate born, String nationality)
      implements Thing {}
}
