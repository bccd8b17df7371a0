package org.mithaq.audit.record;

import java.util.Objects;
import java.util.UUID;

/**
 * By what a record was erased.
 *
 * @param erasure the erasure's id
 * @param basis on which basis
 * @param entry the id of the record that proves it in the log
 */
public record Erased(UUID erasure, String basis, UUID entry) {

  /** Checks that all is there. */
  public Erased {
    Objects.requireNonNull(erasure);
    Objects.requireNonNull(basis);
    Objects.requireNonNull(entry);
  }
}
