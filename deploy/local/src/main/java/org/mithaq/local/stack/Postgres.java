package org.mithaq.local.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server on a directory, as a process of its own.
 *
 * <p>It listens on the loopback interface only and asks for a password from the first moment.
 * Started by root, it runs in a user namespace of its own, since PostgreSQL refuses to be root.
 */
public final class Postgres {

  /** The superuser; the services never connect as this one. */
  public static final String SUPERUSER = "postgres";

  private final Path home;
  private final Path data;
  private final String password;

  /**
   * Describes a server; nothing is started.
   *
   * @param home the unpacked programs
   * @param data the directory of the data, made by {@link #initialise()}
   * @param password the superuser's
   */
  public Postgres(Path home, Path data, String password) {
    this.home = home.toAbsolutePath().normalize();
    this.data = data.toAbsolutePath().normalize();
    this.password = password;
  }

  /** Where the data lies. */
  public Path data() {
    return data;
  }

  /**
   * Makes the data directory when it is not there yet; one that is there stays as it is.
   *
   * @throws StackException when it cannot be made; a half-made one is never left
   */
  public void initialise() {
    if (Files.exists(data.resolve("PG_VERSION"))) {
      return;
    }
    Path half = data.resolveSibling(data.getFileName() + ".new");
    Path secret = data.resolveSibling(data.getFileName() + ".secret");
    try {
      Files.createDirectories(data.getParent());
      delete(half);
      Files.deleteIfExists(secret);
      Files.createFile(secret, SecretFiles.OWNER_ONLY);
      Files.writeString(secret, password);
      List<String> command = new ArrayList<>(asOrdinaryUser());
      command.addAll(
          List.of(
              home.resolve("bin/initdb").toString(),
              "--pgdata=" + half,
              "--username=" + SUPERUSER,
              "--pwfile=" + secret,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--locale=C",
              "--data-checksums",
              "--no-instructions"));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new StackException(
            "PostgreSQL cannot make its data directory " + data + "; it said: " + said.strip());
      }
      Files.move(half, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StackException("PostgreSQL cannot make its data directory " + data + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("The making of PostgreSQL's data directory was interrupted.", e);
    } finally {
      deleteQuietly(secret);
    }
  }

  /**
   * The command that runs the server in the foreground on a port, with its log on standard error.
   */
  public List<String> command(int port, Durability durability) {
    String onOff = durability == Durability.DURABLE ? "on" : "off";
    List<String> command = new ArrayList<>(asOrdinaryUser());
    command.addAll(List.of(home.resolve("bin/postgres").toString(), "-D", data.toString()));
    setting(command, "port", String.valueOf(port));
    setting(command, "listen_addresses", Ports.HOST);
    setting(command, "unix_socket_directories", "");
    setting(command, "fsync", onOff);
    setting(command, "synchronous_commit", onOff);
    setting(command, "full_page_writes", onOff);
    setting(command, "max_connections", "200");
    setting(command, "shared_buffers", "128MB");
    setting(command, "max_wal_size", "1GB");
    setting(command, "timezone", "UTC");
    setting(command, "log_timezone", "UTC");
    setting(command, "password_encryption", "scram-sha-256");
    // The server's log must not repeat what a statement carried.
    setting(command, "log_min_error_statement", "panic");
    setting(command, "log_error_verbosity", "terse");
    setting(command, "log_parameter_max_length_on_error", "0");
    return List.copyOf(command);
  }

  /**
   * Waits until the server takes connections.
   *
   * @throws StackException when it ends or takes longer than the patience
   */
  public void awaitReady(int port, ProcessHandle process, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try (Connection connection = connect(port)) {
        if (connection.isValid(5)) {
          return;
        }
      } catch (SQLException e) {
        if (!process.isAlive()) {
          throw new StackException("PostgreSQL ended while it started.", e);
        }
        if (System.nanoTime() > deadline) {
          throw new StackException(
              "PostgreSQL takes no connections after " + patience.toSeconds() + " s.", e);
        }
      }
      pause();
    }
  }

  /** Connects as the superuser. */
  public Connection connect(int port) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", SUPERUSER);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "5");
    return DriverManager.getConnection(url(port, "postgres"), properties);
  }

  /** The JDBC URL of a database. */
  public static String url(int port, String database) {
    return "jdbc:postgresql://" + Ports.HOST + ":" + port + "/" + database;
  }

  /**
   * Asks a server to stop at once but in order: sessions end, what is committed is kept, nothing to
   * recover.
   */
  public static void interrupt(ProcessHandle process) {
    // SIGTERM would wait for every session to end by itself.
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -INT \"$0\"", String.valueOf(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(5, TimeUnit.SECONDS);
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
    }
  }

  private static void setting(List<String> command, String name, String value) {
    command.add("-c");
    command.add(name + "=" + value);
  }

  private static List<String> asOrdinaryUser() {
    return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of();
  }

  private static void pause() {
    try {
      Thread.sleep(40);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("The wait for PostgreSQL was interrupted.", e);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It is readable by the owner alone, and the next start replaces it.
      return;
    }
  }
}
