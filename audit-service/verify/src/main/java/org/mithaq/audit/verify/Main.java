package org.mithaq.audit.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The program: what it is asked on the command line, it checks, and says so in a few lines. */
public final class Main {

  /** All that was asked for holds. */
  public static final int SOUND = 0;

  /** The log, or a file that was named, cannot be read. */
  public static final int UNREACHABLE = 1;

  /** The call makes no sense. */
  public static final int USAGE = 2;

  /** Something is not as it must be; the first such thing is named. */
  public static final int FAULT = 3;

  private static final int MOST_BYTES = 16 << 20;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;

  Main(PrintStream out, PrintStream err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /** Runs the program and ends the process with its exit status. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    boolean terminal = System.console() != null && System.console().isTerminal();
    System.exit(new Main(out, err, terminal).run(List.of(args)));
  }

  /**
   * Runs the program within another one, without a progress bar.
   *
   * @return the exit status
   */
  public static int run(PrintStream out, PrintStream err, String... args) {
    return new Main(out, err, false).run(List.of(args));
  }

  int run(List<String> args) {
    if (args.contains("--help") || args.contains("-h")) {
      out.print(Arguments.HELP);
      return SOUND;
    }
    try {
      check(Arguments.parse(args));
      return SOUND;
    } catch (UsageException e) {
      err.println("verify: " + printable(e.text()));
      err.println("verify --help says more");
      return USAGE;
    } catch (Unreachable e) {
      err.println("verify: " + printable(e.text()));
      return UNREACHABLE;
    } catch (Fault e) {
      out.println("FAULT " + printable(e.text()));
      return FAULT;
    }
  }

  private void check(Arguments asked) {
    List<Receipt> receipts = new ArrayList<>();
    Claims claims = new Claims();
    List<String> results = new ArrayList<>();
    for (Path file : asked.receipts()) {
      Receipt receipt = Receipt.verified(file.toString(), bytes(file), asked.pinned());
      receipts.add(receipt);
      claims.given(receipt.checkpoint());
    }
    for (Path file : asked.checkpoints()) {
      claims.given(Checkpoint.verified(file.toString(), bytes(file), asked.pinned().unwitnessed()));
    }
    if (asked.log().isPresent()) {
      Years years = new Years();
      Optional<Listed> listed = asked.records().flatMap(Listed::in);
      for (Source source : asked.before()) {
        results.add(log(source, asked, asked.pinned().unwitnessed(), claims, listed, years));
      }
      results.add(log(asked.log().get(), asked, asked.pinned(), claims, listed, years));
      listed.ifPresent(Listed::end);
      claims.end();
    }
    results.forEach(out::println);
    for (int i = 0; i < receipts.size(); i++) {
      print(asked.receipts().get(i), receipts.get(i));
    }
  }

  private String log(
      Source source,
      Arguments asked,
      Pinned pinned,
      Claims claims,
      Optional<Listed> listed,
      Years years) {
    // Listed before the checkpoint is read: a log that grows meanwhile is not one that shrank.
    final List<Milestones.Kept> kept = source.kept();
    final List<Checkpoint> cosigned = cosigned(source, pinned.unwitnessed());
    byte[] bytes =
        source
            .read("checkpoint")
            .orElseThrow(() -> new Unreachable("no checkpoint at " + source.name(), null));
    Checkpoint checkpoint = Checkpoint.verified("checkpoint", bytes, pinned);
    years.begin(source.name(), checkpoint);
    Milestones milestones = new Milestones(checkpoint, pinned);
    claims.take(checkpoint.origin()).forEach(milestones::add);
    cosigned.forEach(milestones::add);
    milestones.addAll(kept);
    Optional<Memory> memory = asked.memory().map(folder -> new Memory(folder, checkpoint.origin()));
    memory.ifPresent(remembered -> milestones.addAll(remembered.checkpoints()));
    Optional<Records> records =
        asked.records().map(folder -> new Records(new Source.Folder(folder), listed, pinned));
    Progress progress = new Progress(err, terminal && !asked.quiet());
    Numbering numbering;
    try {
      numbering =
          new LogVerifier(source, checkpoint, milestones, claims, records, progress).verify();
    } finally {
      progress.end();
    }
    years.end(numbering);
    SortedMap<String, Chain> chains = numbering.chains();
    memory.ifPresent(remembered -> remembered.keep(checkpoint.size(), bytes));
    String emitters =
        chains.entrySet().stream()
            .map(e -> "%s %d..%d".formatted(e.getKey(), e.getValue().first(), e.getValue().last()))
            .collect(Collectors.joining(", "));
    return "OK %s size %d root %s emitters %s%s%s%s"
        .formatted(
            printable(checkpoint.origin()),
            checkpoint.size(),
            Base64Text.encode(checkpoint.root()),
            emitters.isEmpty() ? "none" : emitters,
            milestones.passed() == 0
                ? ""
                : " contains %d earlier checkpoints".formatted(milestones.passed()),
            records.map(Main::judged).orElse(""),
            checkpoint.closed() ? " closed" : "");
  }

  private static List<Checkpoint> cosigned(Source source, Pinned pinned) {
    List<Checkpoint> cosigned = new ArrayList<>();
    for (String path : source.cosigned()) {
      source.read(path).ifPresent(bytes -> cosigned.add(Checkpoint.verified(path, bytes, pinned)));
    }
    return cosigned;
  }

  private static String judged(Records records) {
    String others = records.others() == 0 ? "" : ", %d not listed".formatted(records.others());
    return " records %d intact, %d erased%s".formatted(records.intact(), records.erased(), others);
  }

  private void print(Path file, Receipt receipt) {
    out.printf(
        "OK receipt %s: entry %d of %s, number %d of %s, entered on %s, record %s%n",
        printable(file.toString()),
        receipt.index(),
        printable(receipt.checkpoint().origin()),
        receipt.entry().number(),
        receipt.entry().emitter(),
        receipt.entry().day(),
        receipt.entry().id());
    receipt
        .opened()
        .forEach((name, value) -> out.printf("   %s: %s%n", printable(name), printable(value)));
    if (receipt.closed() > 0) {
      out.printf("   and %d fields that are not open in this receipt%n", receipt.closed());
    }
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new Fault(file.toString(), "larger than any such file");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Unreachable("cannot read " + file, e);
    }
  }

  /** What came from a file must not steer the reader's terminal. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "\ufffd");
  }
}
