package org.mithaq.audit.oversight;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.problem.Problem;

/**
 * Where a page ended of what is listed from the newest to the oldest by ids that sort by time.
 *
 * @param id the last one that was looked at
 */
public record IdCursor(UUID id) {

  /** The opaque text that a client hands back. */
  public String text() {
    ByteBuffer bytes = ByteBuffer.allocate(16);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Reads it back, if there is one; what is none of ours is noted. */
  public static Optional<UUID> parse(@Nullable String text, List<Problem.Flaw> flaws) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length == 16) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return Optional.of(new UUID(buffer.getLong(), buffer.getLong()));
      }
    } catch (IllegalArgumentException e) {
      flaws.add(RecordResource.cursorFlaw());
      return Optional.empty();
    }
    flaws.add(RecordResource.cursorFlaw());
    return Optional.empty();
  }
}
