package org.mithaq.audit.witness;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * How the witnesses are doing. Without them the log is written and read all the same, and only
 * receipts wait: so they make nothing unready.
 */
@Readiness
@ApplicationScoped
public class WitnessHealthCheck implements HealthCheck {

  private final WitnessCollector collector;

  /** Of this collector's witnesses. */
  public WitnessHealthCheck(WitnessCollector collector) {
    this.collector = collector;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("witnesses").up();
    boolean all = true;
    for (var one : collector.standings().entrySet()) {
      Follower.Standing standing = one.getValue();
      all &= standing.answers();
      response.withData(
          one.getKey(), standing.reason().orElse("cosigned " + standing.size() + " entries last"));
    }
    return response.withData("state", all ? "running" : "degraded").build();
  }
}
