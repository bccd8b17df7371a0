package org.mithaq.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real input: the incidents of the Missing Migrants Project, reported by a neutral observer. */
class MissingMigrantsIT {

  @TempDir Path folder;

  @Test
  void acceptsEveryDatedIncidentAndAccountsForEachOne() throws IOException {
    Path csv = Shared.data("missing-migrants/incidents-2014-2025.csv");
    Path reports = folder.resolve("incidents.ndjson");
    assertThat(Incidents.write(csv, reports)).isEqualTo(17_220);

    try (Cluster cluster = Cluster.up(folder.resolve("cluster"))) {
      List<JsonNode> answers = cluster.publish(reports, "--agency", "iom-mmp");

      Map<Boolean, List<JsonNode>> byAcceptance =
          answers.stream().collect(Collectors.partitioningBy(a -> a.path("status").asInt() == 201));
      assertThat(byAcceptance.get(true)).hasSize(17_205);
      assertThat(byAcceptance.get(false))
          .hasSize(15)
          .allSatisfy(
              problem -> {
                assertThat(problem.path("status").asInt()).isEqualTo(400);
                assertThat(problem.path("type").asText()).startsWith("urn:mithaq:problem:");
                assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/observedAt");
              });
      assertThat(answers)
          .extracting(a -> a.path("line").asInt())
          .isSorted()
          .doesNotHaveDuplicates();

      cluster.settle();
      assertThat(cluster.count("exchange", "select count(*) from signal")).isEqualTo(17_205);
      assertThat(Topics.values(cluster.url("broker"), "mithaq.signals.joint").keySet())
          .containsExactlyInAnyOrderElementsOf(
              byAcceptance.get(true).stream().map(a -> a.path("id").asText()).toList());
      assertThat(
              cluster.pages(
                  "audit",
                  "/v1/records?operation=collection&agency=iom-mmp",
                  cluster.token("iom-mmp", "auditor")))
          .hasSize(17_205);

      Script.Outcome verified = cluster.mithaq("verify");
      assertThat(verified.exit()).as(verified.err() + verified.out()).isZero();
    }
  }
}
