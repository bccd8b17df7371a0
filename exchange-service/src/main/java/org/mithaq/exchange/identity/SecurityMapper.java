package org.mithaq.exchange.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.mithaq.exchange.outbox.DisclosureRecord;
import org.mithaq.exchange.outbox.Ids;
import org.mithaq.exchange.outbox.Operation;
import org.mithaq.exchange.outbox.OutboxStore;
import org.mithaq.exchange.problem.Problem;
import org.mithaq.exchange.problem.ProblemMapper;
import org.mithaq.exchange.problem.ProblemType;

/**
 * Answers who is not known or not allowed; what is not allowed to a known agency is recorded first.
 */
public class SecurityMapper {

  private final CallerProducer callers;
  private final OutboxStore outbox;
  private final Clock clock;
  private final Ids ids;

  @Inject
  SecurityMapper(CallerProducer callers, OutboxStore outbox, Clock clock, Ids ids) {
    this.callers = callers;
    this.outbox = outbox;
    this.clock = clock;
    this.ids = ids;
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  Response unknown(SecurityException e) {
    return ProblemMapper.answer(
        new Problem.Fault(
            ProblemType.UNAUTHENTICATED,
            "Send a valid token of an agency: Authorization: Bearer …"),
        Optional.empty());
  }

  @ServerExceptionMapper
  Uni<Response> forbidden(ForbiddenException e, ResteasyReactiveContainerRequestContext request) {
    Caller caller = callers.caller();
    UriInfo uri = request.getUriInfo();
    DisclosureRecord refused =
        new DisclosureRecord(
            ids.next(),
            clock.instant(),
            operation(request.getMethod(), uri.getPath()),
            Optional.of(ProblemType.FORBIDDEN.slug()),
            caller.agency().value(),
            Optional.of(caller.user()),
            List.of(),
            List.of(),
            subject(uri.getPath()).stream().toList(),
            Optional.empty(),
            OptionalInt.empty(),
            List.of(),
            Optional.empty());
    // The check runs on a thread that must not wait for a database.
    return Uni.createFrom()
        .item(
            () -> {
              try {
                outbox.record(refused);
              } catch (Exception cause) {
                ProblemMapper.incident(cause);
                return ProblemMapper.answer(ProblemMapper.failure(cause), Optional.empty());
              }
              return ProblemMapper.answer(
                  new Problem.Refusal(
                      ProblemType.FORBIDDEN, "This needs a group that the token does not name."),
                  Optional.of(refused.id()));
            })
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  /** What a request asks for, by its method; a search is a reading whose question is posted. */
  public static Operation operation(String method, String path) {
    return switch (method) {
      case "POST" ->
          path.matches("/?v1/subject-searches.*") ? Operation.CONSULTATION : Operation.COLLECTION;
      case "PUT", "PATCH", "DELETE" -> Operation.ALTERATION;
      default -> Operation.CONSULTATION;
    };
  }

  /** The signal that a path names, if it names one. */
  static Optional<DisclosureRecord.Subject> subject(String path) {
    String[] parts = path.split("/");
    for (int i = 0; i + 1 < parts.length; i++) {
      if (parts[i].equals("signals")) {
        try {
          UUID id = UUID.fromString(parts[i + 1]);
          return Optional.of(
              new DisclosureRecord.Subject(
                  DisclosureRecord.Subject.Kind.SIGNAL, id.toString(), OptionalInt.empty()));
        } catch (IllegalArgumentException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
