package org.mithaq.witness;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The program: one witness, from its start until it is stopped. */
public final class Main {

  static final int FAILED = 1;
  static final int USAGE = 2;

  private Main() {}

  /** Runs the witness until the process is told to stop. */
  public static void main(String[] args) throws InterruptedException {
    // A request that dawdles must not hold a connection for ever; in seconds.
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "10");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int status = run(out, err, List.of(args));
    if (status != 0) {
      System.exit(status);
    }
  }

  /** Runs it; when it listens, waits for the end of the process. */
  static int run(PrintStream out, PrintStream err, List<String> args) throws InterruptedException {
    if (args.contains("--help") || args.contains("-h")) {
      out.print(Options.HELP);
      return 0;
    }
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      err.println("witness: " + e.getMessage());
      err.println("witness --help says more");
      return USAGE;
    }
    try {
      Cosigner cosigner = new Cosigner(options.name(), Cosigner.read(options.key()));
      Path state = options.state();
      if (state == null) {
        out.println(cosigner.verifierKey());
        return 0;
      }
      try (Memory memory = Memory.open(state);
          WitnessServer server =
              WitnessServer.start(
                  new Witness(options.logs(), memory, cosigner, Clock.systemUTC()),
                  new InetSocketAddress(options.host(), options.port()),
                  err)) {
        out.println(cosigner.verifierKey());
        out.println("READY " + options.host() + ":" + server.port());
        new CountDownLatch(1).await();
        return 0;
      }
    } catch (IOException | IllegalArgumentException e) {
      err.println("witness: " + e.getMessage());
      return FAILED;
    }
  }
}
