package org.mithaq.local.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.mithaq.local.stack.Databases;
import org.mithaq.local.stack.Durability;
import org.mithaq.local.stack.Postgres;
import org.mithaq.local.stack.PostgresBinaries;
import org.mithaq.local.stack.StackException;

/** PostgreSQL; ready when the services' databases are there. */
final class PostgresPart implements Part {

  private final DataDirectory data;
  private final int port;
  private final Postgres server;

  PostgresPart(DataDirectory data, int port) {
    this.data = data;
    this.port = port;
    this.server =
        new Postgres(
            PostgresBinaries.unpack(PostgresBinaries.userCache()),
            data.postgres(),
            data.keys().readPassword(Postgres.SUPERUSER));
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public String title() {
    return "PostgreSQL";
  }

  @Override
  public String url() {
    return Postgres.url(port, "postgres");
  }

  @Override
  public Path log() {
    return data.log(name());
  }

  @Override
  public Process spawn() throws IOException {
    server.initialise();
    forgetStranger();
    return Spawn.start(server.command(port, Durability.DURABLE), data.root(), log());
  }

  /**
   * After a restart of the machine, the process id in the server's own file may be somebody else's,
   * and the server would refuse to start. Its file goes only when no process at all works in the
   * data directory.
   */
  private void forgetStranger() throws IOException {
    Path file = data.postgres().resolve("postmaster.pid");
    if (Files.exists(file) && !isInUse(data.postgres())) {
      Files.deleteIfExists(file);
    }
  }

  private static boolean isInUse(Path directory) throws IOException {
    Path real = directory.toRealPath();
    try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
      return processes.anyMatch(process -> worksIn(process, real));
    }
  }

  private static boolean worksIn(ProcessHandle process, Path directory) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", String.valueOf(process.pid()), "cwd"))
          .equals(directory);
    } catch (IOException e) {
      // Gone, or of another user, who cannot open the data directory.
      return false;
    }
  }

  @Override
  public boolean isReady() {
    Map<String, String> passwords = new LinkedHashMap<>();
    for (String database : Service.databases()) {
      passwords.put(database, data.keys().readPassword(database));
    }
    try (Connection connection = server.connect(port)) {
      Databases.ensure(connection, passwords);
      return true;
    } catch (SQLException | StackException e) {
      return false;
    }
  }

  @Override
  public void askToStop(ProcessHandle process) {
    Postgres.interrupt(process);
  }
}
