package org.mithaq.audit.record;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a record is about.
 *
 * @param kind {@code signal}, {@code notice}, {@code agreement}, {@code feed} or {@code record}
 * @param id its id
 * @param version its version, where it has one
 * @param owner whose it is, where the emitter says so for each object
 */
public record RecordObject(
    String kind, String id, @Nullable Integer version, @Nullable String owner) {

  /** Checks that kind and id are there. */
  public RecordObject {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(id);
    if (kind.isEmpty() || id.isEmpty()) {
      throw new IllegalArgumentException("an object has a kind and an id");
    }
  }

  /** A record that was read. */
  public static RecordObject ofRecord(String id) {
    return new RecordObject("record", id, null, null);
  }

  @Override
  public String toString() {
    return "RecordObject[" + kind + "]";
  }
}
