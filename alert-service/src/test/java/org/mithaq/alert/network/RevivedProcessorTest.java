package org.mithaq.alert.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.Backlog;
import org.mithaq.alert.matching.FormException;
import org.mithaq.alert.matching.Intake;
import org.mithaq.alert.matching.IntakeTally;
import org.mithaq.alert.matching.Retraction;
import org.mithaq.alert.matching.SignalTopology;
import org.mithaq.alert.surge.SurgeConfig;
import org.mithaq.alert.surge.SurgeTopology;

/**
 * A task whose transaction was aborted is revived with the same processor and stores from before:
 * what the processor remembers of the aborted work is in no store, and must not keep the same work
 * from being stored when it comes again.
 */
class RevivedProcessorTest {

  private static final Duration FLUSH = Duration.ofMillis(100);

  private final Backlog backlog = new Backlog();

  @Test
  void notesAnewWhichNetworksToLookAt() {
    ProcessorSupplier<String, AgencyNews, String, byte[]> topology =
        new NetworkTopology(MemoryCluster.defaults(), FLUSH, Duration.ofDays(1), backlog);
    Processor<String, AgencyNews, String, byte[]> processor = topology.get();
    AgencyNews news =
        AgencyNews.Matches.of(
            new AgencyNews.Matched(
                "nl-kmar", "triangular", "t", 0, false, List.of(), List.of("s-" + "0".repeat(32))));
    List<String> first = keysAfter(topology, processor, news);
    assertThat(first).anyMatch(key -> key.startsWith("touched|"));
    assertThat(backlog.total()).isOne();
    processor.close();

    assertThat(keysAfter(topology, processor, news)).isEqualTo(first);
    assertThat(backlog.total()).isOne();
  }

  @Test
  void holdsBackAnewWhatHistorySaysAtOnce() {
    ProcessorSupplier<String, AgencyNews, String, byte[]> topology =
        new NetworkTopology(MemoryCluster.defaults(), FLUSH, Duration.ofDays(1), backlog);
    Processor<String, AgencyNews, String, byte[]> processor = topology.get();
    AgencyNews news =
        new AgencyNews.Retracted(
            "nl-kmar", "triangular", signal().view().header(), 2, Retraction.Reason.WITHDRAWN);
    backlog.replaying(true);
    assertThat(keysAfter(topology, processor, news)).anyMatch(key -> key.startsWith("held|"));
    processor.close();

    backlog.replaying(false);
    keysAfter(topology, processor);
    assertThat(backlog.total()).as("what the stores do not hold").isZero();
  }

  @Test
  void notesAnewWhichCorridorsToCount() {
    SurgeConfig config =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(SurgeConfig.class)
            .build()
            .getConfigMapping(SurgeConfig.class);
    ProcessorSupplier<String, AgencyNews.Sighted, String, SurgeTopology.Outcome> topology =
        new SurgeTopology(config, backlog);
    Processor<String, AgencyNews.Sighted, String, SurgeTopology.Outcome> processor = topology.get();
    AgencyNews.Sighted news = Intake.sightings(null, signal().view()).getFirst();
    List<String> first = keysAfter(topology, processor, news);
    assertThat(first).anyMatch(key -> key.startsWith("TOUCHED|"));
    int waiting = backlog.total();
    processor.close();

    assertThat(keysAfter(topology, processor, news)).isEqualTo(first);
    assertThat(backlog.total()).isEqualTo(waiting);
  }

  @Test
  void refusesAtTheStartWhatAnotherVersionKeptInAnotherForm() {
    ProcessorSupplier<String, AgencyNews, String, byte[]> networks =
        new NetworkTopology(MemoryCluster.defaults(), FLUSH, Duration.ofDays(1), backlog);
    PlayedTask<byte[]> task = PlayedTask.of(networks);
    task.stores()
        .values()
        .forEach(store -> store.put("signal|nl-kmar|triangular|s", new byte[] {99}));
    assertThatThrownBy(() -> networks.get().init(task.context())).isInstanceOf(FormException.class);

    ProcessorSupplier<String, byte[], String, SignalTopology.Outcome> signals =
        new SignalTopology(agency -> Optional.empty(), IntakeTally.NONE, backlog, FLUSH, 1, 1);
    PlayedTask<SignalTopology.Outcome> first = PlayedTask.of(signals);
    first.stores().values().forEach(store -> store.put("view|s", new byte[] {99}));
    assertThatThrownBy(() -> signals.get().init(first.context())).isInstanceOf(FormException.class);
  }

  @Test
  void countsAfterARestartWhatBearsNothingByTheKeyThatIsMatchedBy() {
    List<Integer> heard = new ArrayList<>();
    IntakeTally tally =
        new IntakeTally() {
          @Override
          public void taken() {}

          @Override
          public void stale() {}

          @Override
          public void dead(String reason) {}

          @Override
          public void byOtherKey(String part, int count) {
            heard.add(count);
          }
        };
    ProcessorSupplier<String, byte[], String, SignalTopology.Outcome> signals =
        new SignalTopology(agency -> Optional.empty(), tally, backlog, FLUSH, 1, 1);
    PlayedTask<SignalTopology.Outcome> task = PlayedTask.of(signals);
    task.stores().values().forEach(store -> store.put("other-key|s", new byte[] {1}));
    Processor<String, byte[], String, SignalTopology.Outcome> processor = signals.get();
    processor.init(task.context());
    processor.close();

    assertThat(heard).containsExactly(1, 0);
  }

  private static SignalEvent signal() {
    return SignalEvent.signal(1, "ma-dgsn", "nl-kmar");
  }

  /** What the stores hold once empty ones were given to the processor, and news were taken. */
  @SafeVarargs
  private static <N extends AgencyNews, F> List<String> keysAfter(
      ProcessorSupplier<String, N, String, F> topology,
      Processor<String, N, String, F> processor,
      N... news) {
    PlayedTask<F> task = PlayedTask.of(topology);
    processor.init(task.context());
    for (N each : news) {
      processor.process(new Record<>(each.scope(), each, DrivenTopology.START.toEpochMilli()));
    }
    List<String> keys = new ArrayList<>();
    for (KeyValueStore<String, byte[]> store : task.stores().values()) {
      try (KeyValueIterator<String, byte[]> all = store.all()) {
        all.forEachRemaining(each -> keys.add(each.key));
      }
    }
    return keys.stream().sorted().toList();
  }
}
