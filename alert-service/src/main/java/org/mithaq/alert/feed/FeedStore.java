package org.mithaq.alert.feed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.agreement.Register;
import org.mithaq.alert.agreement.Standing;
import org.mithaq.alert.notice.Notice;
import org.mithaq.alert.notice.NoticeMapper;
import org.mithaq.alert.outbox.DisclosureRecord;
import org.mithaq.alert.outbox.OutboxStore;

/**
 * Takes notices into the feeds. Number, body, disclosure record and the place in the topic are
 * written in one transaction; a notice that was taken before is taken for nothing.
 */
@ApplicationScoped
public class FeedStore {

  private final DataSource database;
  private final OutboxStore outbox;
  private final Register register;
  private final Clock clock;

  @Inject
  FeedStore(DataSource database, OutboxStore outbox, Register register, Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.register = register;
    this.clock = clock;
  }

  /**
   * A notice at its place in the topic.
   *
   * @param offset its place
   * @param told the notice, or null when it cannot be read or is a tombstone
   */
  public record Arrival(long offset, NoticeMapper.@Nullable Told told) {}

  /** Where to go on reading, for each partition that was read before. */
  @Transactional(rollbackOn = SQLException.class)
  public Map<Integer, Long> offsets(String topic) throws SQLException {
    Map<Integer, Long> offsets = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select part, next from feed_offset where topic = ?")) {
      select.setString(1, topic);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          offsets.put(rows.getInt("part"), rows.getLong("next"));
        }
      }
    }
    return offsets;
  }

  /**
   * Takes in what one partition brought.
   *
   * @param next where to go on reading
   * @return how far the feeds reach that have grown
   */
  @Transactional(rollbackOn = SQLException.class)
  public Map<String, Long> take(String topic, int partition, List<Arrival> arrivals, long next)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      long from = lockOffset(connection, topic, partition);
      List<NoticeMapper.Told> all = new ArrayList<>();
      for (Arrival arrival : arrivals) {
        if (arrival.offset() >= from && arrival.told() != null) {
          all.add(arrival.told());
        }
      }
      Map<Key, Held> held = find(connection, all);
      Writer writer = new Writer(connection);
      for (NoticeMapper.Told told : all) {
        Notice notice = told.notice();
        Key key = new Key(told.agency(), notice.id());
        Held before = held.get(key);
        if (before != null && before.version() >= notice.version()) {
          continue;
        }
        if (notice.recall() != null
            && before == null
            && !hasTold(connection, held, told.agency(), notice.recall().notices())) {
          // What it takes back never entered the feed: there is nothing to take back.
          continue;
        }
        List<String> owners =
            notice.isOpen() || before == null ? notice.agencies() : before.owners();
        int fed = before == null ? 0 : before.fedVersion();
        Instant fedAt = before == null ? null : before.fedAt();
        Held now =
            new Held(
                notice.version(),
                fed,
                fedAt,
                notice.isOpen(),
                notice.agreement(),
                notice.articles(),
                owners);
        now = feed(writer, key, now);
        held.put(key, now);
        writer.putNotice(key, notice, now);
      }
      writer.write();
      moveOffset(connection, topic, partition, Math.max(from, next));
      return writer.heads;
    }
  }

  /**
   * Feeds what was held back and is permitted by now. What is not is looked at as a whole only: who
   * has left for good leaves more and more behind.
   *
   * @param limit how many at most
   * @return how far the feeds reach that have grown
   */
  @Transactional(rollbackOn = SQLException.class)
  public Map<String, Long> feedWithheld(int limit) throws SQLException {
    try (Connection connection = database.getConnection()) {
      Writer writer = new Writer(connection);
      for (Terms terms : withheldUnder(connection)) {
        if (register.standing(terms.agency(), terms.agreement(), terms.articles())
            instanceof Standing.Permitted) {
          for (Map.Entry<Key, Held> each :
              withheld(connection, terms, limit - writer.events).entrySet()) {
            Held now = feed(writer, each.getKey(), each.getValue());
            if (now.fedVersion() != each.getValue().fedVersion()) {
              writer.putFed(each.getKey(), now);
            }
          }
        }
      }
      writer.write();
      return writer.heads;
    }
  }

  /** Whether any notice waits to be permitted. */
  @Transactional(rollbackOn = SQLException.class)
  public boolean hasWithheld() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select exists (select from notice where fed_version < version)");
        ResultSet row = select.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** How far an agency's feed reaches. */
  @Transactional(rollbackOn = SQLException.class)
  public long head(String agency) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select sequence from feed_head where agency = ?")) {
      select.setString(1, agency);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  /**
   * The events of an agency after a number, in order. One statement, which needs no transaction.
   */
  public List<FeedEvent> after(String agency, long sequence, int limit) throws SQLException {
    String sql =
        """
        select e.sequence, e.notice, e.version, n.version as newest, n.agreement, n.articles, n.body
        from feed_event e join notice n on n.agency = e.agency and n.id = e.notice
        where e.agency = ? and e.sequence > ? order by e.sequence limit ?
        """;
    List<FeedEvent> events = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, agency);
      select.setLong(2, sequence);
      select.setInt(3, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          boolean newest = rows.getInt("version") == rows.getInt("newest");
          events.add(
              new FeedEvent(
                  rows.getLong("sequence"),
                  rows.getString("notice"),
                  rows.getInt("version"),
                  rows.getString("agreement"),
                  texts(rows.getArray("articles")),
                  newest ? rows.getString("body") : null));
        }
      }
    }
    return events;
  }

  /** Commits the record of a feed connection; only then may its first event leave. */
  public void record(DisclosureRecord connection) throws SQLException {
    outbox.record(connection);
  }

  /** Lets the version enter the feed, if that is permitted now. */
  private Held feed(Writer writer, Key key, Held held) throws SQLException {
    if (!held.open() && held.fedAt() == null) {
      // It came and went unseen: the agency was never told, so there is nothing to take back.
      return held.passed();
    }
    if (register.standing(key.agency(), held.agreement(), held.articles())
        instanceof Standing.Permitted permitted) {
      Instant now = clock.instant();
      writer.putEvent(key, held, permitted.agreementVersion(), now);
      return held.fed(now);
    }
    return held;
  }

  /** Whether any of these notices has entered the agency's feed. */
  private static boolean hasTold(
      Connection connection, Map<Key, Held> held, String agency, List<String> notices)
      throws SQLException {
    for (String notice : notices) {
      Key key = new Key(agency, notice);
      Held each = held.containsKey(key) ? held.get(key) : find(connection, key);
      if (each != null && each.fedAt() != null) {
        return true;
      }
    }
    return false;
  }

  private static long lockOffset(Connection connection, String topic, int partition)
      throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                "insert into feed_offset (topic, part, next) values (?, ?, 0)"
                    + " on conflict do nothing");
        PreparedStatement select =
            connection.prepareStatement(
                "select next from feed_offset where topic = ? and part = ? for update")) {
      insert.setString(1, topic);
      insert.setInt(2, partition);
      insert.executeUpdate();
      select.setString(1, topic);
      select.setInt(2, partition);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("the offset is gone");
        }
        return row.getLong(1);
      }
    }
  }

  private static void moveOffset(Connection connection, String topic, int partition, long next)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update feed_offset set next = ? where topic = ? and part = ?")) {
      update.setLong(1, next);
      update.setString(2, topic);
      update.setInt(3, partition);
      update.executeUpdate();
    }
  }

  private static @Nullable Held find(Connection connection, Key key) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select version, fed_version, fed_at, state, agreement, articles, owners from notice"
                + " where agency = ? and id = ? for update")) {
      select.setString(1, key.agency());
      select.setString(2, key.notice());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? held(row) : null;
      }
    }
  }

  /** How these notices stand, those that are new left out. */
  private static Map<Key, Held> find(Connection connection, List<NoticeMapper.Told> all)
      throws SQLException {
    Map<Key, Held> found = new HashMap<>();
    if (all.isEmpty()) {
      return found;
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            select n.agency, n.id, n.version, n.fed_version, n.fed_at, n.state, n.agreement,
              n.articles, n.owners
            from notice n join (select distinct * from unnest(?, ?) as k (agency, id)) k
              on n.agency = k.agency and n.id = k.id
            order by n.agency, n.id for update of n
            """)) {
      select.setArray(
          1,
          connection.createArrayOf(
              "text", all.stream().map(NoticeMapper.Told::agency).toArray(String[]::new)));
      select.setArray(
          2,
          connection.createArrayOf(
              "text", all.stream().map(told -> told.notice().id()).toArray(String[]::new)));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.put(new Key(row.getString("agency"), row.getString("id")), held(row));
        }
      }
    }
    return found;
  }

  /** Under what terms notices are held back. */
  private static List<Terms> withheldUnder(Connection connection) throws SQLException {
    List<Terms> all = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "select distinct agency, agreement, articles from notice"
                    + " where fed_version < version order by agency, agreement, articles");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        all.add(
            new Terms(
                row.getString("agency"),
                row.getString("agreement"),
                texts(row.getArray("articles"))));
      }
    }
    return all;
  }

  private static Map<Key, Held> withheld(Connection connection, Terms terms, int limit)
      throws SQLException {
    Map<Key, Held> withheld = new LinkedHashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            select agency, id, version, fed_version, fed_at, state, agreement, articles, owners
            from notice
            where fed_version < version and agency = ? and agreement = ? and articles = ?
            order by agency, id limit ? for update
            """)) {
      select.setString(1, terms.agency());
      select.setString(2, terms.agreement());
      select.setArray(3, connection.createArrayOf("text", terms.articles().toArray()));
      select.setInt(4, Math.max(0, limit));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          withheld.put(new Key(row.getString("agency"), row.getString("id")), held(row));
        }
      }
    }
    return withheld;
  }

  private static Held held(ResultSet row) throws SQLException {
    Timestamp fedAt = row.getTimestamp("fed_at");
    return new Held(
        row.getInt("version"),
        row.getInt("fed_version"),
        fedAt == null ? null : fedAt.toInstant(),
        "open".equals(row.getString("state")),
        row.getString("agreement"),
        texts(row.getArray("articles")),
        texts(row.getArray("owners")));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  private record Key(String agency, String notice) {}

  /** Whose notice, and what has to permit it. */
  private record Terms(String agency, String agreement, List<String> articles) {}

  private record Held(
      int version,
      int fedVersion,
      @Nullable Instant fedAt,
      boolean open,
      String agreement,
      List<String> articles,
      List<String> owners) {

    /** Done with: as far as its version is concerned there is nothing to feed. */
    Held passed() {
      return new Held(version, version, fedAt, open, agreement, articles, owners);
    }

    Held fed(Instant at) {
      return new Held(version, version, at, open, agreement, articles, owners);
    }
  }

  /** Gathers what one transaction writes and writes it in batches. */
  private final class Writer {
    private final Connection connection;
    private final Map<String, Long> heads = new TreeMap<>();
    private final List<DisclosureRecord> records = new ArrayList<>();
    private final Map<Key, Notice> notices = new LinkedHashMap<>();
    private final Map<Key, Held> states = new LinkedHashMap<>();
    private final List<FeedEvent> rows = new ArrayList<>();
    private final List<String> agencies = new ArrayList<>();
    private int events;

    Writer(Connection connection) {
      this.connection = connection;
    }

    void putEvent(Key key, Held held, int agreementVersion, Instant at) throws SQLException {
      Long head = heads.get(key.agency());
      long sequence = (head == null ? lockHead(key.agency()) : head) + 1;
      heads.put(key.agency(), sequence);
      agencies.add(key.agency());
      rows.add(
          new FeedEvent(
              sequence, key.notice(), held.version(), held.agreement(), held.articles(), null));
      events++;
      records.add(
          new DisclosureRecord(
              outbox.newId(),
              at,
              DisclosureRecord.Operation.DISCLOSURE,
              null,
              key.agency(),
              null,
              held.owners(),
              List.of(key.agency()),
              List.of(new DisclosureRecord.Thing("notice", key.notice(), held.version())),
              held.agreement(),
              agreementVersion,
              held.articles(),
              null));
    }

    void putNotice(Key key, Notice notice, Held held) {
      notices.put(key, notice);
      states.put(key, held);
    }

    void putFed(Key key, Held held) {
      states.put(key, held);
    }

    void write() throws SQLException {
      writeNotices();
      writeFed();
      writeEvents();
      writeHeads();
      outbox.append(records);
    }

    private long lockHead(String agency) throws SQLException {
      try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into feed_head (agency, sequence) values (?, 0) on conflict do nothing");
          PreparedStatement select =
              connection.prepareStatement(
                  "select sequence from feed_head where agency = ? for update")) {
        insert.setString(1, agency);
        insert.executeUpdate();
        select.setString(1, agency);
        try (ResultSet row = select.executeQuery()) {
          if (!row.next()) {
            throw new SQLException("the head is gone");
          }
          return row.getLong(1);
        }
      }
    }

    private void writeNotices() throws SQLException {
      String sql =
          """
          insert into notice
            (agency, id, version, state, agreement, articles, owners, body, fed_version, fed_at, kind)
          values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          on conflict (agency, id) do update set version = excluded.version, state = excluded.state,
            articles = excluded.articles, owners = excluded.owners, body = excluded.body,
            fed_version = excluded.fed_version, fed_at = excluded.fed_at
          """;
      try (PreparedStatement upsert = connection.prepareStatement(sql)) {
        for (Map.Entry<Key, Notice> each : notices.entrySet()) {
          Notice notice = each.getValue();
          Held held = states.remove(each.getKey());
          if (held == null) {
            continue;
          }
          upsert.setString(1, each.getKey().agency());
          upsert.setString(2, notice.id());
          upsert.setInt(3, notice.version());
          upsert.setString(4, notice.state().toString());
          upsert.setString(5, notice.agreement());
          upsert.setArray(6, array(notice.articles()));
          upsert.setArray(7, array(held.owners()));
          upsert.setString(8, NoticeMapper.body(notice));
          upsert.setInt(9, held.fedVersion());
          upsert.setTimestamp(10, timestamp(held.fedAt()));
          upsert.setString(11, notice.kind().toString());
          upsert.addBatch();
        }
        upsert.executeBatch();
      }
    }

    private void writeFed() throws SQLException {
      try (PreparedStatement update =
          connection.prepareStatement(
              "update notice set fed_version = ?, fed_at = ? where agency = ? and id = ?")) {
        for (Map.Entry<Key, Held> each : states.entrySet()) {
          update.setInt(1, each.getValue().fedVersion());
          update.setTimestamp(2, timestamp(each.getValue().fedAt()));
          update.setString(3, each.getKey().agency());
          update.setString(4, each.getKey().notice());
          update.addBatch();
        }
        update.executeBatch();
      }
    }

    private void writeEvents() throws SQLException {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into feed_event (agency, sequence, notice, version) values (?, ?, ?, ?)")) {
        for (int i = 0; i < rows.size(); i++) {
          FeedEvent row = rows.get(i);
          insert.setString(1, agencies.get(i));
          insert.setLong(2, row.sequence());
          insert.setString(3, row.notice());
          insert.setInt(4, row.version());
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }

    private void writeHeads() throws SQLException {
      try (PreparedStatement update =
          connection.prepareStatement("update feed_head set sequence = ? where agency = ?")) {
        for (Map.Entry<String, Long> head : heads.entrySet()) {
          update.setLong(1, head.getValue());
          update.setString(2, head.getKey());
          update.addBatch();
        }
        update.executeBatch();
      }
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
      return at == null ? null : Timestamp.from(at);
    }

    private Array array(Collection<String> texts) throws SQLException {
      return connection.createArrayOf("text", new TreeSet<>(texts).toArray());
    }
  }
}
