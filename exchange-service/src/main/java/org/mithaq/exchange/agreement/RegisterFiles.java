package org.mithaq.exchange.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.problem.FieldError;
import org.mithaq.exchange.problem.JsonObject;
import org.mithaq.exchange.problem.Pointer;
import org.mithaq.exchange.problem.StrictJson;
import org.mithaq.exchange.selector.Country;

/**
 * Reads the register's files. What is wrong with them is said in sentences for the operator, by
 * {@link IllegalArgumentException}; nothing is guessed.
 */
public final class RegisterFiles {

  private static final Pattern EXCHANGE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int MOST = 1_000;
  private static final int LONG = 500;

  private RegisterFiles() {}

  /** Reads {@code {"partners": [{"agency","name","country","exchange","state"?}]}}. */
  public static List<Partner> partners(Path file) {
    List<FieldError> errors = new ArrayList<>();
    JsonObject json = JsonObject.of(document(file), Pointer.ROOT, errors);
    json.require("partners");
    List<Partner> partners = json.objects("partners", MOST, RegisterFiles::partner);
    json.close();
    Set<AgencyId> seen = new HashSet<>();
    partners.stream()
        .filter(p -> !seen.add(p.agency()))
        .forEach(
            p ->
                errors.add(new FieldError("/partners", "names " + p.agency() + " more than once")));
    refuse(file, errors);
    return partners;
  }

  private static Optional<Partner> partner(JsonObject json) {
    List.of("agency", "name", "country", "exchange").forEach(json::require);
    Optional<AgencyId> agency = json.parsed("agency", AgencyId::of, "an agency's id");
    Optional<String> name = json.text("name", LONG);
    Optional<Country> country =
        json.parsed("country", Country::of, "a country, ISO 3166-1 alpha-2");
    Optional<String> exchange = json.text("exchange", EXCHANGE, "an exchange's id");
    boolean active = json.code("state", Map.of("active", true, "left", false)).orElse(true);
    json.close();
    if (agency.isEmpty() || name.isEmpty() || country.isEmpty() || exchange.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Partner(agency.get(), name.get(), country.get(), exchange.get(), active));
  }

  /**
   * Reads all {@code *.json} of a directory, one agreement each, whose parties are all partners.
   */
  public static List<Agreement> agreements(Path directory, List<Partner> partners) {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The directory of the agreements, " + directory + ", cannot be read.", e);
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException("There is no agreement in " + directory + ".");
    }
    Set<AgencyId> known = partners.stream().map(Partner::agency).collect(Collectors.toSet());
    Set<String> ids = new HashSet<>();
    List<Agreement> agreements = new ArrayList<>();
    for (Path file : files) {
      List<FieldError> errors = new ArrayList<>();
      Optional<Agreement> agreement = AgreementJson.read(document(file), errors);
      agreement.ifPresent(
          a ->
              a.parties().stream()
                  .filter(p -> !known.contains(p))
                  .sorted()
                  .forEach(
                      p ->
                          errors.add(
                              new FieldError(
                                  "/parties", "names " + p + ", which is not a partner"))));
      refuse(file, errors);
      if (!ids.add(agreement.orElseThrow().id())) {
        throw new IllegalArgumentException(
            "Two files in " + directory + " have the agreement " + agreement.get().id() + ".");
      }
      agreements.add(agreement.get());
    }
    return agreements;
  }

  private static JsonNode document(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("The file " + file + " cannot be read.", e);
    }
    return switch (StrictJson.read(bytes)) {
      case StrictJson.Outcome.Document(JsonNode root) -> root;
      case StrictJson.Outcome.NotJson(String detail) ->
          throw new IllegalArgumentException("The file " + file + " is not JSON. " + detail);
      case StrictJson.Outcome.Unfit(List<FieldError> errors) ->
          throw new IllegalArgumentException(sentence(file, errors));
    };
  }

  private static void refuse(Path file, List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(sentence(file, errors));
    }
  }

  private static String sentence(Path file, List<FieldError> errors) {
    return errors.stream()
        .map(e -> (e.pointer().isEmpty() ? "the document" : e.pointer()) + " " + e.detail())
        .collect(Collectors.joining("; ", "The file " + file + " is not right: ", "."));
  }
}
