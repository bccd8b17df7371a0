package org.mithaq.audit.record;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds records by what they say, the newest first, at a cost that does not depend on how many pass
 * each filter: by the {@link Stretch}es that the log has been described in, and by a walk through
 * the records where it has not been described yet. What a stretch names is looked at again before
 * it is listed, so that a stretch may be out of date without showing what is not to be shown.
 */
@ApplicationScoped
public class FilterStore {

  /** So many stretches are looked at in the first step; in each further one four times as many. */
  private static final int FEWEST = 8;

  private static final int MOST = 512;

  private final DataSource database;

  /** Finds in this database. */
  public FilterStore(DataSource database) {
    this.database = database;
  }

  /** A described stretch, and the maps of what is sought that its records say. */
  private record Described(
      long first, @Nullable Instant earliest, @Nullable Instant latest, Map<String, BitSet> marks) {

    /** Whether any of it may have happened in the filter's time. */
    boolean touches(RecordFilter filter) {
      return filter.from().isEmpty() && filter.to().isEmpty()
          || earliest != null
              && latest != null
              && filter.from().map(from -> !latest.isBefore(from)).orElse(true)
              && filter.to().map(earliest::isBefore).orElse(true);
    }

    /** Whether all that says when it happened did so in the filter's time. */
    boolean within(RecordFilter filter) {
      return earliest != null
          && latest != null
          && filter.from().map(from -> !earliest.isBefore(from)).orElse(true)
          && filter.to().map(latest::isBefore).orElse(true);
    }
  }

  /** What must hold, as SQL. */
  private static final class Conditions {
    final StringBuilder sql = new StringBuilder("true");
    final List<Object> values = new ArrayList<>();

    static Conditions of(RecordFilter filter, Optional<String> side) {
      Conditions all = new Conditions();
      side.ifPresent(own -> all.and("sides @> array[?]::text[]", own));
      filter.agency().ifPresent(v -> all.and("agency = ?", v));
      filter
          .recipient()
          .ifPresent(
              v -> {
                all.and("recipients @> array[?]::text[]", v);
                side.filter(own -> !own.equals(v))
                    .ifPresent(
                        own -> all.and("(agency = ? or owners @> array[?]::text[])", own, own));
              });
      filter.agreement().ifPresent(v -> all.and("agreement = ?", v));
      filter.article().ifPresent(v -> all.and("articles @> array[?]::text[]", v));
      filter.operation().ifPresent(v -> all.and("operation = ?", v.code()));
      filter.from().ifPresent(v -> all.and("at >= ?", v.atOffset(ZoneOffset.UTC)));
      filter.to().ifPresent(v -> all.and("at < ?", v.atOffset(ZoneOffset.UTC)));
      return all;
    }

    private void and(String condition, Object... given) {
      sql.append(" and ").append(condition);
      values.addAll(List.of(given));
    }
  }

  /**
   * A page of records that are in the log, the newest first. Takes part in the caller's
   * transaction.
   *
   * @param filter which ones
   * @param side the agency whose side they must be of; empty for both sides' oversight
   * @param after where the page before ended
   * @param limit how many at most
   */
  public List<StoredRecord> page(
      RecordFilter filter, Optional<String> side, Optional<RecordCursor> after, int limit)
      throws SQLException {
    Conditions conditions = Conditions.of(filter, side);
    long before = after.map(RecordStore::place).orElse(Long.MAX_VALUE);
    List<StoredRecord> page = new ArrayList<>();
    try (Connection connection = database.getConnection()) {
      if (conditions.values.isEmpty()) {
        walk(connection, conditions, 0, before, limit, page);
        return page;
      }
      Sought sought = Sought.of(filter, side);
      int window = FEWEST;
      boolean more = true;
      while (more && page.size() < limit) {
        List<Described> described = described(connection, sought, before, window);
        more = described.size() == window;
        Map<Long, BitSet> candidates = candidates(connection, described, sought, filter);
        List<Long> places = new ArrayList<>();
        for (Described stretch : described) {
          long end = stretch.first() + Stretch.PLACES;
          if (end < before) {
            look(connection, conditions, places, limit, page);
            places.clear();
            walk(connection, conditions, end, before, limit, page);
          }
          BitSet bits = candidates.getOrDefault(stretch.first(), new BitSet());
          int from = (int) Math.min(before - stretch.first(), Stretch.PLACES);
          for (int i = bits.previousSetBit(from - 1); i >= 0; i = bits.previousSetBit(i - 1)) {
            places.add(stretch.first() + i);
          }
          before = stretch.first();
        }
        look(connection, conditions, places, limit, page);
        window = Math.min(window * 4, MOST);
      }
      walk(connection, conditions, 0, before, limit, page);
      return page;
    }
  }

