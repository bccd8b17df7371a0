package org.mithaq.alert.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.identity.Caller;
import org.mithaq.alert.identity.CallerProducer;
import org.mithaq.alert.outbox.DisclosureRecord;
import org.mithaq.alert.outbox.OutboxStore;

/**
 * The one place where a failed request becomes an answer. What is refused to a known agency is
 * recorded before it is answered; a cause that nobody foresaw goes to the log under the incident's
 * id, and the caller gets the id alone.
 */
public class ProblemMapper {

  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
  private static final String NOTICES = "/v1/notices/";
  private static final String ACKNOWLEDGEMENT = "/acknowledgement";
  private static final String FEED = "/v1/feed";
  private static final String NOTICE_ID = "n-[0-9a-f]{32}";

  private final CallerProducer callers;
  private final OutboxStore outbox;
  private final Clock clock;

  @Inject
  ProblemMapper(CallerProducer callers, OutboxStore outbox, Clock clock) {
    this.callers = callers;
    this.outbox = outbox;
    this.clock = clock;
  }

  @ServerExceptionMapper
  Uni<Response> refused(ProblemException e, ResteasyReactiveContainerRequestContext request) {
    return answer(e.problem(), request);
  }

  @ServerExceptionMapper
  Uni<Response> forbidden(ForbiddenException e, ResteasyReactiveContainerRequestContext request) {
    return answer(new Problem.Forbidden(), request);
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  Response unauthenticated(SecurityException e) {
    return response(new Problem.Unauthenticated(), UUID.randomUUID(), null);
  }

  @ServerExceptionMapper
  Response framework(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    return switch (status) {
      case 400, 404, 405, 406, 413, 415 ->
          response(new Problem.Protocol(status), UUID.randomUUID(), null);
      default -> unexpected(e);
    };
  }

  @ServerExceptionMapper
  Response unexpected(Throwable e) {
    UUID incident = UUID.randomUUID();
    LOG.errorf(e, "incident %s", incident);
    return response(failure(e), incident, null);
  }

  private Uni<Response> answer(Problem problem, ResteasyReactiveContainerRequestContext request) {
    if (!problem.isRecorded()) {
      return Uni.createFrom().item(response(problem, UUID.randomUUID(), null));
    }
    Caller caller = callers.caller();
    DisclosureRecord record =
        new DisclosureRecord(
            outbox.newId(),
            clock.instant(),
            DisclosureRecord.Operation.CONSULTATION,
            problem.slug(),
            caller.agency(),
            caller.user(),
            List.of(),
            List.of(caller.agency()),
            asked(request.getUriInfo().getPath(), caller.agency()),
            null,
            null,
            List.of(),
            null);
    // Security checks run on a thread that must not wait for a database.
    return Uni.createFrom()
        .item(
            () -> {
              try {
                outbox.record(record);
                return response(problem, UUID.randomUUID(), record.id());
              } catch (Exception cause) {
                return unexpected(cause);
              }
            })
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  /** What the path asks for, as far as it can be one of ours: nothing else enters a record. */
  static List<DisclosureRecord.Thing> asked(String path, String agency) {
    String absolute = path.startsWith("/") ? path : "/" + path;
    if (absolute.equals(FEED)) {
      return List.of(new DisclosureRecord.Thing("feed", agency, null));
    }
    if (absolute.startsWith(NOTICES)) {
      String id = absolute.substring(NOTICES.length());
      if (id.endsWith(ACKNOWLEDGEMENT)) {
        id = id.substring(0, id.length() - ACKNOWLEDGEMENT.length());
      }
      if (id.matches(NOTICE_ID)) {
        return List.of(new DisclosureRecord.Thing("notice", id, null));
      }
    }
    return List.of();
  }

  private static Problem failure(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        // 08 connection, 53 resources, 57 operator intervention; the pool itself gives none.
        if (state == null
            || state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57")) {
          return new Problem.Unavailable(Duration.ofSeconds(1));
        }
      }
    }
    return new Problem.Unexpected();
  }

  private static Response response(Problem problem, UUID incident, @Nullable UUID record) {
    Response.ResponseBuilder response =
        Response.status(problem.status())
            .type(ProblemBody.MEDIA_TYPE)
            .header("Cache-Control", "no-store")
            .entity(ProblemBody.of(problem, incident).toString());
    if (record != null) {
      response.header("Audit-Record", record);
    }
    if (problem.status() == 401) {
      response.header("WWW-Authenticate", "Bearer");
    }
    if (problem.status() == 503) {
      response.header("Retry-After", "1");
    }
    return response.build();
  }
}
