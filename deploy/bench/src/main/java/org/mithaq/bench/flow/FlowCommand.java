package org.mithaq.bench.flow;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.mithaq.alert.matching.MatchingConfig;
import org.mithaq.local.client.Http;
import org.mithaq.local.stack.Topic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many signals a second become notices, and how long each takes. */
@Command(
    name = "flow",
    description = "How many signals a second become notices through the broker, and how soon.",
    mixinStandardHelpOptions = true)
public final class FlowCommand implements Callable<Integer> {

  private static final String SIGNALS = "mithaq.signals." + Load.EXCHANGE;
  private static final String NOTICES = "mithaq.notices";
  private static final String DEAD = "mithaq.dead-letters.alert";

  private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");
  private static final Duration STALL = Duration.ofSeconds(60);
  private static final long LOOK_MILLIS = 20;

  @Option(names = "--signals", description = "signals a measurement (default: ${DEFAULT-VALUE})")
  private int signals = 30_000;

  @Option(names = "--warm-up", description = "signals before them (default: ${DEFAULT-VALUE})")
  private int warmUp = 30_000;

  @Option(
      names = "--audience",
      split = ",",
      description = "agencies that may know of a signal, 2 to 11 (default: 2 and 11)")
  private List<Integer> audiences = List.of(2, Load.AGENCIES.size());

  @Option(
      names = "--rate",
      description = "signals a second for latency (default: ${DEFAULT-VALUE})")
  private int rate = 200;

  @Option(
      names = "--seconds",
      description = "of each such time; 0: none (default: ${DEFAULT-VALUE})")
  private int seconds = 20;

  @Option(names = "--rounds", description = "of latency (default: ${DEFAULT-VALUE})")
  private int rounds = 3;

  @Option(
      names = "--partitions",
      description = "of signals and notices, as ./mithaq up has them (default: ${DEFAULT-VALUE})")
  private int partitions = 2;

  @Option(
      names = "--limit",
      description =
          "seconds for one measurement, after which it ends with the rate so far (default:"
              + " ${DEFAULT-VALUE})")
  private int limit = 240;

  private final PrintStream out = System.out;
  private final Arrivals onTopic = new Arrivals();
  private final Arrivals onFeed = new Arrivals();
  private final Arrivals passed = new Arrivals();
  private final AtomicLong dead = new AtomicLong();
  private long seeds;

  /** Whether all that was begun has ended: what is left over would disturb what comes after it. */
  private boolean whole = true;

  @Override
  public Integer call() throws IOException, InterruptedException {
    KAFKA.setLevel(Level.WARNING);
    out.println("Starting broker, PostgreSQL and alert-service");
    try (Cluster cluster = Cluster.start(partitions, out);
        TopicReader notices =
            new TopicReader(cluster.brokers(), NOTICES, each -> onTopic.came(each.key()));
        TopicReader letters =
            new TopicReader(cluster.brokers(), DEAD, each -> dead.incrementAndGet())) {
      List<FeedReader> feeds = new ArrayList<>();
      try {
        Http http = new Http();
        for (String agency : Load.AGENCIES) {
          feeds.add(
              new FeedReader(
                  http,
                  cluster.alert(),
                  cluster.tokens(),
                  agency,
                  notice -> onFeed.came(agency + "/" + notice)));
        }
        until("the feeds are open", () -> feeds.stream().allMatch(FeedReader::isOpen), () -> 0);
        for (int audience : audiences) {
          if (whole) {
            throughput(cluster.exchange(), audience);
          }
        }
        if (whole && seconds > 0) {
          latency(cluster);
        }
      } finally {
        for (FeedReader feed : feeds) {
          feed.close();
        }
      }
    }
    return report();
  }

  private void throughput(PlayedExchange exchange, int audience) throws InterruptedException {
    Load load = new Load(audience, seeds++);
    long warm = System.nanoTime();
    int warmed = send(exchange, load, warmUp);
    if (!settles(warm)) {
      soFar("warming up for audience " + audience, warmUp, warmed, warm);
      return;
    }
    onTopic.drain();
    onFeed.drain();
    Work before = Work.now();
    long begin = System.nanoTime();
    int expected = send(exchange, load, signals);
    double sent = secondsSince(begin, System.nanoTime());
    if (!settles(begin)) {
      soFar("audience " + audience, signals, expected, begin);
      out.println(
          "  processor time a signal that was sent: " + Work.now().since(before).each(signals));
      return;
    }
    double topic = secondsSince(begin, onTopic.lastAt());
    double feed = secondsSince(begin, onFeed.lastAt());
    out.printf(
        Locale.ROOT,
        "audience %2d: %d signals of %d tokens, %d notices; sent in %.1f s; all notices on the topic"
            + " after %.1f s: %.0f signals/s; all on the feeds after %.1f s: %.0f signals/s%n",
        audience,
        signals,
        Load.TOKENS,
        expected,
        sent,
        topic,
        signals / topic,
        feed,
        signals / feed);
    out.println("  processor time a signal: " + Work.now().since(before).each(signals));
  }

  /** Sends as fast as the broker takes them; returns how many notices must come of it. */
  private int send(PlayedExchange exchange, Load load, int count) {
    int expected = 0;
    for (int i = 0; i < count; i++) {
      expected += send(exchange, load);
    }
    exchange.flush();
    return expected;
  }

