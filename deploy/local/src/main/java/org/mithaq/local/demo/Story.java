package org.mithaq.local.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.mithaq.local.console.Failure;
import org.mithaq.local.console.Style;
import org.mithaq.local.console.Table;
import org.mithaq.local.publish.Answer;
import org.mithaq.local.settle.Settlement;
import org.mithaq.local.verify.Mirror;
import org.mithaq.local.verify.Verifier;
import org.mithaq.local.verify.VerifyCommand;
import org.mithaq.local.watch.NoticeView;

/** Tells the story: publishes, shows what arrives, takes back, verifies, compares, and sums up. */
final class Story {

  private static final Duration SETTLED = Duration.ofMinutes(3);
  private static final Duration READ = Duration.ofMillis(1500);

  private final Scenario scenario;
  private final Audiences audiences;
  private final Offices offices;
  private final Stage stage;
  private final List<String> viewers;
  private final Settlement settlement;
  private final Map<String, Report> ids = new HashMap<>();
  private final Map<String, String> idByKey = new HashMap<>();
  private final Map<String, Map<String, NoticeView>> latest = new LinkedHashMap<>();
  private final List<String> deviations = new ArrayList<>();

  /**
   * A story.
   *
   * @param viewers the agencies over whose shoulders it looks
   */
  Story(
      Scenario scenario,
      Audiences audiences,
      Offices offices,
      Stage stage,
      List<String> viewers,
      Clock clock) {
    this.scenario = scenario;
    this.audiences = audiences;
    this.offices = offices;
    this.stage = stage;
    this.viewers = List.copyOf(viewers);
    this.settlement = new Settlement(offices.http(), offices.running()::url, clock);
    viewers.forEach(viewer -> latest.put(viewer, new LinkedHashMap<>()));
  }

  /** Tells it to its end and gives what was not as it should be, a sentence each. */
  List<String> tell() {
    opening();
    try (Told told = offices.follow(viewers)) {
      earlier(told);
      boats(told);
      taxi(told);
      papers(told);
      harvest(told);
      victim(told);
      silent(told);
      mistake(told);
    }
    long entries = proof();
    summary(entries);
    return List.copyOf(deviations);
  }

  private void opening() {
    stage.gap();
    stage.line(stage.style().strong("Mithaq") + stage.style().faint("  ·  ميثاق  ·  covenant"));
    stage.gap();
    stage.say(
        "Eight agencies that do not fully trust each other, "
            + scenario.reports().size()
            + " reports, three networks that none of them sees whole. All of it is invented, and all of it happens now, on"
            + " this machine: a real Kafka, a real PostgreSQL, three services, one public log. We look over the shoulders of "
            + String.join(", ", viewers.subList(0, viewers.size() - 1))
            + " and "
            + viewers.getLast()
            + ".");
  }

  /** On a data directory where the story was told before, its notices stand already. */
  private void earlier(Told told) {
    settle(told, false);
    int before = latest.values().stream().mapToInt(Map::size).sum();
    if (before > 0) {
      stage.gap();
      stage.say(
          "(The story was told on this data directory before. A report that is made again is the same report: nothing is"
              + " counted twice, and no agency is told anew of what it has been told.)");
    }
  }

  private void boats(Told told) {
    stage.chapter(1, "The boats");
    stage.say(
        "Dakar, Dakhla, El Hierro. Each office writes down what it has: a number, a plate, a ship, each in its own way. Some"
            + " share with every party, some with the western route alone (“route”). “Sealed” means that others may learn"
            + " that there is a report, and must ask to read it.");
    stage.gap();
    List<Report> reports = scenario.of(Scene.BOATS);
    publish(told, reports.subList(0, 4));
    stage.gap();
    publish(told, reports.subList(4, reports.size()));
    explain("es-gc", "The boats");
    stage.moral(
        "Nobody sent a query, and no number left its exchange: what met are keyed tokens. Every agency was told what its own"
            + " signals and those that it may know amount to: es-gc and ma-dgsn more, nl-kmar less, for it is not on the"
            + " western route.");
  }

  private void taxi(Told told) {
    stage.chapter(2, "The number that everybody knows");
    stage.say("Then a telephone number in Algeciras begins to appear. Five reports bear it:");
    stage.gap();
    List<Report> reports = scenario.of(Scene.TAXI);
    publish(told, reports.subList(0, 5));
    stage.gap();
    stage.say("That looks like a network. Then come twelve more:");
    stage.gap();
    publish(told, reports.subList(5, reports.size()));
    stage.moral(
        "It is a taxi firm. Once too many reports bear a thing it proves nothing, also for the links that it made before: the"
            + " false network is closed, and its agencies are told so.");
    stage.gap();
    stage.say(
        "Three more reports of the boats, with the taxi's number in them, join the boats and nothing else:");
    stage.gap();
    publish(told, scenario.of(Scene.BOATS_LATE));
  }

