package org.mithaq.audit.record;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page of records ended. Records are listed from the newest entry to the oldest, and an
 * entry's place never changes: so what is added while somebody turns pages moves nothing.
 *
 * @param year the log of the last record that was listed
 * @param position its place there
 */
public record RecordCursor(int year, long position) {

  /** The opaque text that a client hands back. */
  public String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((year + "." + position).getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads it back; empty when it is not one of ours. */
  public static Optional<RecordCursor> parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      if (!plain.matches("[0-9]{4}\\.[0-9]{1,18}")) {
        return Optional.empty();
      }
      return Optional.of(
          new RecordCursor(
              Integer.parseInt(plain.substring(0, 4)), Long.parseLong(plain.substring(5))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
