package org.mithaq.exchange.agreement;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mithaq.exchange.outbox.Chore;
import org.mithaq.exchange.outbox.DisclosureRecord;
import org.mithaq.exchange.outbox.Ids;
import org.mithaq.exchange.outbox.OutboxEvent;
import org.mithaq.exchange.outbox.Pulse;
import org.mithaq.exchange.outbox.Topics;

/**
 * The register's voice: tells all services the status of every agreement and partner at the start
 * and whenever one changes, be it only that its day has come, and that the register lives.
 */
@ApplicationScoped
public class StatusRelay implements Chore, Pulse {

  private final AgreementConfig config;
  private final AgreementStore store;
  private final Topics topics;
  private final Clock clock;
  private final Ids ids;
  private final Map<String, String> told = new HashMap<>();
  private volatile boolean spoken;

  @Inject
  StatusRelay(AgreementConfig config, AgreementStore store, Topics topics, Clock clock, Ids ids) {
    this.config = config;
    this.store = store;
    this.topics = topics;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public String name() {
    return "telling the status of agreements";
  }

  @Override
  public Duration every() {
    return config.heartbeat();
  }

  @Override
  public void run() throws SQLException {
    if (!config.register()) {
      return;
    }
    Map<String, String> changed = new HashMap<>(store.statuses());
    changed.entrySet().removeAll(told.entrySet());
    if (!changed.isEmpty()) {
      store.publish(changed);
      told.putAll(changed);
    }
    spoken = true;
  }

  @Override
  public String topic() {
    return Topics.AGREEMENTS;
  }

  @Override
  public Optional<OutboxEvent> beat() {
    if (!spoken) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    String key = "heartbeat/" + topics.exchange();
    String payload =
        JsonNodeFactory.instance
            .objectNode()
            .put("exchange", topics.exchange())
            .put("at", DisclosureRecord.text(now))
            .toString();
    return Optional.of(
        new OutboxEvent(
            ids.next(),
            Topics.AGREEMENTS,
            key,
            OutboxEvent.HEARTBEAT,
            key,
            now,
            payload.getBytes(StandardCharsets.UTF_8)));
  }
}
