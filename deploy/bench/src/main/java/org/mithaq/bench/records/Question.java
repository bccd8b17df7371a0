package org.mithaq.bench.records;

import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is asked of the list of records.
 *
 * @param name in words
 * @param filters the parameters, as a client gives them
 */
record Question(String name, Map<String, String> filters) {

  Question {
    filters = new TreeMap<>(filters);
  }

  /** Those that are asked of a history of this month. */
  static List<Question> all(YearMonth month) {
    Instant begin = History.start(month);
    String middle = begin.plus(14, ChronoUnit.DAYS).toString();
    List<Question> all = new ArrayList<>();
    all.add(new Question("everything", Map.of()));
    all.add(new Question("one agency", Map.of("agency", "nl-kmar")));
    all.add(new Question("one recipient", Map.of("recipient", "fr-oltim")));
    all.add(new Question("one in 50,000", Map.of("agency", "iom-mmp")));
    all.add(
        new Question(
            "five filters, few together",
            Map.of(
                "agency", "nl-kmar",
                "recipient", "fr-oltim",
                "agreement", "triangular",
                "article", "7",
                "operation", "disclosure")));
    all.add(
        new Question(
            "two filters, never together", Map.of("agency", "ma-gr", "operation", "disclosure")));
    all.add(
        new Question(
            "the same under one article",
            Map.of("agency", "ma-gr", "operation", "disclosure", "article", "5")));
    all.add(
        new Question(
            "agreement and a stranger to it",
            Map.of("agreement", "pjmg", "recipient", "fr-oltim")));
    all.add(new Question("what nobody did", Map.of("operation", "combination")));
    all.add(
        new Question(
            "an hour in the middle",
            Map.of("from", middle, "to", begin.plus(14 * 24 + 1, ChronoUnit.HOURS).toString())));
    all.add(
        new Question(
            "a day, an agency, an operation",
            Map.of(
                "from",
                middle,
                "to",
                begin.plus(15, ChronoUnit.DAYS).toString(),
                "agency",
                "es-gc",
                "operation",
                "alteration")));
    all.add(
        new Question(
            "half the month, never together",
            Map.of("to", middle, "agency", "ma-gr", "operation", "disclosure")));
    all.add(
        new Question(
            "before the first",
            Map.of("to", begin.toString(), "agreement", "triangular", "article", "5")));
    return all;
  }

  /** The parameters as they stand in a URL. */
  String query() {
    return filters.entrySet().stream()
        .map(filter -> "&" + filter.getKey() + "=" + filter.getValue())
        .collect(Collectors.joining());
  }

  /**
   * Whether a record passes.
   *
   * @param side the agency of whose side alone the reader sees; empty for joint oversight
   */
  boolean passes(Made made, Optional<String> side) {
    return side.map(made::ofSide).orElse(true)
        && filter("agency").map(made::actedBy).orElse(true)
        && filter("recipient")
            .map(v -> made.told(v) && side.map(own -> knows(made, own, v)).orElse(true))
            .orElse(true)
        && filter("agreement").map(v -> v.equals(made.agreement())).orElse(true)
        && filter("article").map(made::under).orElse(true)
        && filter("operation").map(v -> v.equals(made.operation().code())).orElse(true)
        && filter("from").map(v -> made.at() >= Instant.parse(v).toEpochMilli()).orElse(true)
        && filter("to").map(v -> made.at() < Instant.parse(v).toEpochMilli()).orElse(true);
  }

  /** Other recipients are known to who acted and to whose information it is. */
  static boolean knows(Made made, String own, String recipient) {
    return own.equals(recipient) || made.actedBy(own) || made.owns(own);
  }

  private Optional<String> filter(String name) {
    return Optional.ofNullable(filters.get(name));
  }
}
