package org.mithaq.alert.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the topology runs; not while it restores or rebalances. */
@Readiness
@ApplicationScoped
class CorrelationCheck implements HealthCheck {

  private final CorrelationConsumer correlation;

  @Inject
  CorrelationCheck(CorrelationConsumer correlation) {
    this.correlation = correlation;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("correlation")
        .status(correlation.isRunning())
        .withData("state", correlation.state())
        .build();
  }
}
