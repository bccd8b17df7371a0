package org.mithaq.audit.record;

import java.util.Objects;
import java.util.Optional;

/**
 * A record whose content has been opened.
 *
 * @param disclosure what it says; empty when it is unreadable
 * @param commitments all its fields
 */
public record Opened(Optional<Disclosure> disclosure, Commitments commitments) {

  /** Checks that both are there. */
  public Opened {
    Objects.requireNonNull(disclosure);
    Objects.requireNonNull(commitments);
  }

  @Override
  public String toString() {
    return "Opened[]";
  }
}
