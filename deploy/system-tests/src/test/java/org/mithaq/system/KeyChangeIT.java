package org.mithaq.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replacing the matching key as the README of exchange-service says, once by a mistake, and the
 * first key taken away with the start by which the second comes to be matched by.
 */
class KeyChangeIT {

  private static final String SIGNAL =
      """
      {"agency":"%s","key":"K-1","signal":{"agreement":"triangular","article":"5","crime":"migrant-smuggling",\
      "observedAt":"2026-03-02T21:00:00Z","place":{"country":"MA"},\
      "evaluation":{"source":"B","information":"2"},"handling":{"tlp":"AMBER","release":"on-request"},\
      "selectors":[{"type":"document","kind":"passport","country":"MA","number":"AB1234567"}]}}
      """;

  @TempDir Path folder;

  private Path key(int epoch) {
    return folder.resolve("cluster/keys/matching-" + epoch + ".key");
  }

  private void make(int epoch) throws IOException {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    Files.writeString(key(epoch), Base64.getEncoder().encodeToString(key));
  }

  private String publish(Cluster cluster, String agency) throws IOException {
    Path file = Files.writeString(folder.resolve(agency + ".ndjson"), SIGNAL.formatted(agency));
    JsonNode answer = cluster.publish(file).getFirst();
    assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(201);
    return answer.path("id").asText();
  }

  private static void awaitEpochs(Cluster cluster, String signal, Integer... epochs) {
    await()
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(() -> assertThat(epochs(cluster, signal)).containsExactlyInAnyOrder(epochs));
  }

  private static Set<Integer> epochs(Cluster cluster, String signal) {
    return Topics.values(cluster.url("broker"), "mithaq.signals.joint")
        .get(signal)
        .at("/selectors/0/tokens")
        .valueStream()
        .map(token -> token.path("epoch").asInt())
        .collect(Collectors.toSet());
  }

  private static void assertHoldsBack(Cluster cluster, Path data, int byAnotherKey) {
    await()
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(
            () ->
                assertThat(Files.readString(data.resolve("logs/alert.log")))
                    .contains(
                        byAnotherKey + " signals bear nothing by the matching key of epoch 3",
                        "until that is mended nothing is concluded"));
    String token = cluster.token("nl-kmar", "analyst");
    await()
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(
            () ->
                assertThat(
                        Cluster.parse(cluster.get("alert", "/q/health/ready", token).body())
                            .findValuesAsText("signalsByAnotherKey"))
                    .containsExactly(String.valueOf(byAnotherKey)));
  }

  /** What the agency's feed says after these events. */
  private static void assertNothingWasTold(Cluster cluster, List<Feed.Event> before) {
    cluster.settle();
    assertThat(Feed.read(cluster, "nl-kmar")).isEqualTo(before);
  }

  private static List<Feed.Event> assertToldOf(Cluster cluster, String... signals) {
    cluster.settle();
    List<Feed.Event> events = Feed.read(cluster, "nl-kmar");
    assertThat(events).isNotEmpty();
    assertThat(events.getLast().body().path("signals").valueStream())
        .extracting(signal -> signal.path("id").asText())
        .containsExactlyInAnyOrder(signals);
    return events;
  }

  @Test
  void nothingIsToldWhileTheKeyIsReplacedAndAKeyThatIsAnotherIsRefused() throws IOException {
    Path data = folder.resolve("cluster");
    String first;
    String second;
    int port;
    List<Feed.Event> told;
    try (Cluster cluster = Cluster.up(data)) {
      first = publish(cluster, "ma-dgsn");
      second = publish(cluster, "es-gc");
      told = assertToldOf(cluster, first, second);
      // Where a signal is read is told too: elsewhere would be something new.
      port = URI.create(cluster.url("exchange")).getPort();
    }

    make(2);
    String third;
    try (Cluster cluster = Cluster.up(data, port, Map.of())) {
      awaitEpochs(cluster, first, 1, 2);
      awaitEpochs(cluster, second, 1, 2);
      assertNothingWasTold(cluster, told);
      third = publish(cluster, "fr-oltim");
      told = assertToldOf(cluster, first, second, third);
    }

    try (Cluster cluster =
        Cluster.up(
            data,
            port,
            Map.of("MITHAQ_MATCHING_EPOCH", "3", "MITHAQ_MATCHING_REBUILD", "epoch-3"))) {
      assertHoldsBack(cluster, data, 3);
      assertThat(Feed.read(cluster, "nl-kmar"))
          .as("what no exchange has a key for is no reason to conclude anything")
          .isEqualTo(told);
    }

    Files.delete(key(1));
    try (Cluster cluster =
        Cluster.up(
            data,
            port,
            Map.of("MITHAQ_MATCHING_EPOCH", "2", "MITHAQ_MATCHING_REBUILD", "epoch-2"))) {
      for (String signal : List.of(first, second, third)) {
        awaitEpochs(cluster, signal, 2);
      }
      assertNothingWasTold(cluster, told);
      String after = publish(cluster, "be-fgp");
      assertToldOf(cluster, first, second, third, after);
      Script.Outcome verified = cluster.mithaq("verify");
      assertThat(verified.exit()).as(verified.err() + verified.out()).isZero();
    }
    assertThat(key(1)).as("nobody makes it again").doesNotExist();

    make(2);
    Script.Outcome refused = Script.runOnFreePorts("up", "--data-dir", data.toString());
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("exchange-service", "exit code 1");
    assertThat(Files.readString(data.resolve("logs/exchange.log")))
        .contains("Give a new key a new epoch.");
  }
}
