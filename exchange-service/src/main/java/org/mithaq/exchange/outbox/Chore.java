package org.mithaq.exchange.outbox;

import java.time.Duration;

/**
 * Work that is done again and again by one instance of the service at a time: the one whose relay
 * leads. Other features bring theirs.
 */
public interface Chore {

  /** What it is called in the log. */
  String name();

  /** How long to wait between two runs. */
  Duration every();

  /** Does it once; an exception is logged, and it is tried again at its next time. */
  void run() throws Exception;
}
