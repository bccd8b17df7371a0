package org.mithaq.exchange.problem;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.jspecify.annotations.Nullable;

/** Ends a start that would be unsafe, with a sentence for the operator and no stack trace. */
public final class StartMapper {

  private StartMapper() {}

  /**
   * What to throw to end the start.
   *
   * @param why what is wrong and what to do about it
   */
  public static RuntimeException refused(@Nullable String why) {
    return new ConfigurationException("exchange-service does not start. " + why);
  }
}
