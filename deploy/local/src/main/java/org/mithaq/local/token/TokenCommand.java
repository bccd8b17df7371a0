package org.mithaq.local.token;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.mithaq.local.client.Home;
import org.mithaq.local.console.DataDirectoryOption;
import org.mithaq.local.console.DurationConverter;
import org.mithaq.local.console.ExitCode;
import org.mithaq.local.console.Failure;
import org.mithaq.local.console.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mithaq token}: prints a token that speaks for an agency. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Print a token that speaks for one agency.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./mithaq token --agency nl-kmar --group analyst",
      "  ./mithaq token --agency ma-dgsn --group publisher --group releaser --user karim --ttl 8h",
      "  curl -H \"Authorization: Bearer $(./mithaq token --agency nl-kmar --group analyst)\" \\",
      "       http://127.0.0.1:8082/v1/notices",
      "",
      "Groups: publisher analyst releaser safeguarding auditor oversight administrator.",
      "In production an agency's own identity provider (OIDC) issues its tokens."
    })
public final class TokenCommand implements Callable<Integer> {

  private static final Duration LONGEST = Duration.ofDays(7);

  @Mixin private DataDirectoryOption data = new DataDirectoryOption();

  @Option(
      names = "--agency",
      paramLabel = "A",
      required = true,
      description = "The agency, e.g. nl-kmar.")
  private String agency = "";

  @Option(
      names = "--group",
      paramLabel = "G",
      required = true,
      split = ",",
      description = "What the user may do; can be repeated.")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--user",
      paramLabel = "U",
      description = "The user, as the audit log will name them (default: ${DEFAULT-VALUE}).",
      defaultValue = "local-user")
  private String user = "local-user";

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long it is valid, at most 7d (default: ${DEFAULT-VALUE}).",
      defaultValue = "1h")
  private Duration lifetime = Duration.ofHours(1);

  @Override
  public Integer call() {
    Home.partners(data.directory()).require(agency);
    Set<Group> known = groups(groups);
    if (user.isBlank() || user.length() > 200) {
      throw Failure.usage("A user has a name of 1 to 200 characters.");
    }
    if (lifetime.compareTo(LONGEST) > 0 || lifetime.compareTo(Duration.ofSeconds(1)) < 0) {
      throw Failure.usage("A token is valid for at least a second and at most 7 days.");
    }
    TokenIssuer issuer = TokenIssuer.of(data.directory(), Clock.systemUTC());
    Terminal.output().println(issuer.issue(agency, user, known, lifetime));
    return ExitCode.OK;
  }

  static Set<Group> groups(List<String> names) {
    Set<Group> known = new LinkedHashSet<>();
    for (String name : names) {
      known.add(
          List.of(Group.values()).stream()
              .filter(group -> group.claim().equals(name.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      Failure.usage(
                          "'"
                              + name
                              + "' is not a group. Groups: "
                              + String.join(" ", Group.claims())
                              + ".")));
    }
    return known;
  }
}
