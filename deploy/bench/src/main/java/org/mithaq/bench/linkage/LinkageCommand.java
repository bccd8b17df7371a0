package org.mithaq.bench.linkage;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mithaq.alert.matching.Header;
import org.mithaq.alert.matching.View;
import org.mithaq.alert.network.Contraction;
import org.mithaq.alert.network.Persons;
import org.mithaq.alert.network.Scoring;
import org.mithaq.alert.notice.Notice;
import org.mithaq.bench.network.MemoryCluster;
import org.mithaq.bench.network.NetworksCommand;
import org.mithaq.bench.network.Publication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Public sets of records of which it is known whose they are. */
@Command(
    name = "linkage",
    description = "How well records of one person are found, in public sets whose truth is known.",
    mixinStandardHelpOptions = true)
public final class LinkageCommand implements Callable<Integer> {

  private static final String FROM = "ma-dgsn";
  private static final String TO = "nl-kmar";

  @Option(names = "--set", description = "a parameter of mithaq.network, e.g. prior=-8000")
  private Map<String, String> settings = new HashMap<>();

  @Option(names = "--only", description = "sets whose name begins so (default: all)")
  private String only = "";

  @Option(names = "--missed", description = "print the pairs that were missed or found wrongly")
  private boolean missed;

  @Option(
      names = "--ceiling",
      description =
          "print what a score that is never wrong would make of the pairs that share a token")
  private boolean ceiling;

  @Override
  public Integer call() throws IOException {
    PrintStream out = System.out;
    Scoring scoring = NetworksCommand.scoring(settings);
    Path data = Path.of(System.getProperty("mithaq.shared", "../../shared"), "data", "linkage");
    Path configuration = Path.of(System.getProperty("mithaq.configuration", "deploy/local/config"));
    out.printf(
        Locale.ROOT,
        "prior %d, linked above %d, a notice needs a link above %d, a token is a hub beyond %d records%n%n",
        scoring.prior(),
        scoring.joinAbove(),
        scoring.openAbove(),
        NetworksCommand.HUB_CAP);
    out.println(
        "                        pairs by score             pairs in one notice        notices"
            + "           pairs of one person        persons");
    out.println(
        "set             records precision recall  F1       precision recall  F1       B3-F1   whole-F1"
            + "  precision recall  F1       B3-F1   whole-F1");
    for (Map.Entry<String, List<LinkageRecord>> set : sets(data).entrySet()) {
      if (set.getKey().startsWith(only)) {
        measure(out, set.getKey(), set.getValue(), configuration, scoring);
      }
    }
    if ("arabic-latin".startsWith(only)) {
      out.println();
      out.println("arabic-latin    pairs   recall  random, one birthday  random, own birthdays");
      scripts(out, "tuned on", Scripts.of(data.resolve("arabic-latin-names/pairs.tsv"), false));
      scripts(out, "held out", Scripts.of(data.resolve("arabic-latin-names/pairs.tsv"), true));
    }
    return 0;
  }

  private static void scripts(PrintStream out, String name, Scripts scripts) {
    out.printf(
        Locale.ROOT,
        "  %-13s %5d   %.4f  %9.4f %%            %9.6f %%%n",
        name,
        scripts.pairs(),
        scripts.recall(),
        scripts.collision() * 100,
        scripts.confirmed() * 100);
  }

  private static Map<String, List<LinkageRecord>> sets(Path data) throws IOException {
    Map<String, List<LinkageRecord>> sets = new LinkedHashMap<>();
    for (int i = 1; i <= 3; i++) {
      sets.put("febrl-" + i, Sets.febrl(data.resolve("febrl/dataset" + i + ".csv")));
    }
    List<LinkageRecord> fake = Sets.splink(data.resolve("splink/fake_1000.csv"));
    sets.put("splink-fake", fake);
    sets.put("splink-even", Sets.half(fake, 0));
    sets.put("splink-odd", Sets.half(fake, 1));
    for (int i = 1; i <= 3; i++) {
      sets.put(
          "senzing-load" + i,
          Sets.senzing(data.resolve("senzing-truthset"), "v3-load" + i + "-key.csv"));
    }
    return sets;
  }

