package org.mithaq.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that others wrote accept what this service publishes: Go's {@code sumdb/note} and {@code
 * sumdb/tlog}, as Debian packages them, over a log of 100,000 entries.
 */
class GoVerificationTest {

  private static final int YEAR = 2026;
  private static final int SIZE = 100_000;
  private static final Path SOURCES = Path.of("/usr/share/gocode");

  @TempDir static Path folder;

  private static Path program;
  private static LogDirectory directory;
  private static LogSigner signer;
  private static Checkpoint checkpoint;

  private record Outcome(int exit, String said) {}

  @BeforeAll
  static void publishTheLogAndBuildTheProgram() throws Exception {
    boolean there = Files.isDirectory(SOURCES.resolve("src/golang.org/x/mod/sumdb"));
    if (!there || !onPath("go")) {
      if ("true".equals(System.getenv("CI"))) {
        fail("Go is missing: install golang-go and golang-golang-x-mod-dev");
      }
      assumeTrue(false, "Go or its golang.org/x/mod is not installed");
    }
    program = folder.resolve("mithaq-check");
    Outcome built =
        run(
            Path.of("src/test/go/mithaq-check"),
            List.of("go", "build", "-o", program.toString(), "."));
    assertThat(built.exit()).as(built.said()).isZero();
    directory = new LogDirectory(folder.resolve("log"));
    signer = new LogSigner(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
    checkpoint = publish(directory, SIZE);
  }

  private static boolean onPath(String command) {
    for (String place : System.getenv().getOrDefault("PATH", "").split(":")) {
      if (Files.isExecutable(Path.of(place, command))) {
        return true;
      }
    }
    return false;
  }

  /** Writes a log with the classes that the service writes its own with. */
  private static Checkpoint publish(LogDirectory directory, int size) throws IOException {
    Random random = new Random(4);
    MerkleTree tree =
        MerkleTree.of(
            0,
            tile -> {
              throw new AssertionError("an empty tree reads no tile");
            });
    byte[] previous = new byte[Merkle.BYTES];
    List<byte[]> bundle = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      byte[] root = new byte[Merkle.BYTES];
      random.nextBytes(root);
      byte[] entry =
          new Entry(
                  "exchange-joint",
                  i + 1L,
                  previous,
                  LocalDate.of(YEAR, 3, 2),
                  new UUID(random.nextLong(), random.nextLong()),
                  root)
              .bytes();
      previous = Merkle.leaf(entry);
      tree.append(previous);
      bundle.add(entry);
      if (bundle.size() == TilePath.WIDTH || i == size - 1) {
        String path = TilePath.entries(i / TilePath.WIDTH, bundle.size());
        directory.writeOnce(YEAR, path, EntryBundle.of(bundle));
        bundle.clear();
      }
    }
    for (Map.Entry<MerkleTree.TileId, byte[]> tile : tree.changed().entrySet()) {
      MerkleTree.TileId id = tile.getKey();
      int width = tile.getValue().length / Merkle.BYTES;
      directory.writeOnce(YEAR, TilePath.tile(id.level(), id.position(), width), tile.getValue());
    }
    Checkpoint published = new Checkpoint("mithaq.example/" + YEAR, size, tree.root());
    directory.publish(YEAR, signer.sign(published));
    return published;
  }

  private static Proofs proofs() {
    LogSettings settings =
        new LogSettings(
            "mithaq.example", folder.resolve("log"), List.of(), Duration.ofMillis(200), 1000);
    return new PublishedLog(directory, settings, signer).proofs(YEAR, checkpoint);
  }

  private static String line(String kind, long number, List<byte[]> hashes) {
    StringBuilder line = new StringBuilder(kind).append(' ').append(number);
    hashes.forEach(hash -> line.append(' ').append(Base64.getEncoder().encodeToString(hash)));
    return line.toString();
  }

