package org.mithaq.audit.oversight;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.record.RecordObject;
import org.mithaq.audit.record.RecordStore;

/** Counts records for somebody, and records that they were counted, in one transaction. */
@ApplicationScoped
public class ReportStore {

  private final DataSource database;
  private final ReadingStore readings;

  /** Counts in this database. */
  public ReportStore(DataSource database, ReadingStore readings) {
    this.database = database;
    this.readings = readings;
  }

  /**
   * The month's figures over the entries that a checkpoint covers: what this caller may see of
   * them.
   *
   * @param year which log the checkpoint is of; the logs of earlier years are covered whole
   * @param basis the checkpoint
   */
  @Transactional(rollbackOn = Exception.class)
  public ReadingStore.Reading<Report> count(
      Caller caller, YearMonth month, int year, Report.Basis basis, Optional<String> purpose)
      throws SQLException {
    Optional<String> side = ReadingStore.side(caller);
    List<Report.Line> lines = new ArrayList<>();
    long records = 0;
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql(side.isPresent()))) {
      select.setObject(1, start(month));
      select.setObject(2, start(month.plusMonths(1)));
      select.setLong(3, year * RecordStore.PLACES + basis.size());
      if (side.isPresent()) {
        for (int i = 4; i <= 7; i++) {
          select.setString(i, side.get());
        }
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          if (rows.getString(1).equals("all")) {
            records = rows.getLong(8);
            continue;
          }
          lines.add(
              new Report.Line(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getString(5),
                  rows.getString(6),
                  rows.getString(7),
                  rows.getLong(8)));
        }
      }
    }
    Report report = new Report(month.toString(), side.orElse(null), basis, records, lines);
    return new ReadingStore.Reading<>(
        report,
        readings.consulted(
            caller, List.of(new RecordObject("report", month.toString(), null, null)), purpose));
  }

  private static OffsetDateTime start(YearMonth month) {
    LocalDate first = month.atDay(1);
    return first.atStartOfDay().atOffset(ZoneOffset.UTC);
  }

  /**
   * One statement, so that all figures are of one state. A pair is counted for those who may see
   * that the recipient was told (see {@code Visibility}).
   */
  private static String sql(boolean ofOneSide) {
    return """
        with counted as materialized (
          select agency, owners, recipients, agreement, articles, operation, decision
          from record
          where state = 'readable' and at >= ? and at < ? and %s < ?
          %s)
        select 'all', null::text, null::text, null::text, null::text, null::text, 'any', count(*)
          from counted
        union all
        select 'agreement', agreement, null, null, null, null, decision, count(*)
          from counted group by agreement, decision
        union all
        select 'article', agreement, article, null, null, null, decision, count(*)
          from counted cross join unnest(articles) article group by agreement, article, decision
        union all
        select 'pair', null, null, agency, recipient, null, decision, count(*)
          from counted cross join unnest(recipients) recipient
          where recipient <> agency %s
          group by agency, recipient, decision
        union all
        select 'operation', null, null, null, null, operation, decision, count(*)
          from counted group by operation, decision
        union all
        select 'refusal', agreement, null, agency, null, operation, decision, count(*)
          from counted where decision = 'refused'
          group by agreement, agency, operation, decision
        order by 1, 2 nulls last, 3, 4, 5, 6, 7
        """
        .formatted(
            RecordStore.PLACE,
            ofOneSide ? "and sides @> array[?]::text[]" : "",
            ofOneSide ? "and (recipient = ? or agency = ? or owners @> array[?]::text[])" : "");
  }
}
