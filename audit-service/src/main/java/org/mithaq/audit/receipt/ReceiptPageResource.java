package org.mithaq.audit.receipt;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.identity.AgencyFilter;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.identity.Group;
import org.mithaq.audit.log.Cosigners;
import org.mithaq.audit.log.PublishedLog;
import org.mithaq.audit.oversight.Purpose;
import org.mithaq.audit.oversight.ReadingStore;
import org.mithaq.audit.oversight.RecordQueryMapper;
import org.mithaq.audit.oversight.RecordResource;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;
import org.mithaq.audit.record.RecordCursor;
import org.mithaq.audit.record.RecordObject;
import org.mithaq.audit.witness.WitnessSettings;

/**
 * Receipts of many records: of those that pass filters, and of those about a signal or a notice as
 * far as the reader may know that they are. Of an object that does not exist, and of one that the
 * reader may not know of, there are none.
 */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "records")
public class ReceiptPageResource {

  private final ReadingStore readings;
  private final PublishedLog log;
  private final WitnessSettings settings;
  private final Cosigners cosigners;
  private final SecurityIdentity identity;

  /** Receipts from this log for this identity. */
  public ReceiptPageResource(
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

  /** The receipts of the records that pass the filters. */
  @GET
  @Path("/receipts")
  @RolesAllowed({Group.AUDITOR, Group.OVERSIGHT})
  @Operation(
      summary = "Receipts of the records that pass the filters, the newest first",
      description = "What is to be kept or handed over: each page is one reading.")
  @APIResponse(
      responseCode = "200",
      description = "A page",
      headers = @Header(name = "Audit-Record", description = "The record of this reading"))
  @APIResponse(responseCode = "400", description = "A parameter is not valid")
  public RestResponse<ReceiptMapper.Page> ofRecords(
      @BeanParam RecordQueryMapper query, @HeaderParam(Purpose.HEADER) @Nullable String purpose)
      throws SQLException {
    RecordQueryMapper.Asked asked = query.asked();
    Caller caller = AgencyFilter.caller(identity).orElseThrow();
    ReadingStore.Reading<List<ReadingStore.Read>> page =
        readings.page(caller, asked.filter(), asked.after(), asked.limit(), Purpose.of(purpose));
    String next = RecordResource.next(page.value(), asked.limit());
    return page(caller, page.value(), next, page.auditRecord());
  }

  /** The receipts of the records about a signal. */
  @GET
  @Path("/signals/{id}/receipts")
  @RolesAllowed({Group.AUDITOR, Group.OVERSIGHT})
  @Operation(
      summary = "Receipts of the records about a signal, the newest first",
      description = "Readings of the log itself are not counted among them.")
  @APIResponse(
      responseCode = "200",
      description = "A page; empty where the reader may know of no such record",
      headers = @Header(name = "Audit-Record", description = "The record of this reading"))
  @APIResponse(responseCode = "400", description = "A parameter is not valid")
  @APIResponse(responseCode = "404", description = "This cannot be the id of a signal")
  public RestResponse<ReceiptMapper.Page> ofSignal(
      @RestPath String id,
      @RestQuery @Parameter(description = "1 to 500, 50 if not given") @Nullable String limit,
      @RestQuery @Parameter(description = "The next of the page before") @Nullable String cursor,
      @HeaderParam(Purpose.HEADER) @Nullable String purpose)
      throws SQLException {
    return page("signal", RecordResource.id(id).toString(), limit, cursor, purpose);
  }

  /** The receipts of the records about a notice. */
  @GET
  @Path("/notices/{id}/receipts")
  @RolesAllowed({Group.AUDITOR, Group.OVERSIGHT})
  @Operation(
      summary = "Receipts of the records about a notice, the newest first",
      description = "Readings of the log itself are not counted among them.")
  @APIResponse(
      responseCode = "200",
      description = "A page; empty where the reader may know of no such record",
      headers = @Header(name = "Audit-Record", description = "The record of this reading"))
  @APIResponse(responseCode = "400", description = "A parameter is not valid")
  @APIResponse(responseCode = "404", description = "This cannot be the id of a notice")
  public RestResponse<ReceiptMapper.Page> ofNotice(
      @RestPath String id,
      @RestQuery @Parameter(description = "1 to 500, 50 if not given") @Nullable String limit,
      @RestQuery @Parameter(description = "The next of the page before") @Nullable String cursor,
      @HeaderParam(Purpose.HEADER) @Nullable String purpose)
      throws SQLException {
    if (!id.matches("[A-Za-z0-9-]{1,64}")) {
      throw new ProblemException(new Problem.NotFound());
    }
    return page("notice", id, limit, cursor, purpose);
  }

  private RestResponse<ReceiptMapper.Page> page(
      String kind,
      String id,
      @Nullable String limit,
      @Nullable String cursor,
      @Nullable String purpose)
      throws SQLException {
    RecordResource.Paging paging = RecordResource.paging(limit, cursor);
    Caller caller = AgencyFilter.caller(identity).orElseThrow();
    RecordObject object = new RecordObject(kind, id, null, null);
    ReadingStore.Reading<ReadingStore.Page> page =
        readings.about(caller, object, paging.after(), paging.limit(), Purpose.of(purpose));
    String next = page.value().next().map(RecordCursor::text).orElse(null);
    return page(caller, page.value().items(), next, page.auditRecord());
  }

  private RestResponse<ReceiptMapper.Page> page(
      Caller caller, List<ReadingStore.Read> records, @Nullable String next, UUID auditRecord)
      throws SQLException {
    Prover prover = new Prover(log, cosigners, settings);
    List<ReceiptMapper.Item> items = new ArrayList<>();
    for (ReadingStore.Read read : records) {
      items.add(item(caller, prover, read));
    }
    return RestResponse.ResponseBuilder.ok(new ReceiptMapper.Page(items, next))
        .header("Audit-Record", auditRecord)
        .build();
  }

  private ReceiptMapper.Item item(Caller caller, Prover prover, ReadingStore.Read read)
      throws SQLException {
    String record = read.stored().id().toString();
    String erasure =
        read.erased()
            ? readings.erased(read.stored().id()).map(e -> e.entry().toString()).orElse(null)
            : null;
    return switch (prover.prove(read.stored())) {
      case Standing.Proven proven ->
          new ReceiptMapper.Item(
              record,
              false,
              ReceiptMapper.text(proven, ReceiptMapper.fields(caller, read)),
              erasure);
      case Standing.Pending pending -> new ReceiptMapper.Item(record, true, null, erasure);
    };
  }
}
