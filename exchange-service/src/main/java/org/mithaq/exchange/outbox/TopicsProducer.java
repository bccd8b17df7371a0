package org.mithaq.exchange.outbox;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.mithaq.exchange.problem.StartMapper;

/** Makes the exchange's names, the clock and new ids available; checks the names at the start. */
@ApplicationScoped
final class TopicsProducer {

  @Produces
  @Singleton
  @Startup
  Topics topics(ExchangeConfig config) {
    try {
      return new Topics(config.id(), config.href());
    } catch (IllegalArgumentException e) {
      throw StartMapper.refused(e.getMessage());
    }
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  Ids ids() {
    return UuidCreator::getTimeOrderedEpoch;
  }
}
