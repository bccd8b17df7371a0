package org.mithaq.exchange.signal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mithaq.exchange.agreement.AgreementStore;
import org.mithaq.exchange.agreement.Register;
import org.mithaq.exchange.outbox.Chore;

/**
 * Makes the tokens by which kept signals are found anew, from their content, after a change of keys
 * or of normal forms, so that a data subject's question finds old signals as it finds new ones.
 */
@ApplicationScoped
public class TokenRelay implements Chore {

  private static final int BATCH = 200;

  /** Subject searches wait for the last signal, so a run does more than one. */
  private static final int BATCHES = 10;

  private final SignalStore store;
  private final AgreementStore agreements;
  private final MatchableMapper matchables;
  private final SignalConfig config;
  private final Walk walk = new Walk();
  private long failed;

  @Inject
  TokenRelay(
      SignalStore store,
      AgreementStore agreements,
      MatchableMapper matchables,
      SignalConfig config) {
    this.store = store;
    this.agreements = agreements;
    this.matchables = matchables;
    this.config = config;
  }

  @Override
  public String name() {
    return "making tokens anew";
  }

  @Override
  public Duration every() {
    return walk.isUnderWay() ? Duration.ZERO : config.sweep();
  }

  @Override
  public synchronized void run() throws SQLException {
    if (!walk.isUnderWay() && !store.hasStaleTokens()) {
      return;
    }
    Register register = agreements.register();
    if (!walk.go(BATCHES, at -> store.renewTokens(at, BATCH, signal -> tokens(signal, register)))) {
      return;
    }
    long left = failed;
    failed = 0;
    if (left > 0) {
      throw new IllegalStateException(
          left + " signals have no tokens of today, and subject searches wait for them");
    }
  }

  private Optional<Set<String>> tokens(StoredSignal signal, Register register) {
    Optional<List<Draft.Matchable>> kept = matchables.of(signal, register);
    if (kept.isEmpty()) {
      failed++;
    }
    return kept.map(Draft.Matchable::tokensOf);
  }
}
