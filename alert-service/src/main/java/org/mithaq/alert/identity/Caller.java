package org.mithaq.alert.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;

/**
 * Who makes a request.
 *
 * @param agency the one agency that the token speaks for
 * @param user who acts, as the token names them
 * @param groups what kind of work they do
 * @param until when the token ends
 */
public record Caller(String agency, String user, Set<String> groups, Instant until) {

  /** Copies the groups. */
  public Caller {
    requireNonNull(agency, "agency");
    requireNonNull(user, "user");
    groups = Set.copyOf(groups);
    requireNonNull(until, "until");
  }

  /** Whether the user watches over all agencies. */
  public boolean isOversight() {
    return groups.contains(Groups.OVERSIGHT);
  }

  /** Whether the user may see what protects victims and witnesses. */
  public boolean isSafeguarding() {
    return groups.contains(Groups.SAFEGUARDING);
  }
}
