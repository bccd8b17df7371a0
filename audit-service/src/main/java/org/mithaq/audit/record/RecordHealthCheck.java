package org.mithaq.audit.record;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether a record is known to have been altered in the database. The others are shown all the
 * same, so that it makes the records degraded, not the service unready.
 */
@Readiness
@ApplicationScoped
public class RecordHealthCheck implements HealthCheck {

  /** So many are named. */
  private static final int NAMED = 10;

  private final Alterations alterations;

  /** Checks what is known. */
  public RecordHealthCheck(Alterations alterations) {
    this.alterations = alterations;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("records").up();
    Map<?, String> known = alterations.known();
    response.withData("state", known.isEmpty() ? "intact" : "degraded");
    if (!known.isEmpty()) {
      response.withData("altered", known.size());
    }
    known.entrySet().stream()
        .limit(NAMED)
        .forEach(one -> response.withData("altered." + one.getKey(), one.getValue()));
    return response.build();
  }
}
