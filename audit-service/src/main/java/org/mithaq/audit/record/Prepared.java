package org.mithaq.audit.record;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A record ready to be stored: committed to and sealed.
 *
 * @param id the record's id
 * @param emitter who emitted it
 * @param disclosure what filters need of it; empty when it is unreadable
 * @param references keyed references to its objects
 * @param root the root over its commitments
 * @param sealed its content
 */
public record Prepared(
    UUID id,
    String emitter,
    Optional<Disclosure> disclosure,
    List<byte[]> references,
    byte[] root,
    SealedContent sealed) {

  /** Checks and copies. */
  public Prepared {
    Objects.requireNonNull(id);
    Objects.requireNonNull(emitter);
    Objects.requireNonNull(disclosure);
    references = List.copyOf(references);
    Objects.requireNonNull(sealed);
    if (root.length != Commitments.BYTES) {
      throw new IllegalArgumentException("a root has 32 bytes");
    }
  }

  @Override
  public String toString() {
    return "Prepared[" + id + "]";
  }
}
