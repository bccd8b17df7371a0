package org.mithaq.bench.growth;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StateStore;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.TokenChanges;
import org.mithaq.alert.matching.TokenTopology;
import org.mithaq.bench.matcher.Arrival;
import org.mithaq.bench.matcher.SignalStream;
import org.mithaq.bench.matcher.Stage;
import org.mithaq.bench.network.NetworksCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Cost of a signal as the history grows, over the stores that the service uses. */
@Command(
    name = "growth",
    description = "What a signal costs as the history grows, and beside a hub.",
    mixinStandardHelpOptions = true)
public final class GrowthCommand implements Callable<Integer> {

  private static final String HOTLINE = "1:00000000000000000000000000000001";
  private static final double MICROS = 1e3;
  private static final long LOOK_NANOS = 100_000_000;
  private static final long SETTLE_NANOS = 60_000_000_000L;
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final double MEGA = 1e6;

  @Option(names = "--short", description = "signals of history (default: ${DEFAULT-VALUE})")
  private int shorter = 10_000;

  @Option(names = "--long", description = "signals of history (default: ${DEFAULT-VALUE})")
  private int longer = 1_000_000;

  @Option(names = "--hub", description = "signals that bear one token (default: ${DEFAULT-VALUE})")
  private int hub = 100_000;

  @Option(names = "--window", description = "signals a measurement (default: ${DEFAULT-VALUE})")
  private int window = 4_000;

  @Option(names = "--rounds", description = "measurements of each (default: ${DEFAULT-VALUE})")
  private int rounds = 15;

  @Option(
      names = "--restored",
      description = "signals whose stores are lost and restored (default: ${DEFAULT-VALUE})")
  private int restored = 100_000;

  @Option(names = "--seed", description = "of the stream (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--store-memory",
      description = "bytes, as mithaq.matching.store-memory (default: ${DEFAULT-VALUE})")
  private long storeMemory = 32L << 20;

  @Option(names = "--only", description = "changelog, hub, history or restore (default: all)")
  private String only = "";

  private final PrintStream out = System.out;
  private long told;

  @Override
  public Integer call() throws IOException {
    SignalStream stream = new SignalStream(seed);
    out.printf(
        Locale.ROOT,
        "%d tokens a signal, memory for stores %,.0f MB, seed %d; medians of %d rounds of %,d signals%n%n",
        SignalStream.TOKENS,
        storeMemory / (double) (1 << 20),
        seed,
        rounds,
        window);
    if (isWanted("changelog")) {
      changelog(stream);
    }
    if (isWanted("hub")) {
      hub(stream);
    }
    if (isWanted("history")) {
      history(stream);
    }
    boolean same =
        !isWanted("restore") || new RestoreBench(stream, restored, storeMemory, out).run();
    return same && (told > 0 || only.equals("restore")) ? 0 : 1;
  }

  private boolean isWanted(String part) {
    return only.isEmpty() || only.equals(part);
  }

  private void changelog(SignalStream stream) throws IOException {
    ChangelogMeter meter = new ChangelogMeter();
    try (Stage<TokenChanges, AgencyNews> stage = stage(meter::over)) {
      take(stage, stream, 0, shorter);
    }
    out.printf(
        Locale.ROOT,
        "changelog: %.2f records and %,.0f bytes of keys and values a signal%n%n",
        meter.records() / (double) shorter,
        meter.bytes() / (double) shorter);
  }

  private void history(SignalStream stream) throws IOException {
    try (Stage<TokenChanges, AgencyNews> few = stage(UnaryOperator.identity());
        Stage<TokenChanges, AgencyNews> many = stage(UnaryOperator.identity())) {
      take(few, stream, 0, shorter);
      long begin = System.nanoTime();
      for (int from = 0; from < longer; from += longer / 10) {
        take(many, stream, from, Math.min(longer, from + longer / 10));
        out.printf(Locale.ROOT, "  %,d signals of history%n", Math.min(longer, from + longer / 10));
      }
      out.printf(
          Locale.ROOT,
          "  made and taken in %.0f s; %,.0f MB on the disk%n",
          (System.nanoTime() - begin) / 1e9,
          many.diskBytes() / MEGA);
      Cost[] small = new Cost[rounds];
      Cost[] large = new Cost[rounds];
      for (int round = -1; round < rounds; round++) {
        int step = (round + 1) * window;
        Cost[] each =
            inTurns(
                round,
                () -> time(few, stream, shorter + step),
                () -> time(many, stream, longer + step));
        if (round >= 0) {
          small[round] = each[0];
          large[round] = each[1];
        }
      }
      tell("with %,d signals of history".formatted(shorter), small, small, "");
      tell("with %,d signals of history".formatted(longer), large, small, "<= 1.30");
      memory();
    }
  }

