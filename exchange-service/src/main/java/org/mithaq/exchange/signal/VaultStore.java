package org.mithaq.exchange.signal;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.mithaq.exchange.problem.StartMapper;
import org.mithaq.exchange.selector.MatchingKeys;

/**
 * Opens the vault at the start, and stops the start if the keys are not those that the database was
 * filled with.
 */
@ApplicationScoped
class VaultStore {

  @Produces
  @Singleton
  @Startup
  ContentVault vault(SignalConfig config, MatchingKeys matching, DataSource database)
      throws SQLException {
    byte[] key = read(config);
    byte[] index = keep(database, "index", ContentVault.newIndexKey(key));
    for (Map.Entry<Integer, byte[]> fingerprint : matching.fingerprints().entrySet()) {
      byte[] known = keep(database, "matching-" + fingerprint.getKey(), fingerprint.getValue());
      if (!Arrays.equals(known, fingerprint.getValue())) {
        throw StartMapper.refused(
            "The matching key of epoch "
                + fingerprint.getKey()
                + " is not the one that this database's tokens were made with. Give a new key a new epoch.");
      }
    }
    try {
      return ContentVault.open(key, index);
    } catch (GeneralSecurityException e) {
      throw StartMapper.refused(
          "The content key in "
              + config.contentKey()
              + " is not the one that this database was sealed with.");
    }
  }

  private static byte[] read(SignalConfig config) {
    try {
      return MatchingKeys.read(config.contentKey());
    } catch (IllegalArgumentException e) {
      throw StartMapper.refused(e.getMessage());
    }
  }

  /** Keeps a value under a name unless there is one already; gives the one that is kept. */
  private static byte[] keep(DataSource database, String name, byte[] value) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into vault (name, value) values (?, ?) on conflict do nothing");
        PreparedStatement select =
            connection.prepareStatement("select value from vault where name = ?")) {
      insert.setString(1, name);
      insert.setBytes(2, value);
      insert.executeUpdate();
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBytes(1);
      }
    }
  }
}
