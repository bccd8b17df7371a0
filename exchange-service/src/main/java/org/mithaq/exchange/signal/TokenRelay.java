package org.mithaq.exchange.signal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.mithaq.exchange.agreement.AgreementStore;
import org.mithaq.exchange.agreement.Register;
import org.mithaq.exchange.outbox.Chore;
import org.mithaq.exchange.problem.ProblemMapper;
import org.mithaq.exchange.selector.Country;
import org.mithaq.exchange.selector.MatchingKeys;

/**
 * Makes the tokens by which kept signals are found anew, from their content, after a change of keys
 * or of normal forms, so that a data subject's question finds old signals as it finds new ones. The
 * views on the topic stay as they were published.
 */
@ApplicationScoped
public class TokenRelay implements Chore {

  private static final Logger LOG = Logger.getLogger(TokenRelay.class);
  private static final int BATCH = 200;

  private final SignalStore store;
  private final AgreementStore agreements;
  private final ContentVault vault;
  private final MatchingKeys keys;
  private final SignalConfig config;

  @Inject
  TokenRelay(
      SignalStore store,
      AgreementStore agreements,
      ContentVault vault,
      MatchingKeys keys,
      SignalConfig config) {
    this.store = store;
    this.agreements = agreements;
    this.vault = vault;
    this.keys = keys;
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

  /** One signal that cannot be read must not keep the others from being found. */
  private Optional<Set<String>> tokens(StoredSignal signal, Register register, List<UUID> failed) {
    try {
      SignalContent content =
          SignalContent.parse(
              vault.open(signal.id(), signal.contentVersion(), signal.content().orElseThrow()));
      if (SignalJson.read(content.signal().toString().getBytes(StandardCharsets.UTF_8))
          instanceof SignalJson.Reading.Understood(Signal understood)) {
        Country home = register.partner(signal.agency()).map(p -> p.country()).orElse(Country.NONE);
        return Optional.of(SearchTerms.everything(understood.selectors(), home, keys));
      }
      LOG.errorf("the content of signal %s is not understood any more", signal.id());
    } catch (RuntimeException e) {
      LOG.errorf("signal %s: incident %s", signal.id(), ProblemMapper.incident(e));
    }
    failed.add(signal.id());
    return Optional.empty();
  }
}
