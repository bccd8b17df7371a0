package org.mithaq.bench.linkage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One record of a set, as the signal that an agency would post of it.
 *
 * @param id unique in the set
 * @param cluster whom it is truly of
 * @param signal the signal
 */
record LinkageRecord(String id, String cluster, ObjectNode signal) {

  /** Fills a signal's selectors; an empty column is left out. */
  static final class Builder {
    private final ObjectNode signal = JsonNodeFactory.instance.objectNode();
    private final ArrayNode selectors;

    Builder() {
      signal
          .put("agreement", "triangular")
          .put("article", "5")
          .put("crime", "organised-crime")
          .put("observedAt", "2026-01-01T00:00:00Z");
      signal.putObject("place").put("country", "MA");
      signal.putObject("evaluation").put("source", "A").put("information", "1");
      signal.putObject("handling").put("tlp", "AMBER").put("release", "open");
      selectors = signal.putArray("selectors");
    }

    Builder person(String name, Optional<String> birthDate) {
      return person(name, birthDate, "");
    }

    Builder person(String name, Optional<String> birthDate, String birthPlace) {
      if (!name.isBlank()) {
        ObjectNode person =
            selectors
                .addObject()
                .put("type", "person")
                .put("name", name.strip())
                .put("category", "suspect");
        birthDate.ifPresent(date -> person.put("birthDate", date));
        if (!birthPlace.isBlank()) {
          person.put("birthPlace", birthPlace.strip());
        }
      }
      return this;
    }

    Builder document(String kind, Optional<String> country, String number) {
      if (!number.isBlank()) {
        ObjectNode document =
            selectors
                .addObject()
                .put("type", "document")
                .put("kind", kind)
                .put("number", number.strip());
        country.ifPresent(code -> document.put("country", code));
      }
      return this;
    }

    Builder address(String value, String postcode, Optional<String> country) {
      if (!value.isBlank()) {
        ObjectNode address =
            selectors.addObject().put("type", "address").put("value", value.strip());
        if (!postcode.isBlank()) {
          address.put("postcode", postcode.strip());
        }
        country.ifPresent(code -> address.put("country", code));
      }
      return this;
    }

    Builder organisation(String name, Optional<String> country) {
      if (!name.isBlank()) {
        ObjectNode organisation =
            selectors.addObject().put("type", "organisation").put("name", name.strip());
        country.ifPresent(code -> organisation.put("country", code));
      }
      return this;
    }

    /** A phone or an email. */
    Builder value(String type, String value) {
      if (!value.isBlank()) {
        selectors.addObject().put("type", type).put("value", value.strip());
      }
      return this;
    }

    LinkageRecord build(String id, String cluster) {
      return new LinkageRecord(id, cluster, signal);
    }
  }
}
