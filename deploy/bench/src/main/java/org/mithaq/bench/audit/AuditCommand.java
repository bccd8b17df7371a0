package org.mithaq.bench.audit;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mithaq.local.console.Table;
import org.mithaq.local.console.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast the audit log takes records in, is verified and proves, and how large it grows. */
@Command(
    name = "audit",
    description = {
      "From Kafka to a cosigned checkpoint, beside PostgreSQL and SHA-256 alone; the verifier and the",
      "proofs in a generated log; bytes an entry. Needs ~6 GB on the disk for the time that it runs."
    },
    mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {

  private static final String NONE = "";

  /** What can be measured by itself. */
  enum Part {
    intake,
    log
  }

  @Option(names = "--only", description = "measure one part: ${COMPLETION-CANDIDATES}")
  private List<Part> parts = List.of(Part.values());

  @Option(names = "--records", description = "records a round (default: ${DEFAULT-VALUE})")
  private int records = 40_000;

  @Option(names = "--rounds", description = "rounds (default: ${DEFAULT-VALUE})")
  private int rounds = 3;

  @Option(
      names = "--repeated",
      description = "percent of the messages published again (default: ${DEFAULT-VALUE})")
  private int repeated = 5;

  @Option(names = "--entries", description = "size of the log (default: ${DEFAULT-VALUE})")
  private long entries = 10_000_000;

  @Option(names = "--proofs", description = "proofs of each kind (default: ${DEFAULT-VALUE})")
  private int proofs = 5_000;

  @Option(names = "--quick", description = "2 rounds of 15,000 records, a log of 500,000 entries")
  private boolean quick;

  @Option(names = "--seed", description = "of all that is random (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Override
  public Integer call() throws Exception {
    if (quick) {
      rounds = 2;
      records = 15_000;
      entries = 500_000;
      proofs = 1_000;
    }
    PrintStream out = Terminal.output();
    Table table =
        Table.of("what", "seen", "wanted", "of")
            .aligned(Table.Align.LEFT, Table.Align.RIGHT, Table.Align.LEFT, Table.Align.LEFT);
    if (parts.contains(Part.intake)) {
      intake(table);
    }
    if (parts.contains(Part.log)) {
      log(table);
    }
    table.lines(Terminal.outputStyle()).forEach(out::println);
    return 0;
  }

  private void intake(Table table) throws Exception {
    IntakeBench.Seen seen = IntakeBench.run(rounds, records, repeated, seed);
    double rate = seen.waiting().median();
    table.row(
        "Kafka to cosigned checkpoint, records/s",
        rate(seen.waiting()),
        atLeast(rate, 3_000),
        "%d entries, %d messages again, %d known ids under new numbers; %d checkpoints"
            .formatted(seen.entries(), seen.repeats(), seen.contradictions(), seen.checkpoints()));
    table.row("  the same while they are published", rate(seen.live()), NONE, NONE);
    table.row(
        "PostgreSQL alone, same rows and indices, rows/s",
        rate(seen.indexed()),
        NONE,
        "the log does %.2f of it".formatted(rate / seen.indexed().median()));
    table.row(
        "PostgreSQL alone, same rows, primary key, rows/s",
        rate(seen.plain()),
        NONE,
        "the log does %.2f of it".formatted(rate / seen.plain().median()));
    Spread prepared = HashPeer.prepared(10_000);
    table.row(
        "commitments and seals alone, one core, records/s",
        rate(prepared),
        NONE,
        "the log does %.2f of it".formatted(rate / prepared.median()));
    Spread bare = HashPeer.bare(1_000_000);
    table.row(
        "SHA-256 of leaf and node alone, one core, entries/s",
        rate(bare),
        NONE,
        "the log does %.4f of it".formatted(rate / bare.median()));
    IntakeBench.Sizes sizes = seen.sizes();
    double entry = seen.entries();
    table.row(
        "on disk an entry, bytes: tiles + bundles",
        "%.0f + %.0f".formatted(sizes.tiles() / entry, sizes.bundles() / entry),
        NONE,
        NONE);
    table.row(
        "PostgreSQL a record, bytes: rows + indices",
        "%.0f + %.0f".formatted(sizes.rows() / entry, sizes.indices() / entry),
        NONE,
        "the whole database: %.0f".formatted(sizes.database() / entry));
  }

  private void log(Table table) throws Exception {
    VerifierBench.Seen small;
    long tenth = Math.max(1, entries / 10);
    try (GeneratedLog log = GeneratedLog.of(tenth, seed)) {
      small = VerifierBench.run(log);
    }
    try (GeneratedLog log = GeneratedLog.of(entries, seed)) {
      String of = "a log of %,d entries".formatted(entries);
      VerifierBench.Seen whole = VerifierBench.run(log);
      table.row(
          "verifier, entries/s",
          "%,.0f".formatted(whole.rate()),
          atLeast(whole.rate(), 200_000),
          of + ", with the start of its process");
      table.row(
          "  the same",
          "%,.0f".formatted(small.rate()),
          NONE,
          "a log of %,d entries".formatted(tenth));
      table.row(
          "verifier, memory at most, MB",
          "%d".formatted(whole.peak() >> 20),
          "constant",
          "%d in the log of %,d entries".formatted(small.peak() >> 20, tenth));
      proofs(table, "from disk", ProofBench.run(log, proofs, seed, true));
      proofs(table, "from the system's memory", ProofBench.run(log, proofs, seed + 1, false));
      long bundles = Trees.bytes(log.folder().resolve("tile/entries"));
      long tiles = Trees.bytes(log.folder().resolve("tile")) - bundles;
      table.row(
          "on disk an entry, bytes: tiles + bundles",
          "%.1f + %.1f".formatted((double) tiles / entries, (double) bundles / entries),
          NONE,
          of);
    }
  }

  private static void proofs(Table table, String from, ProofBench.Seen seen) {
    table.row(
        "inclusion proof, ms: p50, p99, most",
        millis(seen.inclusion()),
        atMost(seen.inclusion().quantile(0.99), 10),
        from);
    table.row(
        "consistency proof, ms: p50, p99, most",
        millis(seen.consistency()),
        atMost(seen.consistency().quantile(0.99), 10),
        from);
  }

  private static String millis(Spread spread) {
    return String.format(
        Locale.ROOT,
        "%.2f, %.2f, %.2f",
        spread.quantile(0.5),
        spread.quantile(0.99),
        spread.most());
  }

  /** The median, and between what all lie. */
  private static String rate(Spread spread) {
    return String.format(
        Locale.ROOT, "%,.0f (%,.0f–%,.0f)", spread.median(), spread.least(), spread.most());
  }

  private static String atLeast(double seen, long wanted) {
    return String.format(Locale.ROOT, "≥ %,d: %s", wanted, seen >= wanted ? "yes" : "NO");
  }

  private static String atMost(double seen, long wanted) {
    return String.format(Locale.ROOT, "p99 ≤ %d: %s", wanted, seen <= wanted ? "yes" : "NO");
  }
}