  private int send(PlayedExchange exchange, Load load) {
    Load.Sent signal = load.next(Instant.now());
    long now = System.nanoTime();
    for (String agency : signal.told()) {
      onTopic.await(agency + "/" + signal.notice(), now);
      onFeed.await(agency + "/" + signal.notice(), now);
    }
    exchange.send(SIGNALS, signal.id(), signal.value());
    return signal.told().size();
  }

  /** Waits until all notices are there; false when the time for that is over. */
  private boolean settles(long since) throws InterruptedException {
    long end = since + TimeUnit.SECONDS.toNanos(limit);
    until(
        "all notices are there",
        () -> missing() == 0 || System.nanoTime() - end > 0,
        this::missing);
    whole &= missing() == 0;
    return whole;
  }

  private int missing() {
    return onTopic.missing() + onFeed.missing();
  }

  private void soFar(String what, int sent, int expected, long since) {
    int told = expected - onFeed.missing();
    double time = secondsSince(since, System.nanoTime());
    out.printf(
        Locale.ROOT,
        "%s: NOT ENDED after %.0f s: %d of %d notices are on the feeds, which is the rate so far of"
            + " %.0f signals/s; what was to follow is not measured%n",
        what,
        time,
        told,
        expected,
        (double) sent * told / expected / time);
  }

  private void latency(Cluster cluster) throws InterruptedException {
    MatchingConfig matching =
        new SmallRyeConfigBuilder()
            .addDefaultSources()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(MatchingConfig.class)
            .build()
            .getConfigMapping(MatchingConfig.class);
    List<Topic> topics =
        List.of(
            new Topic(PassThrough.SOURCE, partitions, Map.of()),
            new Topic(PassThrough.TARGET, partitions, Map.of()));
    PlayedExchange exchange = cluster.exchange();
    Load load = new Load(2, seeds++);
    Load plain = new Load(2, seeds++);
    List<Double> ratios = new ArrayList<>();
    try (PassThrough through =
            new PassThrough(
                cluster.brokers(), matching, cluster.folder().resolve("through"), topics);
        TopicReader reader =
            new TopicReader(
                cluster.brokers(), PassThrough.TARGET, each -> passed.came(each.key()))) {
      through.start();
      until("the topology that passes runs", through::isRunning, () -> 0);
      paced(() -> send(exchange, load), seconds / 2);
      paced(() -> pass(exchange, plain), seconds / 2);
      if (!settles(System.nanoTime())) {
        out.println("latency: NOT MEASURED, for the warm-up has not ended within the limit");
        return;
      }
      for (int round = 1; round <= rounds; round++) {
        onTopic.drain();
        onFeed.drain();
        passed.drain();
        paced(() -> send(exchange, load), seconds);
        if (!settles(System.nanoTime())) {
          out.printf(
              Locale.ROOT,
              "round %d: NOT ENDED; %d signals/s are more than it takes%n",
              round,
              rate);
          return;
        }
        Latencies.Summary topic = onTopic.drain();
        Latencies.Summary feed = onFeed.drain();
        paced(() -> pass(exchange, plain), seconds);
        until("all has passed", () -> passed.missing() == 0, passed::missing);
        Latencies.Summary bare = passed.drain();
        out.printf(Locale.ROOT, "round %d, %d signals/s for %d s each%n", round, rate, seconds);
        out.println("  signal to notice on the feed      " + feed);
        out.println("  signal to notice on the topic     " + topic);
        out.println("  passed by a topology that only passes it  " + bare);
        out.printf(
            Locale.ROOT,
            "  feed to passed: p50 x%.2f, p99 x%.2f%n",
            feed.p50() / bare.p50(),
            feed.p99() / bare.p99());
        ratios.add(feed.p99() / bare.p99());
      }
    }
    ratios.sort(Comparator.naturalOrder());
    out.printf(Locale.ROOT, "median of p99's ratio: x%.2f%n", ratios.get(ratios.size() / 2));
  }

  private void pass(PlayedExchange exchange, Load load) {
    Load.Sent signal = load.next(Instant.now());
    passed.await(signal.id(), System.nanoTime());
    exchange.send(PassThrough.SOURCE, signal.id(), signal.value());
  }

  private void paced(Runnable each, int time) {
    long begin = System.nanoTime();
    for (long n = 0; n < (long) rate * time; n++) {
      long due = begin + n * TimeUnit.SECONDS.toNanos(1) / rate;
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      each.run();
    }
  }

  private interface Amount {
    int left();
  }

  /** Waits; gives up when nothing has moved for a while. */
  private static void until(String what, BooleanSupplier done, Amount amount)
      throws InterruptedException {
    int last = -1;
    long moved = System.nanoTime();
    while (!done.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      int left = amount.left();
      if (left != last) {
        last = left;
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > STALL.toNanos()) {
        throw new IllegalStateException("gave up waiting until " + what + "; left: " + left);
      }
    }
  }

  private static double secondsSince(long begin, long end) {
    return (end - begin) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  private int report() {
    long faults = onTopic.unexpected() + onFeed.unexpected() + passed.unexpected() + dead.get();
    out.printf(
        Locale.ROOT,
        "checked: %s; not awaited: %d, refused signals: %d, further versions: %d%n",
        whole
            ? "every notice that had to come came to every agency of its audience"
            : "NOT that every notice came, for it did not end",
        onTopic.unexpected() + onFeed.unexpected() + passed.unexpected(),
        dead.get(),
        onTopic.again());
    return whole && faults == 0 ? 0 : 1;
  }
}
