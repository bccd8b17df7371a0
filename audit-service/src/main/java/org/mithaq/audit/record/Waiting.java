package org.mithaq.audit.record;

import java.util.UUID;

/**
 * A record of this service's own that has no place in the log yet.
 *
 * @param id its id
 * @param root the root over its commitments
 */
public record Waiting(UUID id, byte[] root) {

  @Override
  public String toString() {
    return "Waiting[" + id + "]";
  }
}
