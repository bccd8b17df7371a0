package org.mithaq.bench.records;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A month's figures as a plain loop counts them. */
final class Figures {

  private final Map<String, Long> counts = new TreeMap<>();
  private long records;

  /**
   * Counts a history.
   *
   * @param side the agency of whose side alone the reader sees; empty for joint oversight
   */
  Figures(List<Made> history, Optional<String> side) {
    for (Made made : history) {
      if (side.map(made::ofSide).orElse(true)) {
        add(made, side);
      }
    }
  }

  private void add(Made made, Optional<String> side) {
    records++;
    String agency = Made.AGENCIES.get(made.agency());
    String operation = made.operation().code();
    String decision = made.refused() ? "refused" : "permitted";
    count("agreement", made.agreement(), null, null, null, null, decision);
    count("operation", null, null, null, null, operation, decision);
    for (String article : Made.ARTICLES) {
      if (made.under(article)) {
        count("article", made.agreement(), article, null, null, null, decision);
      }
    }
    for (String recipient : Made.AGENCIES) {
      if (made.told(recipient)
          && !recipient.equals(agency)
          && side.map(own -> Question.knows(made, own, recipient)).orElse(true)) {
        count("pair", null, null, agency, recipient, null, decision);
      }
    }
    if (made.refused()) {
      count("refusal", made.agreement(), null, agency, null, operation, decision);
    }
  }

  private void count(@Nullable Object... of) {
    StringBuilder key = new StringBuilder();
    for (Object one : of) {
      key.append(one).append(' ');
    }
    counts.merge(key.toString(), 1L, Long::sum);
  }

  /**
   * Compares a report with these figures.
   *
   * @throws IllegalStateException when any differs
   */
  void compare(JsonNode report) {
    Map<String, Long> told = new TreeMap<>();
    for (JsonNode line : report.get("lines")) {
      StringBuilder key = new StringBuilder();
      for (String name :
          List.of(
              "statistic",
              "agreement",
              "article",
              "agency",
              "recipient",
              "operation",
              "decision")) {
        key.append(line.path(name).asText("null")).append(' ');
      }
      told.put(key.toString(), line.get("records").asLong());
    }
    if (report.get("records").asLong() != records || !told.equals(counts)) {
      throw new IllegalStateException(
          "the report counts %s and %s, where %d and %s are right"
              .formatted(report.get("records"), told, records, counts));
    }
  }
}
