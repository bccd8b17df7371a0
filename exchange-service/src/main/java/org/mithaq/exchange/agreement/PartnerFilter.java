package org.mithaq.exchange.agreement;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.mithaq.exchange.identity.Caller;
import org.mithaq.exchange.identity.CallerProducer;
import org.mithaq.exchange.identity.SecurityMapper;
import org.mithaq.exchange.outbox.DisclosureRecord;
import org.mithaq.exchange.outbox.Ids;
import org.mithaq.exchange.outbox.OutboxStore;
import org.mithaq.exchange.problem.Problem;
import org.mithaq.exchange.problem.ProblemException;
import org.mithaq.exchange.problem.ProblemType;

/**
 * Lets nobody in whose agency is not a partner, or no longer: a token may live longer than a
 * partnership.
 */
public class PartnerFilter {

  private final SecurityIdentity identity;
  private final CallerProducer callers;
  private final AgreementStore store;
  private final OutboxStore outbox;
  private final Clock clock;
  private final Ids ids;

  @Inject
  PartnerFilter(
      SecurityIdentity identity,
      CallerProducer callers,
      AgreementStore store,
      OutboxStore outbox,
      Clock clock,
      Ids ids) {
    this.identity = identity;
    this.callers = callers;
    this.store = store;
    this.outbox = outbox;
    this.clock = clock;
    this.ids = ids;
  }

  @ServerRequestFilter
  void check(ContainerRequestContext request) throws SQLException {
    if (identity.isAnonymous()) {
      return;
    }
    Caller caller = callers.caller();
    if (store.register().isActive(caller.agency())) {
      return;
    }
    DisclosureRecord refused =
        new DisclosureRecord(
            ids.next(),
            clock.instant(),
            SecurityMapper.operation(request.getMethod(), request.getUriInfo().getPath()),
            Optional.of(ProblemType.UNKNOWN_AGENCY.slug()),
            caller.agency().value(),
            Optional.of(caller.user()),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            OptionalInt.empty(),
            List.of(),
            Optional.empty());
    outbox.record(refused);
    throw new ProblemException(
        new Problem.Refusal(
            ProblemType.UNKNOWN_AGENCY, "The token's agency is not a partner of this exchange."),
        refused.id());
  }
}
