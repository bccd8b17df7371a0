package org.mithaq.audit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns everything that ends a request early into an RFC 9457 answer. */
@ApplicationScoped
public class ProblemMapper {

  /** The media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  /**
   * The answer's body.
   *
   * @param type which problem
   * @param title what it is in general
   * @param status the HTTP status
   * @param detail what it is in this case
   * @param instance the incident
   * @param errors what exactly is wrong
   * @param remains what is left of what was asked for
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Body(
      String type,
      String title,
      int status,
      String detail,
      String instance,
      List<Problem.Flaw> errors,
      Problem.@Nullable Remains remains) {}

  /** The answer for this problem. */
  public static Response response(Problem problem) {
    return builder(problem, UUID.randomUUID()).build();
  }

  private static Response.ResponseBuilder builder(Problem problem, UUID incident) {
    Response.ResponseBuilder response =
        Response.status(problem.status())
            .type(MEDIA_TYPE)
            .entity(
                new Body(
                    "urn:mithaq:problem:" + problem.slug(),
                    problem.title(),
                    problem.status(),
                    problem.detail(),
                    "urn:uuid:" + incident,
                    problem.errors(),
                    problem.left().orElse(null)));
    if (problem instanceof Problem.Unauthenticated) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (problem instanceof Problem.ReceiptPending) {
      response.header(HttpHeaders.RETRY_AFTER, "1");
    }
    return response;
  }

  /** What this service itself refuses. */
  @ServerExceptionMapper
  public Response problem(ProblemException e) {
    Response.ResponseBuilder response = builder(e.problem(), UUID.randomUUID());
    e.auditRecord().ifPresent(id -> response.header("Audit-Record", id));
    return response.build();
  }

  /** No token. */
  @ServerExceptionMapper
  public Response unauthorized(UnauthorizedException e) {
    return response(new Problem.Unauthenticated());
  }

  /** A token that does not hold. */
  @ServerExceptionMapper
  public Response unauthenticated(AuthenticationFailedException e) {
    return response(new Problem.Unauthenticated());
  }

  /** What the framework refuses. */
  @ServerExceptionMapper
  public Response refused(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    return switch (status) {
      case 400 -> response(new Problem.MalformedRequest());
      case 401 -> response(new Problem.Unauthenticated());
      case 404 -> response(new Problem.NotFound());
      case 405 -> response(new Problem.MethodNotAllowed());
      case 406 -> response(new Problem.NotAcceptable());
      case 413 -> response(new Problem.TooLarge());
      case 415 -> response(new Problem.UnsupportedMediaType());
      default -> status < 500 ? response(new Problem.Refused(status)) : unexpected(e);
    };
  }

  /** Everything else: the cause goes to the log of the service, its id to the client. */
  @ServerExceptionMapper
  public Response unexpected(Throwable e) {
    UUID incident = UUID.randomUUID();
    LOG.errorf(e, "Incident %s.", incident);
    return builder(new Problem.Internal(), incident).build();
  }
}
