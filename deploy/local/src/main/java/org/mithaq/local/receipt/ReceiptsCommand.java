package org.mithaq.local.receipt;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mithaq.local.client.Home;
import org.mithaq.local.client.Http;
import org.mithaq.local.client.Running;
import org.mithaq.local.console.DataDirectoryOption;
import org.mithaq.local.console.DurationConverter;
import org.mithaq.local.console.ExitCode;
import org.mithaq.local.console.Failure;
import org.mithaq.local.console.Progress;
import org.mithaq.local.console.Terminal;
import org.mithaq.local.token.Group;
import org.mithaq.local.token.TokenIssuer;
import org.mithaq.local.token.Tokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mithaq receipts}: fetches the receipts of records, to be kept and verified. */
@Command(
    name = "receipts",
    mixinStandardHelpOptions = true,
    description = {
      "Fetch the receipts of records into a folder, to be kept, handed over and verified.",
      "As auditor those of the agency's own side, as oversight all. Each page is recorded as a reading."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./mithaq receipts march --agency nl-kmar --from 2026-03-01 --to 2026-04-01",
      "  ./mithaq receipts all --agency nl-kmar --oversight && ./mithaq verify --records all",
      "",
      "Fetched again into the same folder, what has been erased since is gone from it."
    })
public final class ReceiptsCommand implements Callable<Integer> {

  private static final String DAY_OR_INSTANT =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]{5,20}(Z|[+-][0-9]{2}:[0-9]{2}))?";

  @Mixin private DataDirectoryOption data = new DataDirectoryOption();

  @Parameters(index = "0", paramLabel = "FOLDER", description = "Where to; made if missing.")
  private Path folder = Path.of("");

  @Option(names = "--agency", paramLabel = "A", required = true, description = "Who reads.")
  private String agency = "";

  @Option(
      names = "--oversight",
      description = "Read as joint oversight: all sides' records (default: as auditor).")
  private boolean oversight;

  @Option(
      names = "--user",
      paramLabel = "U",
      description = "The user, as the audit log will name them (default: ${DEFAULT-VALUE}).",
      defaultValue = "local-user")
  private String user = "local-user";

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "Not before: a UTC day or an instant.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "DAY", description = "Before: a UTC day or an instant.")
  private @Nullable String to;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long to wait for cosignatures that are out (default: ${DEFAULT-VALUE}).",
      defaultValue = "30s")
  private Duration patience = Duration.ofSeconds(30);

  @Override
  public Integer call() {
    Home.partners(data.directory()).require(agency);
    String filters = parameter("from", from) + parameter("to", to);
    Clock clock = Clock.systemUTC();
    Tokens tokens =
        new Tokens(
            TokenIssuer.of(data.directory(), clock),
            clock,
            user,
            Set.of(oversight ? Group.OVERSIGHT : Group.AUDITOR));
    ReceiptFolder receipts =
        new ReceiptFolder(
            new Http(),
            Running.in(data.directory()).audit(),
            () -> tokens.of(agency),
            patience,
            folder);
    ReceiptFolder.Filled filled;
    try (Progress progress = Progress.of("Fetching", " receipts", -1)) {
      filled = receipts.fill(filters, oversight && filters.isEmpty(), progress::to);
    }
    Terminal.errors()
        .printf(
            "%d receipts in %s, %d of them of erased records. Check them with ./mithaq verify --records %s%n",
            filled.records(), folder, filled.erased(), folder);
    return ExitCode.OK;
  }

  private static String parameter(String name, @Nullable String value) {
    if (value == null) {
      return "";
    }
    if (!value.matches(DAY_OR_INSTANT)) {
      throw Failure.usage("--" + name + " is a day like 2026-03-02 or an instant of RFC 3339.");
    }
    return "&" + name + "=" + value.replace("+", "%2B");
  }
}
