package org.mithaq.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * An agency's feed from its first event to its present end, as {@code ./mithaq watch --json} gives
 * it.
 */
final class Feed {

  /** One event of the feed; of a version that was superseded there is only its place. */
  record Event(long sequence, JsonNode body) {}

  private Feed() {}

  static List<Event> read(Cluster cluster, String agency) {
    Script.Outcome outcome =
        cluster.mithaq("watch", "--agency", agency, "--once", "--json", "--since", "0");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return outcome.lines().stream()
        .map(Cluster::parse)
        .map(line -> new Event(line.path("sequence").asLong(), line.path("notice")))
        .toList();
  }
}
