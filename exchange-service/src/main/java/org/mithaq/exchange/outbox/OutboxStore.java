package org.mithaq.exchange.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes events into the outbox, always in a transaction. */
@ApplicationScoped
public class OutboxStore {

  /** The channel on which the relay hears of new rows. */
  static final String CHANNEL = "outbox";

  private final DataSource database;
  private final Topics topics;

  @Inject
  OutboxStore(DataSource database, Topics topics) {
    this.database = database;
    this.topics = topics;
  }

  /**
   * Writes events in the order in which they are to be published; they leave when the caller's
   * transaction commits.
   */
  @Transactional(value = Transactional.TxType.MANDATORY, rollbackOn = SQLException.class)
  public void append(List<OutboxEvent> events) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    int size = events.size();
    UUID[] ids = new UUID[size];
    String[][] texts = new String[5][size];
    byte[] @Nullable [] payloads = new byte[size][];
    for (int i = 0; i < size; i++) {
      OutboxEvent event = events.get(i);
      ids[i] = event.id();
      texts[0][i] = event.topic();
      texts[1][i] = event.key();
      texts[2][i] = event.type();
      texts[3][i] = event.subject();
      texts[4][i] = event.at().toString();
      payloads[i] = event.payload();
    }
    String sql =
        """
        insert into outbox (id, topic, key, type, subject, at, payload)
        select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::bytea[])
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(sql);
        Statement notify = connection.createStatement()) {
      insert.setArray(1, connection.createArrayOf("uuid", ids));
      for (int i = 0; i < 4; i++) {
        insert.setArray(2 + i, connection.createArrayOf("text", texts[i]));
      }
      insert.setArray(6, connection.createArrayOf("timestamptz", texts[4]));
      insert.setArray(7, connection.createArrayOf("bytea", payloads));
      insert.executeUpdate();
      notify.execute("notify " + CHANNEL);
    }
  }

  /**
   * Records something that has no other transaction, such as a refusal. When this returns it is
   * committed.
   */
  @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = SQLException.class)
  public void record(DisclosureRecord disclosure) throws SQLException {
    append(List.of(disclosure.event(topics)));
  }

  /** How many events are not confirmed yet, those included that have no number. */
  public long pending() throws SQLException {
    return count("select count(*) from outbox");
  }

  /** How many events have no number yet: the relay has not come to them. */
  public long waiting() throws SQLException {
    return count("select count(*) from outbox where number is null");
  }

  private long count(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery(sql)) {
      count.next();
      return count.getLong(1);
    }
  }
}
