package org.mithaq.local.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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
   * Finds the project: by the system property {@code mithaq.root}, which the script sets, else
   * above the working directory.
   *
   * @throws ClusterException when it is in neither place
   */
  public static Installation find() {
    String property = System.getProperty("mithaq.root");
    if (property != null && isRoot(Path.of(property))) {
      return new Installation(Path.of(property));
    }
    for (@Nullable Path path = Path.of("").toAbsolutePath();
        path != null;
        path = path.getParent()) {
      if (isRoot(path)) {
        return new Installation(path);
      }
    }
    throw new ClusterException(
        "The folder of Mithaq is not found; start it by its script 'mithaq'.");
  }

  private static boolean isRoot(Path path) {
    return Files.isRegularFile(path.resolve("deploy/local/config/partners.json"));
  }

  /** The partners and agreements of the demo. */
  public Path config() {
    return root.resolve("deploy/local/config");
  }

  /** The runnable archive of a service. */
  public Path archive(Service service) {
    return root.resolve(service.id() + "-service/target/quarkus-app/quarkus-run.jar");
  }
}
