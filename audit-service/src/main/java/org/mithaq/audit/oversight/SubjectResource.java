package org.mithaq.audit.oversight;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.identity.AgencyFilter;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.identity.Group;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;

/**
 * Answers a data subject's question, what was shared about me and with whom, for the signals that
 * an exchange has found to name them.
 */
@Path("/v1/data-subject-requests")
@Tag(name = "data-subject-requests", description = "What was shared about somebody, with whom")
public class SubjectResource {

  private final ReadingStore readings;
  private final SecurityIdentity identity;

  /** Reads from this store for this identity. */
  public SubjectResource(ReadingStore readings, SecurityIdentity identity) {
    this.readings = readings;
    this.identity = identity;
  }

  /** What was done with these signals, as far as the reader's side may know, the newest first. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed({Group.AUDITOR, Group.OVERSIGHT})
  @Operation(
      summary = "What was done with these signals, by whom, and who was told",
      description =
          "An exchange finds the signals that name a person; this service learns their ids alone.")
  @APIResponse(
      responseCode = "200",
      description = "A page of acts. Nothing is created but the record of this reading",
      headers = @Header(name = "Audit-Record", description = "The record of this reading"))
  @APIResponse(responseCode = "400", description = "The request or a parameter is not valid")
  public RestResponse<SubjectAnswer> answer(
      @Nullable SubjectRequest request,
      @RestQuery @Parameter(description = "1 to 500, 50 if not given") @Nullable String limit,
      @RestQuery @Parameter(description = "The next of the page before") @Nullable String cursor,
      @HeaderParam(Purpose.HEADER) @Nullable String purpose)
      throws SQLException {
    if (request == null) {
      throw new ProblemException(new Problem.MalformedRequest());
    }
    SubjectRequest.Asked asked = request.checked();
    RecordResource.Paging paging = RecordResource.paging(limit, cursor);
    Caller caller = AgencyFilter.caller(identity).orElseThrow();
    ReadingStore.Reading<SubjectAnswer> page =
        readings.about(caller, asked, paging.after(), paging.limit(), Purpose.of(purpose));
    return RestResponse.ResponseBuilder.ok(page.value())
        .header("Audit-Record", page.auditRecord())
        .build();
  }
}
