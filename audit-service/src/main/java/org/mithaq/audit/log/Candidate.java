package org.mithaq.audit.log;

import org.mithaq.audit.record.Prepared;

/**
 * A record that is due to enter the log.
 *
 * @param number its emitter's number
 * @param record the record, prepared
 * @param payload what was sent, should its id turn out to be known
 */
public record Candidate(long number, Prepared record, byte[] payload) {

  @Override
  public String toString() {
    return "Candidate[" + record.id() + ", " + number + "]";
  }
}
