package org.mithaq.audit.log;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What somebody does to the log in PostgreSQL who may write everything there: to the entries, to
 * the tree, to the log's size and root, or to all of them so that they agree with each other.
 *
 * @param name what is done, and where
 * @param act does it
 */
record Tampering(String name, Act act) {

  /** So many more than an emitter will ever have here. */
  private static final int FAR = 1_000_000;

  interface Act {
    void in(Connection connection) throws SQLException;
  }

  private static Tampering sql(String name, String... statements) {
    return new Tampering(
        name,
        connection -> {
          try (Statement statement = connection.createStatement()) {
            for (String one : statements) {
              statement.execute(one);
            }
          }
        });
  }

  /** All of them, each at several places of a log of this size that ends within a tile. */
  static List<Tampering> all(long size, List<MerkleTree.TileId> tiles) {
    Set<Long> places = new TreeSet<>(List.of(0L, 127L, 255L, 256L, size / 2, size - 2));
    List<Tampering> all = new ArrayList<>();
    places.forEach(place -> all.addAll(ofEntries(place, size)));
    tiles.forEach(tile -> all.addAll(ofTile(tile)));
    all.add(swappedTiles(0, 1));
    all.add(swappedTiles(1, 2));
    all.addAll(ofLog());
    places.forEach(place -> all.addAll(ofEverything(place.intValue())));
    return all;
  }

  private static List<Tampering> ofEntries(long place, long size) {
    return List.of(
        sql("delete entry " + place, "delete from record where position = " + place),
        sql(
            "delete entry " + place + " and close up",
            "delete from record where position = " + place,
            "update record set position = position + %d where position > %d".formatted(FAR, place),
            "update record set position = position - %d where position > %d"
                .formatted(FAR + 1, FAR),
            "update log set size = size - 1"),
        swappedEntries(place, place + 1),
        sql(
            "change entry " + place,
            "update record set entry = set_byte(entry, 60, get_byte(entry, 60) # 1) where position = "
                + place),
        sql("append entry " + place, copy(place, size), "update log set size = size + 1"),
        sql(
            "append entry " + place + " and its leaf",
            copy(place, size),
            """
            update tile set hashes = hashes ||
              (select sha256('\\x00'::bytea || entry) from record where position = %d)
            where level = 0 and position = %d
            """
                .formatted(place, size / TilePath.WIDTH),
            "update log set size = size + 1"));
  }

  private static String copy(long place, long to) {
    return """
        insert into record (id, emitter, number, year, position, entry, state, owners, recipients,
          sides, articles, objects, root, wrapped_key, content)
        select gen_random_uuid(), emitter, number + %d, year, %d, entry, state, owners, recipients,
          sides, articles, objects, root, wrapped_key, content
        from record where position = %d
        """
        .formatted(FAR, to, place);
  }

  private static Tampering swappedEntries(long one, long other) {
    return sql(
        "swap entries %d and %d".formatted(one, other),
        """
        update record a set entry = b.entry from record b
        where a.position in (%1$d, %2$d) and b.position = %1$d + %2$d - a.position
        """
            .formatted(one, other));
  }

  private static Tampering swappedTiles(long one, long other) {
    return sql(
        "swap tiles %d and %d of level 0".formatted(one, other),
        """
        update tile a set hashes = b.hashes from tile b where a.level = 0 and b.level = 0
          and a.position in (%1$d, %2$d) and b.position = %1$d + %2$d - a.position
        """
            .formatted(one, other));
  }

