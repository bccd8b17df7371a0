package org.mithaq.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mithaq.audit.log.Checkpoint;
import org.mithaq.audit.log.ForkException;
import org.mithaq.audit.log.LogDirectory;
import org.mithaq.audit.log.LogSettings;
import org.mithaq.audit.log.LogSigner;
import org.mithaq.audit.log.Merkle;
import org.mithaq.audit.log.PublishedLog;

/** The log's side of what a witness may answer, a lie among it; the witness is played. */
class WitnessCollectorTest {

  private static final byte[] LEAF = Merkle.leaf(new byte[] {1});
  private static final Checkpoint ONE = new Checkpoint("log.example/2026", 1, LEAF);
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private volatile Function<String, String> behaviour = body -> "500 text/plain ";
  private HttpServer server;
  private URI url;
  private KeyPair keys;
  private WitnessKey key;
  private LogSigner signer;
  private WitnessCollector collector;

  @BeforeEach
  void play() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    keys = generator.generateKeyPair();
    byte[] der = keys.getPublic().getEncoded();
    byte[] typed = Arrays.copyOfRange(der, der.length - 33, der.length);
    typed[0] = 4;
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update("w\n".getBytes(StandardCharsets.UTF_8));
    int id = ByteBuffer.wrap(digest.digest(typed)).getInt();
    key = WitnessKey.parse("w+%08x+".formatted(id) + Base64.getEncoder().encodeToString(typed));
    signer = new LogSigner(generator.generateKeyPair().getPrivate());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/add-checkpoint",
        exchange -> {
          try (exchange) {
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(body);
            String[] answer = behaviour.apply(body).split(" ", 3);
            byte[] bytes = answer[2].getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer[1]);
            exchange.sendResponseHeaders(
                Integer.parseInt(answer[0]), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    LogSettings log = new LogSettings("log.example", folder, List.of("alert"), Duration.ZERO, 1);
    LogDirectory directory = new LogDirectory(folder);
    directory.writeOnce(2026, "tile/0/000.p/1", LEAF);
    url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    collector =
        new WitnessCollector(
            new WitnessSettings(
                Map.of("w", new WitnessSettings.Known(url, key)),
                Map.of("default", new Quorum(1, List.of("w"))),
                Duration.ofSeconds(20),
                Duration.ofMillis(10)),
            new PublishedLog(directory, log, signer));
  }

  @AfterEach
  void stop() {
    collector.close();
    server.stop(0);
  }

  private String cosigned(Checkpoint checkpoint) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(
          ("cosignature/v1\ntime 7\n" + checkpoint.text()).getBytes(StandardCharsets.UTF_8));
      byte[] bytes =
          ByteBuffer.allocate(76).putInt(key.id()).putLong(7).put(signature.sign()).array();
      return "\u2014 w " + Base64.getEncoder().encodeToString(bytes) + "\n";
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private String collect() {
    return collector.collect(2026, ONE, signer.sign(ONE));
  }

  @Test
  void addsAcosignatureThatHolds() {
    behaviour = body -> "200 text/plain " + cosigned(ONE);
    String note = collect();
    assertThat(note).isEqualTo(signer.sign(ONE) + cosigned(ONE));
    assertThat(collector.of(note)).containsExactly("w");
    // Asked again, the note does not grow.
    assertThat(collector.collect(2026, ONE, note)).isEqualTo(note);
    assertThat(asked.peek()).startsWith("old 0\n\nlog.example/2026\n1\n");
  }

  @Test
  void passesOverAcosignatureOfSomethingElseAndAsksAgain() {
    Checkpoint other = new Checkpoint("log.example/2026", 2, LEAF);
    behaviour = body -> "200 text/plain " + cosigned(other);
    String note = collect();
    assertThat(note).isEqualTo(signer.sign(ONE));
    assertThat(collector.standings().get("w").answers()).isFalse();
    behaviour = body -> "200 text/plain " + cosigned(ONE);
    await().atMost(SOON).until(collector::fresh);
    assertThat(collector.of(collector.amend(ONE, note))).containsExactly("w");
    assertThat(collector.fresh()).isFalse();
  }

  @Test
  void doesNotListenToAnAnswerThatGoesOnAndOn() {
    behaviour = body -> "200 text/plain " + cosigned(ONE) + "x".repeat(1 << 20) + "\n";
    assertThat(collect()).isEqualTo(signer.sign(ONE));
    assertThat(collector.standings().get("w").answers()).isFalse();
  }

  @Test
  void beginsWhereTheWitnessSaysThatItIs() {
    behaviour =
        body ->
            body.startsWith("old 1\n")
                ? "200 text/plain " + cosigned(ONE)
                : "409 text/x.tlog.size 1\n";
    assertThat(collector.of(collect())).containsExactly("w");
  }

  @Test
  void stopsTheLogWhenAwitnessKnowsMoreOrOther() {
    behaviour = body -> "409 text/x.tlog.size 2\n";
    assertThatThrownBy(this::collect)
        .isInstanceOf(ForkException.class)
        .hasMessageContaining("witness w has cosigned 2 entries")
        .hasMessageContaining("set back");
    behaviour = body -> "422 text/plain no\n";
    assertThatThrownBy(this::collect)
        .isInstanceOf(ForkException.class)
        .hasMessageContaining("no beginning");
    behaviour = body -> "409 text/x.tlog.size 1\n";
    assertThatThrownBy(this::collect)
        .isInstanceOf(ForkException.class)
        .hasMessageContaining("other");
    // It stays so while the witness cannot be asked, and until it has come to agree.
    behaviour = body -> "500 text/plain no\n";
    assertThatThrownBy(this::collect).isInstanceOf(ForkException.class);
    behaviour = body -> "200 text/plain " + cosigned(ONE);
    assertThat(collector.of(collect())).containsExactly("w");
  }

  @Test
  void failureOfWhatWasReplacedIsNotChargedToWhatTookItsPlace() throws Exception {
    assertWhatTookItsPlaceIsWaitedFor(List.of("422 text/plain no"), "500 text/plain no");
  }

  @Test
  void contradictionOfWhatWasReplacedLeavesWhatTookItsPlaceToBeAnswered() throws Exception {
    assertWhatTookItsPlaceIsWaitedFor(List.of(), "422 text/plain no");
  }

  /**
   * Of a question that is replaced while it is under way.
   *
   * @param before how earlier questions are answered
   * @param late how the one that is replaced is, after that
   */
  private void assertWhatTookItsPlaceIsWaitedFor(List<String> before, String late)
      throws Exception {
    CountDownLatch replaced = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    Queue<Callable<String>> answers = new ConcurrentLinkedQueue<>();
    before.forEach(answer -> answers.add(() -> answer));
    answers.add(
        () -> {
          replaced.await();
          return late;
        });
    behaviour =
        body -> {
          try {
            Callable<String> next = answers.poll();
            if (next != null) {
              return next.call();
            }
            over.await();
            return "200 text/plain " + cosigned(ONE);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        };
    Inquiry inquiry =
        new Inquiry("w", new WitnessSettings.Known(url, key), HttpClient.newHttpClient());
    try (Follower follower = new Follower("w", key, inquiry, Duration.ofMillis(10), () -> {})) {
      for (int i = 0; i < before.size(); i++) {
        follower.want(wanted());
        await().atMost(SOON).until(() -> !follower.standing().answers());
      }
      follower.want(wanted());
      await().atMost(SOON).until(answers::isEmpty);
      follower.want(wanted());
      replaced.countDown();
      await().atMost(SOON).until(() -> asked.size() == before.size() + 2);

      follower.await(ONE, System.nanoTime());
      assertThat(follower.standing().reason()).contains("it does not answer in time");
      over.countDown();
      await()
          .atMost(SOON)
          .ignoreException(ForkException.class)
          .until(() -> follower.cosignature(ONE).isPresent());
    }
  }

  private Follower.Wanted wanted() {
    return new Follower.Wanted(ONE, signer.sign(ONE), size -> List.of());
  }

  @Test
  void doesNotWaitForWhoCannotBeReached() {
    server.stop(0);
    assertThat(collect()).isEqualTo(signer.sign(ONE));
    assertThat(collector.standings().get("w").answers()).isFalse();
    // Not because the time was up.
    assertThat(collector.standings().get("w").reason().orElseThrow()).doesNotContain("in time");
  }

  @Test
  void saysWhyAwitnessDoesNotCosign() {
    for (Map.Entry<String, String> one :
        Map.of(
                "404 text/plain no", "does not witness this log",
                "403 text/plain no", "does not know the log's key",
                "409 text/plain 1\n", "without a size",
                "409 text/x.tlog.size one\n", "without a size",
                "500 text/plain no", "answers 500")
            .entrySet()) {
      behaviour = body -> one.getKey();
      collect();
      await()
          .atMost(SOON)
          .until(
              () ->
                  collector
                      .standings()
                      .get("w")
                      .reason()
                      .filter(reason -> reason.contains(one.getValue()))
                      .isPresent());
    }
  }
}
