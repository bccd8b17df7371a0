package org.mithaq.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Broker and PostgreSQL of a test run: {@code StackProcess <directory> <superuser's password>}.
 *
 * <p>Prints a line with the ports when both are ready, lives as long as its standard input is open,
 * and then removes its directory: whatever becomes of the test, nothing is left behind.
 */
public final class StackProcess {

  private StackProcess() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    Postgres postgres =
        new Postgres(
            PostgresBinaries.unpack(PostgresBinaries.userCache()),
            directory.resolve("postgres"),
            arguments[1]);
    postgres.initialise();
    // As late as may be: until they are bound, anybody may be given them.
    int[] ports = Ports.free(3);
    Process server =
        new ProcessBuilder(postgres.command(ports[2], Durability.FAST))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("postgres.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop-postgres"));
    try (Broker broker =
        Broker.start(directory.resolve("kafka"), ports[0], ports[1], Durability.FAST)) {
      postgres.awaitReady(ports[2], server.toHandle(), Duration.ofMinutes(2));
      System.out.println("STACK " + ports[0] + " " + ports[2]);
      System.out.flush();
      while (System.in.read() >= 0) {
        // Nothing is said on it: its end is the message.
        continue;
      }
    }
    stop(server);
    delete(directory);
    System.exit(0);
  }

  private static void stop(Process server) {
    Postgres.interrupt(server.toHandle());
    try {
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException e) {
      server.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
