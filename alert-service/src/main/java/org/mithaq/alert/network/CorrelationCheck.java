package org.mithaq.alert.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
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
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("correlation")
            .status(correlation.isRunning())
            .withData("state", correlation.state())
            .withData("signalsByAnotherKey", correlation.byOtherKey());
    correlation.hint().ifPresent(hint -> response.withData("hint", hint));
    return response.build();
  }
}
