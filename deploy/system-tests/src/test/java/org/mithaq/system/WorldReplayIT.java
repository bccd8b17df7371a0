package org.mithaq.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated worlds, replayed by their agencies. */
class WorldReplayIT {

  /** Agencies on both sides of the sea, and one far from it. */
  private static final List<String> OBSERVERS = List.of("nl-kmar", "ma-dgsn", "ml-dnpf");

  @TempDir Path folder;

  @Test
  void findsTheNetworksOfTheClearWorldAndFindsTheSameWhenServicesAreKilledMeanwhile()
      throws IOException {
    Path signals = Shared.data("worlds/clear/signals.ndjson");

    List<List<String>> undisturbed;
    List<List<String>> feeds;
    try (Cluster cluster = Cluster.up(folder.resolve("undisturbed"))) {
      Replay replay = replay(cluster, signals);
      isAtLeast(score(replay, "clear"), 0.95, 0.98, 0.90, 0.02);
      undisturbed = OBSERVERS.stream().map(replay::noticesInKeys).toList();
      feeds = OBSERVERS.stream().map(replay::foldedFeed).toList();
      tellTheSame(feeds, undisturbed);
      verifies(cluster);
    }

    takeMatchingKey("undisturbed", "disturbed");
    try (Cluster cluster = Cluster.up(folder.resolve("disturbed"))) {
      Replay replay = replayWhileKilling(cluster, signals);
      assertThat(replay.refused()).isEmpty();
      assertThat(cluster.count("exchange", "select count(*) from signal"))
          .isEqualTo(Files.readAllLines(signals).size());
      tellTheSame(OBSERVERS.stream().map(replay::noticesInKeys).toList(), undisturbed);
      tellTheSame(OBSERVERS.stream().map(replay::foldedFeed).toList(), feeds);
      verifies(cluster);
    }
  }

  @Test
  void findsTheNetworksOfTheHardWorld() throws IOException {
    try (Cluster cluster = Cluster.up(folder.resolve("hard"))) {
      Replay replay = replay(cluster, Shared.data("worlds/hard/signals.ndjson"));
      isAtLeast(score(replay, "hard"), 0.93, 0.97, 0.85, 0.03);
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

  /** Kills exchange-service and alert-service in turn while the publisher goes on. */
  private Replay replayWhileKilling(Cluster cluster, Path signals) throws IOException {
    Path out = folder.resolve("answers.ndjson");
    Path err = folder.resolve("publish.err");
    Process publisher =
        Script.start(
            out, err, "publish", signals.toString(), "--data-dir", cluster.data().toString());
    int all = Files.readAllLines(signals).size();
    int kills = 0;
    for (String victim : List.of("exchange", "alert", "exchange")) {
      kills++;
      int reached = all * kills / 5;
      await("line " + reached)
          .atMost(Duration.ofMinutes(3))
          .until(() -> !publisher.isAlive() || Files.readAllLines(out).size() >= reached);
      assertThat(publisher.isAlive()).as("still publishing: " + Files.readString(err)).isTrue();
      cluster.killWithoutWaiting(victim);
    }
    await("the publisher ends").atMost(Duration.ofMinutes(4)).until(() -> !publisher.isAlive());
    assertThat(publisher.exitValue()).as(Files.readString(err)).isZero();
    List<JsonNode> answers = Files.readAllLines(out).stream().map(Cluster::parse).toList();
    assertThat(answers).hasSize(all);
    assertThat(new HashSet<>(answers.stream().map(a -> a.path("id").asText()).toList()))
        .hasSize(all);
    // Once more while the last of it is still being correlated.
    cluster.kill("alert");
    cluster.settle();
    return Replay.of(cluster, answers);
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

  /**
   * How alike two spellings are is estimated by keyed filters: under another key a pair at the edge
   * of what counts may fall on the other side.
   */
  private void takeMatchingKey(String from, String to) throws IOException {
    Path keys = Files.createDirectories(folder.resolve(to).resolve("keys"));
    Files.copy(
        folder.resolve(from).resolve("keys/matching-1.key"),
        keys.resolve("matching-1.key"),
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** Of two hundred notices an assertion on the whole would not show which are others. */
  private static void tellTheSame(List<List<String>> now, List<List<String>> before) {
    for (int i = 0; i < OBSERVERS.size(); i++) {
      assertThat(now.get(i))
          .as(OBSERVERS.get(i))
          .containsExactlyInAnyOrderElementsOf(before.get(i));
    }
  }

  private static void isAtLeast(
      JsonNode score, double f1, double precision, double recall, double falseShare) {
    assertThat(score.path("bcubed_f1").asDouble()).isGreaterThanOrEqualTo(f1);
    assertThat(score.path("pair_precision").asDouble()).isGreaterThanOrEqualTo(precision);
    assertThat(score.path("pair_recall").asDouble()).isGreaterThanOrEqualTo(recall);
    assertThat(score.path("false_notices").asDouble() / score.path("notices").asDouble())
        .isLessThanOrEqualTo(falseShare);
  }

  private static void verifies(Cluster cluster) {
    Script.Outcome verified = cluster.mithaq("verify");
    assertThat(verified.exit()).as(verified.err() + verified.out()).isZero();
  }
}
