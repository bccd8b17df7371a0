package org.mithaq.exchange.outbox;

import java.util.UUID;

/** Gives new identifiers: UUIDv7 (RFC 9562), so that they sort by time. */
@FunctionalInterface
public interface Ids {

  /** A new one. */
  UUID next();
}
