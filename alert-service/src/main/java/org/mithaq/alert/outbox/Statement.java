package org.mithaq.alert.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * What this service answers when the audit log asks what it believes that it sent. It is no record
 * and bears no number.
 *
 * @param reconciliation which asked
 * @param tally what was sent
 * @param at when it is said
 */
public record Statement(UUID reconciliation, Tally tally, Instant at) {

  /** CloudEvents type. */
  static final String TYPE = "mithaq.statement.v1";

  /** The event's value. */
  public byte[] payload() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("reconciliation", reconciliation.toString())
        .put("emitter", RecordMapper.EMITTER)
        .put("first", tally.first())
        .put("number", tally.number())
        .put("digest", Base64.getEncoder().encodeToString(tally.digest()))
        .put("at", RecordMapper.time(at))
        .toString()
        .getBytes(UTF_8);
  }
}
