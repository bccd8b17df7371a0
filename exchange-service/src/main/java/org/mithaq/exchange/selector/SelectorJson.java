package org.mithaq.exchange.selector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.mithaq.exchange.problem.JsonObject;

/** Reads and writes a selector as it stands in a signal. */
public final class SelectorJson {

  private static final String COUNTRY = "a country, ISO 3166-1 alpha-2";
  private static final int SHORT = 100;
  private static final int LONG = 500;
  private static final int MOST_ALIASES = 50;

  private SelectorJson() {}

  /** Reads one selector; empty if something in it is at fault, which is then noted. */
  public static Optional<Selector> read(JsonObject json) {
    json.require("type");
    Optional<SelectorType> type = json.code("type", SelectorType.CODES);
    if (type.isEmpty()) {
      // Without a type nothing else in it can be judged.
      return Optional.empty();
    }
    Optional<? extends Selector> selector =
        switch (type.get()) {
          case PHONE -> needed(json, "value", SHORT).map(Selector.Phone::new);
          case VEHICLE -> {
            Optional<Country> country = country(json, "country");
            yield needed(json, "plate", SHORT).map(plate -> new Selector.Vehicle(plate, country));
          }
          case DOCUMENT -> document(json);
          case ACCOUNT -> needed(json, "iban", SHORT).map(Selector.Account::new);
          case VESSEL -> vessel(json);
          case EMAIL -> needed(json, "value", LONG).map(Selector.Email::new);
          case HANDLE -> {
            Optional<String> value = needed(json, "value", LONG);
            yield needed(json, "platform", SHORT)
                .flatMap(p -> value.map(v -> new Selector.Handle(p, v)));
          }
          case DEVICE -> needed(json, "imei", SHORT).map(Selector.Device::new);
          case ORGANISATION -> {
            Optional<Country> country = country(json, "country");
            yield needed(json, "name", LONG).map(name -> new Selector.Organisation(name, country));
          }
          case ADDRESS -> {
            Optional<String> postcode = json.text("postcode", SHORT);
            Optional<Country> country = country(json, "country");
            yield needed(json, "value", LONG)
                .map(value -> new Selector.Address(value, postcode, country));
          }
          case PERSON -> person(json);
        };
    json.close();
    return selector.map(s -> (Selector) s);
  }

  private static Optional<Selector> document(JsonObject json) {
    DocumentKind kind = json.code("kind", DocumentKind.CODES).orElse(DocumentKind.OTHER);
    Optional<Country> country = country(json, "country");
    return needed(json, "number", SHORT)
        .map(number -> new Selector.Document(kind, country, number));
  }

  private static Optional<Selector> vessel(JsonObject json) {
    Optional<String> name = json.text("name", LONG);
    Optional<String> imo = json.text("imo", SHORT);
    Optional<String> mmsi = json.text("mmsi", SHORT);
    if (!json.has("name") && !json.has("imo") && !json.has("mmsi")) {
      json.fault("name", "is required where there is neither imo nor mmsi");
      return Optional.empty();
    }
    return Optional.of(new Selector.Vessel(name, imo, mmsi));
  }

  private static Optional<Selector> person(JsonObject json) {
    Optional<String> name = needed(json, "name", LONG);
    List<String> aliases = json.texts("aliases", MOST_ALIASES, LONG);
    Optional<BirthDate> born =
        json.parsed(
            "birthDate",
            BirthDate::parse,
            "a year, a month or a day, such as 1987, 1987-05 or 1987-05-31");
    Optional<String> place = json.text("birthPlace", LONG);
    Optional<Country> nationality = country(json, "nationality");
    Optional<Gender> gender = json.code("gender", Gender.CODES);
    SubjectCategory category =
        json.code("category", SubjectCategory.CODES).orElse(SubjectCategory.UNCATEGORISED);
    return name.map(
        n -> new Selector.Person(n, aliases, born, place, nationality, gender, category));
  }

  private static Optional<String> needed(JsonObject json, String name, int longest) {
    json.require(name);
    return json.text(name, longest);
  }

  private static Optional<Country> country(JsonObject json, String name) {
    return json.parsed(name, Country::of, COUNTRY);
  }

  /** Writes a selector with its defaults filled in, so that equal selectors give equal JSON. */
  public static ObjectNode write(Selector selector) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", selector.type().code());
    switch (selector) {
      case Selector.Phone phone -> json.put("value", phone.value());
      case Selector.Vehicle vehicle -> {
        json.put("plate", vehicle.plate());
        vehicle.country().ifPresent(c -> json.put("country", c.code()));
      }
      case Selector.Document document -> {
        json.put("kind", document.kind().code());
        document.country().ifPresent(c -> json.put("country", c.code()));
        json.put("number", document.number());
      }
      case Selector.Account account -> json.put("iban", account.iban());
      case Selector.Vessel vessel -> {
        vessel.name().ifPresent(v -> json.put("name", v));
        vessel.imo().ifPresent(v -> json.put("imo", v));
        vessel.mmsi().ifPresent(v -> json.put("mmsi", v));
      }
      case Selector.Email email -> json.put("value", email.value());
      case Selector.Handle handle ->
          json.put("platform", handle.platform()).put("value", handle.value());
      case Selector.Device device -> json.put("imei", device.imei());
      case Selector.Organisation organisation -> {
        json.put("name", organisation.name());
        organisation.country().ifPresent(c -> json.put("country", c.code()));
      }
      case Selector.Address address -> {
        json.put("value", address.value());
        address.postcode().ifPresent(v -> json.put("postcode", v));
        address.country().ifPresent(c -> json.put("country", c.code()));
      }
      case Selector.Person person -> person(person, json);
    }
    return json;
  }

  private static void person(Selector.Person person, ObjectNode json) {
    json.put("name", person.name());
    if (!person.aliases().isEmpty()) {
      ArrayNode aliases = json.putArray("aliases");
      person.aliases().forEach(aliases::add);
    }
    person.birthDate().ifPresent(v -> json.put("birthDate", v.text()));
    person.birthPlace().ifPresent(v -> json.put("birthPlace", v));
    person.nationality().ifPresent(v -> json.put("nationality", v.code()));
    person.gender().ifPresent(v -> json.put("gender", v.code()));
    json.put("category", person.category().code());
  }
}
