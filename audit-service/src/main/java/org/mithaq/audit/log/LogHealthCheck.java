package org.mithaq.audit.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.mithaq.audit.reconciliation.ReconciliationStore;

/**
 * Whether the log is being written. A gap of one emitter, or one that says that it sent something
 * else, leaves the others at work, so that it makes the log degraded, not unready.
 */
@Readiness
@ApplicationScoped
public class LogHealthCheck implements HealthCheck {

  private final LogState state;
  private final ReconciliationStore reconciliations;
  private final LogSettings settings;

  /** Checks this log, and whether its emitters agree with it. */
  public LogHealthCheck(LogState state, ReconciliationStore reconciliations, LogSettings settings) {
    this.state = state;
    this.reconciliations = reconciliations;
    this.settings = settings;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("log");
    Map<String, String> disagreements = disagreements();
    boolean well = state.stops().isEmpty() && disagreements.isEmpty();
    boolean up =
        switch (state.status()) {
          case LogState.Status.Starting starting -> {
            response.withData("state", "starting");
            yield false;
          }
          case LogState.Status.Running running -> {
            response.withData("state", well ? "running" : "degraded");
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
    disagreements.forEach((emitter, outcome) -> response.withData("disagrees." + emitter, outcome));
    return response.status(up).build();
  }

  /** Which emitters disagree, and how; all of them may while the database does not say. */
  private Map<String, String> disagreements() {
    Map<String, String> disagreements = new TreeMap<>();
    try {
      reconciliations
          .disagreements()
          .forEach((emitter, outcome) -> disagreements.put(emitter, outcome.code()));
      disagreements.keySet().retainAll(settings.emitters());
    } catch (SQLException e) {
      settings.emitters().forEach(emitter -> disagreements.put(emitter, "unknown"));
    }
    return disagreements;
  }
}
