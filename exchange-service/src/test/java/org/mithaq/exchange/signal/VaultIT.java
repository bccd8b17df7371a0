package org.mithaq.exchange.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mithaq.exchange.OnStack;
import org.mithaq.exchange.selector.MatchingKeys;

/** The service does not start with keys that are not those of its database. */
@QuarkusTest
@OnStack
class VaultIT {

  @Inject DataSource database;
  @Inject SignalConfig config;
  @Inject MatchingKeys keys;
  @TempDir Path directory;

  private static SignalConfig with(Path contentKey) {
    return new SignalConfig() {
      @Override
      public Path contentKey() {
        return contentKey;
      }

      @Override
      public int longestBody() {
        return 1;
      }

      @Override
      public int bulkBatch() {
        return 1;
      }

      @Override
      public Duration idempotency() {
        return Duration.ZERO;
      }

      @Override
      public Duration tombstone() {
        return Duration.ZERO;
      }

      @Override
      public Duration overlap() {
        return Duration.ZERO;
      }

      @Override
      public Duration sweep() {
        return Duration.ZERO;
      }
    };
  }

  @Test
  void opensWithTheKeysOfTheDatabase() throws Exception {
    assertThat(new VaultStore().vault(with(config.contentKey()), keys, database)).isNotNull();
  }

  @Test
  void refusesAnotherContentKey() throws Exception {
    Path key = directory.resolve("content.key");
    Files.writeString(
        key,
        Base64.getEncoder()
            .encodeToString(
                "0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII)));
    assertThatThrownBy(() -> new VaultStore().vault(with(key), keys, database))
        .hasMessageContaining("is not the one that this database was sealed with");
    Files.writeString(key, "AAAA");
    assertThatThrownBy(() -> new VaultStore().vault(with(key), keys, database))
        .hasMessageContaining("has 3 bytes; it must have 32");
    assertThatThrownBy(
            () -> new VaultStore().vault(with(directory.resolve("none")), keys, database))
        .hasMessageContaining("cannot be read");
  }

  @Test
  void refusesAnotherMatchingKeyOfAKnownEpoch() {
    MatchingKeys other =
        MatchingKeys.of(
            Map.of(1, "0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII)));
    assertThatThrownBy(() -> new VaultStore().vault(with(config.contentKey()), other, database))
        .hasMessageContaining("Give a new key a new epoch");
  }
}
