package org.mithaq.audit.reconciliation;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the plain objects of this package for those who inject them. */
public class ReconciliationProducer {

  /** The checked configuration. */
  @Produces
  @Singleton
  public Schedule schedule(ReconciliationConfig config) {
    return new Schedule(config.at(), config.patience());
  }
}
