package org.mithaq.exchange.signal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.mithaq.exchange.outbox.Chore;

/** Erases what is due: expired signals, withdrawn ones after their time, kept answers. */
@ApplicationScoped
public class SweepRelay implements Chore {

  private static final int BATCH = 500;

  private final SignalStore store;
  private final SignalConfig config;
  private final Clock clock;

  @Inject
  SweepRelay(SignalStore store, SignalConfig config, Clock clock) {
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "erasing what is due";
  }

  @Override
  public Duration every() {
    return config.sweep();
  }

  @Override
  public void run() {
    Instant now = clock.instant();
    int done = BATCH;
    while (done == BATCH) {
      done = store.expire(BATCH);
    }
    done = BATCH;
    while (done == BATCH) {
      done = store.erase(now.minus(config.tombstone()), BATCH);
    }
    store.forgetAnswers(now.minus(config.idempotency()));
  }
}
