package org.mithaq.exchange.signal;

import java.util.Map;

/**
 * A scheme by which sources and information are graded. Grades are kept as they were given, never
 * converted.
 */
public enum EvaluationScheme {
  FOUR_BY_FOUR("4x4", "ABCX", "1234"),
  ADMIRALTY("admiralty", "ABCDEF", "123456");

  /** Both by their codes. */
  public static final Map<String, EvaluationScheme> CODES =
      Map.of("4x4", FOUR_BY_FOUR, "admiralty", ADMIRALTY);

  private final String code;
  private final String sources;
  private final String informations;

  EvaluationScheme(String code, String sources, String informations) {
    this.code = code;
    this.sources = sources;
    this.informations = informations;
  }

  /** The code in every contract. */
  public String code() {
    return code;
  }

  /** Whether the scheme has this grade of a source. */
  public boolean knowsSource(String grade) {
    return grade.length() == 1 && sources.contains(grade);
  }

  /** Whether the scheme has this grade of information. */
  public boolean knowsInformation(String grade) {
    return grade.length() == 1 && informations.contains(grade);
  }

  /** The grades of sources, for people. */
  String sources() {
    return String.join(", ", sources.split(""));
  }

  /** The grades of information, for people. */
  String informations() {
    return String.join(", ", informations.split(""));
  }
}
