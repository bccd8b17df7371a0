package org.mithaq.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mithaq.audit.stack.FailingDisk;

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
  void keepsTheFirstCheckpointOfAnHourForEverAndListsIt() throws IOException {
    LogDirectory directory = new LogDirectory(folder);
    Instant hour = Instant.parse("2026-03-02T21:00:00Z");
    assertThat(directory.index(2026)).isEmpty();
    directory.keepOneAnHour(2026, 0, "none", hour.plusSeconds(3599));
    directory.keepOneAnHour(2026, 7, "seven", hour.plusSeconds(3600));
    directory.keepOneAnHour(2026, 8, "eight", hour.plusSeconds(7199));
    // A clock that was set back.
    directory.keepOneAnHour(2026, 9, "nine", hour.minusSeconds(86_400));
    // One whose listing a crash prevented is listed later, as it was published first.
    Files.writeString(folder.resolve("2026/checkpoints/10"), "ten");
    directory.keepOneAnHour(2026, 10, "ten, cosigned", hour.plusSeconds(7200));
    assertThat(directory.index(2026))
        .contains("0 2026-03-02T21:00:00Z\n7 2026-03-02T22:00:00Z\n10 2026-03-02T23:00:00Z\n");
    assertThat(directory.checkpoint(2026, 7)).contains("seven");
    assertThat(directory.checkpoint(2026, 8)).isEmpty();
    assertThat(directory.checkpoint(2026, 9)).isEmpty();
    assertThat(directory.checkpoint(2026, 10)).contains("ten");
  }

  @ParameterizedTest
  @EnumSource(
      value = DiskUse.class,
      names = {"REMOVE"},
      mode = EnumSource.Mode.EXCLUDE)
  void aFileIsWholeOrNotThereWheneverTheDiskFails(DiskUse use) throws IOException {
    FailingDisk disk = new FailingDisk();
    LogDirectory directory = new LogDirectory(folder, disk);
    byte[] content = {1, 2, 3};
    int failures = 0;
    for (int skipped = 0; ; skipped++) {
      String path = "tile/0/%03d".formatted(skipped);
      disk.failOnce(use, skipped);
      try {
        directory.writeOnce(2026, path, content);
        break;
      } catch (IOException e) {
        failures++;
      }
      Path file = folder.resolve("2026").resolve(path);
      assertThat(!Files.exists(file) || Arrays.equals(Files.readAllBytes(file), content)).isTrue();
      directory.writeOnce(2026, path, content);
      assertThat(directory.read(2026, path)).contains(content);
    }
    assertThat(failures).isPositive();
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(f -> f.getFileName().toString().startsWith(".new-"))).isEmpty();
    }
  }

  @Test
  void theOldCheckpointStandsWhileTheDiskIsFull() throws IOException {
    FailingDisk disk = new FailingDisk();
    LogDirectory directory = new LogDirectory(folder, disk);
    directory.publish(2026, "one");
    directory.keep(2026, new TreeSet<>(Set.of("ma")), "one");
    directory.keepOneAnHour(2026, 1, "one", Instant.EPOCH);
    disk.fail(Set.of(DiskUse.CREATE, DiskUse.WRITE));
    assertThatThrownBy(() -> directory.publish(2026, "two")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> directory.keep(2026, new TreeSet<>(Set.of("ma")), "two"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> directory.keepOneAnHour(2026, 2, "two", Instant.EPOCH.plusSeconds(3600)))
        .isInstanceOf(IOException.class);
    assertThat(directory.checkpoint(2026)).contains("one");
    assertThat(directory.kept(2026)).containsExactly("one");
    assertThat(directory.index(2026)).contains("1 1970-01-01T00:00:00Z\n");
    disk.mend();
    directory.publish(2026, "two");
    assertThat(directory.checkpoint(2026)).contains("two");
  }

  @Test
  void whatCannotBeReadIsNotTakenForWhatIsNotThere() throws IOException {
    FailingDisk disk = new FailingDisk();
    LogDirectory directory = new LogDirectory(folder, disk);
    directory.publish(2026, "one");
    directory.writeOnce(2026, "tile/0/000", new byte[] {1});
    disk.fail(Set.of(DiskUse.READ));
    List<ThrowableAssert.ThrowingCallable> readings =
        List.of(
            directory::current,
            () -> directory.checkpoint(2026),
            () -> directory.read(2026, "tile/0/000"),
            () -> directory.writeOnce(2026, "tile/0/000", new byte[] {2}),
            () -> directory.keepOneAnHour(2026, 1, "one", Instant.EPOCH),
            () -> directory.index(2026),
            () -> directory.dropPartials(2026, "tile/0/000"));
    for (ThrowableAssert.ThrowingCallable reading : readings) {
      assertThatThrownBy(reading).isInstanceOf(IOException.class);
    }
    disk.mend();
    assertThat(directory.read(2026, "tile/0/000")).contains(new byte[] {1});
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
