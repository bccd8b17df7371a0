package org.mithaq.exchange.signal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

  private final SignalStore store;
  private final AgreementStore agreements;
  private final MatchableMapper matchables;
  private final SignalConfig config;

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
    return config.sweep();
  }

  @Override
  public void run() throws SQLException {
    if (!store.hasStaleTokens()) {
      return;
    }
    Register register = agreements.register();
    List<UUID> failed = new ArrayList<>();
    Optional<UUID> last = Optional.of(new UUID(0, 0));
    while (last.isPresent()) {
      last = store.renewTokens(last.get(), BATCH, signal -> tokens(signal, register, failed));
    }
    if (!failed.isEmpty()) {
      throw new IllegalStateException(
          failed.size() + " signals have no tokens of today, and subject searches wait for them");
    }
  }

  private Optional<Set<String>> tokens(StoredSignal signal, Register register, List<UUID> failed) {
    Optional<List<Draft.Matchable>> kept = matchables.of(signal, register);
    if (kept.isEmpty()) {
      failed.add(signal.id());
    }
    return kept.map(Draft.Matchable::tokensOf);
  }
}
