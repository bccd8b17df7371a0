package org.mithaq.audit.record;

import java.util.Objects;

/**
 * One field of a record, as it is committed to and opened: a member of the record or, for a list,
 * its length and each element under {@code name/index}.
 *
 * @param name the field's name
 * @param value its value as canonical JSON (RFC 8785)
 */
public record Field(String name, String value) implements Comparable<Field> {

  /** Checks that both are there. */
  public Field {
    Objects.requireNonNull(name);
    Objects.requireNonNull(value);
    if (name.isEmpty() || value.isEmpty()) {
      throw new IllegalArgumentException("a field has a name and a value");
    }
  }

  /** Fields are ordered by their names' UTF-16 code units, as RFC 8785 orders members. */
  @Override
  public int compareTo(Field other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return "Field[" + name + "]";
  }
}
