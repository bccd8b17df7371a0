package org.mithaq.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {

  @TempDir Path folder;

  private record Result(int status, String out, String err) {}

  private static Result run(Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Stream.of(args).map(Object::toString).toArray(String[]::new));
    return new Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Result run(String[] pinned, Object... args) {
    return run(Stream.concat(Stream.of(pinned), Stream.of(args)).toArray());
  }

  private static SampleLog sample(int entries) {
    SampleLog log = new SampleLog("log.example/2026");
    for (int i = 0; i < entries; i++) {
      log.add(i % 3 == 0 ? "alert" : "exchange-joint");
    }
    return log;
  }

  @Test
  void acceptsLogsOfEverySizeAroundTheEdgesOfTiles() throws IOException {
    for (int size : new int[] {0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 1000}) {
      SampleLog log = sample(size);
      Path there = log.write(folder.resolve("log-" + size));
      Result result = run("--dir", there, "--key", log.vkey(), "--witness", log.witnessKey());
      assertThat(result.out()).startsWith("OK log.example/2026 size " + size + " root ");
      assertThat(result.status()).isZero();
      assertThat(result.err()).isEmpty();
    }
  }

  @Test
  void acceptsAlogOfManyLevelsWithAlittleMemory() throws IOException {
    SampleLog log = sample(66_000);
    Path there = log.write(folder);
    Result result = run("--dir", there, "--key", log.vkey());
    assertThat(result.out())
        .contains("size 66000", "emitters alert 1..22000, exchange-joint 1..44000");
    assertThat(there.resolve("tile/2/000.p/1")).exists();
  }

  @Test
  void findsEveryByteThatIsChangedInAnyFile() throws IOException {
    SampleLog log = sample(3);
    Path there = log.write(folder.resolve("log"));
    SampleLog.write(
        there.resolve("checkpoints/1"), log.checkpoint(1).getBytes(StandardCharsets.UTF_8));
    List<Path> files = files(there);
    assertThat(files)
        .extracting(file -> there.relativize(file).toString())
        .containsExactly("checkpoint", "checkpoints/1", "tile/0/000.p/3", "tile/entries/000.p/3");
    long flips = 0;
    long bytes = 0;
    for (Path file : files) {
      long size = Files.size(file);
      bytes += size;
      if (file.getParent().endsWith("checkpoints")) {
        flips += flippedBesidesWitness(file, there, log);
        bytes -= NAMES_WITNESS;
      } else {
        flips += flipped(file, 0, (int) size, 1, there, log);
      }
    }
    assertThat(flips).isEqualTo(bytes).isGreaterThan(1200);
    assertThat(run(log.pinned(), "--dir", there).status()).isZero();
  }

  @Test
  void findsBytesThatAreChangedInAlogOfSeveralTiles() throws IOException {
    SampleLog log = sample(300);
    Path there = log.write(folder);
    List<Path> files = files(there);
    assertThat(files).hasSize(6);
    long flips = 0;
    for (Path file : files) {
      // Each of the small files' bytes, and a part of the bundles', where one is like another.
      long size = Files.size(file);
      int step = size > 9000 ? 997 : size > 1000 ? 31 : 1;
      flips += flipped(file, 0, (int) size, step, there, log);
    }
    assertThat(flips).isGreaterThan(700);
    assertThat(run(log.pinned(), "--dir", there).status()).isZero();
  }

  @Test
  void findsEveryByteThatIsChangedInPartialTilesThatWiderOnesHaveReplaced() throws IOException {
    SampleLog log = sample(2);
    Path there = log.write(folder.resolve("log"));
    for (int size : new int[] {3, 300}) {
      while (log.entries.size() < size) {
        log.add("exchange-joint");
      }
      log.write(there);
      long flips = 0;
      long bytes = 0;
      for (String path : List.of("tile/0/000.p/2", "tile/entries/000.p/2")) {
        Path file = there.resolve(path);
        bytes += Files.size(file);
        flips += flipped(file, 0, (int) Files.size(file), 1, there, log);
        byte[] right = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(right, right.length - 1));
        assertThat(run(log.pinned(), "--dir", there).out()).startsWith("FAULT " + path);
        Files.write(file, SampleLog.concat(right, new byte[1]));
        assertThat(run(log.pinned(), "--dir", there).out()).startsWith("FAULT " + path);
        Files.write(file, right);
      }
      assertThat(flips).isEqualTo(bytes).isGreaterThan(300);
      Files.writeString(there.resolve("tile/0/000.p/README"), "not a tile");
      assertThat(run(log.pinned(), "--dir", there).status()).isZero();
    }
  }

  @Test
  void findsApartialTileOfAnUpperLevelThatIsNotTheBeginningOfItsSuccessor() throws IOException {
    SampleLog log = sample(300);
    Path there = log.write(folder.resolve("log"));
    while (log.entries.size() < 600) {
      log.add("exchange-joint");
    }
    log.write(there);
    assertThat(run(log.pinned(), "--dir", there).status()).isZero();
    Path replaced = there.resolve("tile/1/000.p/1");
    assertThat(there.resolve("tile/1/000.p/2")).exists();
    assertThat(flipped(replaced, 0, 32, 1, there, log)).isEqualTo(32);
  }

  /** The name, the blank, and the characters that encode the key's id, of a line of the witness. */
  private static final int NAMES_WITNESS = "witness.example ".length() + 6;

  /**
   * Of a checkpoint that is kept the cosignatures need not be there, so that a line which names
   * another witness than the pinned one is no fault; but what is signed in the name of a pinned one
   * must hold.
   */
  private static long flippedBesidesWitness(Path file, Path there, SampleLog log)
      throws IOException {
    String text = Files.readString(file);
    int name =
        text.substring(0, text.indexOf("witness.example ")).getBytes(StandardCharsets.UTF_8).length;
    int signature = name + NAMES_WITNESS;
    return flipped(file, 0, name, 1, there, log)
        + flipped(file, signature, (int) Files.size(file), 1, there, log);
  }

  private static List<Path> files(Path there) throws IOException {
    try (Stream<Path> all = Files.walk(there)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Changes one byte after the other, and back; each time the verifier must see it. */
  private static long flipped(Path file, int from, int to, int step, Path there, SampleLog log)
      throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    long flips = 0;
    for (int i = from; i < to; i += step) {
      byte[] changed = bytes.clone();
      changed[i] ^= (byte) (1 << (i % 8));
      Files.write(file, changed);
      Result result = run(log.pinned(), "--dir", there);
      assertThat(result.status()).as("%s byte %d: %s", file, i, result.out()).isEqualTo(3);
      assertThat(result.out()).startsWith("FAULT ");
      flips++;
    }
    Files.write(file, bytes);
    return flips;
  }

  @Test
  void findsFilesThatAreMissingOrTooLongOrTooShort() throws IOException {
    SampleLog log = sample(300);
    Path there = log.write(folder);
    for (String path :
        List.of(
            "tile/0/000",
            "tile/0/001.p/44",
            "tile/1/000.p/1",
            "tile/entries/000",
            "tile/entries/001.p/44")) {
      Path file = there.resolve(path);
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      assertThat(run("--dir", there, "--key", log.vkey()).out())
          .startsWith("FAULT " + path + ": missing");
      Files.write(file, SampleLog.concat(bytes, new byte[1]));
      assertThat(run("--dir", there, "--key", log.vkey()).status()).isEqualTo(3);
      Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
      assertThat(run("--dir", there, "--key", log.vkey()).status()).isEqualTo(3);
      Files.write(file, bytes);
    }
  }

  @Test
  void takesThePartFromTheWholeWhereTheLogHasGrownOn() throws IOException {
    SampleLog log = sample(300);
    final String earlier = log.checkpoint(200);
    Path there = log.write(folder);
    Files.writeString(there.resolve("checkpoint"), earlier);
    assertThat(run("--dir", there, "--key", log.vkey()).out()).contains("size 200");
  }

  @Test
  void findsGapsRepetitionsAndBrokenChainsInTheNumbering() throws IOException {
    byte[] root = SampleLog.hash("root");
    List<UnaryOperator<SampleLog>> wrong =
        List.of(
            log -> log.raw("alert", 3, SampleLog.leaf(log.entries.get(1)), "2026-03-02", root),
            log -> log.raw("alert", 1, SampleLog.leaf(log.entries.get(1)), "2026-03-02", root),
            log -> log.raw("alert", 2, SampleLog.hash("else"), "2026-03-02", root),
            log -> log.raw("alert", 2, new byte[32], "2026-03-02", root),
            log -> log.raw("other", 1, SampleLog.hash("else"), "2026-03-02", root),
            log -> log.raw("other", 2, new byte[32], "2026-03-02", root),
            log -> log.raw("other", 7, SampleLog.hash("else"), "2026-03-02", root),
            log -> log.raw("other", 1, new byte[32], "2026-03-01", root),
            log -> log.raw("other", 1, new byte[32], "2027-03-02", root),
            log -> log.raw("Other", 1, new byte[32], "2026-03-02", root),
            log -> log.raw("other", 1, new byte[32], "2026-02-30", root));
    for (int i = 0; i < wrong.size(); i++) {
      SampleLog log = wrong.get(i).apply(new SampleLog("l.example/2026").add("x").add("alert"));
      // Everything after it is signed for and hashed as it should be: only the numbering is wrong.
      log.add("x");
      Result result = run("--dir", log.write(folder.resolve("w" + i)), "--key", log.vkey());
      assertThat(result.status()).as("case %d: %s", i, result.out()).isEqualTo(3);
    }
  }

  @Test
  void findsEntriesDeletedSwappedAndAddedByWhoHoldsTheKeyAndPublishesAnew() throws IOException {
    SampleLog right = sample(20);
    Path old = Files.writeString(folder.resolve("old"), right.checkpoint(20));
    List<Integer> alone = new ArrayList<>();
    List<Integer> remembered = new ArrayList<>();
    for (String act : List.of("delete", "swap", "add")) {
      int found = 0;
      int foundAgainstWhatWas = 0;
      for (int i = 0; i < (act.equals("swap") ? 19 : 20); i++) {
        SampleLog log = right.copy();
        switch (act) {
          case "delete" -> log.entries.remove(i);
          case "swap" -> log.entries.add(i, log.entries.remove(i + 1));
          default -> log.entries.add(log.entries.get(i));
        }
        Path there = log.write(folder.resolve(act + i));
        found += run(log.pinned(), "--dir", there).status() == 3 ? 1 : 0;
        Result result = run(log.pinned(), "--dir", there, "--checkpoint", old);
        assertThat(result.out()).as("%s %d", act, i).startsWith("FAULT ");
        foundAgainstWhatWas += result.status() == 3 ? 1 : 0;
      }
      alone.add(found);
      remembered.add(foundAgainstWhatWas);
    }
    // The numbering finds all but an emitter's last entry gone and two emitters' entries swapped;
    // whoever has kept a checkpoint finds everything.
    assertThat(alone).containsExactly(18, 6, 20);
    assertThat(remembered).containsExactly(20, 19, 20);
  }

  @Test
  void refusesAnEntryInAnyFormButTheOne() throws IOException {
    String right =
        "{\"day\":\"2026-03-02\",\"emitter\":\"a\",\"id\":\"00000000-0000-7000-8000-000000000000\","
            + "\"number\":1,\"previous\":\"%s\",\"root\":\"%s\",\"v\":1}";
    String zeros = SampleLog.base64(new byte[32]);
    right = right.formatted(zeros, SampleLog.base64(SampleLog.hash("r")));
    List<String> wrong =
        List.of(
            right.replace(",\"v\":1", ",\"v\":2"),
            right.replace(",\"v\":1", ""),
            right.replace("\"number\":1", "\"number\":01"),
            right.replace("\"number\":1", "\"number\":1.0"),
            right.replace("\"number\":1", "\"number\":\"1\""),
            right.replace("\"number\":1", "\"number\":9999999999999999"),
            right.replace("{", "{ "),
            right + " ",
            right.replace("00000000-0000", "00000000-000G"),
            right.replace("}", ",\"x\":1}"),
            right.replace("\"emitter\":\"a\"", "\"emitter\":\"a\u00e9\""),
            right.replace(zeros, zeros.replace("A=", "B=")));
    for (int i = -1; i < wrong.size(); i++) {
      SampleLog log = new SampleLog("l.example/2026");
      log.entries.add((i < 0 ? right : wrong.get(i)).getBytes(StandardCharsets.UTF_8));
      Result result = run("--dir", log.write(folder.resolve("f" + i)), "--key", log.vkey());
      assertThat(result.status()).as("case %d: %s", i, result.out()).isEqualTo(i < 0 ? 0 : 3);
    }
  }

  @Test
  void seesThatAnOlderCheckpointIsNotTheBeginningOfThisLog() throws IOException {
    SampleLog log = sample(300);
    Path there = log.write(folder);
    for (int size : new int[] {0, 1, 255, 256, 299, 300}) {
      Path old = Files.writeString(folder.resolve("old"), log.checkpoint(size));
      assertThat(run("--dir", there, "--key", log.vkey(), "--checkpoint", old).status()).isZero();
    }
    Path old = Files.writeString(folder.resolve("old"), log.checkpoint(120));
    log.entries.set(5, sample(7).entries.get(6));
    Path fork = Files.writeString(folder.resolve("fork"), log.checkpoint(120));
    Result result =
        run("--dir", there, "--key", log.vkey(), "--checkpoint", old, "--checkpoint", fork);
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.out()).contains("fork", "first 120 entries");
    for (int i = 0; i < 5; i++) {
      log.add("x");
    }
    Path newer = Files.writeString(folder.resolve("newer"), log.checkpoint(305));
    assertThat(run("--dir", there, "--key", log.vkey(), "--checkpoint", newer).out())
        .contains("had 305 entries then and has 300 now");
  }

  @Test
  void wantsTheRightKeysAndWitnesses() throws IOException {
    SampleLog log = sample(3);
    Path there = log.write(folder);
    SampleLog other = sample(3);
    assertThat(run("--dir", there, "--key", other.vkey()).status()).isEqualTo(3);
    assertThat(run("--dir", there, "--key", log.vkey(), "--witness", other.witnessKey()).out())
        .contains("witness.example has not cosigned");
    Path file = Files.writeString(folder.resolve("log.vkey"), log.vkey() + "\n");
    assertThat(run("--dir", there, "--key", file).status()).isZero();
    // A key of another log, which happens to be the same key, is not this log's.
    assertThat(run("--dir", there, "--key", log.vkey("log.example/2025")).status()).isEqualTo(3);
  }

  @Test
  void followsTheNumberingFromOneYearIntoTheNext() throws IOException {
    SampleLog first = sample(20).close();
    SampleLog next = new SampleLog("log.example/2027").after(first);
    byte[] root = SampleLog.hash("r");
    long number = 7;
    byte[] leaf = SampleLog.leaf(first.entries.get(18));
    next.raw("alert", number + 1, leaf, "2027-01-01", root);
    Path one = first.write(folder.resolve("2026"));
    Path two = next.write(folder.resolve("2027"));
    assertThat(run("--dir", two, "--key", next.vkey()).out()).contains("--before");
    Result both = run("--dir", two, "--before", one, "--key", next.vkey(), "--key", first.vkey());
    assertThat(both.out()).contains("OK log.example/2026", "OK log.example/2027", "alert 8..8");
    SampleLog shorter = sample(10).close();
    Path wrong = shorter.write(folder.resolve("wrong"));
    assertThat(
            run("--dir", two, "--before", wrong, "--key", next.vkey(), "--key", shorter.vkey())
                .out())
        .contains("does not continue");
  }

  @Test
  void findsAlogThatWentOnAfterItWasClosed() throws IOException {
    SampleLog log = sample(20).close();
    Path closed = log.write(folder.resolve("closed"));
    Result result = run(log.pinned(), "--dir", closed);
    assertThat(result.status()).isZero();
    assertThat(result.out().strip()).endsWith(" closed");
    // What was seen before it was closed, and the closing itself, are of this log.
    Path before = Files.writeString(folder.resolve("before"), log.checkpoint(7));
    Path last = Files.writeString(folder.resolve("last"), log.checkpoint(20));
    assertThat(
            run(log.pinned(), "--dir", closed, "--checkpoint", before, "--checkpoint", last)
                .status())
        .isZero();
    Path opened = log.copy().write(folder.resolve("opened"));
    assertThat(run(log.pinned(), "--dir", opened, "--checkpoint", last).status()).isEqualTo(3);
    Path longer = log.add("alert").write(folder.resolve("longer"));
    Result gone = run(log.pinned(), "--dir", longer, "--checkpoint", last);
    assertThat(gone.status()).isEqualTo(3);
    assertThat(gone.out()).contains("the log was closed then with 20 entries, and has gone on");
  }

  @Test
  void checksReceiptsAloneAndWithTheirLog() throws IOException {
    List<SampleLog.Fact> facts =
        List.of(
            new SampleLog.Fact("agency", "\"nl-kmar\""),
            new SampleLog.Fact("justification", "null"),
            new SampleLog.Fact("objects", "1"),
            new SampleLog.Fact("objects/0", "{\"id\":\"x\",\"kind\":\"signal\",\"version\":1}"),
            new SampleLog.Fact("user", "\"j.devries\""));
    SampleLog log = sample(10);
    log.add("alert", SampleLog.mth(facts.stream().map(SampleLog.Fact::commitment).toList()));
    for (int i = 0; i < 6; i++) {
      log.add("alert");
    }
    String entry = new String(log.entries.get(10), StandardCharsets.UTF_8);
    List<String> fields = new ArrayList<>();
    facts.forEach(f -> fields.add(f.name().equals("user") ? f.closed() : f.open()));
    String extra =
        "{\"entry\":%s,\"fields\":[%s]}".formatted(Json.quoted(entry), String.join(",", fields));
    Path text = Files.writeString(folder.resolve("a.tlog-proof"), log.proof(10, extra));
    Path json =
        Files.writeString(
            folder.resolve("a.json"),
            "{\"proof\":%s,%s".formatted(Json.quoted(log.proof(10, "")), extra.substring(1)));
    for (Path receipt : List.of(text, json)) {
      Result alone = run("--key", log.vkey(), "--receipt", receipt);
      assertThat(alone.status()).as(alone.out()).isZero();
      assertThat(alone.out())
          .contains(
              "entry 10 of log.example/2026", "agency: \"nl-kmar\"", "1 fields that are not open")
          .doesNotContain("devries");
    }
    log.add("x");
    Path there = log.write(folder.resolve("log"));
    assertThat(run("--dir", there, "--key", log.vkey(), "--receipt", text).status()).isZero();

    long flips = 0;
    for (Path receipt : List.of(text, json)) {
      byte[] bytes = Files.readAllBytes(receipt);
      for (int i = 0; i < bytes.length; i++) {
        byte[] changed = bytes.clone();
        changed[i] ^= (byte) (1 << (i % 8));
        Files.write(receipt, changed);
        Result result = run(log.pinned(), "--receipt", receipt);
        assertThat(result.status()).as("%s byte %d: %s", receipt, i, result.out()).isEqualTo(3);
        flips++;
      }
      Files.write(receipt, bytes);
    }
    assertThat(flips).isEqualTo(Files.size(text) + Files.size(json)).isGreaterThan(3000);
    String said = Files.readString(json);
    for (String lie :
        List.of(
            said.replace("nl-kmar", "ma-dgsn"),
            said.replace("\\\"alert\\\"", "\\\"other\\\""),
            said.replace("\"name\":\"agency\"", "\"name\":\"agenca\""),
            said.replace("\"version\":1", "\"version\":2"),
            said.replace("{\"commitment\"", "{\"x\":1},{\"commitment\""))) {
      assertThat(lie).isNotEqualTo(said);
      Files.writeString(json, lie);
      assertThat(run("--key", log.vkey(), "--receipt", json).status()).isEqualTo(3);
    }
  }

  @Test
  void wantsAsManyWitnessesAsTheQuorum() throws IOException {
    SampleLog log = sample(3);
    Path there = log.write(folder);
    String other = SampleLog.witnessKey(SampleLog.newKey());
    String own = log.witnessKey();
    assertThat(run("--dir", there, "--key", log.vkey(), "--witness", own, "--witness", other).out())
        .contains("witness.example has not cosigned it: 1 did, 2 must");
    assertThat(
            run("--dir", there, "--key", log.vkey(), "--witness", own, "--witness", other).status())
        .isEqualTo(3);
    String[] both = {"--key", log.vkey(), "--witness", own, "--witness", other, "--quorum"};
    assertThat(run(both, "1", "--dir", there).status()).isZero();
    assertThat(run(both, "2", "--dir", there).status()).isEqualTo(3);
    // One witness under two pins is one witness.
    String[] twice = {"--key", log.vkey(), "--witness", own, "--witness", own, "--quorum"};
    assertThat(run(twice, "2", "--dir", there).status()).isEqualTo(2);
    for (String wrong : List.of("0", "3", "x")) {
      assertThat(run(both, wrong, "--dir", there).status()).isEqualTo(2);
    }
    assertThat(run("--dir", there, "--key", log.vkey(), "--quorum", "1").status()).isEqualTo(2);
  }

  @Test
  void findsAkeptCheckpointThatTheLogDoesNotContain() throws IOException {
    SampleLog log = sample(300);
    Path there = log.write(folder.resolve("log"));
    for (int size : new int[] {0, 1, 120, 256, 300}) {
      SampleLog.write(
          there.resolve("checkpoints/" + size),
          log.checkpoint(size).getBytes(StandardCharsets.UTF_8));
    }
    Files.writeString(there.resolve("checkpoints/README"), "not a checkpoint");
    assertThat(run(log.pinned(), "--dir", there).out()).contains("contains 5 earlier checkpoints");
    byte[] right = log.entries.get(5);
    log.entries.set(5, sample(7).entries.get(6));
    Path kept = there.resolve("checkpoints/120");
    Files.writeString(kept, log.checkpoint(120));
    assertThat(run(log.pinned(), "--dir", there).out())
        .startsWith("FAULT checkpoints/120: the log's first 120 entries are not those");
    log.entries.set(5, right);
    Files.writeString(kept, log.checkpoint(121));
    assertThat(run(log.pinned(), "--dir", there).out())
        .startsWith("FAULT checkpoints/120: it is of size 121");
    Files.writeString(kept, sample(300).checkpoint(120));
    assertThat(run(log.pinned(), "--dir", there).status()).isEqualTo(3);
    Files.delete(kept);
    log.add("x");
    Files.writeString(there.resolve("checkpoints/301"), log.checkpoint(301));
    assertThat(run(log.pinned(), "--dir", there).out())
        .startsWith("FAULT checkpoints/301: the log had 301 entries then and has 300 now");
  }

  @Test
  void findsCosignedCheckpointsThatAreOfAnotherHistoryOrDoNotHold() throws IOException {
    SampleLog log = sample(300);
    Path there = log.write(folder.resolve("log"));
    Path cosigned = there.resolve("cosigned/0123456789abcdef0123456789abcdef");
    SampleLog.write(cosigned, log.checkpoint(120).getBytes(StandardCharsets.UTF_8));
    Files.writeString(there.resolve("cosigned/README"), "not a checkpoint");
    assertThat(run(log.pinned(), "--dir", there).out()).contains("contains 1 earlier checkpoints");
    assertThat(flippedBesidesWitness(cosigned, there, log))
        .isEqualTo(Files.size(cosigned) - NAMES_WITNESS);
    byte[] right = log.entries.get(5);
    log.entries.set(5, log.entries.get(6));
    Files.writeString(cosigned, log.checkpoint(120));
    assertThat(run(log.pinned(), "--dir", there).out())
        .startsWith("FAULT cosigned/0123456789abcdef0123456789abcdef: the log's first 120 entries");
    log.entries.set(5, right);
    Files.writeString(cosigned, log.add("x").checkpoint(301));
    assertThat(run(log.pinned(), "--dir", there).out())
        .contains("the log had 301 entries then and has 300 now");
  }

  @Test
  void comparesKeptCheckpointsWithinBundlesAndAtTheirEdges() throws IOException {
    int[] sizes = {0, 1, 254, 255, 256, 257, 511, 512, 513, 768, 769, 800};
    SampleLog log = sample(800);
    Path there = log.write(folder);
    for (int size : sizes) {
      Files.createDirectories(there.resolve("checkpoints"));
      Files.writeString(there.resolve("checkpoints/" + size), log.checkpoint(size));
    }
    assertThat(run("--dir", there, "--key", log.vkey()).out())
        .contains("contains %d earlier checkpoints".formatted(sizes.length));
    for (int size : sizes) {
      if (size > 0) {
        Path kept = there.resolve("checkpoints/" + size);
        byte[] right = log.entries.get(size - 1);
        log.entries.set(size - 1, log.entries.get(size % 2));
        Files.writeString(kept, log.checkpoint(size));
        assertThat(run("--dir", there, "--key", log.vkey()).out())
            .startsWith("FAULT checkpoints/" + size + ": the log's first " + size + " entries");
        log.entries.set(size - 1, right);
        Files.writeString(kept, log.checkpoint(size));
      }
    }
  }

  @Test
  void remembersWhatItSawAndFindsAnotherHistoryLater() throws IOException {
    SampleLog log = sample(10);
    Path memory = folder.resolve("memory");
    Path first = log.write(folder.resolve("first"));
    assertThat(run(log.pinned(), "--dir", first, "--memory", memory).status()).isZero();
    assertThat(run(log.pinned(), "--dir", first, "--memory", memory).out())
        .contains("contains 1 earlier checkpoints");
    log.add("x");
    Path second = log.write(folder.resolve("second"));
    assertThat(run(log.pinned(), "--dir", second, "--memory", memory).status()).isZero();
    assertThat(run(log.pinned(), "--dir", first, "--memory", memory).out())
        .contains("had 11 entries then and has 10 now");
    // A history that is right in itself, and not the one that this reader was shown.
    SampleLog other = log.copy();
    other.entries.removeLast();
    other.raw("y", 1, new byte[32], "2026-03-02", SampleLog.hash("else"));
    Path forked = other.write(folder.resolve("forked"));
    assertThat(run(other.pinned(), "--dir", forked).status()).isZero();
    Result found = run(other.pinned(), "--dir", forked, "--memory", memory);
    assertThat(found.status()).isEqualTo(3);
    assertThat(found.out()).contains("the log's first 11 entries are not those that it had then");
    assertThat(run("--memory", memory, "--key", log.vkey(), "--receipt", first).status())
        .isEqualTo(2);
  }

  @Test
  void wantsTheRecordsThatTheFolderListsAndNoOthers() throws IOException {
    SampleLog log = new SampleLog("log.example/2026");
    Path records = Files.createDirectories(folder.resolve("records"));
    byte[] root = SampleLog.mth(facts("x").stream().map(SampleLog.Fact::commitment).toList());
    for (int i = 0; i < 4; i++) {
      log.add("alert", root);
    }
    Path there = log.write(folder.resolve("log"));
    Path index = records.resolve("index");
    Files.write(index, List.of(log.id(3), log.id(1)));
    Files.writeString(records.resolve(log.id(1) + ".tlog-proof"), receipt(log, 1, facts("x")));
    assertThat(run(log.pinned(), "--dir", there, "--records", records).out())
        .contains("entry 3: record " + log.id(3) + " is missing");

    Files.writeString(records.resolve(log.id(3) + ".tlog-proof"), receipt(log, 3, facts("x")));
    Result whole = run(log.pinned(), "--dir", there, "--records", records);
    assertThat(whole.out()).contains("records 2 intact, 0 erased, 2 not listed");
    assertThat(whole.status()).isZero();

    // What lies there is judged, listed or not.
    Files.writeString(records.resolve(log.id(0) + ".tlog-proof"), receipt(log, 2, facts("x")));
    assertThat(run(log.pinned(), "--dir", there, "--records", records).out())
        .contains("this is not the receipt of entry 0");
    Files.delete(records.resolve(log.id(0) + ".tlog-proof"));

    String stranger = "01a215a5-b158-783c-b933-93c402ea4a88";
    Files.write(index, List.of(log.id(1), stranger, log.id(3)));
    assertThat(run(log.pinned(), "--dir", there, "--records", records).out())
        .startsWith("FAULT index: record " + stranger + " is not in the log");

    // Of the first entries none may be kept back.
    Files.write(index, List.of("all 2 log.example/2026"));
    assertThat(run(log.pinned(), "--dir", there, "--records", records).out())
        .contains("entry 0: record " + log.id(0) + " is missing");
    Files.writeString(records.resolve(log.id(0) + ".tlog-proof"), receipt(log, 0, facts("x")));
    assertThat(run(log.pinned(), "--dir", there, "--records", records).out())
        .contains("records 3 intact, 0 erased, 1 not listed");
    Files.write(index, List.of("all 2 log.example/2026", "all 7 log.example/2025"));
    Result elsewhere = run(log.pinned(), "--dir", there, "--records", records);
    assertThat(elsewhere.err()).contains("log.example/2025", "--before");
    assertThat(elsewhere.status()).isEqualTo(2);
    Files.write(index, List.of("../../etc"));
    assertThat(run(log.pinned(), "--dir", there, "--records", records).status()).isEqualTo(3);
    assertThat(run(log.pinned(), "--dir", there, "--records", folder.resolve("none")).status())
        .isEqualTo(1);
  }

  @Test
  void takesAnErasedRecordsOwnReceiptForWhatItIs() throws IOException {
    SampleLog log = new SampleLog("log.example/2026");
    Path records = Files.createDirectories(folder.resolve("records"));
    byte[] root = SampleLog.mth(facts("x").stream().map(SampleLog.Fact::commitment).toList());
    log.add("alert", root);
    List<SampleLog.Fact> erasure = facts(log.id(0));
    log.add("audit", SampleLog.mth(erasure.stream().map(SampleLog.Fact::commitment).toList()));
    Path there = log.write(folder.resolve("log"));
    Files.writeString(records.resolve(log.id(0) + ".tlog-proof"), closed(log, 0, root));
    Files.writeString(records.resolve(log.id(1) + ".tlog-proof"), receipt(log, 1, erasure));
    Result destroyed = run(log.pinned(), "--dir", there, "--records", records);
    assertThat(destroyed.out()).contains("no field is open, and no erasure of it is there");
    assertThat(destroyed.status()).isEqualTo(3);
    Files.writeString(records.resolve(log.id(0) + ".erasure"), receipt(log, 1, erasure));
    Result erased = run(log.pinned(), "--dir", there, "--records", records);
    assertThat(erased.out()).contains("records 1 intact, 1 erased");
    assertThat(erased.status()).isZero();
  }

  @Test
  void believesAnErasureOfAlaterYearOnlyIfThatYearsLogContainsIt() throws IOException {
    byte[] root = SampleLog.mth(facts("x").stream().map(SampleLog.Fact::commitment).toList());
    SampleLog first = new SampleLog("log.example/2026").add("alert", root).close();
    List<SampleLog.Fact> erasure = facts(first.id(0));
    byte[] said = SampleLog.mth(erasure.stream().map(SampleLog.Fact::commitment).toList());
    SampleLog next = first.next("log.example/2027").add("alert").add("audit", said);
    // Who has the log's key and its witness's can sign a log that nobody is shown.
    SampleLog unseen = first.next("log.example/2027").add("exchange-nl").add("audit", said);
    Path one = first.write(folder.resolve("2026"));
    Path two = next.write(folder.resolve("2027"));
    Path records = Files.createDirectories(folder.resolve("records"));
    Files.writeString(records.resolve("index"), "all 1 log.example/2026\n");
    Path evidence = records.resolve(first.id(0) + ".erasure");
    Files.writeString(evidence, receipt(next, 1, erasure));

    Result held = run(first.shared(), "--dir", two, "--before", one, "--records", records);
    assertThat(held.out()).contains("records 0 intact, 1 erased");
    assertThat(held.status()).isZero();
    // By the log of the record's own year alone it cannot be told.
    Result alone = run(first.shared(), "--dir", one, "--records", records);
    assertThat(alone.err()).contains("rests on the log log.example/2027", "--before");
    assertThat(alone.status()).isEqualTo(2);

    Files.writeString(evidence, receipt(unseen, 1, erasure));
    Result forged = run(first.shared(), "--dir", two, "--before", one, "--records", records);
    assertThat(forged.out()).startsWith("FAULT " + first.id(0) + ".erasure");
    assertThat(forged.status()).isEqualTo(3);
  }

  @Test
  void findsAnEarlierYearThatIsCutOff() throws IOException {
    SampleLog whole = new SampleLog("log.example/2026").add("alert").add("exchange-nl");
    SampleLog next = whole.next("log.example/2027").add("alert");
    Path two = next.write(folder.resolve("2027"));
    Path open = whole.write(folder.resolve("open"));
    // What is silent in the new year would be missed by nobody.
    whole.entries.removeLast();
    Path cut = whole.write(folder.resolve("cut"));
    for (Path before : List.of(cut, open)) {
      Result result = run(whole.shared(), "--dir", two, "--before", before);
      assertThat(result.out())
          .contains("log.example/2026 is not closed, and yet log.example/2027 follows it");
      assertThat(result.status()).isEqualTo(3);
    }
  }

  @Test
  void takesTheLogsOfEarlierYearsInTheirOrderAlone() throws IOException {
    byte[] root = SampleLog.mth(facts("x").stream().map(SampleLog.Fact::commitment).toList());
    SampleLog first = new SampleLog("log.example/2026").add("alert", root).close();
    SampleLog next = first.next("log.example/2027").add("alert").close();
    Path one = first.write(folder.resolve("2026"));
    Path two = next.write(folder.resolve("2027"));
    Result twice = run(first.shared(), "--dir", two, "--before", one, "--before", one);
    assertThat(twice.err()).contains("--before, oldest first");
    assertThat(twice.status()).isEqualTo(2);
    // A receipt of an earlier year is of that year's log, and what is of none of them is a fault.
    Path receipt = Files.writeString(folder.resolve("receipt"), receipt(first, 0, facts("x")));
    assertThat(run(first.shared(), "--dir", two, "--before", one, "--receipt", receipt).out())
        .contains("OK receipt");
    Path later = Files.writeString(folder.resolve("later"), next.checkpoint(1));
    Result astray = run(first.shared(), "--dir", one, "--checkpoint", later);
    assertThat(astray.out()).contains("this is a checkpoint of log.example/2027");
    assertThat(astray.status()).isEqualTo(3);
  }

  @Test
  void tellsIntactErasedAndMissingRecordsApart() throws IOException {
    SampleLog log = new SampleLog("log.example/2026");
    Path records = Files.createDirectories(folder.resolve("records"));
    for (int i = 0; i < 4; i++) {
      log.add("alert", SampleLog.mth(facts("x").stream().map(SampleLog.Fact::commitment).toList()));
    }
    List<SampleLog.Fact> erasure = facts(log.id(2));
    log.add("audit", SampleLog.mth(erasure.stream().map(SampleLog.Fact::commitment).toList()));
    Path there = log.write(folder.resolve("log"));
    for (int i : new int[] {0, 1, 3}) {
      Files.writeString(records.resolve(log.id(i) + ".tlog-proof"), receipt(log, i, facts("x")));
    }
    Files.writeString(records.resolve(log.id(4) + ".tlog-proof"), receipt(log, 4, erasure));
    Result missing = run(log.pinned(), "--dir", there, "--records", records);
    assertThat(missing.out())
        .startsWith("FAULT tile/entries/000.p/5, entry 2: record " + log.id(2) + " is missing");
    assertThat(missing.status()).isEqualTo(3);
    Path erased = records.resolve(log.id(2) + ".erasure");
    Files.writeString(erased, receipt(log, 4, erasure));
    Result result = run(log.pinned(), "--dir", there, "--records", records);
    assertThat(result.out()).contains("records 4 intact, 1 erased");
    assertThat(result.status()).isZero();

    // What is no erasure of it, or of another record, does not excuse it.
    Files.writeString(erased, receipt(log, 3, facts("x")));
    assertThat(run(log.pinned(), "--dir", there, "--records", records).out())
        .contains("this is not the erasure of record " + log.id(2));
    Files.writeString(erased, receipt(log, 4, erasure));
    Path other = records.resolve(log.id(1) + ".tlog-proof");
    Files.move(other, folder.resolve("away"));
    Files.writeString(records.resolve(log.id(1) + ".erasure"), receipt(log, 4, erasure));
    assertThat(run(log.pinned(), "--dir", there, "--records", records).status()).isEqualTo(3);
    Files.delete(records.resolve(log.id(1) + ".erasure"));
    Files.move(folder.resolve("away"), other);

    // A receipt of another entry, or one in which nothing is open, is not that of the record.
    Files.writeString(other, receipt(log, 0, facts("x")));
    assertThat(run(log.pinned(), "--dir", there, "--records", records).out())
        .contains("this is not the receipt of entry 1");
    String closed =
        facts("x").stream().map(SampleLog.Fact::closed).collect(Collectors.joining(","));
    Files.writeString(other, log.proof(1, extra(log, 1, closed)));
    assertThat(run(log.pinned(), "--dir", there, "--records", records).out())
        .contains("no field is open");
  }

  private static List<SampleLog.Fact> facts(String about) {
    return List.of(
        new SampleLog.Fact("decision", "\"permitted\""),
        new SampleLog.Fact("objects", "1"),
        new SampleLog.Fact("objects/0", "{\"id\":\"%s\",\"kind\":\"record\"}".formatted(about)),
        new SampleLog.Fact("operation", "\"erasure\""));
  }

  private static String receipt(SampleLog log, int index, List<SampleLog.Fact> facts) {
    String open = facts.stream().map(SampleLog.Fact::open).collect(Collectors.joining(","));
    return log.proof(index, extra(log, index, open));
  }

  /** As the service gives it of an erased record: one commitment for all that was in it. */
  private static String closed(SampleLog log, int index, byte[] root) {
    String field = "{\"commitment\":\"%s\"}".formatted(Base64Text.encode(root));
    return log.proof(index, extra(log, index, field));
  }

  private static String extra(SampleLog log, int index, String fields) {
    String entry = new String(log.entries.get(index), StandardCharsets.UTF_8);
    return "{\"entry\":%s,\"fields\":[%s]}".formatted(Json.quoted(entry), fields);
  }

  @Test
  void checksAlogThatIsServed() throws IOException {
    SampleLog log = sample(700);
    Path there = log.write(folder);
    HttpServer server = serving(there);
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/log";
    try {
      assertThat(run("--url", url, "--key", log.vkey()).out()).contains("size 700");
      assertThat(run("--url", url + "/", "--key", log.vkey()).status()).isZero();
      Files.delete(there.resolve("tile/entries/001"));
      assertThat(run("--url", url, "--key", log.vkey()).status()).isEqualTo(3);
      Files.delete(there.resolve("checkpoint"));
      assertThat(run("--url", url, "--key", log.vkey()).status()).isEqualTo(1);
    } finally {
      server.stop(0);
    }
    Result gone = run("--url", url, "--key", log.vkey());
    assertThat(gone.status()).isEqualTo(1);
    assertThat(gone.err()).startsWith("verify: cannot read " + url).doesNotContain("Exception");
  }

  private static HttpServer serving(Path there) throws IOException {
    HttpServer server = server(there);
    server.start();
    return server;
  }

  private static HttpServer server(Path there) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/log/",
        exchange -> {
          Path file = there.resolve(exchange.getRequestURI().getPath().substring(8));
          boolean found = Files.isRegularFile(file);
          byte[] body = found ? Files.readAllBytes(file) : new byte[0];
          exchange.sendResponseHeaders(found ? 200 : 404, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    return server;
  }

  @Test
  void checksEveryCheckpointThatIsServedBesideAlog() throws IOException {
    SampleLog log = sample(300);
    Path there = log.write(folder);
    for (int size : new int[] {0, 120, 300}) {
      SampleLog.write(
          there.resolve("checkpoints/" + size),
          log.checkpoint(size).getBytes(StandardCharsets.UTF_8));
    }
    HttpServer server = serving(there);
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/log";
    try {
      // As a web server that lists no folder: what is not named is not known of.
      assertThat(run("--url", url, "--key", log.vkey()).out())
          .startsWith("OK ")
          .doesNotContain("earlier");
      Path index = there.resolve("checkpoints/index");
      Files.writeString(
          index,
          """
          0 2026-03-02T21:00:00Z
          120 2026-03-02T22:00:00Z
          300 2026-03-03T09:00:00Z
          """);
      assertThat(run("--url", url, "--key", log.vkey()).out())
          .contains("contains 3 earlier checkpoints");
      assertThat(run("--dir", there, "--key", log.vkey()).out())
          .contains("contains 3 earlier checkpoints");
      byte[] right = log.entries.get(5);
      log.entries.set(5, sample(7).entries.get(6));
      Files.writeString(there.resolve("checkpoints/120"), log.checkpoint(120));
      log.entries.set(5, right);
      assertThat(run("--url", url, "--key", log.vkey()).out())
          .startsWith("FAULT checkpoints/120: the log's first 120 entries are not those");
      Files.delete(there.resolve("checkpoints/120"));
      assertThat(run("--url", url, "--key", log.vkey()).out())
          .startsWith("FAULT checkpoints/120: missing");
      Files.writeString(index, "301\n");
      assertThat(run("--url", url, "--key", log.vkey()).out())
          .startsWith("FAULT checkpoints/301: the log had 301 entries then and has 300 now");
      for (String wrong : List.of("x\n", "\n", "007\n", "1\u0000\n", "<html>")) {
        Files.writeString(index, wrong);
        Result result = run("--url", url, "--key", log.vkey());
        assertThat(result.out()).startsWith("FAULT checkpoints/index: ");
        assertThat(result.status()).isEqualTo(3);
      }
    } finally {
      server.stop(0);
    }
  }

  @Test
  void readsKeptCheckpointsSeveralAtOnceAndNeverMoreThanThat() throws IOException {
    SampleLog log = sample(300);
    Path there = log.write(folder);
    StringBuilder index = new StringBuilder();
    for (int size = 100; size < 300; size++) {
      SampleLog.write(
          there.resolve("checkpoints/" + size),
          log.checkpoint(size).getBytes(StandardCharsets.UTF_8));
      index.append(size).append('\n');
    }
    Files.writeString(there.resolve("checkpoints/index"), index);
    HttpServer server = server(there);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    // Nobody is answered before so many ask: one after the other would wait for ever.
    CountDownLatch several = new CountDownLatch(Ahead.AT_ONCE);
    ExecutorService threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext(
        "/v1/log/checkpoints/1",
        exchange -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          several.countDown();
          try {
            several.await(60, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          byte[] body =
              Files.readAllBytes(there.resolve(exchange.getRequestURI().getPath().substring(8)));
          now.decrementAndGet();
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/log";
    try {
      assertThat(run("--url", url, "--key", log.vkey()).out())
          .contains("contains 200 earlier checkpoints");
    } finally {
      server.stop(0);
      threads.shutdownNow();
    }
    assertThat(several.getCount()).isZero();
    assertThat(most.get()).isEqualTo(Ahead.AT_ONCE);
  }

  @Test
  void saysWhatIsWrongWithTheCall() throws IOException {
    SampleLog log = sample(1);
    Path there = log.write(folder);
    List<Object[]> wrong =
        List.of(
            new Object[] {},
            new Object[] {"--dir", there},
            new Object[] {"--key", log.vkey()},
            new Object[] {"--dir", there, "--url", "http://localhost/", "--key", log.vkey()},
            new Object[] {"--url", "ftp://localhost/", "--key", log.vkey()},
            new Object[] {"--url", "http:", "--key", log.vkey()},
            new Object[] {"--dir", there, "--key"},
            new Object[] {"--dir", there, "--key", folder.resolve("nothing")},
            new Object[] {"--dir", there, "--key", log.vkey() + "A"},
            new Object[] {"--dir", there, "--key", log.witnessKey()},
            new Object[] {"--dir", there, "--key", log.vkey(), "--frobnicate", "1"},
            new Object[] {"--key", log.vkey(), "--receipt", there, "--checkpoint", there});
    for (Object[] call : wrong) {
      Result result = run(call);
      assertThat(result.status())
          .as(String.join(" ", Stream.of(call).map(Object::toString).toList()))
          .isEqualTo(2);
      assertThat(result.err()).startsWith("verify: ").contains("--help");
      assertThat(result.out()).isEmpty();
    }
    assertThat(run("--help").out()).contains("--receipt FILE");
    assertThat(run("--dir", folder.resolve("none"), "--key", log.vkey()).status()).isEqualTo(1);
  }

  @Test
  void letsNothingInAlogSteerTheTerminal() throws IOException {
    SampleLog log = new SampleLog("log.example/\u202e2026");
    Result result = run("--dir", log.write(folder), "--key", log.vkey());
    assertThat(result.out()).contains("log.example/\ufffd2026");
  }
}
