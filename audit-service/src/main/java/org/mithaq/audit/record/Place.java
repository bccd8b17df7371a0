package org.mithaq.audit.record;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A record's place in the log.
 *
 * @param number the emitter's consecutive number
 * @param year which log
 * @param position where in it, from 0
 * @param entry the entry that stands there
 */
public record Place(long number, int year, long position, byte[] entry) {

  /** Whether the entry that stands there is this record's, under this number. */
  boolean isOf(StoredRecord record) {
    String text = new String(entry, StandardCharsets.US_ASCII);
    // As it is written in the log: canonical JSON has its members in this order.
    return text.contains(
            "\"emitter\":\"%s\",\"id\":\"%s\",\"number\":%d,\"previous\":"
                .formatted(record.emitter(), record.id(), number))
        && text.contains(
            "\"root\":\"" + Base64.getEncoder().encodeToString(record.root()) + "\",\"v\":");
  }

  @Override
  public String toString() {
    return "Place[" + year + "/" + position + "]";
  }
}
