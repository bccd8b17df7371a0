package org.mithaq.audit.log;

import java.time.LocalDate;

/**
 * A year's log as the database has it.
 *
 * @param year the year
 * @param origin its origin
 * @param size how many entries it has
 * @param root the root over them
 * @param day the day of the last entry
 * @param closed whether a later year's log has followed it
 */
public record LogRow(
    int year, String origin, long size, byte[] root, LocalDate day, boolean closed) {

  /** What it would say of itself. */
  public Checkpoint checkpoint() {
    return new Checkpoint(origin, size, root, closed);
  }
}
