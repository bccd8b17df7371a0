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
import java.util.function.UnaryOperator;
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
    SampleLog log = sample(300);
    Path there = log.write(folder);
    List<Path> files;
    try (Stream<Path> all = Files.walk(there)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    assertThat(files).hasSize(6);
    int flips = 0;
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      // Every byte of the small files, and every seventh of the bundles, where one is like another.
      int step = bytes.length > 9000 ? 61 : bytes.length > 1000 ? 7 : 1;
      for (int i = 0; i < bytes.length; i += step) {
        byte[] changed = bytes.clone();
        changed[i] ^= (byte) (1 << (i % 8));
        Files.write(file, changed);
        Result result = run("--dir", there, "--key", log.vkey(), "--witness", log.witnessKey());
        assertThat(result.status()).as("%s byte %d: %s", file, i, result.out()).isEqualTo(3);
        assertThat(result.out()).startsWith("FAULT ");
        flips++;
      }
      Files.write(file, bytes);
    }
    assertThat(flips).isGreaterThan(2500);
    assertThat(run("--dir", there, "--key", log.vkey()).status()).isZero();
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
    SampleLog first = sample(20);
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
    SampleLog shorter = sample(10);
    Path wrong = shorter.write(folder.resolve("wrong"));
    assertThat(
            run("--dir", two, "--before", wrong, "--key", next.vkey(), "--key", shorter.vkey())
                .out())
        .contains("does not continue");
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
    SampleLog log = sample(40);
    log.add("alert", SampleLog.mth(facts.stream().map(SampleLog.Fact::commitment).toList()));
    for (int i = 0; i < 30; i++) {
      log.add("alert");
    }
    String entry = new String(log.entries.get(40), StandardCharsets.UTF_8);
    List<String> fields = new ArrayList<>();
    facts.forEach(f -> fields.add(f.name().equals("user") ? f.closed() : f.open()));
    String extra =
        "{\"entry\":%s,\"fields\":[%s]}".formatted(Json.quoted(entry), String.join(",", fields));
    Path text = Files.writeString(folder.resolve("a.tlog-proof"), log.proof(40, extra));
    Path json =
        Files.writeString(
            folder.resolve("a.json"),
            "{\"proof\":%s,%s".formatted(Json.quoted(log.proof(40, "")), extra.substring(1)));
    for (Path receipt : List.of(text, json)) {
      Result alone = run("--key", log.vkey(), "--receipt", receipt);
      assertThat(alone.status()).as(alone.out()).isZero();
      assertThat(alone.out())
          .contains(
              "entry 40 of log.example/2026", "agency: \"nl-kmar\"", "1 fields that are not open")
          .doesNotContain("devries");
    }
    log.add("x");
    Path there = log.write(folder.resolve("log"));
    assertThat(run("--dir", there, "--key", log.vkey(), "--receipt", text).status()).isZero();

    byte[] bytes = Files.readAllBytes(text);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= (byte) (1 << (i % 8));
      Files.write(text, changed);
      Result result = run("--key", log.vkey(), "--witness", log.witnessKey(), "--receipt", text);
      assertThat(result.status()).as("byte %d: %s", i, result.out()).isEqualTo(3);
    }
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
  void checksAlogThatIsServed() throws IOException {
    SampleLog log = sample(700);
    Path there = log.write(folder);
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
    server.start();
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
