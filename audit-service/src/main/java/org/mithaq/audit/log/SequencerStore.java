package org.mithaq.audit.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.mithaq.audit.reconciliation.Reconciliation;
import org.mithaq.audit.reconciliation.ReconciliationStore;
import org.mithaq.audit.reconciliation.Statement;
import org.mithaq.audit.reconciliation.Tally;
import org.mithaq.audit.record.Place;
import org.mithaq.audit.record.Placed;
import org.mithaq.audit.record.Prepared;
import org.mithaq.audit.record.RecordIntake;
import org.mithaq.audit.record.RecordStore;
import org.mithaq.audit.record.Waiting;

/** The log in PostgreSQL: one transaction a batch, from the lock to the root. */
@ApplicationScoped
public class SequencerStore {

  private final DataSource database;
  private final RecordStore records;
  private final RecordIntake intake;
  private final ReconciliationStore reconciliations;
  private final LogSettings settings;
  private final Clock clock;
  private final Step.Watch watch;

  /** A store in this database. */
  public SequencerStore(
      DataSource database,
      RecordStore records,
      RecordIntake intake,
      ReconciliationStore reconciliations,
      LogSettings settings,
      Clock clock,
      Step.Watch watch) {
    this.database = database;
    this.records = records;
    this.intake = intake;
    this.reconciliations = reconciliations;
    this.settings = settings;
    this.clock = clock;
    this.watch = watch;
  }

  /**
   * How far an emitter is.
   *
   * @param number its last number in the log
   * @param offset from where its topic is read next
   */
  public record Reached(long number, long offset) {}

  private static final class Emitter {
    final String name;
    long number;
    byte[] leaf;
    long offset;
    Optional<Tally> tally;
    boolean changed;

    Emitter(String name, long number, byte[] leaf, long offset, Optional<Tally> tally) {
      this.name = name;
      this.number = number;
      this.leaf = leaf;
      this.offset = offset;
      this.tally = tally;
    }

    /** One that nothing is known of. This service sends itself nothing that could differ. */
    static Emitter of(String name) {
      return new Emitter(
          name,
          0,
          new byte[Merkle.BYTES],
          0,
          name.equals(LogSettings.OWN) ? Optional.empty() : Optional.of(Tally.from(1)));
    }
  }

