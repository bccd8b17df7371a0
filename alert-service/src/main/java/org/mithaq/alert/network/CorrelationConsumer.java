package org.mithaq.alert.network;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.agreement.AgreementConsumer;
import org.mithaq.alert.agreement.Register;
import org.mithaq.alert.matching.Backlog;
import org.mithaq.alert.matching.FormException;
import org.mithaq.alert.matching.IntakeTally;
import org.mithaq.alert.matching.Lag;
import org.mithaq.alert.matching.MatchingConfig;
import org.mithaq.alert.surge.SurgeConfig;

/**
 * Runs the topology: starts it when its topics are there and the register has been heard, starts it
 * again when it fails, and measures how far it is behind.
 */
@ApplicationScoped
public class CorrelationConsumer {

  private static final Logger LOG = Logger.getLogger(CorrelationConsumer.class);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** What is not done by then is not committed, and done again after the next start. */
  private static final Duration CLOSE = Duration.ofSeconds(3);

  private static final long ANSWER_SECONDS = 5;

  /** One in so many signals is few. */
  private static final int FEW = 10;

  private static final Replay.Progress NOWHERE = new Replay.Progress(Map.of(), Map.of());

  private final MatchingConfig matching;
  private final NetworkConfig network;
  private final SurgeConfig surge;
  private final Register register;
  private final AgreementConsumer registerConsumer;
  private final MeterRegistry meters;
  private final String brokers;
  private final Backlog backlog;
  private final Lag lag;
  private volatile @Nullable KafkaStreams streams;
  private volatile @Nullable FormException refused;
  private final Map<String, Integer> byOtherKey = new ConcurrentHashMap<>();
  private volatile boolean stopping;
  private List<TopicPartition> read = List.of();
  private Replay.Progress progress = NOWHERE;
  private final AtomicLong taken = new AtomicLong();
  private boolean unconcluded;
  private boolean alarmed;
  private long stopBy;
  private @Nullable Thread thread;

  @Inject
  CorrelationConsumer(
      MatchingConfig matching,
      NetworkConfig network,
      SurgeConfig surge,
      Register register,
      AgreementConsumer registerConsumer,
      MeterRegistry meters,
      Clock clock,
      @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
    this.matching = matching;
    this.network = network;
    this.surge = surge;
    this.register = register;
    this.registerConsumer = registerConsumer;
    this.meters = meters;
    this.brokers = brokers;
    this.backlog = new Backlog();
    this.lag = new Lag(clock);
  }

  void start(@Observes StartupEvent event) {
    // Refuses to start on parameters that make no sense, before anything else happens.
    network.scoring();
    surge.rules();
    if (matching.epoch() < 1) {
      throw new IllegalArgumentException(
          "mithaq.matching.epoch is the epoch of a matching key: a whole number from 1.");
    }
    Gauge.builder("mithaq.matching.lag", lag, Lag::behind)
        .description("Signals and news not processed, and networks not concluded")
        .register(meters);
    Gauge.builder("mithaq.matching.other.key", this, CorrelationConsumer::byOtherKey)
        .description("Signals that bear tokens, and none by the matching key that is matched by")
        .register(meters);
    thread = Thread.ofPlatform().name("correlation").daemon().start(this::run);
  }

