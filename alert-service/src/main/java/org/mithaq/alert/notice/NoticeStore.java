package org.mithaq.alert.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.outbox.DisclosureRecord;
import org.mithaq.alert.outbox.OutboxStore;

/** Reads the newest versions of notices. No reading commits without its record. */
@ApplicationScoped
public class NoticeStore {

  private final DataSource database;
  private final OutboxStore outbox;

  @Inject
  NoticeStore(DataSource database, OutboxStore outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /**
   * A notice as it stands.
   *
   * @param id notice id
   * @param version its version
   * @param agreement its agreement
   * @param articles its articles
   * @param owners whose information it shows, or showed when it was open
   * @param body the body
   */
  public record Row(
      String id,
      int version,
      String agreement,
      List<String> articles,
      List<String> owners,
      String body) {

    /** Copies the lists. */
    public Row {
      articles = List.copyOf(articles);
      owners = List.copyOf(owners);
    }

    /** Names the notice only. */
    @Override
    public String toString() {
      return "Row[" + id + " v" + version + "]";
    }
  }

  /**
   * What a reading gives, and its record.
   *
   * @param rows what is shown
   * @param more whether there is more after the last
   * @param record its record, committed with it
   */
  public record Reading(List<Row> rows, boolean more, DisclosureRecord record) {

    /** Copies the rows. */
    public Reading {
      rows = List.copyOf(rows);
    }
  }

  /**
   * One notice as an agency sees it.
   *
   * @param permit may throw, and then nothing is read
   * @return empty when the agency has no such notice; then nothing is recorded here
   */
  @Transactional(rollbackOn = SQLException.class)
  public Optional<Reading> find(
      String agency, String id, Consumer<Row> permit, Function<List<Row>, DisclosureRecord> record)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      Row row = row(connection, agency, id, false);
      if (row == null) {
        return Optional.empty();
      }
      permit.accept(row);
      return Optional.of(recorded(List.of(row), false, record));
    }
  }

  /**
   * An agency's notice as it stands, or null.
   *
   * @param hold whether it must not change before the caller's transaction ends
   */
  static @Nullable Row row(Connection connection, String agency, String id, boolean hold)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select id, version, agreement, articles, owners, body from notice"
                + " where agency = ? and id = ?"
                + (hold ? " for update" : ""))) {
      select.setString(1, agency);
      select.setString(2, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? row(rows) : null;
      }
    }
  }

  /**
   * A page of an agency's notices, by id. It is filled in spite of those that are not permitted:
   * how many they are shows nowhere.
   *
   * @param state {@code open}, {@code closed} or empty for both
   * @param after the id after which to begin
   */
  @Transactional(rollbackOn = SQLException.class)
  public Reading page(
      String agency,
      String state,
      String after,
      int size,
      Predicate<Row> permitted,
      Function<List<Row>, DisclosureRecord> record)
      throws SQLException {
    List<Row> shown = new ArrayList<>();
    String from = after;
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select id, version, agreement, articles, owners, body from notice"
                    + " where agency = ? and (? = '' or state = ?) and id > ?"
                    + " order by id limit ?")) {
      select.setString(1, agency);
      select.setString(2, state);
      select.setString(3, state);
      select.setInt(5, size + 1);
      while (true) {
        select.setString(4, from);
        int read = 0;
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            read++;
            Row row = row(rows);
            from = row.id();
            if (permitted.test(row)) {
              if (shown.size() == size) {
                return recorded(shown, true, record);
              }
              shown.add(row);
            }
          }
        }
        if (read <= size) {
          return recorded(shown, false, record);
        }
      }
    }
  }

  private Reading recorded(
      List<Row> rows, boolean more, Function<List<Row>, DisclosureRecord> record)
      throws SQLException {
    DisclosureRecord made = record.apply(rows);
    outbox.append(List.of(made));
    return new Reading(rows, more, made);
  }

  static Row row(ResultSet rows) throws SQLException {
    return new Row(
        rows.getString("id"),
        rows.getInt("version"),
        rows.getString("agreement"),
        texts(rows.getArray("articles")),
        texts(rows.getArray("owners")),
        rows.getString("body"));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
