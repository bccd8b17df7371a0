package org.mithaq.exchange.identity;

import java.util.Set;

/**
 * Who makes a request.
 *
 * @param agency the one agency that the token speaks for
 * @param user who acts, as the token names them
 * @param groups what kind of work they do
 */
public record Caller(AgencyId agency, String user, Set<String> groups) {

  /** Copies the groups. */
  public Caller {
    groups = Set.copyOf(groups);
  }

  /** Whether the user belongs to a group. */
  public boolean is(String group) {
    return groups.contains(group);
  }
}
