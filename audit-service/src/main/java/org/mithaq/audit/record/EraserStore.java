package org.mithaq.audit.record;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Destroys what records say. Of an erased record stay its id, its entry in the log, the agreement
 * (whose witnesses its receipt needs) and the agencies whose side it is of (who may learn that it
 * was erased); its key, its seed of salts, its content and all else that filters need are gone.
 * Every method takes part in the caller's transaction.
 */
@ApplicationScoped
public class EraserStore {

  private static final String COLUMNS =
      "id, state, (convert_from(entry, 'UTF8')::json ->> 'day')::date as day, coalesce("
          + RecordStore.PLACE
          + ", 0) as place,"
          + " emitter = 'audit' and operation = 'erasure' and decision = 'permitted' as entry, sides";

  private static final String DESTROY =
      """
      update record set state = 'erased', wrapped_key = null, content = null, at = null,
        operation = null, decision = null, agency = null, owners = '{}', recipients = '{}',
        articles = '{}', objects = '{}'
      """;

  private final DataSource database;

  /** Erases in this database. */
  public EraserStore(DataSource database) {
    this.database = database;
  }

  /** Those of these records that are there, in no order, locked until the transaction ends. */
  public List<Erasable> lock(Collection<UUID> ids) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                // In one order, so that two never wait for each other.
                "select " + COLUMNS + " from record where id = any(?) order by id for update")) {
      select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      return erasable(select);
    }
  }

  /** The oldest records of the log from a place on, in the order of their places. */
  public List<Erasable> oldest(long from, int limit) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select %1$s from record where %2$s >= ? order by %2$s limit ? for update"
                    .formatted(COLUMNS, RecordStore.PLACE))) {
      select.setLong(1, from);
      select.setInt(2, limit);
      return erasable(select);
    }
  }

  private static List<Erasable> erasable(PreparedStatement select) throws SQLException {
    List<Erasable> found = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        found.add(
            new Erasable(
                rows.getObject("id", UUID.class),
                StoredRecord.State.valueOf(rows.getString("state").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(rows.getObject("day", LocalDate.class)),
                rows.getLong("place"),
                rows.getBoolean("entry"),
                Set.copyOf(Arrays.asList((String[]) rows.getArray("sides").getArray()))));
      }
    }
    return found;
  }

  /**
   * Destroys what these records say, for good.
   *
   * @throws SQLException when one of them has nothing left to destroy: then nothing has been done
   */
  public void destroy(Collection<UUID> ids) throws SQLException {
    try (Connection connection = database.getConnection()) {
      StretchStore.hold(connection);
      try (PreparedStatement update =
          connection.prepareStatement(
              DESTROY
                  + " where id = any(?) and content is not null and position is not null"
                  + " returning "
                  + RecordStore.PLACE)) {
        update.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
        if (destroyed(connection, update) != ids.size()) {
          throw new SQLException("a record that was to be erased has nothing to erase");
        }
      }
    }
  }

  /**
   * A record that is there although it was erased.
   *
   * @param record the record
   * @param proof the record that is said to prove its erasure
   */
  public record Returned(UUID record, UUID proof) {}

  /** What is said to have been erased and is there once more. */
  public List<Returned> returned() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select e.record, erasure.decided_by from erasure_record e"
                    + " join erasure on erasure.id = e.erasure"
                    + " join record on record.id = e.record"
                    + " where erasure.state = 'carried-out' and record.content is not null"
                    + " and record.position is not null order by e.record");
        ResultSet rows = select.executeQuery()) {
      List<Returned> returned = new ArrayList<>();
      while (rows.next()) {
        returned.add(new Returned(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class)));
      }
      return returned;
    }
  }

  /** Destroys, has what was said of these records for filters forgotten, and tells how many. */
  private static int destroyed(Connection connection, PreparedStatement update)
      throws SQLException {
    List<Long> places = new ArrayList<>();
    try (ResultSet rows = update.executeQuery()) {
      while (rows.next()) {
        places.add(rows.getLong(1));
      }
    }
    StretchStore.forget(connection, places);
    return places.size();
  }

  /** By what a record was erased, if it was. */
  public Optional<Erased> erased(UUID record) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select erasure.id, erasure.basis, erasure.decided_by from erasure_record e"
                    + " join erasure on erasure.id = e.erasure"
                    + " where e.record = ? and erasure.state = 'carried-out'")) {
      select.setObject(1, record);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Erased(
                    row.getObject(1, UUID.class), row.getString(2), row.getObject(3, UUID.class)))
            : Optional.empty();
      }
    }
  }
}
