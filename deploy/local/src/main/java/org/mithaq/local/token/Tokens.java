package org.mithaq.local.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens for a command's own requests: one an agency, made anew well before it ends. */
public final class Tokens {

  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final Duration MARGIN = Duration.ofMinutes(10);

  private final TokenIssuer issuer;
  private final Clock clock;
  private final String user;
  private final Set<Group> groups;
  private final Map<String, Current> byAgency = new ConcurrentHashMap<>();

  private record Current(String token, Instant renewal) {}

  /** Tokens that name the same user and groups for any agency. */
  public Tokens(TokenIssuer issuer, Clock clock, String user, Set<Group> groups) {
    this.issuer = issuer;
    this.clock = clock;
    this.user = user;
    this.groups = Set.copyOf(groups);
  }

  /** A token for an agency that is valid for at least ten minutes more. */
  public String of(String agency) {
    return byAgency
        .compute(
            agency,
            (id, current) -> {
              Instant now = clock.instant();
              if (current != null && now.isBefore(current.renewal())) {
                return current;
              }
              return new Current(
                  issuer.issue(id, user, groups, LIFETIME), now.plus(LIFETIME).minus(MARGIN));
            })
        .token();
  }
}
