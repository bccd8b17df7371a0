package org.mithaq.bench.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL does alone: the very rows of the records, inserted in batches by one connection,
 * a durable commit each batch.
 */
final class PostgresPeer {

  /** As many rows in one transaction as the log takes at most by default. */
  private static final int BATCH = 4_000;

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "emitter",
          "number",
          "year",
          "position",
          "entry",
          "state",
          "at",
          "operation",
          "decision",
          "agency",
          "owners",
          "recipients",
          "sides",
          "agreement",
          "articles",
          "objects",
          "root",
          "wrapped_key",
          "content");

  private final Connection database;
  private final List<@Nullable Object[]> rows;

  private PostgresPeer(Connection database, List<@Nullable Object[]> rows) {
    this.database = database;
    this.rows = rows;
  }

  /** With the first rows of the log, at most so many. */
  static PostgresPeer of(Connection database, int most) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    String sql =
        "select %s from record order by year, position limit %d"
            .formatted(String.join(", ", COLUMNS), most);
    try (PreparedStatement select = database.prepareStatement(sql);
        ResultSet result = select.executeQuery()) {
      while (result.next()) {
        @Nullable Object[] row = new @Nullable Object[COLUMNS.size()];
        for (int i = 0; i < row.length; i++) {
          Object value = result.getObject(i + 1);
          row[i] = value instanceof Array array ? copied(database, array) : value;
        }
        rows.add(row);
      }
    }
    return new PostgresPeer(database, rows);
  }

  /** Detached from the answer that it came with. */
  private static Array copied(Connection database, Array array) throws SQLException {
    return database.createArrayOf(array.getBaseTypeName(), (Object[]) array.getArray());
  }

  /** Rows a second into a table with all the indices of the records. */
  Spread indexed(int times) throws SQLException {
    return measure(times, "create table peer (like record including all)");
  }

  /** Rows a second into a table that has a primary key and nothing else. */
  Spread plain(int times) throws SQLException {
    return measure(times, "create table peer (like record, primary key (id))");
  }

  private Spread measure(int times, String create) throws SQLException {
    double[] rates = new double[times];
    for (int i = 0; i < times; i++) {
      execute("drop table if exists peer");
      execute(create);
      database.setAutoCommit(false);
      long begin = System.nanoTime();
      insert();
      rates[i] = rows.size() / ((System.nanoTime() - begin) / 1e9);
      database.setAutoCommit(true);
    }
    execute("drop table peer");
    return new Spread(rates);
  }

  private void insert() throws SQLException {
    String sql =
        "insert into peer (%s) values (%s)"
            .formatted(
                String.join(", ", COLUMNS),
                String.join(", ", Collections.nCopies(COLUMNS.size(), "?")));
    try (PreparedStatement insert = database.prepareStatement(sql)) {
      int batched = 0;
      for (@Nullable Object[] row : rows) {
        for (int i = 0; i < row.length; i++) {
          insert.setObject(i + 1, row[i]);
        }
        insert.addBatch();
        if (++batched % BATCH == 0) {
          insert.executeBatch();
          database.commit();
        }
      }
      insert.executeBatch();
      database.commit();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }
}
