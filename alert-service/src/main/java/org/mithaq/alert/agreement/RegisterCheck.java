package org.mithaq.alert.agreement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the register is heard: before that nothing is permitted. */
@Readiness
@ApplicationScoped
class RegisterCheck implements HealthCheck {

  private final Register register;
  private final AgreementConsumer consumer;

  @Inject
  RegisterCheck(Register register, AgreementConsumer consumer) {
    this.register = register;
    this.consumer = consumer;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("register")
        .status(register.isHeard() && consumer.isCaughtUp())
        .build();
  }
}
