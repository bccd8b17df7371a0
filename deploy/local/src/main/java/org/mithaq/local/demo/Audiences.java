package org.mithaq.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mithaq.local.console.Failure;

/**
 * Who may learn that a report exists, worked out from the agreements by themselves: what the
 * services are compared with must not come from the services.
 */
final class Audiences {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, JsonNode> agreements;

  private Audiences(Map<String, JsonNode> agreements) {
    this.agreements = Map.copyOf(agreements);
  }

  /** Reads a folder of agreements, a file each. */
  static Audiences read(Path folder) {
    Map<String, JsonNode> agreements = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
        JsonNode agreement = JSON.readTree(file.toFile());
        agreements.put(agreement.path("id").asText(), agreement);
      }
    } catch (IOException e) {
      throw Failure.failed("The agreements in " + folder + " cannot be read.");
    }
    return new Audiences(agreements);
  }

  /**
   * The originator, and the parties of the article or the named recipients; if silent, the
   * originator alone.
   */
  Set<String> of(Report report) {
    Set<String> audience = new TreeSet<>(Set.of(report.agency()));
    if (report.isSilent()) {
      return audience;
    }
    JsonNode agreement = agreements.getOrDefault(report.agreement(), JSON.createObjectNode());
    List<String> recipients = report.recipients();
    if (recipients.isEmpty()) {
      audience.addAll(partiesOf(agreement, report.article()));
      return audience;
    }
    for (String recipient : recipients) {
      List<String> members = subcommittee(agreement, recipient);
      if (members.isEmpty()) {
        audience.add(recipient);
      } else {
        audience.addAll(members);
      }
    }
    return audience;
  }

  boolean mayKnow(String agency, Report report) {
    return of(report).contains(agency);
  }

  private static List<String> partiesOf(JsonNode agreement, String article) {
    for (JsonNode each : agreement.path("articles")) {
      if (each.path("id").asText().equals(article)) {
        return each.has("parties") ? texts(each.path("parties")) : texts(agreement.path("parties"));
      }
    }
    return List.of();
  }

  private static List<String> subcommittee(JsonNode agreement, String id) {
    for (JsonNode each : agreement.path("subcommittees")) {
      if (each.path("id").asText().equals(id)) {
        return texts(each.path("parties"));
      }
    }
    return List.of();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }
}
