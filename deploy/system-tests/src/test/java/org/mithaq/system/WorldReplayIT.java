package org.mithaq.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated worlds, replayed by their agencies. */
class WorldReplayIT {

  /** Agencies on both sides of the sea, and one far from it. */
  private static final List<String> OBSERVERS = List.of("nl-kmar", "ma-dgsn", "ml-dnpf");

  @TempDir Path folder;

  @Test
  void findsTheNetworksOfTheClearWorldOnTheNoticesAndOnTheFeed() throws IOException {
    Path signals = Shared.data("worlds/clear/signals.ndjson");

    try (Cluster cluster = Cluster.up(folder.resolve("clear"))) {
      Replay replay = replay(cluster, signals);
      assertThat(score(replay, "clear").path("bcubed_f1").asDouble()).isGreaterThanOrEqualTo(0.80);
      for (String agency : OBSERVERS) {
        assertThat(replay.foldedFeed(agency)).isEqualTo(replay.noticesInKeys(agency));
      }
      verifies(cluster);
    }
  }

  @Test
  void findsTheNetworksOfTheHardWorld() throws IOException {
    try (Cluster cluster = Cluster.up(folder.resolve("hard"))) {
      Replay replay = replay(cluster, Shared.data("worlds/hard/signals.ndjson"));
      assertThat(score(replay, "hard").path("bcubed_f1").asDouble()).isGreaterThanOrEqualTo(0.75);
      verifies(cluster);
    }
  }

  private static Replay replay(Cluster cluster, Path signals) throws IOException {
    List<JsonNode> answers = cluster.publish(signals);
    assertThat(answers).hasSize(Files.readAllLines(signals).size());
    cluster.settle();
    Replay replay = Replay.of(cluster, answers);
    assertThat(replay.refused()).isEmpty();
    return replay;
  }

  private static JsonNode score(Replay replay, String world) throws IOException {
    JsonNode score =
        replay.score(
            "nl-kmar",
            Shared.data("worlds/" + world + "/truth.ndjson"),
            Shared.data("worlds/score.py"));
    System.out.println("world " + world + ", as nl-kmar sees it: " + score);
    return score;
  }

  private static void verifies(Cluster cluster) {
    Script.Outcome verified = cluster.mithaq("verify");
    assertThat(verified.exit()).as(verified.err() + verified.out()).isZero();
  }
}
