package org.mithaq.bench.estimate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mithaq.bench.linkage.LinkageSet;
import org.mithaq.bench.network.Heard;
import org.mithaq.bench.network.NetworksCommand;
import org.mithaq.bench.network.World;
import org.mithaq.bench.world.WorldsCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes the parameters of the score as long as what one agency is shown gets better. */
@Command(
    name = "tune",
    description = {
      "Changes the parameters of the score one by one, from the defaults on, as long as what one",
      "agency is shown of worlds whose truth is known gets more whole and more right, and records of",
      "one person are found no worse; and judges what comes of it by worlds and records that were",
      "not used."
    },
    mixinStandardHelpOptions = true)
public final class TuneCommand implements Callable<Integer> {

  @Option(
      names = "--train",
      description = "seeds of the worlds to tune on, first-last (default: ${DEFAULT-VALUE})")
  private String train = "2000-2009";

  @Option(
      names = "--test",
      description = "seeds of the worlds to judge by, first-last (default: ${DEFAULT-VALUE})")
  private String test = "2010-2019";

  @Option(names = "--like", split = ",", description = "clear, hard or harder (default: both)")
  private List<String> likes = List.of("clear", "hard");

  @Option(names = "--agency", description = "who is told (default: ${DEFAULT-VALUE})")
  private String agency = "nl-kmar";

  @Option(
      names = "--rounds",
      description = "how often each parameter is tried at most (default: ${DEFAULT-VALUE})")
  private int rounds = 2;

  @Option(
      names = "--gain",
      description =
          "how much a step has to gain, where 1 is all that may be missed or wrong of one kind"
              + " (default: ${DEFAULT-VALUE})")
  private double gain = 0.01;

  @Option(
      names = "--hold",
      split = ",",
      description = {
        "parameters that stay as they are (default: ${DEFAULT-VALUE}):",
        "names that were made up are not as unequal as those of people, nor are nationalities"
      })
  private List<String> held =
      List.of(
          "per-doubling",
          "persons/common-name",
          "persons/same-nationality",
          "persons/other-nationality",
          "persons/alike",
          "persons/alike-weight");

  @Option(names = "--set", description = "a parameter to begin with, e.g. prior=-8000")
  private Map<String, String> settings = new HashMap<>();

  @Override
  public Integer call() throws IOException {
    PrintStream out = System.out;
    if (WorldsCommand.overlap(train, test)) {
      System.err.println("A world to tune on is none to judge by: the seeds overlap.");
      return 2;
    }
    Path configuration = Path.of(System.getProperty("mithaq.configuration", "deploy/local/config"));
    Path data = Path.of(System.getProperty("mithaq.shared", "../../shared"), "data", "linkage");
    Map<String, List<Heard>> worlds = new LinkedHashMap<>();
    for (String like : likes) {
      worlds.put(
          like,
          WorldsCommand.made(train, List.of(like), configuration).stream()
              .map(world -> Heard.of(world, agency))
              .toList());
    }
    Shortfall shortfall = new Shortfall(worlds, LinkageSet.halves(data, configuration, 0));
    Map<String, Integer> start = Parameters.read(NetworksCommand.config(settings));
    Descent descent =
        new Descent(
            Parameters.coordinates(start).stream()
                .filter(each -> !held.contains(each.name()))
                .toList(),
            shortfall::of,
            gain);
    out.printf(Locale.ROOT, "%.4f  at the start%n", shortfall.of(start).orElseThrow());
    Descent.Place end =
        descent.from(
            start,
            rounds,
            (name, place) ->
                out.printf(Locale.ROOT, "%.4f  %s=%d%n", place.loss(), name, place.at().get(name)));
    out.println();
    Map<String, String> before = Parameters.settings(start);
    Map<String, String> changed = new LinkedHashMap<>(Parameters.settings(end.at()));
    changed.forEach(
        (name, value) -> {
          if (!value.equals(before.get(name))) {
            out.println("mithaq.network." + name + "=" + value);
          }
        });
    for (String like : likes) {
      List<World> heldOut = WorldsCommand.made(test, List.of(like), configuration);
      Judged.print(out, like + ", before", heldOut, NetworksCommand.scoring(before), agency);
      Judged.print(out, like + ", tuned", heldOut, NetworksCommand.scoring(changed), agency);
    }
    out.println();
    for (LinkageSet set : LinkageSet.halves(data, configuration, 1)) {
      out.printf(
          Locale.ROOT,
          "%s, the half that was not used: F1 %.4f before, %.4f tuned%n",
          set.name(),
          set.f1(NetworksCommand.scoring(before)),
          set.f1(NetworksCommand.scoring(changed)));
    }
    return 0;
  }
}
