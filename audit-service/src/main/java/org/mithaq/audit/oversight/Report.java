package org.mithaq.audit.oversight;

import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A month's statistics: how many records there are by agreement, by article, by pair of agencies,
 * by operation, and of refusals. Whoever has the log at the checkpoint that it rests on can count
 * again.
 *
 * @param month the month in which it happened, by UTC, like 2026-03
 * @param side the agency whose side's records are counted; null: all
 * @param checkpoint the state of the log that the report rests on
 * @param records how many records there are
 * @param lines the figures
 */
@Schema(name = "Report", description = "A month's statistics")
public record Report(
    String month, @Nullable String side, Basis checkpoint, long records, List<Line> lines) {

  /**
   * The state of the log that a report rests on: no later entry is counted.
   *
   * @param origin which log
   * @param size how many entries it had
   * @param note the signed checkpoint, as it was published
   */
  @Schema(name = "ReportCheckpoint")
  public record Basis(String origin, long size, String note) {}

  /**
   * One figure.
   *
   * @param statistic {@code agreement}, {@code article}, {@code pair}, {@code operation} or {@code
   *     refusal}; what it does not count by is null
   * @param agreement under which agreement
   * @param article under which article of it
   * @param agency who acted
   * @param recipient who was told
   * @param operation what was done
   * @param decision {@code permitted} or {@code refused}
   * @param records how many records
   */
  @Schema(name = "ReportLine")
  public record Line(
      String statistic,
      @Nullable String agreement,
      @Nullable String article,
      @Nullable String agency,
      @Nullable String recipient,
      @Nullable String operation,
      String decision,
      long records) {}

  /** Copies the list. */
  public Report {
    Objects.requireNonNull(month);
    Objects.requireNonNull(checkpoint);
    lines = List.copyOf(lines);
  }
}
