package org.mithaq.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogDirectoryTest {

  @TempDir Path folder;

  @Test
  void writesAfileOnceAndNeverChangesIt() throws IOException {
    LogDirectory directory = new LogDirectory(folder);
    directory.writeOnce(2026, "tile/0/x001/000.p/7", new byte[] {1, 2});
    directory.writeOnce(2026, "tile/0/x001/000.p/7", new byte[] {1, 2});
    assertThatThrownBy(() -> directory.writeOnce(2026, "tile/0/x001/000.p/7", new byte[] {1, 3}))
        .isInstanceOf(ForkException.class);
    assertThat(directory.read(2026, "tile/0/x001/000.p/7")).contains(new byte[] {1, 2});
    assertThat(directory.read(2026, "tile/0/000")).isEmpty();
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  void replacesTheCheckpointAndKnowsTheNewestYear() throws IOException {
    LogDirectory directory = new LogDirectory(folder.resolve("log"));
    assertThat(directory.current()).isEmpty();
    assertThat(directory.checkpoint(2026)).isEmpty();
    directory.publish(2026, "one");
    directory.publish(2026, "two");
    directory.publish(2025, "old");
    directory.writeOnce(2027, "tile/0/000", new byte[1]);
    assertThat(directory.checkpoint(2026)).contains("two");
    assertThat(directory.current()).hasValue(2026);
  }

  @Test
  void dropsPartsOnlyWhereTheWholeIsThere() throws IOException {
    LogDirectory directory = new LogDirectory(folder);
    directory.writeOnce(2026, "tile/0/000.p/1", new byte[32]);
    directory.writeOnce(2026, "tile/0/000.p/2", new byte[64]);
    directory.dropPartials(2026, "tile/0/000");
    assertThat(directory.read(2026, "tile/0/000.p/1")).isPresent();
    directory.writeOnce(2026, "tile/0/000", new byte[8192]);
    directory.dropPartials(2026, "tile/0/000");
    directory.dropPartials(2026, "tile/0/000");
    assertThat(folder.resolve("2026/tile/0/000.p")).doesNotExist();
  }

  @Test
  void servesNothingButTiles() throws Exception {
    LogDirectory directory = new LogDirectory(folder);
    directory.publish(2026, "secret");
    directory.writeOnce(2026, "tile/0/000", new byte[8192]);
    LogSettings settings =
        new LogSettings("log.example", folder, List.of("alert"), Duration.ofMillis(200), 100);
    LogSigner signer =
        new LogSigner(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
    PublishedLog log = new PublishedLog(directory, settings, signer);
    assertThat(log.file(2026, "0/000")).isPresent();
    assertThat(log.file(2026, "0/000.p/3")).hasValueSatisfying(b -> assertThat(b).hasSize(96));
    for (String path :
        List.of(
            "../checkpoint",
            "0/../../checkpoint",
            "0/000/",
            "64/000",
            "00/000",
            "0/0",
            "0/1000",
            "0/000.p/0",
            "0/000.p/256",
            "0/000.p/03",
            "0/x000",
            "entries/000",
            "",
            "0/000.p/1/..")) {
      assertThat(log.file(2026, path)).as(path).isEmpty();
    }
    assertThatThrownBy(() -> log.checkpoint(2026)).isInstanceOf(ForkException.class);
  }

  @Test
  void theServiceDoesNotStartWithUnsafeSettings() {
    List<String> one = List.of("alert");
    Duration interval = Duration.ofMillis(200);
    assertThat(new LogSettings("mithaq.local", folder, one, interval, 4000).origin(2026))
        .isEqualTo("mithaq.local/2026");
    for (String origin : List.of("", "a b", "a+b", "A", "a//b", "a/")) {
      assertThatThrownBy(() -> new LogSettings(origin, folder, one, interval, 1))
          .hasMessageContaining("mithaq.log.origin");
    }
    for (List<String> emitters : List.of(List.of("audit"), List.of("a", "a"), List.of("A"))) {
      assertThatThrownBy(() -> new LogSettings("a", folder, emitters, interval, 1))
          .hasMessageContaining("mithaq.log.emitters");
    }
    assertThatThrownBy(() -> new LogSettings("a", folder, one, Duration.ofMinutes(2), 1))
        .hasMessageContaining("mithaq.log.interval");
    assertThatThrownBy(() -> new LogSettings("a", folder, one, interval, 0))
        .hasMessageContaining("mithaq.log.batch");
    assertThatThrownBy(() -> LogSettings.signingKey(folder.resolve("none")))
        .hasMessageContaining("mithaq.log.signing-key");
  }

  @Test
  void tilesLieWhereTheSpecificationPutsThem() {
    assertThat(TilePath.tile(0, 1_234_067, 256)).isEqualTo("tile/0/x001/x234/067");
    assertThat(TilePath.tile(3, 5, 17)).isEqualTo("tile/3/005.p/17");
    assertThat(TilePath.entries(1000, 256)).isEqualTo("tile/entries/x001/000");
    assertThatThrownBy(() -> TilePath.tile(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TilePath.tile(0, 0, 257)).isInstanceOf(IllegalArgumentException.class);
  }
}
