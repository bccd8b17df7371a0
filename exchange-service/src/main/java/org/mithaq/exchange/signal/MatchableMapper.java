package org.mithaq.exchange.signal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.mithaq.exchange.agreement.Register;
import org.mithaq.exchange.problem.ProblemMapper;
import org.mithaq.exchange.selector.Country;
import org.mithaq.exchange.selector.MatchingKeys;
import org.mithaq.exchange.selector.Normaliser;

/** Opens kept signals, to make anew what stands for their selectors outside. */
@ApplicationScoped
public class MatchableMapper {

  private static final Logger LOG = Logger.getLogger(MatchableMapper.class);

  private final ContentVault vault;
  private final MatchingKeys keys;

  @Inject
  MatchableMapper(ContentVault vault, MatchingKeys keys) {
    this.vault = vault;
    this.keys = keys;
  }

  /**
   * The selectors of a signal that has content, as they match by the keys and normal forms of
   * today; empty if the content cannot be read, which the log tells: one such signal must not keep
   * the others waiting.
   */
  Optional<List<Draft.Matchable>> of(StoredSignal signal, Register register) {
    try {
      SignalContent content =
          SignalContent.parse(
              vault.open(signal.id(), signal.contentVersion(), signal.content().orElseThrow()));
      if (SignalJson.read(content.signal().toString().getBytes(StandardCharsets.UTF_8))
          instanceof SignalJson.Reading.Understood(Signal understood)) {
        Country home = register.partner(signal.agency()).map(p -> p.country()).orElse(Country.NONE);
        return Optional.of(
            understood.selectors().stream()
                .map(each -> Draft.Matchable.of(each, Normaliser.normalise(each, home), keys))
                .toList());
      }
      LOG.errorf("the content of signal %s is not understood any more", signal.id());
    } catch (RuntimeException e) {
      LOG.errorf("signal %s: incident %s", signal.id(), ProblemMapper.incident(e));
    }
    return Optional.empty();
  }
}
