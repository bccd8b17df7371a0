package org.mithaq.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A simulated world, published by its agencies into a cluster, and what came of it.
 *
 * <p>Two replays give other signal ids and other times of acceptance; so that they can be compared,
 * what an agency sees is told in the world's own keys, and times and ids derived from them are left
 * out.
 */
final class Replay {

  private final Cluster cluster;
  private final List<JsonNode> answers;
  private final Map<String, String> keyOfId = new HashMap<>();

  private Replay(Cluster cluster, List<JsonNode> answers) {
    this.cluster = cluster;
    this.answers = answers;
    answers.forEach(a -> keyOfId.put(a.path("id").asText(), a.path("reference").asText()));
  }

  /** Takes the answers of {@code publish}, once the cluster has settled. */
  static Replay of(Cluster cluster, List<JsonNode> answers) {
    return new Replay(cluster, answers);
  }

  List<JsonNode> refused() {
    return answers.stream().filter(a -> a.path("status").asInt() / 100 != 2).toList();
  }

  /** Recalls follow from what was told meanwhile, not from what stands, and surges join nothing. */
  private static boolean isNetwork(JsonNode notice) {
    return !isRecall(notice) && !notice.path("kind").asText().equals("surge");
  }

  private static boolean isRecall(JsonNode notice) {
    return notice.path("kind").asText().equals("recall");
  }

  /** The open notices of an agency that join signals: each the keys of its signals. */
  List<List<String>> openNotices(String agency) {
    return cluster
        .pages("alert", "/v1/notices?state=open", cluster.token(agency, "analyst"))
        .stream()
        .filter(Replay::isNetwork)
        .map(this::keys)
        .toList();
  }

  /**
   * The open notices of an agency but its recalls, whole but for what differs between replays, in a
   * stable order.
   */
  List<String> noticesInKeys(String agency) {
    return cluster
        .pages("alert", "/v1/notices?state=open", cluster.token(agency, "analyst"))
        .stream()
        .filter(notice -> !isRecall(notice))
        .map(this::inKeys)
        .sorted()
        .toList();
  }

  /** What an agency that folds its feed ends with; the feed itself must be gapless. */
  List<String> foldedFeed(String agency) {
    List<Feed.Event> events = Feed.read(cluster, agency);
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).sequence()).isEqualTo(i + 1L);
    }
    Map<String, JsonNode> newest = new HashMap<>();
    for (Feed.Event event : events) {
      JsonNode body = event.body();
      JsonNode before = newest.put(body.path("id").asText(), body);
      if (before != null) {
        assertThat(body.path("version").asLong())
            .as("versions of %s rise", body.path("id"))
            .isGreaterThan(before.path("version").asLong());
      }
    }
    return newest.values().stream()
        .filter(n -> n.path("state").asText().equals("open"))
        .filter(notice -> !isRecall(notice))
        .map(this::inKeys)
        .sorted()
        .toList();
  }

  /** The line that {@code score.py} prints for what an agency sees. */
  JsonNode score(String agency, Path truth, Path scorer) throws IOException {
    Path notices = Files.createTempFile("notices", ".json");
    try {
      Cluster.JSON.writeValue(notices.toFile(), openNotices(agency));
      return Cluster.parse(
          Script.program("python3", scorer.toString(), truth.toString(), notices.toString()));
    } finally {
      Files.delete(notices);
    }
  }

  private List<String> keys(JsonNode notice) {
    List<String> keys = new ArrayList<>();
    notice.path("signals").forEach(s -> keys.add(key(s.path("id").asText())));
    keys.sort(Comparator.naturalOrder());
    return keys;
  }

  private String key(String id) {
    String key = keyOfId.get(id);
    assertThat(key).as("a notice shows only what was published: " + id).isNotNull();
    return key;
  }

  private String inKeys(JsonNode notice) {
    ObjectNode told = Cluster.JSON.createObjectNode();
    told.putPOJO("signals", keys(notice));
    for (String field :
        List.of(
            "kind",
            "state",
            "confidence",
            "tlp",
            "codes",
            "agreement",
            "articles",
            "agencies",
            "countries")) {
      told.set(field, notice.path(field));
    }
    ArrayNode evidence = told.putArray("evidence");
    TreeSet<String> pieces = new TreeSet<>();
    for (JsonNode piece : notice.at("/explanation/evidence")) {
      TreeSet<String> ends = new TreeSet<>();
      for (int i = 0; i < 2; i++) {
        ends.add(
            key(piece.path("signals").path(i).asText()) + "#" + piece.path("selectors").path(i));
      }
      pieces.add(
          ends
              + " "
              + piece.path("type").asText()
              + " "
              + piece.path("weight")
              + " "
              + piece.path("frequency")
              + " "
              + piece.path("reliability")
              + " "
              + piece.path("ageHours"));
    }
    pieces.forEach(evidence::add);
    return told.toString();
  }
}