  private void hub(SignalStream stream) throws IOException {
    SignalStream calling = stream.withHub(HOTLINE, 1);
    try (Stage<TokenChanges, AgencyNews> without = stage(UnaryOperator.identity());
        Stage<TokenChanges, AgencyNews> with = stage(UnaryOperator.identity())) {
      take(without, stream, 0, hub);
      take(with, calling, 0, hub);
      Cost[] alone = new Cost[rounds];
      Cost[] beside = new Cost[rounds];
      Cost[] within = new Cost[rounds];
      for (int round = -1; round < rounds; round++) {
        int from = hub + 2 * (round + 1) * window;
        Cost[] each =
            inTurns(round, () -> time(without, stream, from), () -> time(with, stream, from));
        Cost calls = time(with, calling, from + window);
        if (round >= 0) {
          alone[round] = each[0];
          beside[round] = each[1];
          within[round] = calls;
        }
      }
      tell("without a hub", alone, alone, "");
      tell("beside a hub in %,d signals".formatted(hub), beside, alone, "<= 1.10");
      tell("the hub's own signals", within, alone, "");
      out.println();
    }
  }

  /**
   * Measures two in an order that changes from round to round: the one that comes first finds the
   * caches as the other left them.
   */
  private static Cost[] inTurns(int round, Supplier<Cost> one, Supplier<Cost> other) {
    if (round % 2 == 0) {
      Cost second = other.get();
      return new Cost[] {one.get(), second};
    }
    Cost first = one.get();
    return new Cost[] {first, other.get()};
  }

  private void tell(String what, Cost[] each, Cost[] base, String wanted) {
    double[] wall = of(each, Cost::wall);
    double[] processor = of(each, Cost::processor);
    out.printf(
        Locale.ROOT,
        "  %-38s %7.1f us a signal  ratio %.2f %8s   each round %s%n"
            + "  %38s %7.1f us processor  ratio %.2f %8s   each round %s%n",
        what,
        median(wall),
        median(wall) / median(of(base, Cost::wall)),
        wanted,
        listed(wall),
        "background included:",
        median(processor),
        median(processor) / median(of(base, Cost::processor)),
        "",
        listed(processor));
  }

  private static double[] of(Cost[] each, ToDoubleFunction<Cost> what) {
    return Arrays.stream(each).mapToDouble(what).toArray();
  }

  private static String listed(double[] micros) {
    return Arrays.stream(micros)
        .mapToObj(each -> String.format(Locale.ROOT, "%.1f", each))
        .collect(Collectors.joining(" "));
  }

  private void memory() throws IOException {
    System.gc();
    String resident =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .map(line -> line.substring("VmRSS:".length()).strip())
            .findFirst()
            .orElse("unknown");
    out.printf(
        Locale.ROOT,
        "  memory with all of it: heap used %,.0f MB, whole process %s (its heap grew as it was allowed to)%n",
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGA,
        resident);
  }

  private Stage<TokenChanges, AgencyNews> stage(UnaryOperator<StateStore> view) throws IOException {
    return new Stage<>(
        new TokenTopology(NetworksCommand.HUB_CAP),
        Arrival::changes,
        storeMemory,
        view,
        news -> told++);
  }

  private static void take(Stage<?, ?> stage, SignalStream stream, int from, int to) {
    for (int n = from; n < to; n++) {
      stream.arrivals(n).forEach(stage::take);
    }
  }

  /**
   * Microseconds a signal; the signals are made before, and what RocksDB still does in the
   * background for those before them is waited for. What it does for these is part of the processor
   * time, whenever it does it.
   */
  private Cost time(Stage<?, ?> stage, SignalStream stream, int from) {
    List<List<Arrival>> signals =
        IntStream.range(from, from + window).mapToObj(stream::arrivals).toList();
    settle();
    long processor = PROCESS.getProcessCpuTime();
    long begin = System.nanoTime();
    for (List<Arrival> signal : signals) {
      signal.forEach(stage::take);
    }
    double wall = (System.nanoTime() - begin) / MICROS / window;
    settle();
    return new Cost(wall, (PROCESS.getProcessCpuTime() - processor) / MICROS / window);
  }

  /** Waits until this process has next to nothing to do. */
  private static void settle() {
    long end = System.nanoTime() + SETTLE_NANOS;
    long busy;
    do {
      long processor = PROCESS.getProcessCpuTime();
      LockSupport.parkNanos(LOOK_NANOS);
      busy = PROCESS.getProcessCpuTime() - processor;
    } while (busy > LOOK_NANOS / 10 && System.nanoTime() < end);
  }

  /**
   * What a signal costs, in microseconds.
   *
   * @param wall until it was taken
   * @param processor of all threads together, RocksDB's, the compiler's and the collector's too
   */
  private record Cost(double wall, double processor) {}

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
