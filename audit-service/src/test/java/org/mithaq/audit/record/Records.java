package org.mithaq.audit.record;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Records to test with. */
final class Records {

  private Records() {}

  static Disclosure sharing() {
    return new Disclosure(
        UUID.fromString("0196a1d2-5b20-7000-8000-000000000001"),
        "alert",
        Instant.parse("2026-03-02T22:14:05.123Z"),
        Operation.COLLECTION,
        Decision.PERMITTED,
        null,
        "ma-dgsn",
        "s.benali",
        List.of("ma-dgsn"),
        List.of("nl-kmar", "es-gc"),
        List.of(new RecordObject("signal", "signal-1", 1, null)),
        "triangular",
        1,
        List.of("5"),
        "detection",
        null);
  }
}
