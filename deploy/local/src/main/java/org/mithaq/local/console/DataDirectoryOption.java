package org.mithaq.local.console;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that every command has. */
public final class DataDirectoryOption {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where the cluster keeps everything (default: ${DEFAULT-VALUE}).",
      defaultValue = ".mithaq")
  private Path directory = Path.of(".mithaq");

  /** The data directory as given. */
  public Path directory() {
    return directory;
  }
}
