package org.mithaq.bench.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.mithaq.audit.record.RecordCursor;
import org.mithaq.local.cluster.ConsoleJournal;
import org.mithaq.local.cluster.DataDirectory;
import org.mithaq.local.cluster.Installation;
import org.mithaq.local.cluster.LocalCluster;
import org.mithaq.local.cluster.Service;
import org.mithaq.local.console.Table;
import org.mithaq.local.console.Terminal;
import org.mithaq.local.token.Group;
import org.mithaq.local.token.TokenIssuer;
import org.mithaq.local.token.Tokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How soon the audit service answers lists and reports, whatever is asked for. */
@Command(
    name = "records",
    description = {
      "Lists of records by filters and cursors, and monthly reports, over a million records, beside",
      "the reading of one record; each answer is compared with a plain loop over all records. Needs",
      "~4 GB on the disk for the time that it runs."
    },
    mixinStandardHelpOptions = true)
public final class RecordsCommand implements Callable<Integer> {

  private static final String AGENCY = "es-gc";
  private static final String OVERSIGHT = "ma-dgsn";
  private static final int PAGE = 50;
  private static final double WANTED = 100;
  private static final double WANTED_OF_REPORTS = 500;

  @Option(names = "--records", description = "how many records (default: ${DEFAULT-VALUE})")
  private int records = 1_000_000;

  @Option(
      names = "--rounds",
      description = "how often each question is asked (default: ${DEFAULT-VALUE})")
  private int rounds = 10;

