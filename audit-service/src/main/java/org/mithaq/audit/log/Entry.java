package org.mithaq.audit.log;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import org.mithaq.audit.record.Names;

/**
 * One entry of the log. It tells a stranger who numbered it and on which day, and nothing else.
 *
 * @param emitter who numbered it
 * @param number the emitter's consecutive number, from 1
 * @param previous the leaf hash of the emitter's previous entry; zeros for its first
 * @param day the UTC day on which it was entered
 * @param id the record's id
 * @param root the root over the record's commitments
 */
public record Entry(
    String emitter, long number, byte[] previous, LocalDate day, UUID id, byte[] root) {

  /** The version of this form. */
  public static final int VERSION = 1;

  /** Checks every part. */
  public Entry {
    Names.checked(emitter);
    Objects.requireNonNull(day);
    Objects.requireNonNull(id);
    if (number < 1 || previous.length != Merkle.BYTES || root.length != Merkle.BYTES) {
      throw new IllegalArgumentException("numbers count from 1, hashes have 32 bytes");
    }
    previous = previous.clone();
    root = root.clone();
  }

  /** The entry's bytes: canonical JSON after RFC 8785. */
  public byte[] bytes() {
    // None of the values needs escaping, and the names stand in their order: this is the canonical
    // form.
    String text =
        "{\"day\":\""
            + day
            + "\",\"emitter\":\""
            + emitter
            + "\",\"id\":\""
            + id
            + "\",\"number\":"
            + number
            + ",\"previous\":\""
            + Base64.getEncoder().encodeToString(previous)
            + "\",\"root\":\""
            + Base64.getEncoder().encodeToString(root)
            + "\",\"v\":"
            + VERSION
            + "}";
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
