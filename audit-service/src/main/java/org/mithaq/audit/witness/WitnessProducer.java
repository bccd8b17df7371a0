package org.mithaq.audit.witness;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.mithaq.audit.log.PublishedLog;

/** Makes the plain objects of this package for those who inject them, and shows their figures. */
@ApplicationScoped
public class WitnessProducer {

  private final List<Gauge> shown = new ArrayList<>();

  /** The checked configuration. */
  @Produces
  @Singleton
  public WitnessSettings settings(WitnessConfig config) {
    if (config.known().isEmpty() && config.policy().isEmpty()) {
      return WitnessSettings.none();
    }
    Map<String, WitnessSettings.Known> known = new HashMap<>();
    config
        .known()
        .forEach(
            (id, one) -> {
              try {
                known.put(id, new WitnessSettings.Known(one.url(), WitnessKey.parse(one.key())));
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                    "mithaq.witness.known." + id + ": " + e.getMessage(), e);
              }
            });
    Map<String, Quorum> policies = new HashMap<>();
    config
        .policy()
        .forEach((agreement, p) -> policies.put(agreement, new Quorum(p.needed(), p.of())));
    return new WitnessSettings(known, policies, config.patience(), config.retry());
  }

  /** Who collects the cosignatures. */
  @Produces
  @Singleton
  public WitnessCollector collector(WitnessSettings settings, PublishedLog log) {
    return new WitnessCollector(settings, log);
  }

  void close(@Disposes WitnessCollector collector) {
    collector.close();
  }

  void show(
      @Observes StartupEvent event,
      MeterRegistry registry,
      WitnessSettings settings,
      WitnessCollector collector) {
    for (String id : settings.ordered().keySet()) {
      shown.add(
          Gauge.builder("mithaq_witness_up", collector, c -> standing(c, id).answers() ? 1 : 0)
              .description("Whether a witness cosigned when it was last asked")
              .tag("witness", id)
              .strongReference(true)
              .register(registry));
      shown.add(
          Gauge.builder("mithaq_witness_size", collector, c -> standing(c, id).size())
              .description("Size of the log that a witness cosigned last")
              .tag("witness", id)
              .strongReference(true)
              .register(registry));
    }
  }

  private static Follower.Standing standing(WitnessCollector collector, String id) {
    return Objects.requireNonNull(collector.standings().get(id));
  }

  /** The registry may outlive the service, and must not ask what is gone. */
  void hide(@Observes ShutdownEvent event, MeterRegistry registry) {
    shown.forEach(registry::remove);
    shown.clear();
  }
}
