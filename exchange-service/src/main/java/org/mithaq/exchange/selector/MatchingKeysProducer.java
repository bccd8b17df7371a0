package org.mithaq.exchange.selector;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.mithaq.exchange.problem.StartMapper;

/** Loads the matching keys at the start, so that a missing key stops it. */
@ApplicationScoped
final class MatchingKeysProducer {

  @Produces
  @Singleton
  @Startup
  MatchingKeys matchingKeys(SelectorConfig config) {
    try {
      return MatchingKeys.load(config.matchingKeys());
    } catch (IllegalArgumentException e) {
      throw StartMapper.refused(e.getMessage());
    }
  }
}
