package org.mithaq.exchange.agreement;

import java.util.Set;
import org.mithaq.exchange.identity.AgencyId;

/**
 * Some of an agreement's parties, who may be named together as recipients.
 *
 * @param id names it within the agreement
 * @param title what it is called
 * @param parties its members
 */
public record Subcommittee(String id, String title, Set<AgencyId> parties) {

  /** Copies the members. */
  public Subcommittee {
    parties = Set.copyOf(parties);
  }
}
