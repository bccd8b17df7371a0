package org.mithaq.audit.record;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Records in PostgreSQL. Every method takes part in the caller's transaction. */
@ApplicationScoped
public class RecordStore {

  static final String COLUMNS =
      "id, emitter, state, number, year, position, entry, root, wrapped_key, content, at,"
          + " operation, decision, agency, owners, recipients, sides, agreement, articles, objects";

  /** Year and position in one number, written as the indices have it. */
  public static final String PLACE = "(year::bigint * 1000000000000 + position)";

  /** So many places a log has at most. */
  public static final long PLACES = 1_000_000_000_000L;

  private final DataSource database;

  /** A store in this database. */
  public RecordStore(DataSource database) {
    this.database = database;
  }

  /** Adds a record that waits for its place in the log. */
  public void add(Prepared record) throws SQLException {
    insert(List.of(record), List.of());
  }

  /** Adds records with their places. */
  public void addAll(List<Placed> records) throws SQLException {
    insert(
        records.stream().map(Placed::record).toList(),
        records.stream().map(Placed::place).toList());
  }

  private void insert(List<Prepared> records, List<Place> places) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into record (id, emitter, number, year, position, entry, state, at, operation,
                  decision, agency, owners, recipients, sides, agreement, articles, objects, root,
                  wrapped_key, content)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
      for (int i = 0; i < records.size(); i++) {
        Prepared record = records.get(i);
        Disclosure said = record.disclosure().orElse(null);
        insert.setObject(1, record.id());
        insert.setString(2, record.emitter());
        if (places.isEmpty()) {
          insert.setNull(3, Types.BIGINT);
          insert.setNull(4, Types.SMALLINT);
          insert.setNull(5, Types.BIGINT);
          insert.setNull(6, Types.BINARY);
        } else {
          Place place = places.get(i);
          insert.setLong(3, place.number());
          insert.setShort(4, (short) place.year());
          insert.setLong(5, place.position());
          insert.setBytes(6, place.entry());
        }
        insert.setString(7, said == null ? "unreadable" : "readable");
        insert.setObject(8, said == null ? null : said.at().atOffset(ZoneOffset.UTC));
        insert.setString(9, said == null ? null : said.operation().code());
        insert.setString(10, said == null ? null : said.decision().code());
        insert.setString(11, said == null ? null : said.agency());
        insert.setArray(12, texts(connection, said == null ? List.of() : said.owners()));
        insert.setArray(13, texts(connection, said == null ? List.of() : said.recipients()));
        insert.setArray(14, texts(connection, said == null ? List.of() : said.sides()));
        insert.setString(15, said == null ? null : said.agreement());
        insert.setArray(16, texts(connection, said == null ? List.of() : said.articles()));
        insert.setArray(
            17, connection.createArrayOf("bytea", record.references().toArray(byte[][]::new)));
        insert.setBytes(18, record.root());
        insert.setBytes(19, record.sealed().wrappedKey());
        insert.setBytes(20, record.sealed().content());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static Array texts(Connection connection, List<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  /** The oldest of this service's own that wait for a place, locked against other sequencers. */
  public List<Waiting> waiting(int limit) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select id, root from record where position is null and emitter = 'audit'"
                    + " order by id limit ?"
                    + " for update skip locked")) {
      select.setInt(1, limit);
      List<Waiting> waiting = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          waiting.add(new Waiting(rows.getObject(1, UUID.class), rows.getBytes(2)));
        }
      }
      return waiting;
    }
  }

  /** How many records wait for a place. */
  public long countWaiting() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select count(*) from record where position is null and emitter = 'audit'");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Gives waiting records their places. */
  public void place(Map<UUID, Place> places) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update record set number = ?, year = ?, position = ?, entry = ?"
                    + " where id = ? and position is null")) {
      for (Map.Entry<UUID, Place> e : places.entrySet()) {
        update.setLong(1, e.getValue().number());
        update.setShort(2, (short) e.getValue().year());
        update.setLong(3, e.getValue().position());
        update.setBytes(4, e.getValue().entry());
        update.setObject(5, e.getKey());
        update.addBatch();
      }
      for (int changed : update.executeBatch()) {
        if (changed != 1) {
          throw new SQLException("a waiting record is not there any more");
        }
      }
    }
  }

  /** Which of these ids are known. */
  public Set<UUID> known(Collection<UUID> ids) throws SQLException {
    Set<UUID> known = new HashSet<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select id from record where id = any(?)")) {
      select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          known.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return known;
  }

  /** The ids under which these numbers of an emitter were entered. */
  public Map<Long, UUID> numbered(String emitter, Collection<Long> numbers) throws SQLException {
    Map<Long, UUID> ids = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select number, id from record where emitter = ? and number = any(?)")) {
      select.setString(1, emitter);
      select.setArray(2, connection.createArrayOf("bigint", numbers.toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.put(rows.getLong(1), rows.getObject(2, UUID.class));
        }
      }
    }
    return ids;
  }

  /** What is there of a log's entries from one position to before another, in their order. */
  public List<byte[]> entries(int year, long from, long to) throws SQLException {
    List<byte[]> entries = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select entry from record where year = ? and position >= ? and position < ?"
                    + " order by position")) {
      select.setShort(1, (short) year);
      select.setLong(2, from);
      select.setLong(3, to);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(rows.getBytes(1));
        }
      }
    }
    return entries;
  }

  /** The entries that are there from one position of a log to before another, by position. */
  public Map<Long, byte[]> placed(int year, long from, long to) throws SQLException {
    Map<Long, byte[]> placed = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select position, entry from record where year = ? and position >= ?"
                    + " and position < ?")) {
      select.setShort(1, (short) year);
      select.setLong(2, from);
      select.setLong(3, to);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          placed.put(rows.getLong(1), rows.getBytes(2));
        }
      }
    }
    return placed;
  }

  /** The record of this id; with {@code side}, only where that agency is of its sides. */
  public Optional<StoredRecord> find(UUID id, Optional<String> side) throws SQLException {
    String where = side.isPresent() ? " and sides @> array[?]::text[]" : "";
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select " + COLUMNS + " from record where id = ?" + where)) {
      select.setObject(1, id);
      if (side.isPresent()) {
        select.setString(2, side.get());
      }
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(stored(rows)) : Optional.empty();
      }
    }
  }

  /** Those of these records that are there, in no order. */
  public List<StoredRecord> findAll(Collection<UUID> ids) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select " + COLUMNS + " from record where id = any(?)")) {
      select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      List<StoredRecord> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(stored(rows));
        }
      }
      return found;
    }
  }

  /** The oldest records of the log from a place on, in the order of their places. */
  public List<StoredRecord> from(long place, int limit) throws SQLException {
    String sql =
        "select %1$s from record where %2$s >= ? order by %2$s limit ?".formatted(COLUMNS, PLACE);
    try (Connection connection = database.getConnection()) {
      return list(connection, sql, List.of(place), limit);
    }
  }

  /** A place in the log in one number, as {@link #PLACE} has it. */
  public static long place(Place place) {
    return place.year() * PLACES + place.position();
  }

  /**
   * A page of the records about any of these objects that are in the log, the newest first.
   *
   * @param references the objects' keyed references
   * @param except the emitter whose records do not count: readings of the log are not acts on what
   *     it tells of
   */
  public List<StoredRecord> about(
      Collection<byte[]> references,
      String except,
      Optional<String> side,
      Optional<RecordCursor> after,
      int limit)
      throws SQLException {
    StringBuilder where = new StringBuilder("position is not null");
    List<Object> values = new ArrayList<>();
    side.ifPresent(own -> and(where, values, "sides @> array[?]::text[]", own));
    after.ifPresent(c -> and(where, values, PLACE + " < ?", place(c)));
    // What is about the objects is found first: else the planner, which cannot know how few it is,
    // may walk through the whole log for it, from its end.
    String sql =
        """
        with about as materialized (select id from record where objects && ? and emitter <> ?)
        select %s from record where id in (select id from about) and %s order by %s desc limit ?
        """
            .formatted(COLUMNS, where, PLACE);
    try (Connection connection = database.getConnection()) {
      values.add(0, connection.createArrayOf("bytea", references.toArray(byte[][]::new)));
      values.add(1, except);
      return list(connection, sql, values, limit);
    }
  }

  /** The place of a cursor, in one number. */
  static long place(RecordCursor cursor) {
    return cursor.year() * PLACES + cursor.position();
  }

  /** The records that a statement selects, whose last parameter is how many at most. */
  static List<StoredRecord> list(Connection connection, String sql, List<Object> values, int limit)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int at = 1;
      for (Object value : values) {
        select.setObject(at++, value);
      }
      select.setInt(at, limit);
      List<StoredRecord> page = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          page.add(stored(rows));
        }
      }
      return page;
    }
  }

  private static void and(
      StringBuilder where, List<Object> values, String condition, Object value) {
    where.append(" and ").append(condition);
    values.add(value);
  }

  private static StoredRecord stored(ResultSet rows) throws SQLException {
    long number = rows.getLong("number");
    Optional<Place> place =
        rows.wasNull()
            ? Optional.empty()
            : Optional.of(
                new Place(
                    number,
                    rows.getShort("year"),
                    rows.getLong("position"),
                    rows.getBytes("entry")));
    byte @Nullable [] content = rows.getBytes("content");
    Optional<SealedContent> sealed =
        content == null
            ? Optional.empty()
            : Optional.of(new SealedContent(rows.getBytes("wrapped_key"), content));
    return new StoredRecord(
        rows.getObject("id", UUID.class),
        rows.getString("emitter"),
        StoredRecord.State.valueOf(rows.getString("state").toUpperCase(Locale.ROOT)),
        place,
        rows.getBytes("root"),
        sealed,
        clear(rows));
  }

  private static InClear clear(ResultSet rows) throws SQLException {
    OffsetDateTime at = rows.getObject("at", OffsetDateTime.class);
    List<String> objects = new ArrayList<>();
    for (byte @Nullable [] reference : (byte[][]) rows.getArray("objects").getArray()) {
      objects.add(reference == null ? "" : HexFormat.of().formatHex(reference));
    }
    return new InClear(
        at == null ? null : at.toInstant(),
        rows.getString("operation"),
        rows.getString("decision"),
        rows.getString("agency"),
        texts(rows, "owners"),
        texts(rows, "recipients"),
        texts(rows, "sides"),
        rows.getString("agreement"),
        texts(rows, "articles"),
        objects);
  }

  private static List<String> texts(ResultSet rows, String column) throws SQLException {
    // A null, which this service never writes, is no name.
    return Arrays.stream((@Nullable String[]) rows.getArray(column).getArray())
        .map(text -> text == null ? "" : text)
        .toList();
  }
}