  private void papers(Told told) {
    stage.chapter(3, "The papers");
    stage.say(
        "Forged documents travel north. These reports name their recipients: Morocco and Senegal are not among them, and Spain"
            + " only sometimes.");
    stage.gap();
    List<Report> reports = scenario.of(Scene.PAPERS);
    publish(told, reports.subList(0, 5));
    stage.gap();
    publish(told, reports.subList(5, reports.size()));
    explain("nl-kmar", "The papers");
    stage.moral(
        "Two of them came by the taxi of chapter two, like three of the boats. The two networks stay two. And ma-dgsn is told"
            + " nothing: not a count, not a score, not an id.");
  }

  private void harvest(Told told) {
    stage.chapter(4, "The harvest");
    stage.say(
        "Forced labour in greenhouses, reported under another agreement (pjmg) that binds Morocco and the Netherlands alone.");
    stage.gap();
    List<Report> reports = scenario.of(Scene.HARVEST);
    publish(told, reports.subList(0, 4));
    stage.gap();
    publish(told, reports.subList(4, reports.size()));
    explain("nl-kmar", "The harvest");
    stage.moral("Networks and notices never cross agreements: for es-gc there is no harvest.");
  }

  private void victim(Told told) {
    stage.chapter(5, "A victim is never a pivot");
    stage.say(
        "A girl was brought to safety; her report is under article 7, the protection of victims. Days later her number is found"
            + " in a stranger's telephone.");
    stage.gap();
    publish(told, scenario.of(Scene.VICTIM));
    stage.moral(
        "Two agencies, one number, and no notice. What a victim carries may support a network that stands without her, and"
            + " opens none. Her name is shown to those who safeguard, and to nobody else.");
  }

  private void silent(Told told) {
    stage.chapter(6, "What only one may know");
    stage.say(
        "The Guardia Civil watches a ship of the boats and wants nobody to know that it does:");
    stage.gap();
    publish(told, scenario.of(Scene.SILENT));
    stage.moral(
        "es-gc's own network has grown by one signal. Nobody else's has, and nothing that they are told is different by a"
            + " byte: their notices are computed from what they may know, not filtered.");
    stage.gap();
    stage.say("And four reports that concern nothing else, and join nothing:");
    stage.gap();
    publish(told, scenario.of(Scene.NOISE));
  }

  private void mistake(Told told) {
    stage.chapter(7, "Taken back");
    stage.say("A plate is copied wrongly, and two reports seem to belong together:");
    stage.gap();
    publish(told, scenario.of(Scene.MISTAKE));
    Report wrong = scenario.of(Scene.MISTAKE).getLast();
    stage.gap();
    stage.say(wrong.agency() + " sees its slip and withdraws " + wrong.key() + ":");
    String id = idByKey.get(wrong.key());
    if (id != null) {
      offices.withdraw(wrong.agency(), id);
    }
    settle(told, true);
    stage.moral(
        "Added and then withdrawn equals never added; and whoever had been told is told again.");
  }

  private long proof() {
    stage.chapter(8, "The proof");
    stage.say(
        "Who shared what with whom, under which article: every act has left a record, and every record a commitment in a log"
            + " that says nothing to a stranger. We copy the log's files and hand them to a program that shares nothing with"
            + " the services, with the log's key, and no network.");
    stage.gap();
    settlement.await(SETTLED, look -> {});
    Path mirror = offices.running().dataDirectory().resolve("mirror");
    URI log = URI.create(offices.running().audit() + "/v1/log");
    long[] files = {0};
    Mirror.Copy copy = new Mirror(offices.http()).copyAll(log, mirror, count -> files[0] = count);
    List<String> arguments = new ArrayList<>(copy.arguments());
    arguments.add("--key");
    arguments.add(VerifyCommand.keyOf(offices.running().dataDirectory()));
    arguments.add("--quiet");
    Verifier.Verdict verdict = Verifier.find().ask(arguments);
    for (String line : verdict.said().strip().split("\n")) {
      for (String part : Stage.wrap(Style.safe(line), Stage.WIDTH - 8)) {
        stage.line("     " + stage.style().faint(part));
      }
    }
    stage.gap();
    if (verdict.exitCode() == 0) {
      stage.done(
          copy.entries()
              + " entries and "
              + files[0]
              + " files: signature, tree, every entry, every emitter's numbering without a gap");
    } else {
      deviations.add("The audit log does not verify (exit code " + verdict.exitCode() + ").");
      stage.amiss(deviations.getLast());
    }
    return copy.entries();
  }

