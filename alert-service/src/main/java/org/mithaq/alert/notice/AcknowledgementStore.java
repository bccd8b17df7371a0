package org.mithaq.alert.notice;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.outbox.DisclosureRecord;
import org.mithaq.alert.outbox.OutboxStore;

/**
 * Keeps which version of a notice an agency has acknowledged, each with its record in one
 * transaction, and finds the recalls that it has left unacknowledged for too long.
 */
@ApplicationScoped
public class AcknowledgementStore {

  private final DataSource database;
  private final OutboxStore outbox;

  @Inject
  AcknowledgementStore(DataSource database, OutboxStore outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /**
   * That an agency confirms to have been told.
   *
   * @param version the version that it confirms
   * @param at when
   * @param user who did
   * @param record its record in the audit log
   */
  public record Acknowledgement(int version, Instant at, String user, UUID record) {

    /** Refuses absent values. */
    public Acknowledgement {
      requireNonNull(at, "at");
      requireNonNull(user, "user");
      requireNonNull(record, "record");
    }

    /** Says nothing of who. */
    @Override
    public String toString() {
      return "Acknowledgement[v" + version + "]";
    }
  }

  /** What came of an acknowledgement. */
  public sealed interface Outcome {

    /** The agency has no such notice. */
    record Unknown() implements Outcome {}

    /** Another version stands; nothing is acknowledged. */
    record Superseded() implements Outcome {}

    /**
     * The version is acknowledged.
     *
     * @param acknowledgement the first of this version
     * @param isNew whether it is by this request
     */
    record Acknowledged(Acknowledgement acknowledgement, boolean isNew) implements Outcome {}
  }

  /**
   * What an agency has acknowledged of a notice, and the record of this reading.
   *
   * @param notice the notice as it stands
   * @param newest the newest acknowledgement, or null
   * @param record the record, committed with it
   */
  public record Status(
      NoticeStore.Row notice, @Nullable Acknowledgement newest, DisclosureRecord record) {}

  /**
   * A recall that was not acknowledged in time.
   *
   * @param agency who should have
   * @param notice the recall as it stands
   * @param since when it entered the agency's feed
   */
  public record Overdue(String agency, NoticeStore.Row notice, Instant since) {}

  /**
   * A page of what is overdue, and its record.
   *
   * @param items by agency and id
   * @param more whether there is more after the last
   * @param record its record, committed with it
   */
  public record Reading(List<Overdue> items, boolean more, DisclosureRecord record) {

    /** Copies the items. */
    public Reading {
      items = List.copyOf(items);
    }
  }

  /**
   * Acknowledges a version; a second time is the first time told again.
   *
   * @param permit may throw, and then nothing is done
   * @param record the record of the acknowledgement
   */
  @Transactional(rollbackOn = SQLException.class)
  public Outcome acknowledge(
      String agency,
      String id,
      int version,
      Consumer<NoticeStore.Row> permit,
      Function<NoticeStore.Row, DisclosureRecord> record)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      NoticeStore.Row row = NoticeStore.row(connection, agency, id, true);
      if (row == null) {
        return new Outcome.Unknown();
      }
      permit.accept(row);
      if (row.version() != version) {
        return new Outcome.Superseded();
      }
      Acknowledgement before = newest(connection, agency, id);
      if (before != null && before.version() == version) {
        return new Outcome.Acknowledged(before, false);
      }
      DisclosureRecord made = record.apply(row);
      Acknowledgement now =
          new Acknowledgement(version, made.at(), requireNonNull(made.user(), "user"), made.id());
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into acknowledgement (agency, notice, version, at, by_user, record)"
                  + " values (?, ?, ?, ?, ?, ?)")) {
        insert.setString(1, agency);
        insert.setString(2, id);
        insert.setInt(3, version);
        insert.setTimestamp(4, Timestamp.from(now.at()));
        insert.setString(5, now.user());
        insert.setObject(6, now.record());
        insert.executeUpdate();
      }
      outbox.append(List.of(made));
      return new Outcome.Acknowledged(now, true);
    }
  }

  /**
   * What an agency has acknowledged of one of its notices.
   *
   * @param permit may throw, and then nothing is read
   * @return empty when the agency has no such notice; then nothing is recorded here
   */
  @Transactional(rollbackOn = SQLException.class)
  public Optional<Status> find(
      String agency,
      String id,
      Consumer<NoticeStore.Row> permit,
      Function<NoticeStore.Row, DisclosureRecord> record)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      NoticeStore.Row row = NoticeStore.row(connection, agency, id, false);
      if (row == null) {
        return Optional.empty();
      }
      permit.accept(row);
      DisclosureRecord made = record.apply(row);
      Acknowledgement newest = newest(connection, agency, id);
      outbox.append(List.of(made));
      return Optional.of(new Status(row, newest, made));
    }
  }

  /**
   * Recalls that entered their feed too long ago and are not acknowledged as they stand, but never
   * those of signals of the reader's own agency: whom it was that they were told to is not its to
   * know.
   *
   * @param reader the agency that reads
   * @param all whether it sees those of other agencies
   * @param before what entered its feed later has time left
   * @param afterAgency agency after whose notice to begin, or empty
   * @param afterId the notice after which to begin, or empty
   * @param permitted what is left out else: how many they are shows nowhere
   */
  @Transactional(rollbackOn = SQLException.class)
  public Reading overdue(
      String reader,
      boolean all,
      Instant before,
      String afterAgency,
      String afterId,
      int size,
      Predicate<Overdue> permitted,
      Function<List<Overdue>, DisclosureRecord> record)
      throws SQLException {
    String sql =
        """
        select n.agency, n.id, n.version, n.agreement, n.articles, n.owners, n.body, n.fed_at
        from notice n
        where n.kind = 'recall' and n.state = 'open' and n.fed_version = n.version and n.fed_at <= ?
          and (? or n.agency = ?) and not ? = any (n.owners)
          and not exists (select from acknowledgement a
            where a.agency = n.agency and a.notice = n.id and a.version = n.version)
          and (n.agency, n.id) > (?, ?)
        order by n.agency, n.id limit ?
        """;
    List<Overdue> shown = new ArrayList<>();
    String fromAgency = afterAgency;
    String fromId = afterId;
    boolean more = false;
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setTimestamp(1, Timestamp.from(before));
      select.setBoolean(2, all);
      select.setString(3, reader);
      select.setString(4, reader);
      select.setInt(7, size + 1);
      for (int read = size + 1; read > size && !more; ) {
        select.setString(5, fromAgency);
        select.setString(6, fromId);
        read = 0;
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next() && !more) {
            read++;
            Overdue each =
                new Overdue(
                    rows.getString("agency"),
                    NoticeStore.row(rows),
                    rows.getTimestamp("fed_at").toInstant());
            fromAgency = each.agency();
            fromId = each.notice().id();
            if (permitted.test(each)) {
              more = shown.size() == size;
              if (!more) {
                shown.add(each);
              }
            }
          }
        }
      }
    }
    DisclosureRecord made = record.apply(shown);
    outbox.append(List.of(made));
    return new Reading(shown, more, made);
  }

  private static @Nullable Acknowledgement newest(Connection connection, String agency, String id)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select version, at, by_user, record from acknowledgement"
                + " where agency = ? and notice = ? order by version desc limit 1")) {
      select.setString(1, agency);
      select.setString(2, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new Acknowledgement(
                row.getInt("version"),
                row.getTimestamp("at").toInstant(),
                row.getString("by_user"),
                row.getObject("record", UUID.class))
            : null;
      }
    }
  }
}
