package org.mithaq.local.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;

/**
 * One broker and one PostgreSQL a test JVM, started at the first need and gone with the JVM.
 *
 * <p>Quarkus loads this class anew for each application that it starts, so what must be one a JVM
 * is kept in system properties and in a thread that the JVM itself holds.
 */
public final class TestStack {

  private static final String PREFIX = "org.mithaq.local.stack.TestStack.";

  private final int brokerPort;
  private final int postgresPort;
  private final String password;

  private TestStack(int brokerPort, int postgresPort, String password) {
    this.brokerPort = brokerPort;
    this.postgresPort = postgresPort;
    this.password = password;
  }

  /** Gives the stack of this JVM. */
  public static TestStack get() {
    synchronized (System.class) {
      if (System.getProperty(PREFIX + "broker") == null) {
        start();
      }
      return new TestStack(
          Integer.getInteger(PREFIX + "broker"),
          Integer.getInteger(PREFIX + "postgres"),
          System.getProperty(PREFIX + "password"));
    }
  }

  public int brokerPort() {
    return brokerPort;
  }

  public int postgresPort() {
    return postgresPort;
  }

  /** A folder that goes with the stack. */
  public Path directory() {
    return Path.of(System.getProperty(PREFIX + "directory"));
  }

  /** Where Kafka listens. */
  public String bootstrapServers() {
    return Ports.HOST + ":" + brokerPort;
  }

  /** Connects to a database as the superuser. */
  public Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", Postgres.SUPERUSER);
    properties.setProperty("password", password);
    return DriverManager.getConnection(Postgres.url(postgresPort, database), properties);
  }

  /** Empties everything and makes topics and databases anew. */
  public void reset(List<Topic> topics, Map<String, String> databases) {
    try (Connection superuser = connect("postgres");
        Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      Databases.drop(superuser, databases.keySet());
      Databases.ensure(superuser, databases);
      Topic.deleteAll(admin);
      Topic.ensure(admin, topics);
    } catch (SQLException e) {
      throw new StackException("PostgreSQL of the tests is gone.", e);
    }
  }

  private static void start() {
    try {
      Path directory = Files.createTempDirectory("mithaq-test-stack");
      String password = UUID.randomUUID().toString();
      Path log = directory.resolve("stack.log");
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-Xmx384m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "--enable-native-access=ALL-UNNAMED",
                  "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                  "-cp",
                  classPath(),
                  StackProcess.class.getName(),
                  directory.toString(),
                  password)
              .redirectError(log.toFile())
              .start();
      // The JVM holds the thread, the thread holds the process, and so its input stays open.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process), "stop-test-stack"));
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("STACK ")) {
          String[] words = line.split(" ");
          System.setProperty(PREFIX + "password", password);
          System.setProperty(PREFIX + "directory", directory.toString());
          System.setProperty(PREFIX + "postgres", words[2]);
          System.setProperty(PREFIX + "broker", words[1]);
          return;
        }
      }
      throw new StackException("The test stack did not start:\n" + Files.readString(log));
    } catch (IOException e) {
      throw new StackException("The test stack did not start.", e);
    }
  }

  /** The class path of the JVM, with this module on it wherever its classes came from. */
  private static String classPath() {
    return Objects.requireNonNull(System.getProperty("java.class.path"));
  }

  private static void stop(Process process) {
    try {
      process.getOutputStream().close();
      process.waitFor();
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
