package org.mithaq.exchange.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mithaq.exchange.agreement.Register;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.selector.MatchingKeys;
import org.mithaq.exchange.selector.SelectorType;
import org.mithaq.exchange.selector.Token;

/**
 * The simulated worlds with their truth: what agencies write in many ways must come to one token,
 * and nothing else may.
 */
class WorldsTest {

  /** After the last observation of both worlds. */
  private static final Instant AFTER = Instant.parse("2026-07-01T00:00:00Z");

  /** What so many reports name is a hotline or a taxi firm, and in nobody's truth. */
  private static final int HUB = 12;

  private record Report(Draft draft, Set<String> entities) {}

  private static Path world(String name) {
    Path world =
        Path.of(System.getProperty("mithaq.shared", "../../shared"), "data", "worlds", name);
    assumeTrue(
        Files.isDirectory(world) || "true".equals(System.getenv("CI")), "the worlds are not here");
    return world;
  }

  private static List<Report> reports(Path world) throws IOException {
    Map<String, Set<String>> truth = new HashMap<>();
    for (String line : Files.readAllLines(world.resolve("truth.ndjson"))) {
      JsonNode json = Fixtures.JSON.readTree(line);
      Set<String> entities = new HashSet<>();
      json.path("entities").forEach(e -> entities.add(e.asText()));
      truth.put(json.path("key").asText(), entities);
    }
    Register register = Fixtures.register();
    MatchingKeys keys = Fixtures.keys();
    List<Report> reports = new ArrayList<>();
    for (String line : Files.readAllLines(world.resolve("signals.ndjson"))) {
      JsonNode json = Fixtures.JSON.readTree(line);
      Acceptance.Judgement judgement =
          Acceptance.judge(
              Fixtures.signal(json.path("signal")),
              new AgencyId(json.path("agency").asText()),
              register,
              keys,
              UuidCreator.getTimeOrderedEpoch(),
              AFTER);
      assertThat(judgement).as(line).isInstanceOf(Acceptance.Judgement.Permitted.class);
      reports.add(
          new Report(
              ((Acceptance.Judgement.Permitted) judgement).draft(),
              truth.get(json.path("key").asText())));
    }
    return reports;
  }

  /**
   * Every thing of the truth is of one type; what most of its reports agree on is its token. A
   * report that names the thing in another way misses it.
   */
  @ParameterizedTest
  @CsvSource({"clear, 0.97, 0.87", "hard, 0.92, 0.82"})
  void bringsTheSpellingsOfOneThingToOneToken(String name, double recall, double precision)
      throws IOException {
    List<Report> reports = reports(world(name));

    Map<String, Set<Integer>> byToken = new HashMap<>();
    Map<String, Set<Integer>> byEntity = new HashMap<>();
    int exact = 0;
    int unmatched = 0;
    for (int i = 0; i < reports.size(); i++) {
      for (Draft.Matchable selector : reports.get(i).draft().selectors()) {
        if (selector.selector().type() == SelectorType.PERSON) {
          // Names are found by parts and confirmed later: they meet more often than they agree.
          continue;
        }
        exact++;
        unmatched += selector.tokens().isEmpty() ? 1 : 0;
        for (Token token : selector.tokens()) {
          byToken.computeIfAbsent(token.hex(), t -> new HashSet<>()).add(i);
        }
      }
      for (String entity : reports.get(i).entities()) {
        byEntity.computeIfAbsent(entity, e -> new HashSet<>()).add(i);
      }
    }

    long pairs = 0;
    long right = 0;
    for (Set<Integer> named : byToken.values()) {
      if (named.size() > HUB) {
        continue;
      }
      List<Integer> holders = List.copyOf(named);
      for (int a = 0; a < holders.size(); a++) {
        for (int b = a + 1; b < holders.size(); b++) {
          Set<String> common = new HashSet<>(reports.get(holders.get(a)).entities());
          common.retainAll(reports.get(holders.get(b)).entities());
          pairs++;
          right += common.isEmpty() ? 0 : 1;
        }
      }
    }

    long same = 0;
    long meeting = 0;
    for (Set<Integer> named : byEntity.values()) {
      // The thing's own token is the one that most of its reports bear.
      Map<String, Integer> votes = new HashMap<>();
      for (int i : named) {
        Set<String> tokens = new HashSet<>();
        reports.get(i).draft().selectors().stream()
            .filter(s -> s.selector().type() != SelectorType.PERSON)
            .forEach(s -> s.tokens().forEach(t -> tokens.add(t.hex())));
        tokens.forEach(t -> votes.merge(t, 1, Integer::sum));
      }
      int bearing = votes.values().stream().max(Integer::compare).orElse(0);
      if (bearing * 2 > named.size()) {
        // Otherwise it is a person: names are no exact type.
        same += (long) named.size() * (named.size() - 1) / 2;
        meeting += (long) bearing * (bearing - 1) / 2;
      }
    }

    String found =
        "%d selectors of exact types, %d unmatched; %d pairs on a token, %d of them of one thing; %d pairs of one thing, %d of them on its token"
            .formatted(exact, unmatched, pairs, right, same, meeting);
    // What is missed was mistyped by the agency; what meets wrongly are namesakes among vessels and
    // shared phones.
    assertThat((double) meeting / same).as(found).isGreaterThan(recall);
    assertThat((double) right / pairs).as(found).isGreaterThan(precision);
    assertThat((double) unmatched / exact).as(found).isLessThan(0.011);
  }
}
