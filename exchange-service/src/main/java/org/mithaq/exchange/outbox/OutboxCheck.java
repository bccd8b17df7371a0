package org.mithaq.exchange.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether events leave, and how many wait. */
@Readiness
@ApplicationScoped
public class OutboxCheck implements HealthCheck {

  private final OutboxRelay relay;
  private final OutboxStore store;
  private final Clock clock;

  @Inject
  OutboxCheck(OutboxRelay relay, OutboxStore store, Clock clock) {
    this.relay = relay;
    this.store = store;
    this.clock = clock;
  }

  void register(@Observes StartupEvent event, MeterRegistry registry) {
    Gauge.builder("mithaq.outbox.pending", this, OutboxCheck::pending)
        .description("events that are committed and not confirmed yet")
        .register(registry);
  }

  private double pending() {
    try {
      return store.pending();
    } catch (SQLException e) {
      // Not a number is what a gauge shows that could not look.
      return Double.NaN;
    }
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("outbox relay").status(relay.isAlive(clock.instant())).build();
  }
}