  @Option(names = "--seed", description = "of all that is random (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  private final ObjectMapper json = new ObjectMapper();

  /** Who asks, and the agency of whose side alone it sees. */
  private record Reader(String name, String token, Optional<String> side) {}

  @Override
  public Integer call() throws Exception {
    YearMonth month = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
    List<Made> history = History.of(month, records, seed);
    Path home = Files.createTempDirectory("mithaq-bench-records-");
    LocalCluster.Plan plan =
        new LocalCluster.Plan(
            Installation.find(),
            home,
            Map.of(Service.EXCHANGE, 0, Service.ALERT, 0, Service.AUDIT, 0),
            1,
            Set.of(Service.AUDIT),
            false);
    try (LocalCluster cluster = LocalCluster.start(plan, ConsoleJournal.onStandardError())) {
      Filled filled = Filled.with(history, cluster.bootstrapServers(), new DataDirectory(home));
      Asking asking = new Asking(cluster.url(Service.AUDIT));
      TokenIssuer issuer = TokenIssuer.of(home, Clock.systemUTC());
      List<Reader> readers =
          List.of(
              new Reader("oversight", token(issuer, Group.OVERSIGHT, OVERSIGHT), Optional.empty()),
              new Reader("one side", token(issuer, Group.AUDITOR, AGENCY), Optional.of(AGENCY)));
      ask(history, readers, asking, month, 2, new HashMap<>());
      Map<String, List<Double>> seen = new HashMap<>();
      ask(history, readers, asking, month, rounds, seen);
      tell(history, readers, month, seen, filled);
    }
    return 0;
  }

  private static String token(TokenIssuer issuer, Group group, String agency) {
    return new Tokens(issuer, Clock.systemUTC(), "bench", Set.of(group)).of(agency);
  }

  /** Asks everything in turns, so that no question has a time of its own. */
  private void ask(
      List<Made> history,
      List<Reader> readers,
      Asking asking,
      YearMonth month,
      int times,
      Map<String, List<Double>> seen)
      throws IOException, InterruptedException {
    Random random = new Random(seed);
    List<Question> questions = Question.all(month);
    // The newest page; from the newest of the history on; from its middle; from near its end.
    List<Optional<Integer>> starts =
        List.of(
            Optional.empty(),
            Optional.of(history.size()),
            Optional.of(history.size() / 2),
            Optional.of(history.size() / 50));
    Map<String, List<Integer>> passing = new HashMap<>();
    Map<String, Figures> figures = new HashMap<>();
    for (Reader reader : readers) {
      figures.put(reader.name(), new Figures(history, reader.side()));
      for (Question question : questions) {
        passing.put(question.name() + reader.name(), passing(history, question, reader.side()));
      }
    }
    for (int i = 0; i < times; i++) {
      for (Reader reader : readers) {
        for (Question question : questions) {
          for (Optional<Integer> start : starts) {
            Asking.Answer answer =
                asking.get(
                    "/v1/records?limit=%d%s%s"
                        .formatted(
                            PAGE, question.query(), start.map(RecordsCommand::cursor).orElse("")),
                    reader.token());
            compare(
                history,
                passing.getOrDefault(question.name() + reader.name(), List.of()),
                start.orElse(history.size()),
                json.readTree(answer.body()),
                question.name() + " for " + reader.name() + " from " + start);
            add(seen, question.name() + reader.name(), answer);
          }
          Made one = history.get(random.nextInt(history.size()));
          if (reader.side().map(one::ofSide).orElse(true)) {
            Asking.Answer answer = asking.get("/v1/records/" + one.id(), reader.token());
            equal(json.readTree(answer.body()).get("id").asText(), one.id().toString(), "a record");
            add(seen, "one" + reader.name(), answer);
          }
        }
        Asking.Answer report = asking.get("/v1/reports/" + month, reader.token());
        Objects.requireNonNull(figures.get(reader.name())).compare(json.readTree(report.body()));
        add(seen, "report" + reader.name(), report);
      }
    }
  }

  private static String cursor(int position) {
    int year = LocalDate.now(ZoneOffset.UTC).getYear();
    return "&cursor=" + new RecordCursor(year, position).text();
  }

  private static void add(Map<String, List<Double>> seen, String what, Asking.Answer answer) {
    seen.computeIfAbsent(what, none -> new ArrayList<>()).add(answer.millis());
  }

  private static List<Integer> passing(
      List<Made> history, Question question, Optional<String> side) {
    List<Integer> passing = new ArrayList<>();
    for (int i = history.size() - 1; i >= 0; i--) {
      if (question.passes(history.get(i), side)) {
        passing.add(i);
      }
    }
    return passing;
  }

  /** The page must be what passes; records of our own reading may stand before it, and count. */
  private static void compare(
      List<Made> history, List<Integer> passing, int before, JsonNode page, String what) {
    List<String> expected =
        passing.stream()
            .filter(i -> i < before)
            .limit(PAGE)
            .map(i -> history.get(i).id().toString())
            .toList();
    List<String> listed = new ArrayList<>();
    int own = 0;
    for (JsonNode item : page.get("items")) {
      if (item.get("emitter").asText().equals("audit")) {
        own++;
      } else {
        listed.add(item.get("id").asText());
      }
    }
    equal(listed, expected.subList(0, Math.min(expected.size(), PAGE - own)), what);
  }

  private static void equal(Object seen, Object expected, String what) {
    if (!seen.equals(expected)) {
      throw new IllegalStateException(
          "%s: answered %s, where %s is right".formatted(what, seen, expected));
    }
  }

  private void tell(
      List<Made> history,
      List<Reader> readers,
      YearMonth month,
      Map<String, List<Double>> seen,
      Filled filled) {
    PrintStream out = Terminal.output();
    Table table =
        Table.of(
                "ms: p50, p95, most",
                "pass",
                readers.get(0).name(),
                readers.get(1).name(),
                "wanted")
            .aligned(
                Table.Align.LEFT,
                Table.Align.RIGHT,
                Table.Align.RIGHT,
                Table.Align.RIGHT,
                Table.Align.LEFT);
    for (Question question : Question.all(month)) {
      long pass = history.stream().filter(made -> question.passes(made, Optional.empty())).count();
      row(table, question.name(), String.format(Locale.ROOT, "%,d", pass), readers, seen, WANTED);
    }
    row(table, "one record by its id", "", readers, seen, "one", WANTED);
    row(table, "the month's report", "", readers, seen, "report", WANTED_OF_REPORTS);
    table.lines(Terminal.outputStyle()).forEach(out::println);
    out.printf(
        Locale.ROOT,
        "%,d records in the log in %.0f s, described in %.1f s more; of each record %,d bytes of"
            + " rows, %,d of indices, %,d of stretches. All answers were those of a plain loop.%n",
        history.size(),
        filled.seconds(),
        filled.described(),
        filled.sizes().rows() / history.size(),
        filled.sizes().indices() / history.size(),
        filled.sizes().stretches() / history.size());
  }

  private static void row(
      Table table,
      String name,
      String pass,
      List<Reader> readers,
      Map<String, List<Double>> seen,
      double wanted) {
    row(table, name, pass, readers, seen, name, wanted);
  }

  private static void row(
      Table table,
      String name,
      String pass,
      List<Reader> readers,
      Map<String, List<Double>> seen,
      String key,
      double wanted) {
    List<String> cells = new ArrayList<>(List.of(name, pass));
    double most = 0;
    for (Reader reader : readers) {
      double[] sorted =
          seen.getOrDefault(key + reader.name(), List.of(0.0)).stream()
              .mapToDouble(Double::doubleValue)
              .sorted()
              .toArray();
      double longest = Arrays.stream(sorted).max().orElseThrow();
      cells.add(
          String.format(
              Locale.ROOT, "%.1f, %.1f, %.1f", rank(sorted, 0.5), rank(sorted, 0.95), longest));
      most = Math.max(most, longest);
    }
    cells.add(String.format(Locale.ROOT, "< %.0f: %s", wanted, most < wanted ? "yes" : "NO"));
    table.row(cells.toArray(String[]::new));
  }

  /** Nearest rank. */
  private static double rank(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
