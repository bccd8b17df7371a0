package org.mithaq.system;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The data beside the project, read in place. */
final class Shared {

  private Shared() {}

  /**
   * Gives a file or folder of the shared data.
   *
   * <p>Where it is missing, a test is skipped, except in CI, where it fails.
   */
  static Path data(String relative) {
    Path path = Path.of(System.getProperty("mithaq.shared")).resolve("data").resolve(relative);
    if (!Files.exists(path)) {
      if ("true".equals(System.getenv("CI"))) {
        fail("the shared data is missing: " + path);
      }
      assumeTrue(false, "the shared data is missing: " + path);
    }
    return path.toAbsolutePath().normalize();
  }
}