  private static List<String> lines() {
    Proofs proofs = proofs();
    Random random = new Random(5);
    List<String> lines = new ArrayList<>();
    List<Integer> places = new ArrayList<>(List.of(0, 1, 255, 256, 65_535, 65_536, SIZE - 1));
    for (int i = 0; i < 300; i++) {
      places.add(random.nextInt(SIZE));
    }
    for (int place : places) {
      lines.add(line("inclusion", place, proofs.inclusion(place)));
      // Go asks for a first tree of one entry at least.
      List<byte[]> hashes = new ArrayList<>(List.of(proofs.rootAt(place + 1L)));
      hashes.addAll(proofs.consistency(place + 1L));
      lines.add(line("consistency", place + 1L, hashes));
    }
    return lines;
  }

  private static Outcome check(String vkey, List<String> proofs) throws Exception {
    Path file = Files.write(folder.resolve("proofs"), proofs);
    Path log = folder.resolve("log").resolve(Integer.toString(YEAR));
    return run(folder, List.of(program.toString(), log.toString(), vkey, file.toString()));
  }

  private static Outcome run(Path where, List<String> command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "GO111MODULE",
                "off",
                "GOPATH",
                SOURCES.toString(),
                "GOCACHE",
                folder.resolve("go-cache").toString(),
                "GOFLAGS",
                ""));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      fail("the program does not end");
    }
    return new Outcome(process.exitValue(), said.strip());
  }

  @Test
  void goAcceptsCheckpointTilesAndProofsUnderEitherNameOfTheKey() throws Exception {
    List<String> proofs = lines();
    for (String name : List.of("mithaq.example", "mithaq.example/2026")) {
      Outcome outcome = check(signer.verifierKey(name), proofs);
      assertThat(outcome.said())
          .isEqualTo(
              "OK mithaq.example/2026 size 100000: 1001 entries proved from tiles, "
                  + "307 inclusion and 307 consistency proofs hold");
      assertThat(outcome.exit()).isZero();
    }
  }

  @Test
  void goRefusesAnotherKeyAndAproofOfAnotherEntry() throws Exception {
    LogSigner other =
        new LogSigner(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
    assertThat(check(other.verifierKey("mithaq.example"), lines()).exit()).isEqualTo(3);
    Proofs proofs = proofs();
    String key = signer.verifierKey("mithaq.example");
    for (String wrong :
        List.of(
            line("inclusion", 70_001, proofs.inclusion(70_000)),
            line("consistency", 70_001, proofs.consistency(70_000)))) {
      Outcome outcome = check(key, List.of(wrong));
      assertThat(outcome.said()).startsWith("FAULT ");
      assertThat(outcome.exit()).isEqualTo(3);
    }
  }

  /**
   * Go's reader checks a tile against its parent, except the first few of a tree some of whose
   * subtrees share a tile: there the wrong hash is found out by the proof that it goes into. In
   * this size no two subtrees share one, so that every tile is checked when it is read.
   */
  @Test
  void goRefusesAtileWithAbyteChanged() throws Exception {
    Path log = folder.resolve("unshared");
    publish(new LogDirectory(log), 65_536 + 256 + 1);
    String key = signer.verifierKey("mithaq.example");
    assertThat(run(folder, List.of(program.toString(), log.resolve("2026").toString(), key)).exit())
        .isZero();
    Path tile = log.resolve("2026/tile/0/007");
    byte[] changed = Files.readAllBytes(tile);
    changed[100] ^= 1;
    Files.write(tile, changed);
    Outcome outcome = run(folder, List.of(program.toString(), log.resolve("2026").toString(), key));
    assertThat(outcome.said()).isEqualTo("FAULT prove entry 1820: downloaded inconsistent tile");
    assertThat(outcome.exit()).isEqualTo(3);
  }

  @Test
  void goRefusesAproofThatRestsOnAtileWithAbyteChanged() throws Exception {
    Path tile = folder.resolve("log/2026/tile/0/007");
    byte[] bytes = Files.readAllBytes(tile);
    byte[] changed = bytes.clone();
    changed[100] ^= 1;
    Files.write(tile, changed);
    try {
      Outcome outcome = check(signer.verifierKey("mithaq.example"), lines());
      assertThat(outcome.said()).startsWith("FAULT entry 1800: ");
      assertThat(outcome.exit()).isEqualTo(3);
    } finally {
      Files.write(tile, bytes);
    }
  }
}
