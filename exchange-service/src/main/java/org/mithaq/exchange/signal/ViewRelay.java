package org.mithaq.exchange.signal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.mithaq.exchange.agreement.AgreementStore;
import org.mithaq.exchange.agreement.Register;
import org.mithaq.exchange.outbox.Chore;
import org.mithaq.exchange.outbox.OutboxStore;
import org.mithaq.exchange.outbox.Topics;
import org.mithaq.exchange.selector.MatchingKeys;

/**
 * Publishes the views of signals that stand anew after a change of keys, of normal forms or of this
 * exchange's address, so that they meet what is published from now on, and are read where they are.
 * For a while such a view bears the tokens of before too: it still meets what another exchange, or
 * this one, has not made anew yet. Nobody learns anything by it, so it is no disclosure, and no
 * version.
 *
 * <p>It does one batch at a time, and none while many events wait: what is published today goes
 * before.
 */
@ApplicationScoped
public class ViewRelay implements Chore {

  private static final Logger LOG = Logger.getLogger(ViewRelay.class);
  private static final int BATCH = 200;

  /** How often a change that takes long is spoken of. */
  private static final int WORD = 10_000;

  private final SignalStore store;
  private final OutboxStore outbox;
  private final AgreementStore agreements;
  private final MatchableMapper matchables;
  private final MatchingKeys keys;
  private final Topics topics;
  private final SignalConfig config;
  private final Walk walk = new Walk();
  private long published;
  private long failed;

  @Inject
  ViewRelay(
      SignalStore store,
      OutboxStore outbox,
      AgreementStore agreements,
      MatchableMapper matchables,
      MatchingKeys keys,
      Topics topics,
      SignalConfig config) {
    this.store = store;
    this.outbox = outbox;
    this.agreements = agreements;
    this.matchables = matchables;
    this.keys = keys;
    this.topics = topics;
    this.config = config;
  }

  @Override
  public String name() {
    return "publishing views anew";
  }

  @Override
  public Duration every() {
    return walk.isUnderWay() ? Duration.ZERO : config.sweep();
  }

  @Override
  public synchronized void run() throws SQLException {
    if ((!walk.isUnderWay() && !store.hasStaleViews()) || outbox.waiting() > BATCH) {
      return;
    }
    Register register = agreements.register();
    if (!walk.go(1, at -> batch(at, register))) {
      return;
    }
    String outcome = published + " views were published anew, by " + SignalView.basis(keys, topics);
    long left = failed;
    published = 0;
    failed = 0;
    if (left > 0) {
      throw new IllegalStateException(outcome + "; the content of " + left + " cannot be read");
    }
    LOG.info(outcome);
  }

  private Optional<UUID> batch(UUID at, Register register) {
    SignalStore.Renewed renewed =
        store.renewViews(
            at, BATCH, config.overlap(), (signal, over) -> renew(signal, over, register));
    long before = published;
    published += renewed.published();
    if (published / WORD > before / WORD) {
      LOG.infof("%d views were published anew so far", published);
    }
    return renewed.last();
  }

  private Optional<ObjectNode> renew(StoredSignal signal, boolean over, Register register) {
    Optional<ObjectNode> view =
        matchables
            .of(signal, register)
            .map(
                today ->
                    SignalView.renewed(
                        SignalContent.view(signal.view()),
                        today,
                        over ? Set.of() : keys.epochs(),
                        topics));
    if (view.isEmpty()) {
      failed++;
    }
    return view;
  }
}
