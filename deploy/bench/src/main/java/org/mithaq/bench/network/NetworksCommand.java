package org.mithaq.bench.network;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mithaq.alert.network.NetworkConfig;
import org.mithaq.alert.network.Scoring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What one agency is shown of worlds whose truth is known, and how far its confidence is right. */
@Command(
    name = "networks",
    description =
        "How right and how whole the notices of one agency are, in worlds whose truth is known.",
    mixinStandardHelpOptions = true)
public final class NetworksCommand implements Callable<Integer> {

  /** How many signals may bear a token, as {@code mithaq.matching} has it. */
  public static final int HUB_CAP = 16;

  @Option(names = "--agency", description = "who is told (default: ${DEFAULT-VALUE})")
  private String agency = "nl-kmar";

  @Option(names = "--set", description = "a parameter of mithaq.network, e.g. prior=-8000")
  private Map<String, String> settings = new HashMap<>();

  @Option(
      names = "--world",
      description = "a folder with signals.ndjson and truth.ndjson (default: shared/data/worlds/*)")
  private List<Path> folders = List.of();

  @Option(names = "--missed", description = "print what was not found and what was found wrongly")
  private boolean missed;

  @Override
  public Integer call() throws IOException {
    PrintStream out = System.out;
    Scoring scoring = scoring(settings);
    Path shared = Path.of(System.getProperty("mithaq.shared", "../../shared"));
    Path configuration = Path.of(System.getProperty("mithaq.configuration", "deploy/local/config"));
    List<Path> worlds =
        folders.isEmpty()
            ? List.of(shared.resolve("data/worlds/clear"), shared.resolve("data/worlds/hard"))
            : folders;
    Calibration calibration = new Calibration();
    out.println(
        "world      signals networks notices false precision recall B3-F1 (as seen by "
            + agency
            + ")");
    for (Path folder : worlds) {
      if (!Files.isDirectory(folder)) {
        throw new IOException("no folder " + folder);
      }
      World world = World.read(folder, configuration);
      Trial trial = Trial.of(world, scoring, agency);
      trial.addTo(calibration);
      Score score = trial.score();
      out.printf(
          Locale.ROOT,
          "%-10s %7d %8d %7d %5d %9.4f %6.4f %6.4f%n",
          folder.getFileName(),
          score.signals(),
          score.expected(),
          score.notices(),
          score.falseNotices(),
          score.precision(),
          score.recall(),
          score.f1());
      if (missed) {
        Misses.print(out, world, trial.shown());
      }
    }
    calibration.print(out);
    return 0;
  }

  /** The product's parameters, with some set otherwise. */
  public static Scoring scoring(Map<String, String> settings) {
    return config(settings).scoring();
  }

  /** The product's configuration, with some of it set otherwise. */
  public static NetworkConfig config(Map<String, String> settings) {
    Map<String, String> values = new HashMap<>();
    settings.forEach((name, value) -> values.put("mithaq.network." + name, value));
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(NetworkConfig.class)
        .withDefaultValues(values)
        .build()
        .getConfigMapping(NetworkConfig.class);
  }
}
