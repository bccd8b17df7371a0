package org.mithaq.audit.oversight;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.record.Alterations;
import org.mithaq.audit.record.RecordObject;
import org.mithaq.audit.record.RecordStore;
import org.mithaq.audit.record.StretchStore;

/** Counts records for somebody, and records that they were counted, in one transaction. */
@ApplicationScoped
public class ReportStore {

  private final StretchStore stretches;
  private final ReadingStore readings;
  private final Alterations alterations;

  /** Counts by these stretches of the log. */
  public ReportStore(StretchStore stretches, ReadingStore readings, Alterations alterations) {
    this.stretches = stretches;
    this.readings = readings;
    this.alterations = alterations;
  }

  /**
   * The month's figures over the entries that a checkpoint covers: what this caller may see of
   * them, all of one state.
   *
   * @param year which log the checkpoint is of; the logs of earlier years are covered whole
   * @param basis the checkpoint
   */
  @Transactional(rollbackOn = Exception.class)
  public ReadingStore.Reading<Report> count(
      Caller caller, YearMonth month, int year, Report.Basis basis, Optional<String> purpose)
      throws SQLException {
    // Figures are counted from what lies in clear, as the last inspection has compared it.
    alterations.none();
    Optional<String> side = ReadingStore.side(caller);
    Instant from = start(month);
    Instant to = start(month.plusMonths(1));
    long before = year * RecordStore.PLACES + basis.size();
    ReportTally tally = new ReportTally(side, from, to, before);
    stretches.visit(from, to, before, tally::add);
    Report report =
        new Report(month.toString(), side.orElse(null), basis, tally.records(), tally.lines());
    return new ReadingStore.Reading<>(
        report,
        readings.consulted(
            caller, List.of(new RecordObject("report", month.toString(), null, null)), purpose));
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
