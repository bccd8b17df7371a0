package org.mithaq.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mithaq.local.console.Failure;

/** The agencies that take part, by their ids. */
public final class Partners {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Partner> byAgency;

  private Partners(Map<String, Partner> byAgency) {
    this.byAgency = Map.copyOf(byAgency);
  }

  /**
   * An agency.
   *
   * @param agency its id, e.g. {@code nl-kmar}
   * @param name its name in its own language
   * @param country ISO 3166-1 alpha-2
   */
  public record Partner(String agency, String name, String country) {}

  /**
   * Reads a file of partners.
   *
   * @throws Failure if it cannot be read
   */
  public static Partners read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Failure.failed("There is no list of partners at " + file + ".");
    }
    Map<String, Partner> partners = new LinkedHashMap<>();
    try {
      for (JsonNode partner : JSON.readTree(file.toFile()).path("partners")) {
        String agency = partner.path("agency").asText();
        partners.put(
            agency,
            new Partner(
                agency, partner.path("name").asText(agency), partner.path("country").asText("XX")));
      }
    } catch (IOException e) {
      throw Failure.failed("The list of partners at " + file + " cannot be read.");
    }
    return new Partners(partners);
  }

  /** Whether an agency takes part. */
  public boolean knows(String agency) {
    return byAgency.containsKey(agency);
  }

  /**
   * The agency of an id.
   *
   * @throws Failure if there is none
   */
  public Partner require(String agency) {
    Partner partner = byAgency.get(agency);
    if (partner == null) {
      throw Failure.usage(
          "'" + agency + "' is not a partner. Partners: " + String.join(" ", agencies()) + ".");
    }
    return partner;
  }

  /** All ids, in alphabetical order. */
  public List<String> agencies() {
    return byAgency.keySet().stream().sorted().toList();
  }
}
