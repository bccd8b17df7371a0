package org.mithaq.exchange.signal;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A way through all signals that is gone a few batches at a time, so that other chores get their
 * turn. A batch that fails is tried again by the next run.
 */
final class Walk {

  private static final UUID BEGINNING = new UUID(0, 0);

  private UUID at = BEGINNING;

  /** Whether it has begun and is not at its end. */
  boolean isUnderWay() {
    return !at.equals(BEGINNING);
  }

  /**
   * Goes on from where it stopped.
   *
   * @param batches how many at most
   * @param batch does one behind a signal, and names its own last; empty, if there was none
   * @return whether it came to the end, from where it begins anew
   */
  boolean go(int batches, Function<UUID, Optional<UUID>> batch) {
    for (int n = 0; n < batches; n++) {
      Optional<UUID> last = batch.apply(at);
      at = last.orElse(BEGINNING);
      if (last.isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
