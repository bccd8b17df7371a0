package org.mithaq.bench.linkage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which column of a set is which selector. */
final class Sets {

  private static final Pattern FEBRL_ID = Pattern.compile("rec-(\\d+)-.*");
  private static final Map<String, String> COUNTRIES = countries();

  private Sets() {}

  /** Febrl: Australian persons; whom a record is of stands in its id. */
  static List<LinkageRecord> febrl(Path file) throws IOException {
    List<LinkageRecord> records = new ArrayList<>();
    for (Csv.Row row : Csv.read(file)) {
      Matcher id = FEBRL_ID.matcher(row.get("rec_id"));
      if (!id.matches()) {
        throw new IOException("no id of Febrl: " + row.get("rec_id"));
      }
      records.add(
          new LinkageRecord.Builder()
              .person(
                  row.get("given_name") + " " + row.get("surname"),
                  Dates.iso(row.get("date_of_birth")))
              .document("id-card", Optional.of("AU"), row.get("soc_sec_id"))
              .address(
                  row.get("street_number") + " " + row.get("address_1"),
                  row.get("postcode"),
                  Optional.of("AU"))
              .build(row.get("rec_id"), id.group(1)));
    }
    return records;
  }

  /**
   * Splink's fake_1000: persons of Great Britain. A city alone is no address: it is put where a
   * signal has a town for a person, the place of birth.
   */
  static List<LinkageRecord> splink(Path file) throws IOException {
    List<LinkageRecord> records = new ArrayList<>();
    for (Csv.Row row : Csv.read(file)) {
      records.add(
          new LinkageRecord.Builder()
              .person(
                  row.get("first_name") + " " + row.get("surname"),
                  Dates.iso(row.get("dob")),
                  row.get("city"))
              .value("email", row.get("email"))
              .build(row.get("unique_id"), row.get("cluster")));
    }
    return records;
  }

  /** The persons of even numbers (0), by which weights were tried, or of odd ones, held out (1). */
  static List<LinkageRecord> half(List<LinkageRecord> records, int parity) {
    return records.stream()
        .filter(record -> Integer.parseInt(record.cluster()) % 2 == parity)
        .toList();
  }

  /** Senzing's truth set after a load: the records that its key names, of all files. */
  static List<LinkageRecord> senzing(Path folder, String key) throws IOException {
    Map<String, String> clusters = new HashMap<>();
    for (Csv.Row row : Csv.read(folder.resolve(key))) {
      clusters.put(row.get("DATA_SOURCE") + row.get("RECORD_ID"), row.get("CLUSTER_ID"));
    }
    List<LinkageRecord> records = new ArrayList<>();
    for (String file : List.of("v3-customers.csv", "v3-watchlist.csv", "v3-reference.csv")) {
      for (Csv.Row row : Csv.read(folder.resolve(file))) {
        String id = row.get("DATA_SOURCE") + row.get("RECORD_ID");
        String cluster = clusters.remove(id);
        if (cluster != null) {
          records.add(senzing(row).build(id, cluster));
        }
      }
    }
    if (!clusters.isEmpty()) {
      throw new IOException("no record of " + clusters.keySet());
    }
    return records;
  }

  private static LinkageRecord.Builder senzing(Csv.Row row) {
    Optional<String> country = country(row.get("ADDR_COUNTRY"));
    String parts =
        row.get("PRIMARY_NAME_FIRST")
            + " "
            + row.get("PRIMARY_NAME_MIDDLE")
            + " "
            + row.get("PRIMARY_NAME_LAST");
    String name =
        List.of(row.get("PRIMARY_NAME_FULL"), parts, row.get("NATIVE_NAME_FULL")).stream()
            .filter(each -> !each.isBlank())
            .findFirst()
            .orElse("");
    String street =
        row.get("ADDR_LINE1").isEmpty()
            ? row.get("ADDR_FULL")
            : row.get("ADDR_LINE1") + " " + row.get("ADDR_CITY");
    String phone = row.get("PHONE_NUMBER");
    String email = row.get("EMAIL_ADDRESS");
    int bracket = email.indexOf('<');
    return new LinkageRecord.Builder()
        .person(name, Dates.american(row.get("DATE_OF_BIRTH")))
        .organisation(row.get("PRIMARY_NAME_ORG"), country)
        .organisation(row.get("SECONDARY_NAME_ORG"), country)
        .document("passport", country(row.get("PASSPORT_COUNTRY")), row.get("PASSPORT_NUMBER"))
        .document("driving-licence", Optional.of("US"), row.get("DRIVERS_LICENSE_NUMBER"))
        .document("id-card", Optional.of("US"), row.get("SSN_NUMBER"))
        .document("id-card", country(row.get("NATIONAL_ID_COUNTRY")), row.get("NATIONAL_ID_NUMBER"))
        .address(street, row.get("ADDR_POSTAL_CODE"), country)
        .value("phone", phone.isEmpty() || phone.startsWith("+") ? phone : "+1 " + phone)
        .value("email", bracket < 0 ? email : email.substring(bracket + 1).replace(">", ""));
  }

  /** Codes of two and three letters, and English names. */
  private static Optional<String> country(String text) {
    return Optional.ofNullable(COUNTRIES.get(text.toUpperCase(Locale.ROOT)));
  }

  private static Map<String, String> countries() {
    Map<String, String> countries = new HashMap<>();
    Arrays.stream(Locale.getISOCountries())
        .forEach(
            code -> {
              Locale locale = Locale.of("", code);
              countries.put(code, code);
              countries.put(locale.getISO3Country(), code);
              countries.put(
                  locale.getDisplayCountry(Locale.ENGLISH).toUpperCase(Locale.ROOT), code);
            });
    countries.put("HONG KONG", "HK");
    return countries;
  }
}
