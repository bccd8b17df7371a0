package org.mithaq.audit.record;

import java.util.Objects;
import java.util.UUID;

/**
 * What lies in the database of a record is not what the record says. Nothing of it may be shown:
 * somebody has written to the database who is not this service.
 */
public final class AlteredException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final UUID record;
  private final String part;

  /**
   * This part of this record is not what it was.
   *
   * @param part the name of a column; never what is in it
   */
  public AlteredException(UUID record, String part) {
    super("record " + record + " has been altered in the database: " + part);
    this.record = Objects.requireNonNull(record);
    this.part = Objects.requireNonNull(part);
  }

  /** Which record. */
  public UUID record() {
    return record;
  }

  /** Which part of it: the name of a column. */
  public String part() {
    return part;
  }
}
