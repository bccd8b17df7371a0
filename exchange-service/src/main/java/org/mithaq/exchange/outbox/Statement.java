package org.mithaq.exchange.outbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * What this exchange answers when the audit log asks what it believes that it sent.
 *
 * @param reconciliation which asked
 * @param tally what was sent
 * @param at when it is said
 */
public record Statement(UUID reconciliation, Tally tally, Instant at) {

  /** The event that carries this statement; it is no record and bears no number. */
  public OutboxEvent event(UUID id, Topics topics) {
    String payload =
        JsonNodeFactory.instance
            .objectNode()
            .put("reconciliation", reconciliation.toString())
            .put("emitter", topics.emitter())
            .put("first", tally.first())
            .put("number", tally.number())
            .put("digest", Base64.getEncoder().encodeToString(tally.digest()))
            .put("at", DisclosureRecord.text(at))
            .toString();
    return new OutboxEvent(
        id,
        topics.disclosures(),
        topics.emitter(),
        OutboxEvent.STATEMENT,
        reconciliation.toString(),
        at,
        payload.getBytes(StandardCharsets.UTF_8));
  }
}