  private void summary(long entries) {
    Map<String, List<NoticeView>> notices = new LinkedHashMap<>();
    viewers.forEach(
        viewer ->
            notices.put(
                viewer,
                offices.notices(viewer).stream().filter(notice -> !notice.isRecall()).toList()));
    World world = new World(scenario, audiences, ids, notices);
    SortedMap<String, Long> records = offices.records(scenario.agencies(), entries);

    stage.chapter(9, "One world, three views");
    List<String> heading = new ArrayList<>(List.of("what each agency is told"));
    heading.addAll(viewers);
    Table table = Table.of(heading.toArray(String[]::new));
    for (String network : scenario.networks()) {
      List<String> row = new ArrayList<>(List.of(network));
      for (String viewer : viewers) {
        row.add(
            world
                .notice(viewer, network)
                .map(notice -> told(world.told(notice, network)))
                .orElse("—"));
      }
      table.row(row.toArray(String[]::new));
    }
    row(table, "networks that do not exist", viewer -> Long.toString(others(world, viewer)));
    row(table, "signals that it may know of", viewer -> Long.toString(world.visible(viewer)));
    stage.table(table);
    stage.gap();
    long silent = scenario.reports().stream().filter(Report::isSilent).count();
    Table sums = Table.of("altogether", "").aligned(Table.Align.LEFT, Table.Align.LEFT);
    sums.row(
        "signals",
        ids.size()
            + " by "
            + scenario.agencies().size()
            + " agencies, "
            + silent
            + " silent, 1 withdrawn");
    List<String> operations = new ArrayList<>();
    records.forEach((operation, count) -> operations.add(count + " " + operation));
    sums.row("audit records", String.join(" · ", operations));
    long recorded = records.values().stream().mapToLong(Long::longValue).sum();
    sums.row(
        "log",
        entries
            + " entries, "
            + (recorded == entries ? "one a record, " : "")
            + (deviations.isEmpty() ? "verified offline" : "see above"));
    stage.table(sums);
    stage.gap();
    deviations.addAll(world.deviations());
    if (deviations.isEmpty()) {
      stage.done(
          "three networks found, the taxi set aside, the victim no pivot, the silent signal unseen,"
              + " the withdrawn one gone, the log intact");
    } else {
      stage.say("Not everything is as it should be:");
      deviations.forEach(stage::amiss);
    }
  }

  private void row(Table table, String head, java.util.function.Function<String, String> cell) {
    List<String> row = new ArrayList<>(List.of(head));
    viewers.forEach(viewer -> row.add(cell.apply(viewer)));
    table.row(row.toArray(String[]::new));
  }

  private static String told(long signals) {
    return signals + (signals == 1 ? " signal" : " signals");
  }

  private long others(World world, String viewer) {
    return world.notices().getOrDefault(viewer, List.of()).stream()
        .filter(notice -> !world.reportsIn(notice).isEmpty())
        .filter(
            notice ->
                scenario.networks().stream().noneMatch(network -> world.told(notice, network) > 0))
        .count();
  }

  private void publish(Told told, List<Report> reports) {
    Map<String, Answer> answers = offices.publish(reports);
    for (Report report : reports) {
      Answer answer = answers.get(report.key());
      if (answer == null || !answer.json().path("id").isTextual()) {
        throw Failure.fault(
            report.agency()
                + " could not publish "
                + report.key()
                + ": "
                + (answer == null
                    ? "no answer"
                    : answer.json().path("title").asText()
                        + " "
                        + answer.json().path("detail").asText("")));
      }
      String id = answer.json().path("id").asText();
      ids.put(id, report);
      idByKey.put(report.key(), id);
      stage.report(report, fate(report));
    }
    settle(told, true);
  }

  private static String fate(Report report) {
    String recipients =
        report.recipients().isEmpty()
            ? ""
            : report.recipients().contains("western-route") ? " · route" : " · named";
    return switch (report.release()) {
      case "on-request" -> "sealed" + recipients;
      case "silent" -> "silent";
      default -> report.release() + recipients;
    };
  }

  /**
   * Waits until nothing is under way, and shows what arrives meanwhile: versions that follow each
   * other at once as one, as a person would read them.
   */
  private void settle(Told told, boolean shown) {
    Board board = new Board(latest);
    settlement.await(
        SETTLED,
        look -> {
          board.add(told.take());
          if (board.isCalm()) {
            show(board, shown);
          }
        });
    board.add(told.take());
    show(board, shown);
    if (board.shown() > 0) {
      stage.pause(READ);
    }
  }

  private void show(Board board, boolean shown) {
    boolean first = board.shown() == 0;
    List<Board.Line> lines = board.flush();
    if (!shown || lines.isEmpty()) {
      return;
    }
    if (first) {
      stage.gap();
    }
    lines.forEach(line -> stage.arrival(line.agency(), line.change(), line.notice()));
  }

  /** Shows how the agencies wrote what a network rests on. */
  private void explain(String viewer, String network) {
    World world = new World(scenario, audiences, ids, Map.of());
    latest.getOrDefault(viewer, Map.of()).values().stream()
        .filter(NoticeView::isOpen)
        .filter(notice -> !notice.isRecall())
        .max(Comparator.comparingLong(notice -> world.told(notice, network)))
        .filter(notice -> world.told(notice, network) > 0)
        .ifPresent(
            notice -> {
              Spellings.of(notice, ids).ifPresent(stage::spellings);
              stage.reasons(notice);
            });
  }
}
