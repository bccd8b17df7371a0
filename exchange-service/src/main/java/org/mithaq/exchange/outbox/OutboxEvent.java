package org.mithaq.exchange.outbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event to be published, CloudEvents 1.0.
 *
 * @param id the event's id
 * @param topic where to
 * @param key the record's key
 * @param type the CloudEvents type
 * @param subject what it is about
 * @param at when it happened
 * @param payload JSON in UTF-8; null is a tombstone, which erases the key from a compacted topic
 */
@SuppressWarnings("ArrayRecordComponent")
public record OutboxEvent(
    UUID id,
    String topic,
    String key,
    String type,
    String subject,
    Instant at,
    byte @Nullable [] payload) {

  /** The type of a correlatable view. */
  public static final String SIGNAL = "mithaq.signal.v1";

  /** The type of a record for the audit log. */
  public static final String RECORD = "mithaq.record.v1";

  /** The type of a statement of what was sent to the audit log. */
  public static final String STATEMENT = "mithaq.statement.v1";

  /** The type of an agreement's status. */
  public static final String AGREEMENT = "mithaq.agreement.v1";

  /** The type of a partner's status. */
  public static final String PARTNER = "mithaq.partner.v1";

  /** The type of a sign of life of the register. */
  public static final String HEARTBEAT = "mithaq.heartbeat.v1";

  @Override
  public String toString() {
    return "OutboxEvent[" + type + " " + id + "]";
  }
}
