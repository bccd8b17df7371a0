package org.mithaq.exchange.signal;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.mithaq.exchange.agreement.AgreementStore;
import org.mithaq.exchange.identity.CallerProducer;
import org.mithaq.exchange.identity.Group;
import org.mithaq.exchange.outbox.Ids;
import org.mithaq.exchange.selector.MatchingKeys;

/** Searches for the signals that name a data subject, over HTTP. */
@Path("/v1/subject-searches")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "subject-searches")
@SecurityRequirement(name = "token")
public class SubjectSearchResource {

  private final CallerProducer callers;
  private final SignalConfig config;
  private final SubjectSearch search;

  @Inject
  SubjectSearchResource(
      CallerProducer callers,
      SignalConfig config,
      SignalStore store,
      AgreementStore agreements,
      MatchingKeys keys,
      Clock clock,
      Ids ids) {
    this.callers = callers;
    this.config = config;
    this.search = new SubjectSearch(store, agreements, keys, clock, ids);
  }

  /** Finds signals by what names a person; a POST, so that no address has it. */
  @POST
  @Operation(
      operationId = "searchSubject",
      summary = "Finds the signals that name a data subject",
      description =
          "Creates nothing but the record of this reading, which lists what was found and never by what.")
  @RequestBody(
      required = true,
      content = @Content(mediaType = "application/json", schema = @Schema(ref = "SubjectSearch")))
  @APIResponse(
      responseCode = "200",
      description = "A page, the newest first",
      content = @Content(mediaType = "application/json", schema = @Schema(ref = "SubjectFound")))
  @APIResponse(responseCode = "default", ref = "Problem")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Group.AUDITOR, Group.OVERSIGHT})
  public Response search(
      InputStream body,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable String limit,
      @HeaderParam("Mithaq-Purpose") @Nullable String purpose)
      throws IOException, SQLException {
    return SignalResource.shown(
        search.find(
            callers.caller(),
            SignalResource.bounded(body, config),
            Optional.ofNullable(cursor),
            SignalResource.limit(limit),
            SignalResource.purpose(purpose)));
  }
}