  /** Before any other part is waited for: together they take no longer than the slowest. */
  void askToStop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event) {
    stopping = true;
    backlog.stop();
    stopBy = System.nanoTime() + CLOSE.plus(PAUSE).toNanos();
    if (thread != null) {
      thread.interrupt();
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    if (thread != null) {
      thread.join(Duration.ofNanos(Math.max(1, stopBy - System.nanoTime())));
    }
  }

  /** Whether it runs: not while it starts, restores or rebalances. */
  boolean isRunning() {
    KafkaStreams now = streams;
    return now != null && now.state() == KafkaStreams.State.RUNNING;
  }

  /** What it does, in one word. */
  String state() {
    KafkaStreams now = streams;
    return now == null ? "WAITING" : now.state().name();
  }

  /** What the operator has to do before it can run, if anything. */
  Optional<String> hint() {
    return Optional.ofNullable(refused).map(Throwable::getMessage);
  }

  /** How many signals bear nothing by the key that is matched by. */
  int byOtherKey() {
    return byOtherKey.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void run() {
    Thread.currentThread().setContextClassLoader(CorrelationConsumer.class.getClassLoader());
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "alert-lag"))) {
      awaitTopics(admin);
      CorrelationStore store = new CorrelationStore(admin, matching);
      rebuildIfAsked(store);
      unconcluded = store.isUnconcluded();
      while (!stopping) {
        Replay replay = new Replay();
        boolean over = false;
        backlog.replaying(true);
        KafkaStreams now = begin();
        streams = now;
        try {
          while (!stopping && !hasFailed(now)) {
            measure(admin);
            over = over || replay.isOver(progress);
            if (backlog.isReplaying() && over && !isMostlyByOtherKey()) {
              conclude(store);
            }
            alarm(over);
            Thread.sleep(LOOK);
          }
        } finally {
          now.close(CLOSE);
        }
        lag.unsure();
        if (refused != null) {
          LOG.errorf("correlation does not run: %s", hint().orElseThrow());
          return;
        }
        if (!stopping) {
          LOG.error("correlation has failed and starts again");
          Thread.sleep(PAUSE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Whether, after a rebuild, so many signals bear nothing by the key that it must be the wrong
   * one, or come too soon: to conclude from what is left would close notices.
   */
  private boolean isMostlyByOtherKey() {
    return unconcluded && (long) byOtherKey() * FEW > taken.get();
  }

  /** Of what history says only the last word counts. */
  private void alarm(boolean historyIsOver) {
    int count = historyIsOver ? byOtherKey() : 0;
    if (count > 0 && !alarmed) {
      LOG.errorf(
          "%d signals bear nothing by the matching key of epoch %d (mithaq.matching.epoch): it is"
              + " another that the exchanges have, or one of them has not got it yet, or has it no"
              + " more, or cannot read what it holds%s",
          count,
          matching.epoch(),
          isMostlyByOtherKey() ? "; until that is mended nothing is concluded" : "");
    }
    alarmed = count > 0;
  }

  private static boolean hasFailed(KafkaStreams now) {
    return now.state() == KafkaStreams.State.ERROR || now.state() == KafkaStreams.State.NOT_RUNNING;
  }

  private void awaitTopics(Admin admin) throws InterruptedException {
    Set<String> needed = new HashSet<>(CorrelationTopology.topics(matching));
    needed.add(CorrelationTopology.NOTICES);
    needed.add(CorrelationTopology.DEAD_LETTERS);
    while (!stopping) {
      try {
        Set<String> missing = new HashSet<>(needed);
        missing.removeAll(admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS));
        if (missing.isEmpty() && registerConsumer.isCaughtUp()) {
          return;
        }
        LOG.debugf("waiting for the register and topics: %s", missing);
      } catch (ExecutionException | TimeoutException | KafkaException e) {
        LOG.debugf("waiting for Kafka: %s", e.getClass().getSimpleName());
      }
      Thread.sleep(LOOK);
    }
  }

  private void conclude(CorrelationStore store) {
    try {
      store.conclude();
      unconcluded = false;
      backlog.replaying(false);
    } catch (IOException e) {
      LOG.warnf("nothing is concluded: the state directory cannot be written: %s", e.getMessage());
    }
  }

  private void rebuildIfAsked(CorrelationStore store) throws InterruptedException {
    Optional<String> name = matching.rebuild();
    while (!stopping && name.isPresent() && !store.isRebuilt(name.get())) {
      try {
        store.forget(name.get());
        LOG.info(
            "what is known is forgotten and read again from the topics; what was told is kept");
      } catch (ExecutionException | TimeoutException | IOException | KafkaException e) {
        LOG.warnf("a rebuild waits until no instance runs: %s", e.getMessage());
        Thread.sleep(PAUSE);
      }
    }
  }

  private KafkaStreams begin() {
    makeStateDirectory();
    KafkaStreams begun =
        new KafkaStreams(
            CorrelationTopology.build(
                matching, network, surge, register::partner, new Meters(), backlog),
            ProcessingConfig.settings(matching, brokers),
            ProcessingConfig.clients(backlog));
    begun.setUncaughtExceptionHandler(
        failure -> {
          Optional<FormException> form = FormException.in(failure);
          if (form.isPresent()) {
            refused = form.get();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          }
          LOG.errorf(failure, "a thread of the correlation fails and is replaced");
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    begun.start();
    return begun;
  }

  private void makeStateDirectory() {
    try {
      Files.createDirectories(matching.stateDirectory());
    } catch (IOException e) {
      throw new IllegalStateException(
          "the state directory cannot be made: " + matching.stateDirectory(), e);
    }
  }

  /**
   * Adds up what is not done yet. What was done is asked for before what there is to do, and what
   * is in between before and after both: work that moves on meanwhile is counted twice, and never
   * missed.
   */
  private void measure(Admin admin) throws InterruptedException {
    try {
      long behind = notRunning() + backlog.total();
      List<TopicPartition> all = partitions(admin);
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin
              .listConsumerGroupOffsets(matching.applicationId())
              .partitionsToOffsetAndMetadata()
              .get(ANSWER_SECONDS, TimeUnit.SECONDS);
      List<TopicPartition> untouched = new ArrayList<>(all);
      untouched.removeAll(committed.keySet());
      Map<TopicPartition, Long> begins =
          untouched.isEmpty() ? Map.of() : offsets(admin, untouched, OffsetSpec.earliest());
      Map<TopicPartition, Long> ends = offsets(admin, all, OffsetSpec.latest());
      Map<TopicPartition, Long> at = new HashMap<>();
      for (TopicPartition partition : all) {
        OffsetAndMetadata done = committed.get(partition);
        at.put(partition, done == null ? begins.getOrDefault(partition, 0L) : done.offset());
        behind += Math.max(0, ends.getOrDefault(partition, 0L) - at.getOrDefault(partition, 0L));
      }
      progress = isRunning() ? new Replay.Progress(named(at), named(ends)) : NOWHERE;
      lag.measured(behind + notRunning() + backlog.total() + (isSteady(admin) ? 0 : 1));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      progress = NOWHERE;
      lag.unsure();
    }
  }

  /** 1 while it does not run, however little there is to do. */
  private int notRunning() {
    return isRunning() ? 0 : 1;
  }

  /**
   * Whether everybody has what they work on. Who was expelled has put its work down, and nobody may
   * have taken it up yet, while Kafka Streams still calls itself running.
   */
  private boolean isSteady(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    return admin
        .describeConsumerGroups(List.of(matching.applicationId()))
        .all()
        .get(ANSWER_SECONDS, TimeUnit.SECONDS)
        .values()
        .stream()
        .allMatch(group -> group.groupState() == GroupState.STABLE);
  }

  /** The partitions of all that is read; they do not change while this runs. */
  private List<TopicPartition> partitions(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (read.isEmpty()) {
      List<String> topics = new ArrayList<>(CorrelationTopology.topics(matching));
      for (String internal : CorrelationTopology.REPARTITIONS) {
        topics.add(matching.applicationId() + "-" + internal);
      }
      List<TopicPartition> found = new ArrayList<>();
      for (TopicDescription topic :
          admin
              .describeTopics(topics)
              .allTopicNames()
              .get(ANSWER_SECONDS, TimeUnit.SECONDS)
              .values()) {
        for (TopicPartitionInfo info : topic.partitions()) {
          found.add(new TopicPartition(topic.name(), info.partition()));
        }
      }
      read = List.copyOf(found);
    }
    return read;
  }

  private static Map<String, Long> named(Map<TopicPartition, Long> places) {
    Map<String, Long> named = new HashMap<>();
    places.forEach((partition, place) -> named.put(partition.toString(), place));
    return named;
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec which)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> each :
        admin
            .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
            .all()
            .get(ANSWER_SECONDS, TimeUnit.SECONDS)
            .entrySet()) {
      offsets.put(each.getKey(), each.getValue().offset());
    }
    return offsets;
  }

  /** Counts for the operator: an alarm belongs on the dead ones. */
  private final class Meters implements IntakeTally {

    @Override
    public void taken() {
      taken.incrementAndGet();
      count("taken", "");
    }

    @Override
    public void stale() {
      count("stale", "");
    }

    @Override
    public void dead(String reason) {
      count("dead", reason);
      LOG.errorf("a signal was refused: %s", reason);
    }

    @Override
    public void byOtherKey(String part, int count) {
      byOtherKey.put(part, count);
    }

    private void count(String outcome, String reason) {
      Counter.builder("mithaq.signals")
          .description("Views that arrived, by what became of them")
          .tag("outcome", outcome)
          .tag("reason", reason)
          .register(meters)
          .increment();
    }
  }
}
