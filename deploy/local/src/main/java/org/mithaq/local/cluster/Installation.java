package org.mithaq.local.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
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
}
