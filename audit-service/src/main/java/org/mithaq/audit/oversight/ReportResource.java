package org.mithaq.audit.oversight;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.io.IOException;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.identity.AgencyFilter;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.identity.Group;
import org.mithaq.audit.log.PublishedLog;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;

/** Monthly statistics: auditors of their own side's records, oversight of all. */
@Path("/v1/reports/{month}")
@Tag(name = "reports", description = "Monthly statistics, with the checkpoint that they rest on")
public class ReportResource {

  private static final String CSV = "text/csv; charset=utf-8";
  private static final String HTML = "text/html; charset=utf-8";
  private static final MediaType CSV_TYPE = new MediaType("text", "csv");

  private final ReportStore reports;
  private final PublishedLog log;
  private final SecurityIdentity identity;

  /** Reports from this store, resting on this log. */
  public ReportResource(ReportStore reports, PublishedLog log, SecurityIdentity identity) {
    this.reports = reports;
    this.log = log;
    this.identity = identity;
  }

  /** The statistics of a month, over all entries that the newest checkpoint covers. */
  @GET
  @Produces({MediaType.APPLICATION_JSON, CSV, HTML})
  @RolesAllowed({Group.AUDITOR, Group.OVERSIGHT})
  @Operation(
      summary = "A month's statistics by agreement, article, pair of agencies, operation, refusal")
  @Parameter(name = "month", description = "A month by UTC, like 2026-03")
  @APIResponse(
      responseCode = "200",
      description = "The figures, as JSON, as a table or as a page to print",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Report.class)),
        @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class)),
        @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(implementation = String.class))
      },
      headers = @Header(name = "Audit-Record", description = "The record of this reading"))
  @APIResponse(responseCode = "404", description = "No such month, or nothing is published yet")
  public Response report(
      @RestPath String month,
      @HeaderParam(Purpose.HEADER) @Nullable String purpose,
      @Context Request request)
      throws SQLException, IOException {
    Caller caller = AgencyFilter.caller(identity).orElseThrow();
    YearMonth asked = month(month);
    OptionalInt year = log.currentYear();
    if (year.isEmpty()) {
      throw new ProblemException(new Problem.NotFound());
    }
    PublishedLog.Signed signed =
        log.checkpoint(year.getAsInt())
            .orElseThrow(() -> new ProblemException(new Problem.NotFound()));
    Report.Basis basis =
        new Report.Basis(signed.checkpoint().origin(), signed.checkpoint().size(), signed.note());
    ReadingStore.Reading<Report> reading =
        reports.count(caller, asked, year.getAsInt(), basis, Purpose.of(purpose));
    Report report = reading.value();
    Response.ResponseBuilder answer =
        switch (chosen(request)) {
          case "csv" ->
              Response.ok(ReportText.csv(report), CSV)
                  .header(
                      HttpHeaders.CONTENT_DISPOSITION,
                      "attachment; filename=\"mithaq-" + asked + ".csv\"");
          case "html" ->
              Response.ok(ReportText.page(report), HTML)
                  .header(
                      "Content-Security-Policy",
                      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
          default -> Response.ok(report, MediaType.APPLICATION_JSON);
        };
    return answer
        .header("Audit-Record", reading.auditRecord())
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }

  private static String chosen(Request request) {
    Variant json = new Variant(MediaType.APPLICATION_JSON_TYPE, (String) null, null);
    Variant csv = new Variant(CSV_TYPE, (String) null, null);
    Variant html = new Variant(MediaType.TEXT_HTML_TYPE, (String) null, null);
    return request.selectVariant(List.of(json, csv, html)) instanceof Variant chosen
        ? chosen.getMediaType().getSubtype()
        : "json";
  }

  /** A month in a path; whatever is none has no report. */
  private static YearMonth month(String text) {
    if (!text.matches("20[0-9]{2}-(0[1-9]|1[0-2])")) {
      throw new ProblemException(new Problem.NotFound());
    }
    return YearMonth.parse(text);
  }
}