  /**
   * Opens the log of the current year if it is not open, and closes the one before it.
   *
   * @return the current log
   */
  @Transactional
  public LogRow open() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return current(connection);
    }
  }

  /** Whether the year of this log is over, so that another one is to be opened. */
  public boolean over(int year) {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).getYear() > year;
  }

  /** All logs, the oldest first. */
  @Transactional
  public List<LogRow> logs() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select year, origin, size, root, day, closed from log order by year");
        ResultSet rows = select.executeQuery()) {
      List<LogRow> logs = new ArrayList<>();
      while (rows.next()) {
        logs.add(row(rows));
      }
      return logs;
    }
  }

  /** How far every known emitter is. */
  @Transactional
  public Map<String, Reached> reached() throws SQLException {
    try (Connection connection = database.getConnection()) {
      Map<String, Reached> reached = new TreeMap<>();
      emitters(connection, false)
          .forEach((name, e) -> reached.put(name, new Reached(e.number, e.offset)));
      return reached;
    }
  }

  /** How many records of this service wait for their place. */
  @Transactional
  public long waiting() throws SQLException {
    return records.countWaiting();
  }

  /** The ids under which these numbers of an emitter were entered. */
  @Transactional
  public Map<Long, UUID> entered(String emitter, Collection<Long> numbers) throws SQLException {
    return records.numbered(emitter, numbers);
  }

  /**
   * The entries of a log from one position to before another.
   *
   * @throws ForkException when some are not there
   */
  @Transactional
  public List<byte[]> entries(int year, long from, long to) throws SQLException {
    List<byte[]> entries = records.entries(year, from, to);
    if (entries.size() != to - from) {
      throw new ForkException(
          "%d of the entries %d to %d of the log of %d are missing from the database"
              .formatted(to - from - entries.size(), from, to - 1, year));
    }
    return entries;
  }

  /**
   * A tile as the database has it; it may have grown since the size that the caller has in mind.
   *
   * @throws ForkException when it is not there
   */
  @Transactional
  public byte[] tile(int year, MerkleTree.TileId tile) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return tile(connection, year, tile);
    }
  }

  /**
   * Enters these records, and at most as many of this service's own that wait, in one transaction.
   * What emitters stated in between is compared with what had been entered of them up to there.
   *
   * @param candidates each emitter's in the order of its numbers
   * @param heard the statements
   * @param offsets from where each emitter's topic is to be read next
   * @param own how many of this service's own at most
   * @return how far every emitter is now
   * @throws StaleException when the database is not where the caller thinks that it is
   */
  @Transactional(rollbackOn = Exception.class)
  public Map<String, Reached> append(
      List<Candidate> candidates, List<Heard> heard, Map<String, Long> offsets, int own)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      LogRow log = current(connection);
      final Map<String, Emitter> emitters = emitters(connection, true);
      for (String name : offsets.keySet()) {
        emitters.computeIfAbsent(name, Emitter::of);
      }
      MerkleTree tree =
          MerkleTree.of(log.size(), tile -> unchecked(() -> tile(connection, log.year(), tile)));
      List<Heard> left = new ArrayList<>(heard);
      for (Emitter emitter : emitters.values()) {
        compare(left, emitter, log, tree);
      }
      List<Placed> placed = new ArrayList<>();
      for (Candidate candidate : renamed(candidates)) {
        Prepared record = candidate.record();
        Emitter emitter = emitters.get(record.emitter());
        if (emitter == null || emitter.number + 1 != candidate.number()) {
          throw new StaleException(
              "number %d of an emitter is not due".formatted(candidate.number()));
        }
        placed.add(new Placed(record, enter(tree, log, emitter, record.id(), record.root())));
        emitter.tally = emitter.tally.map(tally -> tally.plus(candidate.payload()));
        compare(left, emitter, log, tree);
      }
      if (!left.isEmpty()) {
        throw new StaleException("an emitter is not where it was heard");
      }
      records.addAll(placed);
      Emitter self = emitters.computeIfAbsent(LogSettings.OWN, Emitter::of);
      Map<UUID, Place> ownPlaces = new LinkedHashMap<>();
      for (Waiting waiting : records.waiting(own)) {
        ownPlaces.put(waiting.id(), enter(tree, log, self, waiting.id(), waiting.root()));
      }
      records.place(ownPlaces);
      watch.at(Step.RECORDS_WRITTEN);
      offsets.forEach(
          (name, offset) -> {
            Emitter emitter = emitters.get(name);
            if (emitter != null && emitter.offset != offset) {
              emitter.offset = offset;
              emitter.changed = true;
            }
          });
      save(connection, emitters.values());
      if (tree.size() > log.size()) {
        save(connection, log, tree);
      }
      watch.at(Step.TREE_WRITTEN);
      Map<String, Reached> reached = new TreeMap<>();
      emitters.forEach((name, e) -> reached.put(name, new Reached(e.number, e.offset)));
      return reached;
    }
  }

  /** Compares what was heard of an emitter where it is now, and has it no longer left. */
  private void compare(List<Heard> left, Emitter emitter, LogRow log, MerkleTree tree)
      throws SQLException {
    for (Heard one : List.copyOf(left)) {
      Statement statement = one.statement();
      if (statement.emitter().equals(emitter.name) && one.after() == emitter.number) {
        emitter.tally =
            reconciliations.compare(
                statement,
                emitter.number,
                emitter.tally,
                new Reconciliation.Basis(log.year(), tree.size()));
        emitter.changed = true;
        left.remove(one);
      }
    }
  }

  private static Place enter(MerkleTree tree, LogRow log, Emitter emitter, UUID id, byte[] root) {
    byte[] entry =
        new Entry(emitter.name, emitter.number + 1, emitter.leaf, log.day(), id, root).bytes();
    byte[] leaf = Merkle.leaf(entry);
    Place place = new Place(emitter.number + 1, log.year(), tree.size(), entry);
    tree.append(leaf);
    emitter.number++;
    emitter.leaf = leaf;
    emitter.changed = true;
    return place;
  }

  /** A known id under a number that is due is entered under another id: numbering stays whole. */
  private List<Candidate> renamed(List<Candidate> candidates) throws SQLException {
    Set<UUID> seen =
        new HashSet<>(records.known(candidates.stream().map(c -> c.record().id()).toList()));
    List<Candidate> renamed = new ArrayList<>(candidates.size());
    for (Candidate c : candidates) {
      if (seen.add(c.record().id())) {
        renamed.add(c);
      } else {
        Prepared record = intake.repeated(c.record().emitter(), c.number(), c.payload());
        renamed.add(new Candidate(c.number(), record, c.payload()));
      }
    }
    return renamed;
  }

  /**
   * Locks the current log, after it has been opened if the year has changed. Two cannot both hold
   * it.
   */
  private LogRow current(Connection connection) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("select pg_advisory_xact_lock(hashtext('mithaq.log'))")) {
      lock.execute();
    }
    Optional<LogRow> newest = Optional.empty();
    try (PreparedStatement select =
            connection.prepareStatement(
                "select year, origin, size, root, day, closed from log order by year desc limit 1"
                    + " for update");
        ResultSet rows = select.executeQuery()) {
      if (rows.next()) {
        newest = Optional.of(row(rows));
      }
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (newest.isPresent()) {
      LogRow log = newest.get();
      if (!log.origin().equals(settings.origin(log.year()))) {
        throw new ForkException(
            "the database holds the log " + log.origin() + ", not " + settings.origin(log.year()));
      }
      // A clock that is set back must not set back the log.
      LocalDate day = today.isAfter(log.day()) ? today : log.day();
      if (day.getYear() == log.year()) {
        return new LogRow(log.year(), log.origin(), log.size(), log.root(), day, false);
      }
      try (PreparedStatement close =
          connection.prepareStatement("update log set closed = true where year = ?")) {
        close.setShort(1, (short) log.year());
        close.executeUpdate();
      }
    }
    LogRow opened =
        new LogRow(
            today.getYear(), settings.origin(today.getYear()), 0, Merkle.emptyRoot(), today, false);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into log (year, origin, size, root, day, closed)"
                + " values (?, ?, ?, ?, ?, false)")) {
      insert.setShort(1, (short) opened.year());
      insert.setString(2, opened.origin());
      insert.setLong(3, opened.size());
      insert.setBytes(4, opened.root());
      insert.setObject(5, opened.day());
      insert.executeUpdate();
    }
    return opened;
  }

  private static LogRow row(ResultSet rows) throws SQLException {
    return new LogRow(
        rows.getShort("year"),
        rows.getString("origin"),
        rows.getLong("size"),
        rows.getBytes("root"),
        rows.getObject("day", LocalDate.class),
        rows.getBoolean("closed"));
  }

  private static Map<String, Emitter> emitters(Connection connection, boolean lock)
      throws SQLException {
    Map<String, Emitter> emitters = new TreeMap<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "select name, number, leaf, topic_offset, tally_first, tally_digest"
                    + " from emitter order by name"
                    + (lock ? " for update" : ""));
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        byte[] digest = rows.getBytes(6);
        Emitter emitter =
            new Emitter(
                rows.getString(1),
                rows.getLong(2),
                rows.getBytes(3),
                rows.getLong(4),
                digest == null
                    ? Optional.empty()
                    : Optional.of(new Tally(rows.getLong(5), rows.getLong(2), digest)));
        emitters.put(emitter.name, emitter);
      }
    }
    return emitters;
  }

  private static byte[] tile(Connection connection, int year, MerkleTree.TileId tile)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select hashes from tile where year = ? and level = ? and position = ?")) {
      select.setShort(1, (short) year);
      select.setShort(2, (short) tile.level());
      select.setLong(3, tile.position());
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next()) {
          throw new ForkException(
              "tile %d of level %d of the log of %d is missing from the database"
                  .formatted(tile.position(), tile.level(), year));
        }
        return rows.getBytes(1);
      }
    }
  }

  private static void save(Connection connection, Collection<Emitter> emitters)
      throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "insert into emitter (name, number, leaf, topic_offset, tally_first, tally_digest)"
                + " values (?, ?, ?, ?, ?, ?)"
                + " on conflict (name) do update set number = excluded.number,"
                + " leaf = excluded.leaf, topic_offset = excluded.topic_offset,"
                + " tally_first = excluded.tally_first, tally_digest = excluded.tally_digest")) {
      for (Emitter emitter : emitters) {
        if (emitter.changed) {
          upsert.setString(1, emitter.name);
          upsert.setLong(2, emitter.number);
          upsert.setBytes(3, emitter.leaf);
          upsert.setLong(4, emitter.offset);
          upsert.setObject(5, emitter.tally.map(Tally::first).orElse(null), Types.BIGINT);
          upsert.setBytes(6, emitter.tally.map(Tally::digest).orElse(null));
          upsert.addBatch();
        }
      }
      upsert.executeBatch();
    }
  }

  private static void save(Connection connection, LogRow log, MerkleTree tree) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "insert into tile (year, level, position, hashes) values (?, ?, ?, ?)"
                + " on conflict (year, level, position) do update set hashes = excluded.hashes")) {
      for (Map.Entry<MerkleTree.TileId, byte[]> tile : tree.changed().entrySet()) {
        upsert.setShort(1, (short) log.year());
        upsert.setShort(2, (short) tile.getKey().level());
        upsert.setLong(3, tile.getKey().position());
        upsert.setBytes(4, tile.getValue());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
    try (PreparedStatement update =
        connection.prepareStatement("update log set size = ?, root = ?, day = ? where year = ?")) {
      update.setLong(1, tree.size());
      update.setBytes(2, tree.root());
      update.setObject(3, log.day());
      update.setShort(4, (short) log.year());
      update.executeUpdate();
    }
  }

  private interface Query {
    byte[] run() throws SQLException;
  }

  private static byte[] unchecked(Query query) {
    try {
      return query.run();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
