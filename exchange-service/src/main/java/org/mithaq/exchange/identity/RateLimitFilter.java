package org.mithaq.exchange.identity;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.time.Clock;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.mithaq.exchange.problem.Problem;
import org.mithaq.exchange.problem.ProblemException;
import org.mithaq.exchange.problem.ProblemType;

/**
 * Keeps every agency within its quota, and tells it how it stands (RateLimit header fields for
 * HTTP).
 */
public class RateLimitFilter {

  private static final String STANDING = RateLimit.Standing.class.getName();

  private final RateLimit limit;
  private final SecurityIdentity identity;
  private final CallerProducer callers;
  private final Clock clock;

  @Inject
  RateLimitFilter(
      TransportConfig config, SecurityIdentity identity, CallerProducer callers, Clock clock) {
    this.limit = new RateLimit(config.requestsPerMinute());
    this.identity = identity;
    this.callers = callers;
    this.clock = clock;
  }

  @ServerRequestFilter(priority = 1_000)
  void count(ContainerRequestContext request) {
    if (identity.isAnonymous()) {
      return;
    }
    RateLimit.Standing standing = limit.count(callers.caller().agency(), clock.instant());
    request.setProperty(STANDING, standing);
    if (!standing.permitted()) {
      throw new ProblemException(
          new Problem.Fault(
              ProblemType.TOO_MANY_REQUESTS,
              "The quota of the agency is used up; it is new in "
                  + standing.reset()
                  + " seconds."));
    }
  }

  @ServerResponseFilter
  void tell(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(STANDING) instanceof RateLimit.Standing standing) {
      response.getHeaders().putSingle("RateLimit-Policy", limit.policy());
      response
          .getHeaders()
          .putSingle(
              "RateLimit", "\"agency\";r=" + standing.remaining() + ";t=" + standing.reset());
      if (response.getStatus() == 429) {
        response.getHeaders().putSingle("Retry-After", Long.toString(standing.reset()));
      }
    }
  }
}
