package org.mithaq.alert.agreement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Provides the one register and the clock. */
@ApplicationScoped
class RegisterProducer {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  Register register(Clock clock, AgreementConfig config) {
    return new Register(clock, config.maxSilence());
  }
}
