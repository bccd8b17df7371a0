package org.mithaq.alert.outbox;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Writes records into the outbox, always in the transaction of what they tell of. */
@ApplicationScoped
public class OutboxStore {

  /** The channel on which the relay hears of new rows. */
  static final String CHANNEL = "outbox";

  /** CloudEvents type of a record. */
  static final String TYPE = "mithaq.record.v1";

  private final DataSource database;
  private final OutboxConfig config;

  @Inject
  OutboxStore(DataSource database, OutboxConfig config) {
    this.database = database;
    this.config = config;
  }

  /** A new id: UUIDv7, RFC 9562. */
  public UUID newId() {
    return UuidCreator.getTimeOrderedEpoch();
  }

  /** Writes records; they leave when the caller's transaction commits. */
  @Transactional(value = Transactional.TxType.MANDATORY, rollbackOn = SQLException.class)
  public void append(List<DisclosureRecord> records) throws SQLException {
    if (records.isEmpty()) {
      return;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into outbox (id, topic, key, type, subject, at, payload)"
                    + " values (?, ?, ?, ?, ?, ?, ?)");
        Statement notify = connection.createStatement()) {
      for (DisclosureRecord record : records) {
        insert.setObject(1, record.id());
        insert.setString(2, config.disclosures());
        insert.setString(3, record.id().toString());
        insert.setString(4, TYPE);
        insert.setString(5, record.id().toString());
        insert.setTimestamp(6, Timestamp.from(record.at()));
        insert.setBytes(7, RecordMapper.write(record));
        insert.addBatch();
      }
      insert.executeBatch();
      notify.execute("notify " + CHANNEL);
    }
  }

  /** Records what has no other transaction. When this returns it is committed. */
  @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = SQLException.class)
  public void record(DisclosureRecord record) throws SQLException {
    append(List.of(record));
  }

  /** How many events are not confirmed yet, those included that have no number. */
  public long pending() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("select count(*) from outbox")) {
      return count.next() ? count.getLong(1) : 0;
    }
  }
}
