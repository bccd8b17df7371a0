package org.mithaq.audit.record;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Stretch}es of the log in PostgreSQL. A stretch is described once it is full, and
 * forgotten in the transaction that erases one of its records; then it is described anew, without
 * what was erased.
 */
@ApplicationScoped
public class StretchStore {

  /** Held by all who erase, and alone by who describes: or an erased record would be described. */
  private static final String LOCK = "hashtext('mithaq.stretches')";

  /** So many stretches are in memory at a time. */
  private static final int CHUNK = 64;

  private final DataSource database;

  /** A store in this database. */
  public StretchStore(DataSource database) {
    this.database = database;
  }

  /**
   * Describes the newest stretch that is full and has not been described, if there is one and
   * nobody erases at this moment.
   *
   * @return whether one has been described
   */
  @Transactional(rollbackOn = Exception.class)
  public boolean describe() throws SQLException {
    try (Connection connection = database.getConnection()) {
      if (!alone(connection)) {
        return false;
      }
      OptionalLong due = due(connection);
      if (due.isEmpty()) {
        return false;
      }
      save(connection, due.getAsLong(), read(connection, due.getAsLong()));
      return true;
    }
  }

  /** Where described stretches begin, from one place on, in their order; so many at most. */
  @Transactional(rollbackOn = Exception.class)
  public List<Long> described(long from, int limit) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select first from record_stretch where first >= ? order by first limit ?")) {
      select.setLong(1, from);
      select.setInt(2, limit);
      List<Long> described = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          described.add(rows.getLong(1));
        }
      }
      return described;
    }
  }

  /**
   * Describes a stretch anew and compares: what it conceals of a record is come upon by no filter.
   * That it is there before it is full conceals what comes into it. Takes part in the caller's
   * transaction, in which nothing may have been asked yet.
   *
   * @return a record of which it says something else than lies in clear of it; of a stretch that
   *     cannot be there, the record before it; empty when all is well
   */
  @Transactional(rollbackOn = Exception.class)
  public Optional<UUID> altered(long first) throws SQLException {
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement state =
          connection.prepareStatement("set transaction isolation level repeatable read")) {
        state.execute();
      }
      Stretch stored = load(connection, List.of(first)).get(first);
      if (stored == null) {
        return Optional.empty();
      }
      Stretch said = read(connection, first);
      OptionalInt at = stored.difference(said);
      if (at.isPresent()) {
        return nearest(connection, first + at.getAsInt());
      }
      return bounded(connection, first, said) ? Optional.empty() : nearest(connection, first);
    }
  }

  /** Whether a stretch is full, and is said to begin and end in time as what is in it does. */
  private static boolean bounded(Connection connection, long first, Stretch said)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select earliest, latest, exists (select from log where year = ? and size >= ?)"
                + " from record_stretch where first = ?")) {
      select.setLong(1, first / RecordStore.PLACES);
      select.setLong(2, first % RecordStore.PLACES + Stretch.PLACES);
      select.setLong(3, first);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            && row.getBoolean(3)
            && instant(row, 1).equals(said.earliest())
            && instant(row, 2).equals(said.latest());
      }
    }
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static Optional<UUID> nearest(Connection connection, long place) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select id from record where %1$s <= ? order by %1$s desc limit 1"
                .formatted(RecordStore.PLACE))) {
      select.setLong(1, place);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
      }
    }
  }

  /** Forgets a stretch, so that it is described anew. */
  @Transactional(rollbackOn = Exception.class)
  public void forget(long first) throws SQLException {
    try (Connection connection = database.getConnection()) {
      forget(connection, List.of(first));
    }
  }

  /** Waits for nobody: who erases may in turn wait for others. */
  private static boolean alone(Connection connection) throws SQLException {
    try (PreparedStatement lock =
            connection.prepareStatement("select pg_try_advisory_xact_lock(" + LOCK + ")");
        ResultSet row = lock.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** A log's size is set in the transaction that places its records: up to there all are seen. */
  private static OptionalLong due(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                """
                select place from log cross join lateral
                  (select year * 1000000000000 + n * 4096 as place
                    from generate_series(0, size / 4096 - 1) n) full_one
                where not exists (select from record_stretch where first = place)
                order by place desc limit 1
                """);
        ResultSet row = select.executeQuery()) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
  }

  /** Keeps stretches from being described until the caller's transaction has ended. */
  static void hold(Connection connection) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("select pg_advisory_xact_lock_shared(" + LOCK + ")")) {
      lock.execute();
    }
  }

  /**
   * Forgets the stretches of these places, which are being erased. Takes part in the caller's
   * transaction, which {@link #hold}s since before it erased.
   */
  static void forget(Connection connection, Collection<Long> places) throws SQLException {
    Object[] stretches = places.stream().map(Stretch::first).distinct().toArray();
    try (PreparedStatement delete =
        connection.prepareStatement(
            // In one order, so that two never wait for each other.
            "delete from record_stretch where first in (select first from record_stretch"
                + " where first = any(?) order by first for update)")) {
      delete.setArray(1, connection.createArrayOf("bigint", stretches));
      delete.executeUpdate();
    }
  }

  /**
   * Goes through all stretches in which something may have happened in this time, in no order, also
   * those that are not full or not described. Takes part in the caller's transaction, in which
   * nothing may have been asked yet: all that is seen of the database is one state of it.
   *
   * @param from not before
   * @param to before
   * @param before up to before this place; what lies behind it in the last stretch is there too
   * @param seen is given each stretch and the place at which it begins
   */
  public void visit(Instant from, Instant to, long before, BiConsumer<Long, Stretch> seen)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement state =
          connection.prepareStatement("set transaction isolation level repeatable read")) {
        state.execute();
      }
      List<Long> described = new ArrayList<>();
      List<Long> others = new ArrayList<>();
      try (PreparedStatement select =
          connection.prepareStatement(
              """
              select place, s.first is not null from log cross join lateral
                (select year * 1000000000000 + n * 4096 as place
                  from generate_series(0, (size - 1) / 4096) n) each_one
                left join record_stretch s on s.first = place
              where size > 0 and place < ? and (s.first is null or s.latest >= ? and s.earliest < ?)
              order by place
              """)) {
        select.setLong(1, before);
        select.setObject(2, from.atOffset(ZoneOffset.UTC));
        select.setObject(3, to.atOffset(ZoneOffset.UTC));
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            (rows.getBoolean(2) ? described : others).add(rows.getLong(1));
          }
        }
      }
      for (int i = 0; i < described.size(); i += CHUNK) {
        List<Long> some = described.subList(i, Math.min(i + CHUNK, described.size()));
        load(connection, some).forEach(seen);
      }
      for (long first : others) {
        seen.accept(first, read(connection, first));
      }
    }
  }

  /** Described stretches, by the place at which each begins. */
  private static Map<Long, Stretch> load(Connection connection, List<Long> firsts)
      throws SQLException {
    Map<Long, Stretch> stretches = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select first, times from record_stretch where first = any(?)")) {
      select.setArray(1, connection.createArrayOf("bigint", firsts.toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          stretches.put(rows.getLong(1), Stretch.stored(rows.getBytes(2)));
        }
      }
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "select first, term, bits from record_mark where first = any(?)")) {
      select.setArray(1, connection.createArrayOf("bigint", firsts.toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Stretch stretch = stretches.get(rows.getLong(1));
          if (stretch != null) {
            stretch.stored(rows.getString(2), rows.getBytes(3));
          }
        }
      }
    }
    return stretches;
  }

  private static Stretch read(Connection connection, long first) throws SQLException {
    Stretch stretch = new Stretch();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            select %1$s as place, at, agency, owners, recipients, sides, agreement, articles,
              operation, decision
            from record where %1$s >= ? and %1$s < ?
            """
                .formatted(RecordStore.PLACE))) {
      select.setLong(1, first);
      select.setLong(2, first + Stretch.PLACES);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          int at = (int) (rows.getLong("place") - first);
          OffsetDateTime time = rows.getObject("at", OffsetDateTime.class);
          if (time != null) {
            stretch.happened(at, time.toInstant());
          }
          stretch.mark(at, Stretch.AGENCY, rows.getString("agency"));
          stretch.mark(at, Stretch.OWNER, texts(rows, "owners"));
          stretch.mark(at, Stretch.RECIPIENT, texts(rows, "recipients"));
          stretch.mark(at, Stretch.SIDE, texts(rows, "sides"));
          stretch.mark(at, Stretch.AGREEMENT, rows.getString("agreement"));
          stretch.mark(at, Stretch.ARTICLE, texts(rows, "articles"));
          stretch.mark(at, Stretch.OPERATION, rows.getString("operation"));
          stretch.mark(at, Stretch.DECISION, rows.getString("decision"));
        }
      }
    }
    return stretch;
  }

  private static List<String> texts(ResultSet rows, String column) throws SQLException {
    return Arrays.asList((String[]) rows.getArray(column).getArray());
  }

  private static void save(Connection connection, long first, Stretch stretch) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into record_stretch (first, earliest, latest, times) values (?, ?, ?, ?)")) {
      insert.setLong(1, first);
      insert.setObject(2, time(stretch.earliest()), Types.TIMESTAMP_WITH_TIMEZONE);
      insert.setObject(3, time(stretch.latest()), Types.TIMESTAMP_WITH_TIMEZONE);
      insert.setBytes(4, stretch.times());
      insert.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into record_mark (first, term, bits) values (?, ?, ?)")) {
      for (Map.Entry<String, BitSet> mark : stretch.marks().entrySet()) {
        insert.setLong(1, first);
        insert.setString(2, mark.getKey());
        insert.setBytes(3, Stretch.bytes(mark.getValue()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static @Nullable OffsetDateTime time(Optional<Instant> instant) {
    return instant.map(i -> i.atOffset(ZoneOffset.UTC)).orElse(null);
  }
}
