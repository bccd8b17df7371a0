package org.mithaq.exchange.outbox;

import java.time.Duration;
import java.util.Optional;

/**
 * A sign of life that bypasses the outbox: it is sent only when everything that was committed to
 * its topic before has been confirmed, so whoever hears it knows the rest too.
 */
public interface Pulse {

  /** Its topic. */
  String topic();

  /** How long to wait between two. */
  Duration every();

  /** What to send now; empty: nothing yet. */
  Optional<OutboxEvent> beat();
}
