package org.mithaq.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mithaq.local.console.Failure;

/**
 * The cluster that runs on a data directory, as its run file tells. The file is read anew each
 * time: a service that was started again may have another address.
 */
public final class Running {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path dataDirectory;

  private Running(Path dataDirectory) {
    this.dataDirectory = dataDirectory;
  }

  /** The cluster of a data directory, whether or not it runs now. */
  public static Running in(Path dataDirectory) {
    return new Running(dataDirectory);
  }

  /** The data directory. */
  public Path dataDirectory() {
    return dataDirectory;
  }

  /** The base URL of the exchange-service, without a slash at its end. */
  public URI exchange() {
    return url("exchange");
  }

  /** The base URL of the alert-service. */
  public URI alert() {
    return url("alert");
  }

  /** The base URL of the audit-service. */
  public URI audit() {
    return url("audit");
  }

  /**
   * The base URL of a service by its short name.
   *
   * @throws Failure if no cluster was started on the data directory
   */
  public URI url(String service) {
    Path file = dataDirectory.resolve("run.json");
    if (!Files.isRegularFile(file)) {
      throw Failure.failed(
          "No cluster runs on "
              + dataDirectory
              + ". Start one with ./mithaq up, or name its directory with --data-dir.");
    }
    try {
      JsonNode url = JSON.readTree(file.toFile()).at("/processes/" + service + "/url");
      if (!url.isTextual()) {
        throw Failure.failed(
            file + " names no " + service + "-service; is the cluster still starting?");
      }
      return URI.create(url.textValue().replaceFirst("/+$", ""));
    } catch (IOException | IllegalArgumentException e) {
      throw Failure.failed(file + " cannot be read; is the cluster still starting?");
    }
  }
}
