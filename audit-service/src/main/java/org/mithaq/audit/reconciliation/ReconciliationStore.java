package org.mithaq.audit.reconciliation;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reconciliations in PostgreSQL. Every method takes part in the caller's transaction. */
@ApplicationScoped
public class ReconciliationStore {

  private static final Logger LOG = Logger.getLogger(ReconciliationStore.class);

  private static final String COLUMNS =
      """
      r.id, r.at, r.until, r.agency, r.anew, a.emitter, a.outcome, a.compared, a.stated_first,
      a.stated_number, a.stated_digest, a.logged_first, a.logged_number, a.logged_digest, a.agreed,
      a.year, a.size
      """;

  private final DataSource database;
  private final Schedule schedule;
  private final Clock clock;

  /** A store in this database. */
  public ReconciliationStore(DataSource database, Schedule schedule, Clock clock) {
    this.database = database;
    this.schedule = schedule;
    this.clock = clock;
  }

  /**
   * Has these emitters asked; the sequencer will do it.
   *
   * @param by the agency for which somebody asks; empty: the service itself
   * @param anew whether somebody answers for beginning anew where digests differ
   * @return the reconciliation's id
   */
  @Transactional(rollbackOn = Exception.class)
  public UUID ask(Optional<String> by, boolean anew, Collection<String> emitters)
      throws SQLException {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    OffsetDateTime until = utc(now.plus(schedule.patience()));
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into reconciliation (id, at, until, agency, anew)"
                    + " values (?, ?, ?, ?, ?)");
        PreparedStatement each =
            connection.prepareStatement(
                "insert into reconciliation_answer (reconciliation, emitter, until)"
                    + " values (?, ?, ?)")) {
      insert.setObject(1, id);
      insert.setObject(2, utc(now));
      insert.setObject(3, until);
      insert.setString(4, by.orElse(null));
      insert.setBoolean(5, anew);
      insert.executeUpdate();
      for (String emitter : emitters) {
        each.setObject(1, id);
        each.setString(2, emitter);
        each.setObject(3, until);
        each.addBatch();
      }
      each.executeBatch();
    }
    return id;
  }

  /** When the service itself asked last. */
  @Transactional
  public Optional<Instant> lastNight() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select max(at) from reconciliation where agency is null");
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
              .map(OffsetDateTime::toInstant)
          : Optional.empty();
    }
  }

  /** The questions that have not been sent. */
  @Transactional
  public List<Question> unsent() throws SQLException {
    List<Question> unsent = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                select r.id, a.emitter, r.at, r.until
                from reconciliation_answer a join reconciliation r on r.id = a.reconciliation
                where not a.sent order by r.id, a.emitter
                """);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        unsent.add(
            new Question(
                rows.getObject(1, UUID.class),
                rows.getString(2),
                instant(rows, "at").orElseThrow(),
                instant(rows, "until").orElseThrow()));
      }
    }
    return unsent;
  }

  /** These questions have been sent. */
  @Transactional(rollbackOn = Exception.class)
  public void sent(List<Question> questions) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update reconciliation_answer set sent = true"
                    + " where reconciliation = ? and emitter = ?")) {
      for (Question question : questions) {
        update.setObject(1, question.reconciliation());
        update.setString(2, question.emitter());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  /** Waits no longer for answers that have not come in time. */
  @Transactional(rollbackOn = Exception.class)
  public void giveUp() throws SQLException {
    OffsetDateTime now = utc(clock.instant());
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                """
                update reconciliation_answer set outcome = 'unanswered', compared = ?
                where outcome is null and until < ? returning emitter, reconciliation
                """)) {
      update.setObject(1, now);
      update.setObject(2, now);
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          LOG.errorf(
              "%s has not said in time what it believes that it sent (reconciliation %s).",
              rows.getString(1), rows.getString(2));
        }
      }
    }
  }

  /**
   * Compares what an emitter states with what the log holds of it at that place, and keeps what
   * came of it. A statement that was not asked for, or was compared before, changes nothing.
   *
   * @param number the emitter's last number in the log
   * @param ours the log's tally of it; empty when none has been begun
   * @param basis the entries that the comparison rests on
   * @return the log's tally of it from here on
   */
  @Transactional(rollbackOn = Exception.class)
  public Optional<Tally> compare(
      Statement statement, long number, Optional<Tally> ours, Reconciliation.Basis basis)
      throws SQLException {
    Optional<Boolean> anew = open(statement);
    if (anew.isEmpty()) {
      return ours;
    }
    Tally theirs = statement.tally();
    Outcome outcome = Outcome.of(number, ours, theirs, anew.get());
    String sql =
        """
        update reconciliation_answer set outcome = ?, compared = ?, stated_first = ?,
          stated_number = ?, stated_digest = ?, logged_number = ?, logged_first = ?,
          logged_digest = ?, year = ?, size = ?,
          agreed = (select max(logged_number) from reconciliation_answer
            where emitter = ? and outcome = 'agree')
        where reconciliation = ? and emitter = ?
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, outcome.code());
      update.setObject(2, utc(clock.instant()));
      update.setLong(3, theirs.first());
      update.setLong(4, theirs.number());
      update.setBytes(5, theirs.digest());
      update.setLong(6, number);
      if (ours.isPresent()) {
        update.setLong(7, ours.get().first());
        update.setBytes(8, ours.get().digest());
      } else {
        update.setNull(7, Types.BIGINT);
        update.setNull(8, Types.BINARY);
      }
      update.setShort(9, (short) basis.year());
      update.setLong(10, basis.size());
      update.setString(11, statement.emitter());
      update.setObject(12, statement.reconciliation());
      update.setString(13, statement.emitter());
      update.executeUpdate();
    }
    if (outcome.alarming()) {
      LOG.errorf(
          "What %s believes that it sent is not what the log holds: %s; it says number %d, the log"
              + " holds %d (reconciliation %s).",
          statement.emitter(), outcome.code(), theirs.number(), number, statement.reconciliation());
    }
    return outcome == Outcome.BEGUN ? Optional.of(theirs) : ours;
  }

  /** Whether the reconciliation that was answered may begin anew; empty when it is not open. */
  private Optional<Boolean> open(Statement statement) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                select r.anew
                from reconciliation_answer a join reconciliation r on r.id = a.reconciliation
                where a.reconciliation = ? and a.emitter = ?
                  and (a.outcome is null or a.outcome = 'unanswered')
                for update of a
                """)) {
      select.setObject(1, statement.reconciliation());
      select.setString(2, statement.emitter());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
      }
    }
  }

  /**
   * The emitters for whom there is reason for alarm, and which: it stays until they agree. A
   * beginning is no agreement.
   */
  @Transactional
  public Map<String, Outcome> disagreements() throws SQLException {
    Map<String, Outcome> disagreements = new TreeMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                select distinct on (emitter) emitter, outcome from reconciliation_answer
                where outcome <> 'begun' order by emitter, reconciliation desc
                """);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        Outcome outcome = Outcome.of(rows.getString(2));
        if (outcome.alarming()) {
          disagreements.put(rows.getString(1), outcome);
        }
      }
    }
    return disagreements;
  }

  /**
   * A page of reconciliations, the newest first.
   *
   * @param after the last one of the page before
   * @param limit how many at most
   */
  @Transactional
  public List<Reconciliation> page(Optional<UUID> after, int limit) throws SQLException {
    String sql =
        """
        select %s from (select * from reconciliation %s order by id desc limit ?) r
        join reconciliation_answer a on a.reconciliation = r.id
        order by r.id desc, a.emitter
        """
            .formatted(COLUMNS, after.isPresent() ? "where id < ?" : "");
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      int at = 1;
      if (after.isPresent()) {
        select.setObject(at++, after.get());
      }
      select.setInt(at, limit);
      return read(select);
    }
  }

  /** The reconciliation of this id. */
  @Transactional
  public Optional<Reconciliation> find(UUID id) throws SQLException {
    String sql =
        """
        select %s from reconciliation r join reconciliation_answer a on a.reconciliation = r.id
        where r.id = ? order by a.emitter
        """
            .formatted(COLUMNS);
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, id);
      return read(select).stream().findFirst();
    }
  }

  private static List<Reconciliation> read(PreparedStatement select) throws SQLException {
    Map<UUID, Reconciliation> read = new LinkedHashMap<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        UUID id = rows.getObject("id", UUID.class);
        Reconciliation before = read.get(id);
        List<Reconciliation.Answer> answers = new ArrayList<>();
        if (before != null) {
          answers.addAll(before.answers());
        }
        answers.add(answer(rows));
        read.put(
            id,
            new Reconciliation(
                id,
                instant(rows, "at").orElseThrow(),
                instant(rows, "until").orElseThrow(),
                Optional.ofNullable(rows.getString("agency")),
                rows.getBoolean("anew"),
                answers));
      }
    }
    return List.copyOf(read.values());
  }

  private static Reconciliation.Answer answer(ResultSet rows) throws SQLException {
    Optional<Long> number = number(rows, "logged_number");
    Optional<Long> size = number(rows, "size");
    return new Reconciliation.Answer(
        rows.getString("emitter"),
        Optional.ofNullable(rows.getString("outcome")).map(Outcome::of),
        instant(rows, "compared"),
        tally(rows, "stated"),
        number,
        tally(rows, "logged"),
        number(rows, "agreed"),
        size.isPresent()
            ? Optional.of(new Reconciliation.Basis(rows.getShort("year"), size.get()))
            : Optional.empty());
  }

  private static Optional<Tally> tally(ResultSet rows, String side) throws SQLException {
    byte @Nullable [] digest = rows.getBytes(side + "_digest");
    return digest == null
        ? Optional.empty()
        : Optional.of(
            new Tally(rows.getLong(side + "_first"), rows.getLong(side + "_number"), digest));
  }

  private static Optional<Long> number(ResultSet rows, String column) throws SQLException {
    long number = rows.getLong(column);
    return rows.wasNull() ? Optional.empty() : Optional.of(number);
  }

  private static Optional<Instant> instant(ResultSet rows, String column) throws SQLException {
    return Optional.ofNullable(rows.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
