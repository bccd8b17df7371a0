package org.mithaq.exchange.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * The one place where a failed request becomes an answer. A cause that nobody foresaw goes to the
 * log under the incident's id; the caller gets the id and nothing of the cause.
 */
public final class ProblemMapper {

  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    return answer(e.problem(), e.auditRecord());
  }

  @ServerExceptionMapper
  Response framework(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    return switch (status) {
      case 400 ->
          answer(new Problem.Fault(ProblemType.INVALID_REQUEST, "The request cannot be read."));
      case 404 -> answer(Problem.notFound());
      case 405 ->
          answer(
              new Problem.Fault(
                  ProblemType.METHOD_NOT_ALLOWED, "This address knows other methods."));
      case 406 ->
          answer(
              new Problem.Fault(
                  ProblemType.NOT_ACCEPTABLE, "This address answers in other media types."));
      case 413 ->
          answer(
              new Problem.Fault(
                  ProblemType.TOO_LARGE, "The body is larger than this address takes."));
      case 415 ->
          answer(
              new Problem.Fault(
                  ProblemType.UNSUPPORTED_MEDIA_TYPE, "This address takes other media types."));
      default -> unexpected(e);
    };
  }

  /**
   * The caller went away in the middle of its request: there is nobody to tell, and nothing is
   * wrong here.
   */
  @ServerExceptionMapper
  Response brokenOff(IOException e) {
    LOG.debugf("a request broke off: %s", e.getMessage());
    return answer(new Problem.Fault(ProblemType.INVALID_REQUEST, "The request broke off."));
  }

  @ServerExceptionMapper
  Response unexpected(Throwable e) {
    return answer(failure(e), Optional.empty(), incident(e));
  }

  /**
   * What an unforeseen exception is to the caller: 503 if a foundation is gone and may come back,
   * 500 if not.
   */
  public static Problem.Failure failure(Throwable e) {
    return isOutage(e)
        ? new Problem.Failure(
            ProblemType.UNAVAILABLE, "The database does not answer. Nothing was done; try again.")
        : new Problem.Failure(
            ProblemType.UNEXPECTED,
            "This should not have happened. Tell the operator the incident's id.");
  }

  /** Writes a cause to the log and names it. */
  public static UUID incident(Throwable e) {
    UUID incident = UUID.randomUUID();
    LOG.errorf(e, "incident %s", incident);
    return incident;
  }

  private static boolean isOutage(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        // 08 connection, 53 resources, 57 operator intervention; the pool itself gives no state at
        // all.
        if (state == null
            || state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57")) {
          return true;
        }
      }
    }
    return false;
  }

  private static Response answer(Problem problem) {
    return answer(problem, Optional.empty());
  }

  /**
   * The answer to a request that was not done.
   *
   * @param auditRecord the record of the refusal, if one was made
   */
  public static Response answer(Problem problem, Optional<UUID> auditRecord) {
    return answer(problem, auditRecord, UUID.randomUUID());
  }

  private static Response answer(Problem problem, Optional<UUID> auditRecord, UUID incident) {
    Response.ResponseBuilder response =
        Response.status(problem.status())
            .type(ProblemBody.MEDIA_TYPE)
            .header("Cache-Control", "no-store")
            .entity(ProblemBody.of(problem, incident).toString());
    auditRecord.ifPresent(record -> response.header("Audit-Record", record));
    switch (problem.status()) {
      case 401 -> response.header("WWW-Authenticate", "Bearer");
      case 503 -> response.header("Retry-After", "1");
      default -> {
        // No header explains the others further.
      }
    }
    return response.build();
  }
}
