package org.mithaq.bench.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.View;

/**
 * A world: its signals as the exchange would publish them, in order of reporting, and its truth.
 *
 * @param views views by the signals' keys in the truth
 * @param truth what is true of each key
 */
public record World(Map<String, View> views, Map<String, Truth> truth) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What is true of a signal.
   *
   * @param network the network that it belongs to, or null
   * @param entities the things and persons that it speaks of
   */
  public record Truth(@Nullable String network, Set<String> entities) {}

  /** Reads {@code signals.ndjson} and {@code truth.ndjson} of a folder. */
  public static World read(Path folder, Path configuration) throws IOException {
    return of(
        Files.readAllLines(folder.resolve("signals.ndjson")),
        Files.readAllLines(folder.resolve("truth.ndjson")),
        configuration);
  }

  /** Reads the lines of both files. */
  public static World of(List<String> signals, List<String> truths, Path configuration)
      throws IOException {
    Publication publication = new Publication(configuration);
    Map<String, View> views = new LinkedHashMap<>();
    for (String line : signals) {
      JsonNode json = JSON.readTree(line);
      String key = json.path("key").asText();
      views.put(key, publication.view(key, json.path("agency").asText(), json.path("signal")));
    }
    Map<String, Truth> truth = new LinkedHashMap<>();
    for (String line : truths) {
      JsonNode json = JSON.readTree(line);
      Set<String> entities = new HashSet<>();
      json.path("entities").forEach(entity -> entities.add(entity.asText()));
      String network = json.path("network").isNull() ? null : json.path("network").asText();
      truth.put(json.path("key").asText(), new Truth(network, entities));
    }
    return new World(views, truth);
  }
}
