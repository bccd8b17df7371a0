package org.mithaq.bench.matcher;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mithaq.bench.network.NetworksCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Speed of matching, beside others that find the same. */
@Command(
    name = "matcher",
    description = "How fast signals are matched, beside others that find the same pairs.",
    mixinStandardHelpOptions = true)
public final class MatcherCommand implements Callable<Integer> {

  private static final String HOTLINE = "1:00000000000000000000000000000001";
  private static final int HOTLINE_EVERY = 50;

  @Option(names = "--signals", description = "in memory (default: ${DEFAULT-VALUE})")
  private int signals = 60_000;

  @Option(names = "--stored-signals", description = "over RocksDB (default: ${DEFAULT-VALUE})")
  private int storedSignals = 20_000;

  @Option(
      names = "--growing-signals",
      description = "over RocksDB, all with one token (default: ${DEFAULT-VALUE})")
  private int growingSignals = 2_000;

  @Option(names = "--rounds", description = "counted ones (default: ${DEFAULT-VALUE})")
  private int rounds = 5;

  @Option(names = "--seed", description = "of the stream (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--store-memory",
      description = "bytes, as mithaq.matching.store-memory (default: ${DEFAULT-VALUE})")
  private long storeMemory = 32L << 20;

  @Option(names = "--only", description = "memory, rocksdb or growing (default: all)")
  private String only = "";

  @Override
  public Integer call() throws IOException {
    PrintStream out = System.out;
    boolean agreed = true;
    if (only.isEmpty() || only.equals("memory")) {
      agreed = inMemory(out);
    }
    if (only.isEmpty() || only.equals("rocksdb")) {
      agreed &= overRocks(out);
    }
    if (only.isEmpty() || only.equals("growing")) {
      // As a hub, which links no more, and as a token that may have so many bearers.
      agreed &= growing(out, NetworksCommand.HUB_CAP) & growing(out, 2 * growingSignals);
    }
    return agreed ? 0 : 1;
  }

  private boolean inMemory(PrintStream out) throws IOException {
    int cap = NetworksCommand.HUB_CAP;
    List<Finder.Kind> kinds = new ArrayList<>();
    kinds.add(kind("matcher", findings -> new MatcherFinder(cap, findings)));
    kinds.add(kind("HashMap of lists", HashMapFinder::new));
    List<Finder.Kind> others = others(MatcherCommand.class.getClassLoader());
    kinds.addAll(others);
    out.printf(Locale.ROOT, "in memory, %,d signals, seed %d%n", signals, seed);
    if (others.isEmpty()) {
      out.println("  without Esper: deploy/bench/README.md tells how to build it in");
    }
    return race(
        out,
        new SignalStream(seed),
        signals,
        kinds,
        Map.of("HashMap of lists", 0.25, "Esper", 3.0));
  }

  /** Those that were built in; a build without them leaves the entry of the one before behind. */
  static List<Finder.Kind> others(ClassLoader loader) {
    Iterator<Finder.Kind> named = ServiceLoader.load(Finder.Kind.class, loader).iterator();
    List<Finder.Kind> others = new ArrayList<>();
    while (true) {
      try {
        if (!named.hasNext()) {
          return others;
        }
        others.add(named.next());
      } catch (ServiceConfigurationError e) {
        // Only one that is there and does not start has a cause.
        if (e.getCause() != null) {
          throw e;
        }
      }
    }
  }

  private boolean overRocks(PrintStream out) throws IOException {
    int cap = NetworksCommand.HUB_CAP;
    List<Finder.Kind> kinds = stored(cap);
    Map<String, Double> wanted = Map.of("list store, JSON", 2.0);
    out.printf(Locale.ROOT, "over RocksDB, %,d signals, seed %d%n", storedSignals, seed);
    boolean agreed = race(out, new SignalStream(seed), storedSignals, kinds, wanted);
    out.printf(
        Locale.ROOT,
        "over RocksDB, %,d signals, seed %d, every %dth with one hotline%n",
        storedSignals,
        seed,
        HOTLINE_EVERY);
    SignalStream busy = new SignalStream(seed).withHub(HOTLINE, HOTLINE_EVERY);
    return agreed & race(out, busy, storedSignals, kinds, wanted);
  }

  private boolean growing(PrintStream out, int cap) throws IOException {
    out.printf(
        Locale.ROOT,
        "over RocksDB, one list that grows to %,d bearers, of which %,d link, seed %d%n",
        growingSignals,
        Math.min(cap, growingSignals),
        seed);
    SignalStream calling = new SignalStream(seed).withHub(HOTLINE, 1);
    return race(out, calling, growingSignals, stored(cap), Map.of("list store, JSON", 2.0));
  }

  private List<Finder.Kind> stored(int cap) {
    return List.of(
        kind("matcher, RocksDB", findings -> new StoredFinder(cap, storeMemory, findings)),
        kind(
            "list store, JSON",
            findings -> new ListFinder(new ListFinder.Json(), cap, storeMemory, findings)),
        kind(
            "list store, the matcher's bytes",
            findings -> new ListFinder(new ListFinder.Compact(), cap, storeMemory, findings)));
  }

  private boolean race(
      PrintStream out,
      SignalStream stream,
      int count,
      List<Finder.Kind> kinds,
      Map<String, Double> wanted)
      throws IOException {
    Race race = new Race(IntStream.range(0, count).mapToObj(stream::arrivals).toList(), kinds);
    if (!race.agree(out)) {
      out.println("  NOT the same pairs: no speed is told");
      return false;
    }
    Map<String, double[]> speeds = race.run(out, rounds);
    double product = Race.median(speeds.values().iterator().next());
    out.println("  signals a second                      median    ratio   wanted   each round");
    speeds.forEach(
        (name, each) -> {
          double median = Race.median(each);
          String want =
              wanted.entrySet().stream()
                  .filter(entry -> name.startsWith(entry.getKey()))
                  .map(entry -> String.format(Locale.ROOT, ">= %.2f", entry.getValue()))
                  .findFirst()
                  .orElse("");
          out.printf(
              Locale.ROOT,
              "  %-34s %,9.0f %8.2f  %7s   %s%n",
              name,
              median,
              product / median,
              want,
              Arrays.stream(each)
                  .mapToObj(speed -> String.format(Locale.ROOT, "%,.0f", speed))
                  .collect(Collectors.joining(" ")));
        });
    out.println();
    return true;
  }

  private interface Opening {
    Finder open(Finder.Findings findings) throws IOException;
  }

  private static Finder.Kind kind(String name, Opening opening) {
    return new Finder.Kind() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Finder open(Finder.Findings findings) throws IOException {
        return opening.open(findings);
      }
    };
  }
}
