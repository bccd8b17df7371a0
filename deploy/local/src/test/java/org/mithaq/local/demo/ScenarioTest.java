package org.mithaq.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mithaq.local.client.Partners;

class ScenarioTest {

  private static final Path CONFIG =
      Path.of(System.getProperty("mithaq.root"), "deploy/local/config");
  private static final Set<String> VIEWERS = Set.of("es-gc", "ma-dgsn", "nl-kmar");

  private final Scenario scenario = Scenario.load();
  private final Audiences audiences = Audiences.read(CONFIG.resolve("agreements"));

  @Test
  void hasSixtyReportsByEightPartners() {
    Partners partners = Partners.read(CONFIG.resolve("partners.json"));

    assertThat(scenario.reports()).hasSize(60);
    assertThat(scenario.agencies())
        .hasSize(8)
        .allSatisfy(agency -> assertThat(partners.knows(agency)).isTrue());
    assertThat(scenario.networks()).containsExactly("The boats", "The papers", "The harvest");
  }

  @Test
  void namesEachReportOnce() {
    assertThat(scenario.reports().stream().map(report -> report.agency() + " " + report.key()))
        .doesNotHaveDuplicates();
    assertThat(scenario.reports().stream().map(Report::key)).doesNotHaveDuplicates();
  }

  @Test
  void reportsOnlyWhatTheArticleCovers() throws IOException {
    for (Report report : scenario.reports()) {
      JsonNode agreement =
          new ObjectMapper()
              .readTree(CONFIG.resolve("agreements/" + report.agreement() + ".json").toFile());
      JsonNode article =
          agreement
              .path("articles")
              .valueStream()
              .filter(each -> each.path("id").asText().equals(report.article()))
              .findFirst()
              .orElseThrow();
      assertThat(texts(article.path("parties"))).as("%s", report).contains(report.agency());
      assertThat(texts(article.path("crimes"))).contains(report.signal().path("crime").asText());
      assertThat(texts(article.path("releases"))).contains(report.release());
      for (JsonNode selector : report.signal().path("selectors")) {
        assertThat(texts(article.path("selectorTypes"))).contains(selector.path("type").asText());
        if (selector.has("category")) {
          assertThat(texts(article.path("subjectCategories")))
              .contains(selector.path("category").asText());
        }
      }
      List<String> recipients = new ArrayList<>(texts(agreement.path("parties")));
      agreement.path("subcommittees").forEach(each -> recipients.add(each.path("id").asText()));
      assertThat(recipients).containsAll(report.recipients());
    }
  }

  @Test
  void happenedInOrderWithinEachNetworkAndLongAgo() {
    for (String network : scenario.networks()) {
      List<Instant> times =
          scenario.ofNetwork(network).stream()
              .map(report -> Instant.parse(report.signal().path("observedAt").asText()))
              .toList();
      assertThat(times).as(network).isSorted();
    }
    assertThat(scenario.reports())
        .allSatisfy(
            report ->
                assertThat(Instant.parse(report.signal().path("observedAt").asText()))
                    .isBefore(Instant.parse("2026-01-01T00:00:00Z")));
  }

  @Test
  void hasOneSilentReportOneVictimAndOneMistake() {
    assertThat(scenario.reports().stream().filter(Report::isSilent)).hasSize(1);
    assertThat(scenario.reports().stream().filter(Report::isProtected)).hasSize(1);
    assertThat(scenario.of(Scene.MISTAKE))
        .hasSize(2)
        .extracting(Report::agency)
        .doesNotHaveDuplicates();
  }

  @Test
  void makesTheTaxisNumberCommonForEveryAgencyThatIsLookedAt() {
    // The services set a thing aside when more than sixteen reports that an agency may know bear
    // it.
    assertThat(VIEWERS)
        .allSatisfy(
            viewer ->
                assertThat(
                        scenario.of(Scene.TAXI).stream()
                            .filter(report -> audiences.mayKnow(viewer, report)))
                    .hasSizeGreaterThan(16));
  }

  @Test
  void letsEachAgencyKnowSomethingElse() {
    Map<String, List<Integer>> views =
        VIEWERS.stream()
            .collect(
                Collectors.toMap(
                    viewer -> viewer,
                    viewer ->
                        scenario.networks().stream()
                            .map(
                                network ->
                                    (int)
                                        scenario.ofNetwork(network).stream()
                                            .filter(report -> audiences.mayKnow(viewer, report))
                                            .count())
                            .toList()));

    assertThat(views)
        .containsEntry("es-gc", List.of(13, 6, 0))
        .containsEntry("ma-dgsn", List.of(12, 0, 10))
        .containsEntry("nl-kmar", List.of(7, 12, 10));
  }

  @Test
  void writesTheSameThingInSeveralWays() {
    assertThat(
            scenario.ofNetwork("The boats").stream()
                .flatMap(report -> spellings(report).stream())
                .filter(text -> text.replaceAll("\\D", "").endsWith("779004127")))
        .hasSizeGreaterThanOrEqualTo(5)
        .doesNotHaveDuplicates();
  }

  @Test
  void tellsNothingOfAPersonButThePart() {
    assertThat(scenario.reports().stream().flatMap(report -> spellings(report).stream()))
        .noneMatch(text -> text.contains("Bouzalmat") || text.contains("Awa"))
        .contains("a suspect", "a victim");
  }

  private static List<String> spellings(Report report) {
    List<String> spellings = new ArrayList<>();
    for (int i = 0; i < report.selectors(); i++) {
      spellings.add(report.selector(i));
    }
    return spellings;
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }
}
