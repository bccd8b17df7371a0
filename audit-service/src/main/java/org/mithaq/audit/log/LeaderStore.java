package org.mithaq.audit.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Which of several instances sequences: the one that holds an advisory lock for as long as it
 * lives.
 */
@ApplicationScoped
public class LeaderStore {

  private final DataSource database;

  /** A lock in this database. */
  public LeaderStore(DataSource database) {
    this.database = database;
  }

  /** The lock, held until it is closed or its connection breaks. */
  public static final class Lease implements AutoCloseable {
    private final Connection connection;

    private Lease(Connection connection) {
      this.connection = connection;
    }

    /** Whether the lock is still held. */
    public boolean held() {
      try {
        return connection.isValid(2);
      } catch (SQLException e) {
        return false;
      }
    }

    @Override
    public void close() throws SQLException {
      try (PreparedStatement unlock =
          connection.prepareStatement("select pg_advisory_unlock_all()")) {
        unlock.execute();
      } finally {
        connection.close();
      }
    }
  }

  /** Takes the lock; empty when another instance holds it. */
  public Optional<Lease> acquire() throws SQLException {
    Connection connection = database.getConnection();
    try (PreparedStatement lock =
            connection.prepareStatement(
                "select pg_try_advisory_lock(hashtext('mithaq.sequencer'))");
        ResultSet row = lock.executeQuery()) {
      row.next();
      if (row.getBoolean(1)) {
        return Optional.of(new Lease(connection));
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    connection.close();
    return Optional.empty();
  }
}
