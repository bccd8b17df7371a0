package org.mithaq.local.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mithaq.local.console.DataDirectoryOption;
import org.mithaq.local.console.ExitCode;
import org.mithaq.local.console.Failure;
import org.mithaq.local.console.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mithaq key}: prints the log's verifier key. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = {
      "Print the verifier key of the audit log, in the form of signed notes.",
      "Give it to whoever is to verify the log, by a way that does not lead through the service."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./mithaq key",
      "  ./mithaq verify --url http://127.0.0.1:8083/v1/log --key \"$(./mithaq key)\""
    })
public final class KeyCommand implements Callable<Integer> {

  @Mixin private DataDirectoryOption data = new DataDirectoryOption();

  @Override
  public Integer call() {
    Path file = data.directory().resolve("keys").resolve("log.vkey");
    if (!Files.isRegularFile(file)) {
      throw Failure.failed(
          "There is no key at " + file + ". ./mithaq up makes one when it first starts.");
    }
    try {
      Terminal.output().println(Files.readString(file, StandardCharsets.UTF_8).strip());
      return ExitCode.OK;
    } catch (IOException e) {
      throw Failure.failed("The key at " + file + " cannot be read.");
    }
  }
}