  private void measure(
      PrintStream out,
      String name,
      List<LinkageRecord> records,
      Path configuration,
      Scoring scoring)
      throws IOException {
    Publication publication = new Publication(configuration);
    Pool pool = new Pool(NetworksCommand.HUB_CAP, TO);
    MemoryCluster cluster = new MemoryCluster(NetworksCommand.HUB_CAP, scoring, TO);
    List<String> ids = new ArrayList<>();
    for (LinkageRecord each : records) {
      View view = publication.view(each.id(), FROM, each.signal());
      pool.take(view);
      cluster.take(apart(view, ids.size()));
      ids.add(view.header().id());
    }
    cluster.conclude();
    List<Contraction.Edge> edges = pool.edges(scoring);
    List<int[]> linked =
        edges.stream()
            .filter(edge -> edge.weight() > scoring.joinAbove())
            .map(edge -> new int[] {edge.a(), edge.b()})
            .toList();
    List<List<Integer>> parts = parts(ids, cluster.open(TO));
    List<int[]> joined = pairs(parts);
    List<String> truth = records.stream().map(LinkageRecord::cluster).toList();
    Agreement byScore = Agreement.ofPairs(truth, linked);
    Agreement byCluster = Agreement.ofPairs(truth, joined);
    List<List<Integer>> persons =
        Persons.join(ids.size(), pool.persons(scoring), scoring.openAbove()).stream()
            .map(Persons.One::mentions)
            .toList();
    Agreement byPerson = Agreement.ofPairs(truth, pairs(persons));
    out.printf(
        Locale.ROOT,
        "%-15s %7d %9.4f %6.4f  %6.4f   %9.4f %6.4f  %6.4f   %6.4f  %6.4f    %9.4f %6.4f  %6.4f   %6.4f  %6.4f%n",
        name,
        records.size(),
        byScore.precision(),
        byScore.recall(),
        byScore.f1(),
        byCluster.precision(),
        byCluster.recall(),
        byCluster.f1(),
        Agreement.ofClusters(truth, parts).f1(),
        Agreement.ofWhole(truth, parts).f1(),
        byPerson.precision(),
        byPerson.recall(),
        byPerson.f1(),
        Agreement.ofClusters(truth, persons).f1(),
        Agreement.ofWhole(truth, persons).f1());
    if (ceiling) {
      Ceiling reached = Ceiling.of(truth, pool.candidates(), linked);
      out.printf(
          Locale.ROOT,
          "  ceiling: %d true pairs, %.4f of them share a token: F1 %.4f at best, %.4f as clusters;"
              + " %d share none, %d are scored too low, %d false pairs too high%n",
          reached.wanted(),
          reached.pairs().recall(),
          reached.pairs().f1(),
          reached.clusters().f1(),
          reached.apart(),
          reached.low(),
          reached.high());
    }
    if (missed) {
      Misses.print(out, records, edges, linked, joined, pairs(persons));
    }
  }

  /** Every record is its own agency's: that two are of one says nothing here. */
  private static View apart(View view, int n) {
    Header header = view.header();
    return new View(
        new Header(
            header.id(),
            header.version(),
            "record-" + n,
            header.agreement(),
            header.article(),
            header.crime(),
            header.onRequest(),
            header.tlp(),
            header.codes(),
            header.href(),
            header.acceptedAt(),
            header.observedFrom(),
            header.observedTo(),
            header.country(),
            header.cell(),
            header.grade(),
            header.sheltered()),
        view.rendering(),
        view.active(),
        view.exchange(),
        List.of(TO),
        view.expiresAt(),
        view.dangerToLife(),
        view.basedOn(),
        view.selectors());
  }

  /** The records of each notice; what no notice shows is alone. */
  private static List<List<Integer>> parts(List<String> ids, List<Notice> notices) {
    Map<String, Integer> alone = new LinkedHashMap<>();
    ids.forEach(id -> alone.put(id, alone.size()));
    List<List<Integer>> parts = new ArrayList<>();
    for (Notice notice : notices) {
      List<Integer> part = new ArrayList<>();
      for (Notice.Ref ref : notice.signals()) {
        Integer place = alone.remove(ref.id());
        if (place != null) {
          part.add(place);
        }
      }
      parts.add(part.stream().sorted().toList());
    }
    alone.values().forEach(place -> parts.add(List.of(place)));
    return parts;
  }

  private static List<int[]> pairs(List<List<Integer>> parts) {
    List<int[]> pairs = new ArrayList<>();
    for (List<Integer> part : parts) {
      for (int a : part) {
        for (int b : part) {
          if (a < b) {
            pairs.add(new int[] {a, b});
          }
        }
      }
    }
    return pairs;
  }
}
