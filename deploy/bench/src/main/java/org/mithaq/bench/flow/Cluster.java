package org.mithaq.bench.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mithaq.local.cluster.Installation;
import org.mithaq.local.cluster.Journal;
import org.mithaq.local.cluster.LocalCluster;
import org.mithaq.local.cluster.Service;
import org.mithaq.local.token.Group;
import org.mithaq.local.token.TokenIssuer;
import org.mithaq.local.token.Tokens;

/**
 * Broker, PostgreSQL and alert service as {@code ./mithaq up} starts them, in a folder of their own
 * that is removed at the end, and an exchange that is played.
 */
final class Cluster implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_MILLIS = 100;

  private final Path folder;
  private final LocalCluster local;
  private final PlayedExchange exchange;
  private final Tokens tokens;

  private Cluster(Path folder, LocalCluster local, PlayedExchange exchange, Tokens tokens) {
    this.folder = folder;
    this.local = local;
    this.exchange = exchange;
    this.tokens = tokens;
  }

  /** Starts all of it; returns when the service is ready. */
  static Cluster start(int partitions, PrintStream progress)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("mithaq-bench");
    Path data = folder.resolve("data");
    LocalCluster.Plan plan =
        new LocalCluster.Plan(
            Installation.find(),
            data,
            Map.of(Service.EXCHANGE, 0, Service.ALERT, 0, Service.AUDIT, 0),
            partitions,
            Set.of(Service.ALERT),
            true);
    // The service is ready only when it has heard of its exchange.
    CompletableFuture<LocalCluster> starting =
        CompletableFuture.supplyAsync(() -> LocalCluster.start(plan, new Teller(progress)));
    PlayedExchange exchange = new PlayedExchange(brokers(data, starting));
    LocalCluster local = starting.join();
    Tokens tokens =
        new Tokens(
            TokenIssuer.of(data, Clock.systemUTC()),
            Clock.systemUTC(),
            "bench",
            Set.of(Group.ANALYST));
    return new Cluster(folder, local, exchange, tokens);
  }

  private static String brokers(Path data, CompletableFuture<LocalCluster> starting)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && !starting.isCompletedExceptionally()) {
      Path file = data.resolve("run.json");
      if (Files.isRegularFile(file)) {
        String url =
            new ObjectMapper().readTree(file.toFile()).at("/processes/broker/url").asText();
        if (!url.isEmpty()) {
          return url;
        }
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    starting.join();
    throw new IOException("no broker after " + PATIENCE);
  }

  PlayedExchange exchange() {
    return exchange;
  }

  String brokers() {
    return local.bootstrapServers();
  }

  String alert() {
    return local.url(Service.ALERT);
  }

  Tokens tokens() {
    return tokens;
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    exchange.close();
    local.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private record Teller(PrintStream out) implements Journal {

    @Override
    public void progress(String sentence) {
      out.println("  " + sentence);
    }

    @Override
    public void warning(String sentence) {
      out.println("  ! " + sentence);
    }
  }
}
