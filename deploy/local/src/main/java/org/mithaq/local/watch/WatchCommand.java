package org.mithaq.local.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.mithaq.local.client.Home;
import org.mithaq.local.client.Http;
import org.mithaq.local.client.Running;
import org.mithaq.local.console.DataDirectoryOption;
import org.mithaq.local.console.ExitCode;
import org.mithaq.local.console.Failure;
import org.mithaq.local.console.Terminal;
import org.mithaq.local.token.Group;
import org.mithaq.local.token.TokenIssuer;
import org.mithaq.local.token.Tokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mithaq watch}: shows an agency's feed. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Show the notices of one agency as they come, until Ctrl-C.",
      "A broken connection is opened again after the last notice that was shown."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./mithaq watch --agency nl-kmar",
      "  ./mithaq watch --agency nl-kmar --once --json | jq .notice.countries",
      "  ./mithaq watch --agency ma-dgsn --since 120"
    })
public final class WatchCommand implements Callable<Integer> {

  /** For so long what there is up to now may stand still. */
  private static final Duration STILL = Duration.ofMinutes(1);

  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private DataDirectoryOption data = new DataDirectoryOption();

  @Option(names = "--agency", paramLabel = "A", required = true, description = "Whose feed.")
  private String agency = "";

  @Option(names = "--once", description = "Show what there is up to now, and end.")
  private boolean once;

  @Option(
      names = "--since",
      paramLabel = "N",
      description =
          "Begin after this number in the agency's feed (default: 0, from its beginning).",
      defaultValue = "0")
  private long since;

  @Option(
      names = "--json",
      description = "Print each event as one line of JSON: {\"sequence\":…,\"notice\":{…}}.")
  private boolean json;

  @Option(
      names = "--safeguarding",
      description = "Watch as a user who may see what protects victims, witnesses and minors.")
  private boolean safeguarding;

  @Override
  public Integer call() {
    Home.partners(data.directory()).require(agency);
    if (since < 0) {
      throw Failure.usage("--since is a number from 0.");
    }
    Clock clock = Clock.systemUTC();
    Set<Group> groups = new LinkedHashSet<>(Set.of(Group.ANALYST));
    if (safeguarding) {
      groups.add(Group.SAFEGUARDING);
    }
    Tokens tokens =
        new Tokens(TokenIssuer.of(data.directory(), clock), clock, "mithaq-watch", groups);
    Running running = Running.in(data.directory());
    running.alert();
    NoticeText text = new NoticeText(Terminal.outputStyle(), ZoneId.systemDefault());
    PrintStream out = Terminal.output();
    PrintStream err = Terminal.errors();
    if (!json && Terminal.errorsAreWatched()) {
      err.println("The feed of " + agency + (once ? ", up to now:" : "; Ctrl-C ends."));
    }
    try (Feed feed = new Feed(new Http(), running::alert, () -> tokens.of(agency), since)) {
      Watch watch = new Watch(feed, event -> print(event, text, out, err), err::println);
      if (once) {
        watch.once(STILL);
      } else {
        watch.follow();
      }
      return ExitCode.OK;
    }
  }

  private void print(SseEvent event, NoticeText text, PrintStream out, PrintStream err) {
    if (json) {
      out.println(raw(event));
      return;
    }
    NoticeView.read(event.data())
        .ifPresentOrElse(
            notice -> {
              text.lines(notice).forEach(out::println);
              out.println();
            },
            () -> err.println("An event that is not a notice: " + event.event()));
  }

  static String raw(SseEvent event) {
    ObjectNode line = JSON.createObjectNode();
    String id = event.id();
    if (id != null && id.matches("\\d{1,18}")) {
      line.put("sequence", Long.parseLong(id));
    } else {
      line.put("sequence", id);
    }
    try {
      JsonNode notice = JSON.readTree(event.data());
      line.set("notice", notice);
    } catch (IOException e) {
      line.put("data", event.data());
    }
    return line.toString();
  }
}
