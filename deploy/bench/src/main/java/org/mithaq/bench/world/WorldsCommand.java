package org.mithaq.bench.world;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.network.Scoring;
import org.mithaq.bench.network.Calibration;
import org.mithaq.bench.network.NetworksCommand;
import org.mithaq.bench.network.Score;
import org.mithaq.bench.network.Trial;
import org.mithaq.bench.network.World;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes worlds whose truth is known, counts what they are like, and scores the product on them. */
@Command(
    name = "worlds",
    description = {
      "Makes simulated worlds from seeds, with their truth, and counts what they are like.",
      "With --score, says how right and how whole one agency's notices of them are."
    },
    mixinStandardHelpOptions = true)
public final class WorldsCommand implements Callable<Integer> {

  @Option(
      names = "--seed",
      description =
          "a seed, or the first and the last of several: 1-20 (default: ${DEFAULT-VALUE})")
  private String seeds = "1";

  @Option(
      names = "--like",
      description = "clear, hard or harder (default: ${DEFAULT-VALUE})",
      split = ",")
  private List<String> likes = List.of("clear");

  @Option(
      names = "--out",
      description = "where to write signals.ndjson and truth.ndjson; of several, a folder each")
  private @Nullable Path out;

  @Option(
      names = "--given",
      description = "counts the two worlds in shared/data as well, to compare")
  private boolean given;

  @Option(names = "--score", description = "score the notices that an agency is shown of each")
  private boolean score;

  @Option(names = "--agency", description = "who is told (default: ${DEFAULT-VALUE})")
  private String agency = "nl-kmar";

  @Option(names = "--set", description = "a parameter of mithaq.network, e.g. prior=-8000")
  private Map<String, String> settings = new HashMap<>();

  @Override
  public Integer call() throws IOException {
    PrintStream print = System.out;
    Path configuration = Path.of(System.getProperty("mithaq.configuration", "deploy/local/config"));
    long first = first(seeds);
    long last = last(seeds);
    Scoring scoring = NetworksCommand.scoring(settings);
    Calibration calibration = new Calibration();
    if (score) {
      printHead(print);
    } else {
      Shape.printHead(print);
    }
    if (given && !score) {
      Path shared = Path.of(System.getProperty("mithaq.shared", "../../shared"));
      for (String name : List.of("clear", "hard")) {
        Shape.of(World.read(shared.resolve("data/worlds").resolve(name), configuration))
            .print(print, name);
      }
    }
    for (String like : likes) {
      List<Score> scores = new ArrayList<>();
      for (long seed = first; seed <= last; seed++) {
        MadeWorld made = MadeWorld.of(seed, Likeness.of(like));
        String name = like + "-" + seed;
        if (out != null) {
          made.write(first == last && likes.size() == 1 ? out : out.resolve(name));
        }
        World world = World.of(made.signals(), made.truth(), configuration);
        if (score) {
          Trial trial = Trial.of(world, scoring, agency);
          trial.addTo(calibration);
          scores.add(trial.score());
          print(print, name, trial.score());
        } else {
          Shape.of(world).print(print, name);
        }
      }
      if (scores.size() > 1) {
        printSummary(print, like, scores);
      }
    }
    if (score) {
      calibration.print(print);
    }
    return 0;
  }

  /** Makes the worlds of these seeds, of each likeness. */
  public static List<World> made(String seeds, List<String> likes, Path configuration)
      throws IOException {
    List<World> worlds = new ArrayList<>();
    for (String like : likes) {
      for (long seed = first(seeds); seed <= last(seeds); seed++) {
        MadeWorld made = MadeWorld.of(seed, Likeness.of(like));
        worlds.add(World.of(made.signals(), made.truth(), configuration));
      }
    }
    return worlds;
  }

  /** Whether two ranges of seeds have one in common. */
  public static boolean overlap(String one, String other) {
    return first(one) <= last(other) && first(other) <= last(one);
  }

  private static long first(String seeds) {
    return Long.parseLong(seeds.split("-")[0]);
  }

  private static long last(String seeds) {
    String[] bounds = seeds.split("-");
    return Long.parseLong(bounds[bounds.length - 1]);
  }

  private void printHead(PrintStream print) {
    print.println(
        "world         signals networks notices  false precision recall B3-F1 (as seen by "
            + agency
            + ")");
  }

  private static void print(PrintStream print, String name, Score score) {
    print.printf(
        Locale.ROOT,
        "%-13s %7d %8d %7d %6d %9.4f %6.4f %6.4f%n",
        name,
        score.signals(),
        score.expected(),
        score.notices(),
        score.falseNotices(),
        score.precision(),
        score.recall(),
        score.f1());
  }

  private static void printSummary(PrintStream print, String like, List<Score> scores) {
    ToDoubleFunction<Score> wrong =
        score -> (double) score.falseNotices() / Math.max(1, score.notices());
    print.printf(
        Locale.ROOT,
        "%-13s %24s %6.4f %9.4f %6.4f %6.4f%n",
        like,
        "mean",
        mean(scores, wrong),
        mean(scores, Score::precision),
        mean(scores, Score::recall),
        mean(scores, Score::f1));
    print.printf(
        Locale.ROOT,
        "%-13s %24s %6.4f %9.4f %6.4f %6.4f%n",
        like,
        "worst",
        scores.stream().mapToDouble(wrong).max().orElse(0),
        least(scores, Score::precision),
        least(scores, Score::recall),
        least(scores, Score::f1));
  }

  private static double mean(List<Score> scores, ToDoubleFunction<Score> of) {
    return scores.stream().mapToDouble(of).average().orElse(0);
  }

  private static double least(List<Score> scores, ToDoubleFunction<Score> of) {
    return scores.stream().mapToDouble(of).min().orElse(0);
  }
}