  /**
   * The newest described stretches that begin before a place. One statement: between two of them a
   * stretch might be forgotten, and all of it would be passed over.
   */
  private static List<Described> described(
      Connection connection, Sought sought, long before, int most) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            select s.first, s.earliest, s.latest, m.term, m.bits
            from (select first, earliest, latest from record_stretch where first < ?
                order by first desc limit ?) s
              left join record_mark m on m.first = s.first and m.term = any(?)
            order by s.first desc
            """)) {
      select.setLong(1, before);
      select.setInt(2, most);
      select.setArray(3, connection.createArrayOf("text", sought.terms().toArray()));
      List<Described> described = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          long first = rows.getLong(1);
          if (described.isEmpty() || described.getLast().first() != first) {
            described.add(
                new Described(first, instant(rows, 2), instant(rows, 3), new HashMap<>()));
          }
          String term = rows.getString(4);
          if (term != null) {
            described.getLast().marks().put(term, BitSet.valueOf(rows.getBytes(5)));
          }
        }
      }
      return described;
    }
  }

  private static @Nullable Instant instant(ResultSet rows, int column) throws SQLException {
    OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** Which records of these stretches pass, by all that has been described of them. */
  private static Map<Long, BitSet> candidates(
      Connection connection, List<Described> described, Sought sought, RecordFilter filter)
      throws SQLException {
    Map<Long, BitSet> candidates = new HashMap<>();
    boolean timed = filter.from().isPresent() || filter.to().isPresent();
    List<Long> cut = new ArrayList<>();
    for (Described stretch : described) {
      BitSet bits = stretch.touches(filter) ? sought.in(stretch.marks()) : new BitSet();
      if (!bits.isEmpty()) {
        candidates.put(stretch.first(), bits);
        if (timed && !stretch.within(filter)) {
          cut.add(stretch.first());
        }
      }
    }
    cut(connection, cut, candidates, filter);
    return candidates;
  }

  /**
   * Leaves of the candidates of these stretches those that happened in the filter's time. All of a
   * stretch that has been forgotten meanwhile are left: each is looked at before it is listed.
   */
  private static void cut(
      Connection connection,
      List<Long> stretches,
      Map<Long, BitSet> candidates,
      RecordFilter filter)
      throws SQLException {
    if (stretches.isEmpty()) {
      return;
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "select first, times from record_stretch where first = any(?)")) {
      select.setArray(1, connection.createArrayOf("bigint", stretches.toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          candidates
              .getOrDefault(rows.getLong(1), new BitSet())
              .and(Stretch.within(rows.getBytes(2), filter.from(), filter.to()));
        }
      }
    }
  }

  /** Lists of these places, the newest first, what passes, until the page is full. */
  private static void look(
      Connection connection,
      Conditions conditions,
      List<Long> places,
      int limit,
      List<StoredRecord> page)
      throws SQLException {
    int next = 0;
    while (next < places.size() && page.size() < limit) {
      int end = Math.min(next + limit - page.size(), places.size());
      Array some =
          connection.createArrayOf("bigint", places.subList(next, end).toArray(new Long[0]));
      list(connection, conditions, RecordStore.PLACE + " = any(?)", List.of(some), limit, page);
      next = end;
    }
  }

  /** Lists from one place to before another what passes, until the page is full. */
  private static void walk(
      Connection connection,
      Conditions conditions,
      long from,
      long before,
      int limit,
      List<StoredRecord> page)
      throws SQLException {
    if (from < before && page.size() < limit) {
      String where = RecordStore.PLACE + " >= ? and " + RecordStore.PLACE + " < ?";
      list(connection, conditions, where, List.of(from, before), limit, page);
    }
  }

  private static void list(
      Connection connection,
      Conditions conditions,
      String where,
      List<Object> values,
      int limit,
      List<StoredRecord> page)
      throws SQLException {
    String sql =
        "select %s from record where %s and %s order by %s desc limit ?"
            .formatted(RecordStore.COLUMNS, where, conditions.sql, RecordStore.PLACE);
    List<Object> all = new ArrayList<>(values);
    all.addAll(conditions.values);
    page.addAll(RecordStore.list(connection, sql, all, limit - page.size()));
  }
}
