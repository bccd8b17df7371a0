package org.mithaq.audit.receipt;

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
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.identity.AgencyFilter;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.identity.Group;
import org.mithaq.audit.log.Cosigners;
import org.mithaq.audit.log.PublishedLog;
import org.mithaq.audit.oversight.Purpose;
import org.mithaq.audit.oversight.ReadingStore;
import org.mithaq.audit.oversight.RecordResource;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;
import org.mithaq.audit.witness.WitnessSettings;

/** Receipts of records, for those who may read them. */
@Path("/v1/records/{id}/receipt")
@Tag(name = "records")
public class ReceiptResource {

  private static final String TEXT = "text/plain; charset=utf-8";

  private final ReadingStore readings;
  private final PublishedLog log;
  private final WitnessSettings settings;
  private final Cosigners cosigners;
  private final SecurityIdentity identity;

  /** Receipts from this log for this identity. */
  public ReceiptResource(
      ReadingStore readings,
      PublishedLog log,
      WitnessSettings settings,
      Cosigners cosigners,
      SecurityIdentity identity) {
    this.readings = readings;
    this.log = log;
    this.settings = settings;
    this.cosigners = cosigners;
    this.identity = identity;
  }

  /**
   * The receipt of a record: JSON, or the text of a tlog-proof that holds the same in its extra
   * line.
   */
  @GET
  @Produces({MediaType.APPLICATION_JSON, TEXT})
  @RolesAllowed({Group.AUDITOR, Group.OVERSIGHT})
  @Operation(
      summary = "Portable proof that a record is in the log, with the fields open to the reader")
  @APIResponse(
      responseCode = "200",
      description = "The receipt; as text/plain a c2sp.org/tlog-proof@v1 with an extra line",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ReceiptMapper.Receipt.class)),
        @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class))
      },
      headers = @Header(name = "Audit-Record", description = "The record of this reading"))
  @APIResponse(
      responseCode = "404",
      description = "There is no such record, or it is of another side")
  @APIResponse(
      responseCode = "503",
      description =
          "receipt-pending: no checkpoint covers the record yet that its witnesses have cosigned",
      headers = @Header(name = "Retry-After", description = "Seconds"))
  public Response receipt(
      @RestPath String id,
      @HeaderParam(Purpose.HEADER) @Nullable String purpose,
      @Context Request request)
      throws SQLException {
    Caller caller = AgencyFilter.caller(identity).orElseThrow();
    UUID record = RecordResource.id(id);
    Optional<String> named = Purpose.of(purpose);
    Prover prover = new Prover(log, cosigners, settings);
    // Nothing is shown while the receipt is not ready, so that nothing is recorded.
    ReadingStore.Reading<Optional<ReadingStore.Read>> reading =
        readings.find(caller, record, named, stored -> proven(prover.prove(stored)));
    String auditRecord = reading.auditRecord().toString();
    ReadingStore.Read read =
        reading
            .value()
            .orElseThrow(
                () -> new ProblemException(new Problem.NotFound(), Optional.of(auditRecord)));
    Standing.Proven proven = proven(prover.prove(read.stored()));
    List<ReceiptMapper.ReceiptField> fields = ReceiptMapper.fields(caller, read);
    Variant json = new Variant(MediaType.APPLICATION_JSON_TYPE, (String) null, null);
    Variant text = new Variant(MediaType.TEXT_PLAIN_TYPE, (String) null, null);
    boolean asText =
        request.selectVariant(List.of(json, text)) instanceof Variant chosen
            && chosen.getMediaType().isCompatible(MediaType.TEXT_PLAIN_TYPE);
    Object body =
        asText ? ReceiptMapper.text(proven, fields) : ReceiptMapper.json(record, proven, fields);
    return Response.ok(body, asText ? TEXT : MediaType.APPLICATION_JSON)
        .header("Audit-Record", auditRecord)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }

  private static Standing.Proven proven(Standing standing) {
    return switch (standing) {
      case Standing.Proven proven -> proven;
      case Standing.Pending pending -> throw new ProblemException(pending.why());
    };
  }
}
