package org.mithaq.audit.identity;

import java.util.Objects;

/**
 * Who asks.
 *
 * @param agency for which agency
 * @param user who, as the token names them
 * @param oversight whether they oversee every side
 */
public record Caller(String agency, String user, boolean oversight) {

  /** Checks that agency and user are there. */
  public Caller {
    Objects.requireNonNull(agency);
    Objects.requireNonNull(user);
  }

  @Override
  public String toString() {
    return "Caller[" + agency + "]";
  }
}
