package org.mithaq.audit.log;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether the log is being written. A gap of one emitter leaves the others at work, so that it
 * makes the log degraded, not unready.
 */
@Readiness
@ApplicationScoped
public class LogHealthCheck implements HealthCheck {

  private final LogState state;

  /** Checks this log. */
  public LogHealthCheck(LogState state) {
    this.state = state;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("log");
    boolean up =
        switch (state.status()) {
          case LogState.Status.Starting starting -> {
            response.withData("state", "starting");
            yield false;
          }
          case LogState.Status.Running running -> {
            response.withData("state", state.stops().isEmpty() ? "running" : "degraded");
            yield true;
          }
          case LogState.Status.Standby standby -> {
            response.withData("state", "standby");
            yield true;
          }
          case LogState.Status.Failing failing -> {
            response.withData("state", "failing").withData("reason", failing.reason());
            yield false;
          }
          case LogState.Status.Refused refused -> {
            response.withData("state", "refused").withData("reason", refused.reason());
            yield false;
          }
        };
    state
        .stops()
        .forEach((emitter, stop) -> response.withData("stopped." + emitter, stop.reason()));
    return response.status(up).build();
  }
}