  private static List<Tampering> ofTile(MerkleTree.TileId tile) {
    String name = " tile %d of level %d".formatted(tile.position(), tile.level());
    String where = " where level = %d and position = %d".formatted(tile.level(), tile.position());
    return List.of(
        sql(
            "change the first hash of" + name,
            "update tile set hashes = set_byte(hashes, 7, get_byte(hashes, 7) # 1)" + where),
        sql(
            "change the last hash of" + name,
            "update tile set hashes = set_byte(hashes, length(hashes) - 7,"
                + " get_byte(hashes, length(hashes) - 7) # 128)"
                + where),
        sql(
            "swap two hashes of" + name,
            "update tile set hashes = substr(hashes, 33, 32) || substr(hashes, 1, 32)"
                + " || substr(hashes, 65)"
                + where),
        sql(
            "delete the last hash of" + name,
            "update tile set hashes = substr(hashes, 1, length(hashes) - 32)" + where),
        sql("delete" + name, "delete from tile" + where));
  }

  private static List<Tampering> ofLog() {
    return List.of(
        sql("say one entry less", "update log set size = size - 1"),
        sql("say one entry more", "update log set size = size + 1"),
        sql("say another root", "update log set root = sha256('other')"),
        sql("say that it is empty", "update log set size = 0, root = sha256('')"),
        sql("say that it is another log", "update log set origin = 'other.example/2026'"));
  }

  private static List<Tampering> ofEverything(int place) {
    return List.of(
        rewritten("delete entry " + place, entries -> entries.remove(place)),
        rewritten("swap entry " + place, entries -> entries.add(place, entries.remove(place + 1))),
        rewritten("append entry " + place, entries -> entries.add(entries.get(place))),
        rewritten(
            "change entry " + place,
            entries -> {
              byte[] changed = entries.get(place).clone();
              // Within the id: an entry like any other.
              int at = new String(changed, StandardCharsets.US_ASCII).indexOf("\"id\":\"");
              changed[at + 6] = (byte) (changed[at + 6] == 'a' ? 'b' : 'a');
              entries.set(place, changed);
            }));
  }

  /** The entries are changed, and the tree and the root made anew to fit. */
  private static Tampering rewritten(String name, Consumer<List<byte[]>> change) {
    return new Tampering(
        name + ", and make the tree anew",
        connection -> {
          List<byte[]> before = entries(connection);
          List<byte[]> after = new ArrayList<>(before);
          change.accept(after);
          try (Statement statement = connection.createStatement()) {
            if (after.size() > before.size()) {
              statement.execute(copy(0, before.size()));
            }
            statement.execute("delete from record where position >= " + after.size());
            statement.execute("delete from tile");
          }
          write(connection, before, after);
        });
  }

  private static List<byte[]> entries(Connection connection) throws SQLException {
    List<byte[]> entries = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select entry from record where position is not null order by position")) {
      while (rows.next()) {
        entries.add(rows.getBytes(1));
      }
    }
    return entries;
  }

  private static void write(Connection connection, List<byte[]> before, List<byte[]> after)
      throws SQLException {
    MerkleTree tree =
        MerkleTree.of(
            0,
            tile -> {
              throw new AssertionError("an empty tree reads no tile");
            });
    List<Long> places = new ArrayList<>();
    List<byte[]> changed = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      tree.append(Merkle.leaf(after.get(i)));
      if (i >= before.size() || !Arrays.equals(before.get(i), after.get(i))) {
        places.add((long) i);
        changed.add(after.get(i));
      }
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "update record set entry = new.entry from unnest(?::bigint[], ?::bytea[])"
                + " as new (position, entry) where record.position = new.position")) {
      update.setArray(1, connection.createArrayOf("bigint", places.toArray()));
      update.setArray(2, connection.createArrayOf("bytea", changed.toArray(byte[][]::new)));
      update.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into tile (year, level, position, hashes) select year, ?, ?, ? from log")) {
      for (Map.Entry<MerkleTree.TileId, byte[]> tile : tree.changed().entrySet()) {
        insert.setInt(1, tile.getKey().level());
        insert.setLong(2, tile.getKey().position());
        insert.setBytes(3, tile.getValue());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    try (PreparedStatement update =
        connection.prepareStatement("update log set size = ?, root = ?")) {
      update.setLong(1, tree.size());
      update.setBytes(2, tree.root());
      update.executeUpdate();
    }
  }
}
