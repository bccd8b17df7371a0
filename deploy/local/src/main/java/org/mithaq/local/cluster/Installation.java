package org.mithaq.local.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mithaq.local.console.Failure;

/**
 * Where the built project lies.
 *
 * @param root the folder of the script {@code mithaq}
 */
public record Installation(Path root) {

  /** Makes the path absolute. */
  public Installation {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * Finds the project: by the system property {@code mithaq.home}, which the script sets, or {@code
   * mithaq.root}, which the build sets for tests, else above the working directory.
   *
   * @throws Failure when it is in none of these places
   */
  public static Installation find() {
    for (String name : new String[] {"mithaq.home", "mithaq.root"}) {
      String told = System.getProperty(name, "");
      if (!told.isEmpty() && isRoot(Path.of(told))) {
        return new Installation(Path.of(told));
      }
    }
    for (@Nullable Path path = Path.of("").toAbsolutePath();
        path != null;
        path = path.getParent()) {
      if (isRoot(path)) {
        return new Installation(path);
      }
    }
    throw Failure.failed("Mithaq's folder cannot be found; start it by the script ./mithaq.");
  }

  private static boolean isRoot(Path path) {
    return Files.isRegularFile(path.resolve("deploy/local/config/partners.json"));
  }

  /** The partners and agreements of the demo. */
  public Path config() {
    return root.resolve("deploy/local/config");
  }

  /** The runnable archive of a witness. */
  public Path witness() {
    return root.resolve("audit-service/witness/target/mithaq-witness.jar");
  }

  /** The runnable archive of a service. */
  public Path archive(Service service) {
    return root.resolve(service.id() + "-service/target/quarkus-app/quarkus-run.jar");
  }

  /**
   * The class path of this module's own processes. Where it has not been packaged, and where it is
   * being tested, that of this process.
   */
  String classPath() {
    Path target = root.resolve("deploy/local/target");
    String own = Objects.requireNonNull(System.getProperty("java.class.path"));
    if (own.contains("test-classes") || !Files.isDirectory(target.resolve("lib"))) {
      return own;
    }
    try (DirectoryStream<Path> archives =
        Files.newDirectoryStream(target, "mithaq-local-[0-9]*.jar")) {
      for (Path archive : archives) {
        if (!archive.toString().endsWith("-tests.jar")) {
          return archive + File.pathSeparator + target.resolve("lib") + File.separator + "*";
        }
      }
    } catch (IOException e) {
      return own;
    }
    return own;
  }
}
