package org.mithaq.bench.estimate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.mithaq.alert.network.Scoring;
import org.mithaq.bench.network.NetworksCommand;
import org.mithaq.bench.network.World;
import org.mithaq.bench.world.WorldsCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Estimates the parameters of the score from labelled worlds, and judges them on others. */
@Command(
    name = "estimate",
    description = {
      "Estimates weights and half-lives from worlds whose truth is known, prints them as properties",
      "beside the defaults, and the calibration of both on worlds that were not used."
    },
    mixinStandardHelpOptions = true)
public final class EstimateCommand implements Callable<Integer> {

  private static final double MILLI = 1000.0;

  /** Fewer pairs say too little: the default stays. */
  private static final int ENOUGH = 20;

  @Option(
      names = "--train",
      description = "seeds of the worlds to learn from, first-last (default: ${DEFAULT-VALUE})")
  private String train = "2000-2009";

  @Option(
      names = "--test",
      description = "seeds of the worlds to judge by, first-last (default: ${DEFAULT-VALUE})")
  private String test = "2010-2014";

  @Option(names = "--like", split = ",", description = "clear, hard or harder (default: both)")
  private List<String> likes = List.of("clear", "hard");

  @Option(
      names = "--world",
      description = "learn from a folder with signals.ndjson and truth.ndjson instead of seeds")
  private List<Path> folders = List.of();

  @Option(names = "--agency", description = "who is told (default: ${DEFAULT-VALUE})")
  private String agency = "nl-kmar";

  @Override
  public Integer call() throws IOException {
    PrintStream out = System.out;
    if (folders.isEmpty() && WorldsCommand.overlap(train, test)) {
      System.err.println("A world to learn from is none to judge by: the seeds overlap.");
      return 2;
    }
    Path configuration = Path.of(System.getProperty("mithaq.configuration", "deploy/local/config"));
    List<World> worlds = new ArrayList<>();
    for (Path folder : folders) {
      worlds.add(World.read(folder, configuration));
    }
    if (folders.isEmpty()) {
      worlds.addAll(WorldsCommand.made(train, likes, configuration));
    }
    Scoring defaults = NetworksCommand.scoring(Map.of());
    Labelled labelled = Labelled.of(worlds, defaults, agency);
    out.printf(
        Locale.ROOT,
        "learned from %d worlds: %d pairs of one network, %d others; log-odds of any two %d"
            + " (default prior %d)%n",
        worlds.size(),
        labelled.matched(),
        labelled.unmatched(),
        Math.round(MILLI * Math.log((labelled.matched() + 0.5) / (labelled.unmatched() + 0.5))),
        defaults.prior());
    Map<String, String> estimated = print(out, labelled, defaults);
    out.println();
    estimated.forEach((name, value) -> out.println("mithaq.network." + name + "=" + value));

    List<World> heldOut = WorldsCommand.made(test, likes, configuration);
    Judged.print(out, "defaults", heldOut, defaults, agency);
    Judged.print(out, "estimated", heldOut, NetworksCommand.scoring(estimated), agency);
    return 0;
  }

  private static Map<String, String> print(PrintStream out, Labelled labelled, Scoring defaults) {
    out.println();
    out.println(
        "kind                  pairs  right   m          u          weight (95 %)        default"
            + "  half-life (95 %) default");
    Map<String, Integer> weights = new TreeMap<>();
    Map<String, Integer> halfLives = new TreeMap<>();
    defaults
        .types()
        .forEach(
            (type, weight) -> {
              weights.put(type, weight.weight());
              halfLives.put(type, weight.halfLifeDays());
            });
    labelled
        .kinds()
        .forEach(
            (name, kind) -> {
              Kind.Estimate estimate = kind.estimate(defaults.prior(), defaults.perDoubling());
              Scoring.TypeWeight now = defaults.types().get(name);
              boolean enough = kind.count() >= ENOUGH;
              out.printf(
                  Locale.ROOT,
                  "%-20s %6d %6d   %.2e   %.2e  %6d (%5d-%5d) %8s  %5d (%4d-%4d) %7s%s%n",
                  name,
                  kind.count(),
                  kind.right(),
                  (kind.right() + 0.5) / (labelled.matched() + 1),
                  (kind.count() - kind.right() + 0.5) / (labelled.unmatched() + 1),
                  estimate.weight(),
                  estimate.low(),
                  estimate.high(),
                  now == null ? "-" : now.weight(),
                  estimate.halfLifeDays(),
                  estimate.shortest(),
                  estimate.longest(),
                  now == null ? "-" : now.halfLifeDays(),
                  enough ? "" : "  too few, not taken");
              if (enough && now != null) {
                weights.put(name, estimate.weight());
                halfLives.put(name, estimate.halfLifeDays());
              }
            });
    Map<String, String> settings = new HashMap<>();
    settings.put("weights", joined(weights));
    settings.put("half-life-days", joined(halfLives));
    return new TreeMap<>(settings);
  }

  private static String joined(Map<String, Integer> values) {
    return values.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(","));
  }
}
