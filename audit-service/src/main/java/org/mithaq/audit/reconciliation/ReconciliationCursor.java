package org.mithaq.audit.reconciliation;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a page of reconciliations ended. They are listed from the newest to the oldest, by their
 * ids, which sort by time.
 *
 * @param id the last one that was listed
 */
public record ReconciliationCursor(UUID id) {

  /** The opaque text that a client hands back. */
  public String text() {
    ByteBuffer bytes = ByteBuffer.allocate(16);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Reads it back; empty when it is not one of ours. */
  public static Optional<ReconciliationCursor> parse(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length != 16) {
        return Optional.empty();
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return Optional.of(new ReconciliationCursor(new UUID(buffer.getLong(), buffer.getLong())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
