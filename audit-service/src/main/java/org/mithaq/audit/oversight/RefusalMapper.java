package org.mithaq.audit.oversight;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.mithaq.audit.identity.AgencyFilter;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;
import org.mithaq.audit.problem.ProblemMapper;
import org.mithaq.audit.record.Alterations;
import org.mithaq.audit.record.AlteredException;

/** A refusal to an authenticated agency is recorded before it is told. */
@ApplicationScoped
public class RefusalMapper {

  private final ReadingStore readings;
  private final CurrentIdentityAssociation identities;
  private final ProblemMapper problems;
  private final Alterations alterations;

  /** Records into this store. */
  public RefusalMapper(
      ReadingStore readings,
      CurrentIdentityAssociation identities,
      ProblemMapper problems,
      Alterations alterations) {
    this.readings = readings;
    this.identities = identities;
    this.problems = problems;
    this.alterations = alterations;
  }

  /** A token whose groups do not allow what was asked. */
  @ServerExceptionMapper
  public Uni<Response> forbidden(ForbiddenException e) {
    return identities
        .getDeferredIdentity()
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(identity -> recorded(identity, new Problem.Forbidden()));
  }

  /** A record that somebody has altered in the database: nothing is shown, and it is an alarm. */
  @ServerExceptionMapper
  public Uni<Response> altered(AlteredException e) {
    alterations.note(e);
    return identities
        .getDeferredIdentity()
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(identity -> recorded(identity, new Problem.RecordAltered()));
  }

  private Response recorded(SecurityIdentity identity, Problem problem) {
    Caller caller = AgencyFilter.caller(identity).orElse(null);
    if (caller == null) {
      return ProblemMapper.response(new Problem.Unauthenticated());
    }
    try {
      UUID record = readings.refused(caller, problem.slug());
      return problems.problem(new ProblemException(problem, Optional.of(record.toString())));
    } catch (SQLException e) {
      return problems.unexpected(e);
    }
  }
}
