package org.mithaq.exchange.release;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.mithaq.exchange.identity.AgencyId;

/** Knows which signals were released to whom. */
@ApplicationScoped
public class ReleaseStore {

  private final DataSource database;

  @Inject
  ReleaseStore(DataSource database) {
    this.database = database;
  }

  /** Whether a signal has been released to an agency, as the caller's transaction sees it. */
  @Transactional(value = Transactional.TxType.MANDATORY, rollbackOn = SQLException.class)
  public boolean isReleased(UUID signal, AgencyId agency) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select 1 from release_grant where signal = ? and agency = ?")) {
      select.setObject(1, signal);
      select.setString(2, agency.value());
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }
}
