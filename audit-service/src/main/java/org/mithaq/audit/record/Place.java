package org.mithaq.audit.record;

/**
 * A record's place in the log.
 *
 * @param number the emitter's consecutive number
 * @param year which log
 * @param position where in it, from 0
 * @param entry the entry that stands there
 */
public record Place(long number, int year, long position, byte[] entry) {

  @Override
  public String toString() {
    return "Place[" + year + "/" + position + "]";
  }
}
