package org.mithaq.local.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.mithaq.local.key.KeyMaterial;
import org.mithaq.local.key.WitnessId;
import org.mithaq.local.stack.Postgres;
import org.mithaq.local.stack.SecretFiles;

/**
 * The folder that holds everything of a local cluster: keys, databases, topics, the log,
 * configurations and logs.
 *
 * @param root its absolute path
 */
public record DataDirectory(Path root) {

  /** Makes the path absolute: every process runs in a folder of its own. */
  public DataDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /** Its keys and passwords. */
  public KeyMaterial keys() {
    return new KeyMaterial(root.resolve("keys"));
  }

  /** URL and process id of everything that runs. */
  public Path runFile() {
    return root.resolve("run.json");
  }

  /** Held by the launcher for as long as it lives. */
  public Path lockFile() {
    return root.resolve("launcher.lock");
  }

  /**
   * The identities of the processes that were started, for a launcher that comes after one that was
   * killed.
   */
  public Path pids() {
    return root.resolve("pids");
  }

  /** Ports that were free last time. */
  public Path portsFile() {
    return root.resolve("ports.properties");
  }

  /** What a process printed. */
  public Path log(String process) {
    return root.resolve("logs").resolve(process + ".log");
  }

  /** The broker's log. */
  public Path kafka() {
    return root.resolve("kafka");
  }

  /** The database server's data. */
  public Path postgres() {
    return root.resolve("postgres");
  }

  /** The working directory of a service. */
  public Path service(Service service) {
    return root.resolve("services").resolve(service.id());
  }

  /** What a witness remembers. */
  public Path witness(WitnessId witness) {
    return root.resolve("witnesses").resolve(witness.id());
  }

  /** The configuration of a service. */
  public Path settings(Service service) {
    return service(service).resolve("config/application.properties");
  }

  /** The agreements that are in force here, one file each. */
  public Path agreements() {
    return root.resolve("agreements");
  }

  /** The partners that take part here. */
  public Path partners() {
    return root.resolve("partners.json");
  }

  /** The published tiles and checkpoint of the audit log. */
  public Path auditLog() {
    return root.resolve("log");
  }

  /**
   * Makes the folders that are missing.
   *
   * @throws UncheckedIOException when the disk refuses
   */
  public void create() {
    try {
      if (!Files.isDirectory(root)) {
        Files.createDirectories(root.getParent());
        Files.createDirectory(root, SecretFiles.OWNER_ONLY_DIRECTORY);
      }
      for (Path directory :
          List.of(pids(), root.resolve("logs"), auditLog(), root.resolve("services"))) {
        Files.createDirectories(directory);
      }
      for (Service service : Service.values()) {
        Files.createDirectories(settings(service).getParent());
      }
      for (WitnessId witness : WitnessId.values()) {
        Files.createDirectories(witness(witness));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + root, e);
    }
  }

  /**
   * Makes what is missing: folders, keys, and the copy of partners and agreements.
   *
   * @param config the project's own partners and agreements
   * @throws UncheckedIOException when the disk refuses
   */
  public void prepare(Path config) {
    create();
    try {
      // What is there may have been changed here on purpose.
      if (!Files.exists(partners())) {
        Files.copy(config.resolve("partners.json"), partners());
      }
      if (!Files.isDirectory(agreements())) {
        copy(config.resolve("agreements"), agreements());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + root, e);
    }
    List<String> roles = new ArrayList<>(Service.databases());
    roles.add(Postgres.SUPERUSER);
    keys().ensure(roles);
  }

  /**
   * Deletes everything, keys too.
   *
   * @throws UncheckedIOException when the disk refuses
   */
  void delete() {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + root, e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Path half = to.resolveSibling(to.getFileName() + ".new");
    Files.createDirectories(half);
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, half.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            return FileVisitResult.CONTINUE;
          }
        });
    Files.move(half, to, StandardCopyOption.ATOMIC_MOVE);
  }
}
