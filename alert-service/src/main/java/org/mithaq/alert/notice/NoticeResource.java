package org.mithaq.alert.notice;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.agreement.Register;
import org.mithaq.alert.agreement.Standing;
import org.mithaq.alert.identity.Caller;
import org.mithaq.alert.identity.CallerProducer;
import org.mithaq.alert.identity.Groups;
import org.mithaq.alert.outbox.DisclosureRecord;
import org.mithaq.alert.outbox.OutboxStore;
import org.mithaq.alert.problem.Problem;
import org.mithaq.alert.problem.ProblemException;

/** The notices of the caller's agency, as they stand. */
@Path("/v1/notices")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class NoticeResource {

  static final String AUDIT_RECORD = "Audit-Record";

  private static final Set<String> STATES = Set.of("open", "closed");

  private final NoticeStore store;
  private final AcknowledgementStore acknowledgements;
  private final NoticeConfig config;
  private final Register register;
  private final CallerProducer callers;
  private final OutboxStore outbox;
  private final Clock clock;

  @Inject
  NoticeResource(
      NoticeStore store,
      AcknowledgementStore acknowledgements,
      NoticeConfig config,
      Register register,
      CallerProducer callers,
      OutboxStore outbox,
      Clock clock) {
    this.store = store;
    this.acknowledgements = acknowledgements;
    this.config = config;
    this.register = register;
    this.callers = callers;
    this.outbox = outbox;
    this.clock = clock;
  }

  @GET
  @RolesAllowed(Groups.ANALYST)
  @Operation(operationId = "listNotices", summary = "The notices of one's agency, full bodies")
  @APIResponse(responseCode = "200", description = "A page of notices")
  public Response list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @HeaderParam("Mithaq-Purpose") @Nullable String purpose)
      throws SQLException {
    Caller caller = callers.caller();
    String wanted = state == null ? "" : state;
    if (!wanted.isEmpty() && !STATES.contains(wanted)) {
      throw Asked.invalid("/state", "It is open or closed.");
    }
    int size = Asked.limit(limit, config);
    String after = Asked.after(cursor);
    if (!after.isEmpty() && !NoticeId.isOne(after)) {
      throw Asked.notACursor();
    }
    String declared = Asked.purpose(purpose);
    requireHeard(caller);

    NoticeStore.Reading reading =
        store.page(
            caller.agency(),
            wanted,
            after,
            size,
            row -> standing(caller, row) instanceof Standing.Permitted,
            rows -> reading(caller, rows, declared));
    List<JsonNode> items =
        reading.rows().stream()
            .map(row -> NoticeMapper.shown(row.body(), caller.isSafeguarding()))
            .toList();
    String next = reading.more() ? Asked.cursor(reading.rows().getLast().id()) : null;
    return ok(new NoticePage(items, next), reading.record());
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Groups.ANALYST)
  @Operation(operationId = "getNotice", summary = "One notice of one's agency, as it stands")
  @APIResponse(responseCode = "200", description = "The notice")
  public Response get(
      @PathParam("id") @DefaultValue("") String id,
      @HeaderParam("Mithaq-Purpose") @Nullable String purpose)
      throws SQLException {
    Caller caller = callers.caller();
    String declared = Asked.purpose(purpose);
    requireHeard(caller);
    requireId(id);
    NoticeStore.Reading reading =
        store
            .find(
                caller.agency(),
                id,
                row -> requirePermitted(caller, row),
                rows -> reading(caller, rows, declared))
            .orElseThrow(() -> new ProblemException(new Problem.UnknownNotice()));
    return ok(
        NoticeMapper.shown(reading.rows().getFirst().body(), caller.isSafeguarding()),
        reading.record());
  }

  @POST
  @Path("/{id}/acknowledgement")
  @RolesAllowed(Groups.ANALYST)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "acknowledgeNotice",
      summary = "Confirms that one's agency has been told a version of a notice")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Acknowledging.class)))
  @APIResponse(responseCode = "201", description = "The version is acknowledged")
  @APIResponse(responseCode = "200", description = "It was before, as told")
  @APIResponse(
      responseCode = "403",
      description = "It recalls what only users with the group safeguarding are shown")
  @APIResponse(responseCode = "404", description = "One's agency has no such notice")
  @APIResponse(responseCode = "409", description = "Another version stands")
  public Response acknowledge(@PathParam("id") @DefaultValue("") String id, @Nullable String body)
      throws SQLException {
    Caller caller = callers.caller();
    int version = AcknowledgementMapper.version(body);
    requireHeard(caller);
    requireId(id);
    return switch (acknowledgements.acknowledge(
        caller.agency(),
        id,
        version,
        row -> requireTold(caller, row),
        row -> reading(caller, List.of(row), null).justified(DisclosureRecord.ACKNOWLEDGEMENT))) {
      case AcknowledgementStore.Outcome.Unknown unknown ->
          throw new ProblemException(new Problem.UnknownNotice());
      case AcknowledgementStore.Outcome.Superseded superseded ->
          throw new ProblemException(new Problem.VersionSuperseded());
      case AcknowledgementStore.Outcome.Acknowledged done ->
          Response.status(done.isNew() ? Response.Status.CREATED : Response.Status.OK)
              .entity(AcknowledgementMapper.status(id, version, done.acknowledgement()))
              .header(AUDIT_RECORD, done.acknowledgement().record())
              .header("Cache-Control", "no-store")
              .build();
    };
  }

  @GET
  @Path("/{id}/acknowledgement")
  @RolesAllowed(Groups.ANALYST)
  @Operation(
      operationId = "getAcknowledgement",
      summary = "Which version of a notice stands, and which one's agency has acknowledged")
  @APIResponse(responseCode = "200", description = "The newest acknowledgement, or null")
  public Response acknowledgement(@PathParam("id") @DefaultValue("") String id)
      throws SQLException {
    Caller caller = callers.caller();
    requireHeard(caller);
    requireId(id);
    AcknowledgementStore.Status status =
        acknowledgements
            .find(
                caller.agency(),
                id,
                row -> requirePermitted(caller, row),
                row -> reading(caller, List.of(row), null))
            .orElseThrow(() -> new ProblemException(new Problem.UnknownNotice()));
    return ok(
        AcknowledgementMapper.status(id, status.notice().version(), status.newest()),
        status.record());
  }

  private static void requireId(String id) {
    if (!NoticeId.isOne(id)) {
      throw new ProblemException(new Problem.UnknownNotice());
    }
  }

  private static Response ok(Object entity, DisclosureRecord record) {
    return Response.ok(entity)
        .header(AUDIT_RECORD, record.id())
        .header("Cache-Control", "no-store")
        .build();
  }

  private void requireHeard(Caller caller) {
    if (!register.isHeard()) {
      throw new ProblemException(new Problem.NotPermitted(Standing.Reason.REGISTER_SILENT));
    }
    if (!register.isActive(caller.agency())) {
      throw new ProblemException(new Problem.NotPermitted(Standing.Reason.NOT_A_PARTNER));
    }
  }

  private void requirePermitted(Caller caller, NoticeStore.Row row) {
    if (standing(caller, row) instanceof Standing.Refused refused) {
      throw new ProblemException(new Problem.NotPermitted(refused.reason()));
    }
  }

  private void requireTold(Caller caller, NoticeStore.Row row) {
    requirePermitted(caller, row);
    if (!caller.isSafeguarding() && NoticeMapper.isHiddenRecall(row.body())) {
      throw new ProblemException(new Problem.Forbidden());
    }
  }

  private Standing standing(Caller caller, NoticeStore.Row row) {
    return register.standing(caller.agency(), row.agreement(), row.articles());
  }

  private DisclosureRecord reading(
      Caller caller, List<NoticeStore.Row> rows, @Nullable String purpose) {
    Set<String> agreements = new TreeSet<>();
    List<String> owners = new ArrayList<>();
    List<String> articles = new ArrayList<>();
    List<DisclosureRecord.Thing> things = new ArrayList<>();
    Integer version = null;
    for (NoticeStore.Row row : rows) {
      agreements.add(row.agreement());
      owners.addAll(row.owners());
      articles.addAll(row.articles());
      things.add(new DisclosureRecord.Thing("notice", row.id(), row.version()));
      if (standing(caller, row) instanceof Standing.Permitted permitted) {
        version = permitted.agreementVersion();
      }
    }
    boolean one = agreements.size() == 1;
    return new DisclosureRecord(
        outbox.newId(),
        clock.instant(),
        DisclosureRecord.Operation.CONSULTATION,
        null,
        caller.agency(),
        caller.user(),
        owners,
        List.of(caller.agency()),
        things,
        one ? agreements.iterator().next() : null,
        one ? version : null,
        articles,
        purpose);
  }
}
