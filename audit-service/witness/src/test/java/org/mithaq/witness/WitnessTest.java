package org.mithaq.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessTest {

  private static final String ORIGIN = "log.example/2026";
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_679_315_147), ZoneOffset.UTC);

  @TempDir Path folder;

  private final SampleLog log = new SampleLog("log.example");
  private final KeyPair keys = SampleLog.keys();
  private final Cosigner cosigner = new Cosigner("witness.example/one", keys.getPrivate());
  private Memory memory;
  private Witness witness;

  @BeforeEach
  void open() throws IOException {
    memory = Memory.open(folder);
    witness =
        new Witness(
            List.of(LogKey.parse(log.verifierKey(), true), LogKey.parse(log.verifierKey(), false)),
            memory,
            cosigner,
            CLOCK);
    log.grow(300, "leaf");
  }

  @AfterEach
  void close() throws IOException {
    memory.close();
  }

  private int status(byte[] request) throws IOException {
    return witness.addCheckpoint(request).status();
  }

  @Test
  void cosignsEveryContinuationFromTheEmptyLogOn() throws IOException {
    int old = 0;
    for (int size : new int[] {0, 1, 2, 3, 7, 8, 8, 200, 256, 257, 300}) {
      Answer answer = witness.addCheckpoint(log.request(ORIGIN, old, size));
      assertThat(answer.status()).as("%d to %d", old, size).isEqualTo(200);
      String text = ORIGIN + "\n" + size + "\n" + Base64Text.encode(log.root(0, size)) + "\n";
      assertThat(answer.body()).isEqualTo(cosigner.line(text, 1_679_315_147));
      old = size;
    }
    // Another year's log, and the log without a year, are other logs.
    assertThat(status(log.request("log.example/2027", 0, 5))).isEqualTo(200);
    assertThat(status(log.request("log.example", 0, 6))).isEqualTo(200);
    assertThat(status(log.request("log.example/27", 0, 5))).isEqualTo(404);
  }

  @Test
  void tellsTheSizeThatItKnowsWhereTheRequestBeginsElsewhere() throws IOException {
    assertThat(status(log.request(ORIGIN, 0, 200))).isEqualTo(200);
    for (int old : new int[] {0, 100, 201}) {
      Answer answer = witness.addCheckpoint(log.request(ORIGIN, old, 201));
      assertThat(answer).isEqualTo(new Answer(409, "text/x.tlog.size", "200\n"));
    }
  }

  @Test
  void refusesToGoBackAlsoByAproofThatHolds() throws IOException {
    assertThat(status(log.request(ORIGIN, 0, 200))).isEqualTo(200);
    assertThat(witness.addCheckpoint(log.request(ORIGIN, 100, 150)))
        .isEqualTo(new Answer(409, "text/x.tlog.size", "200\n"));
    assertThat(
            status(
                SampleLog.request(200, List.of(), log.checkpoint(ORIGIN, 150, log.root(0, 150)))))
        .isEqualTo(400);
  }

  @Test
  void refusesAforkOfTheSameSizeAndOfAgreaterOne() throws IOException {
    assertThat(status(log.request(ORIGIN, 0, 100))).isEqualTo(200);
    log.leaves.subList(50, 300).clear();
    log.grow(300, "other");
    assertThat(status(log.request(ORIGIN, 100, 100))).isEqualTo(409);
    assertThat(status(log.request(ORIGIN, 100, 150))).isEqualTo(422);
    assertThat(memory.recall(ORIGIN).size()).isEqualTo(100);
  }

  @Test
  void refusesEveryProofInWhichAbitIsWrong() throws IOException {
    assertThat(status(log.request(ORIGIN, 0, 100))).isEqualTo(200);
    String checkpoint = log.checkpoint(ORIGIN, 257, log.root(0, 257));
    List<byte[]> proof = log.proof(100, 257);
    assertThat(proof.size()).isGreaterThan(3);
    for (int i = 0; i < proof.size(); i++) {
      List<byte[]> changed = new ArrayList<>(proof);
      byte[] hash = changed.get(i).clone();
      hash[i] ^= 1;
      changed.set(i, hash);
      assertThat(status(SampleLog.request(100, changed, checkpoint))).isEqualTo(422);
      changed.remove(i);
      assertThat(status(SampleLog.request(100, changed, checkpoint))).isEqualTo(422);
    }
    List<byte[]> longer = new ArrayList<>(proof);
    longer.add(proof.getFirst());
    assertThat(status(SampleLog.request(100, longer, checkpoint))).isEqualTo(422);
    assertThat(status(SampleLog.request(100, proof, checkpoint))).isEqualTo(200);
    // From the empty log no proof is wanted, and from a log to itself neither.
    assertThat(status(SampleLog.request(257, proof, checkpoint))).isEqualTo(422);
    assertThat(
            status(SampleLog.request(0, proof, log.checkpoint("log.example", 9, log.root(0, 9)))))
        .isEqualTo(422);
  }

  @Test
  void knowsItsLogsAndTheirKeysAlone() throws IOException {
    SampleLog impostor = new SampleLog("log.example");
    impostor.grow(10, "leaf");
    assertThat(status(impostor.request(ORIGIN, 0, 5))).isEqualTo(403);
    assertThat(status(log.request("other.example/2026", 0, 5))).isEqualTo(404);
    byte[] good = log.request(ORIGIN, 0, 5);
    String text = new String(good, StandardCharsets.UTF_8);
    assertThat(status(text.replace("\n5\n", "\n6\n").getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(403);
    // A line of somebody unknown is passed over.
    String other = "\u2014 somebody.example " + Base64Text.encode(new byte[68]) + "\n";
    assertThat(status((text + other).getBytes(StandardCharsets.UTF_8))).isEqualTo(200);
  }

  @Test
  void refusesWhatIsNoRequest() throws IOException {
    String good = new String(log.request(ORIGIN, 0, 5), StandardCharsets.UTF_8);
    for (String bad :
        List.of(
            "",
            "old 0",
            good.substring(0, good.length() - 1),
            good.replace("old 0", "old 00"),
            good.replace("old 0", "old -1"),
            good.replace("old 0", "old 99999999999999999999"),
            good.replace("old 0", "old 0 "),
            good.replace("old 0", "new 0"),
            good.replace("old 0\n", "old 0\nAAAA\n"),
            good.replace("\n5\n", "\n05\n"),
            good.replace("\n5\n", "\n5\r\n"),
            good.replace("\u2014 ", "- "),
            good.replace(ORIGIN + "\n", ""),
            good.substring(0, good.indexOf('\u2014')),
            good.replace(
                "old 0\n", "old 0\n" + (Base64Text.encode(new byte[32]) + "\n").repeat(64)))) {
      assertThat(status(bad.getBytes(StandardCharsets.UTF_8))).as(bad).isEqualTo(400);
    }
    byte[] notText = good.getBytes(StandardCharsets.UTF_8);
    notText[good.indexOf(ORIGIN)] = (byte) 0xff;
    assertThat(status(notText)).isEqualTo(400);
    assertThat(status(good.getBytes(StandardCharsets.UTF_8))).isEqualTo(200);
  }

  @Test
  void remembersAcrossArestart() throws IOException {
    assertThat(status(log.request(ORIGIN, 0, 123))).isEqualTo(200);
    assertThatThrownBy(() -> Memory.open(folder)).hasMessageContaining("another witness");
    close();
    open();
    assertThat(witness.addCheckpoint(log.request(ORIGIN, 0, 200)).body()).isEqualTo("123\n");
    assertThat(status(log.request(ORIGIN, 123, 200))).isEqualTo(200);
  }

  @Test
  void ofRequestsThatRaceOneIsCosignedAndNoneTakesTheLogBack() throws Exception {
    assertThat(status(log.request(ORIGIN, 0, 100))).isEqualTo(200);
    List<Callable<Integer>> racers = new ArrayList<>();
    for (int size = 101; size <= 140; size++) {
      byte[] request = log.request(ORIGIN, 100, size);
      racers.add(() -> status(request));
    }
    int cosigned = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> racer : threads.invokeAll(racers)) {
        cosigned += racer.get() == 200 ? 1 : 0;
      }
    }
    assertThat(cosigned).isEqualTo(1);
  }

  @Test
  void cosignsNothingWhenWhatItKnewCannotBeReadOrTheNewCannotBeKept() throws IOException {
    assertThat(status(log.request(ORIGIN, 0, 100))).isEqualTo(200);
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file = files.filter(f -> !f.endsWith("lock")).findFirst().orElseThrow();
    }
    String whole = Files.readString(file);
    for (int length = 0; length < whole.length(); length++) {
      Files.writeString(file, whole.substring(0, length));
      assertThatThrownBy(() -> status(log.request(ORIGIN, 100, 101)))
          .isInstanceOf(IOException.class);
    }
    Files.writeString(file, whole);
    // Where the new state would be written, there is a folder.
    Path half = Files.createDirectory(file.resolveSibling(file.getFileName() + ".new"));
    assertThatThrownBy(() -> status(log.request(ORIGIN, 100, 101))).isInstanceOf(IOException.class);
    Files.delete(half);
    assertThat(witness.addCheckpoint(log.request(ORIGIN, 0, 101)).body()).isEqualTo("100\n");
    assertThat(status(log.request(ORIGIN, 100, 101))).isEqualTo(200);
  }
}
