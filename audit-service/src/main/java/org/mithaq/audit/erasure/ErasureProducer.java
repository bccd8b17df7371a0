package org.mithaq.audit.erasure;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the plain objects of this package for those who inject them. */
public class ErasureProducer {

  /** The checked configuration. */
  @Produces
  @Singleton
  public ErasureSettings settings(ErasureConfig config) {
    return new ErasureSettings(
        config.retention(), config.lapse(), config.nightly(), config.batch());
  }
}
