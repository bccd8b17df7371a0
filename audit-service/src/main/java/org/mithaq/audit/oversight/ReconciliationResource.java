package org.mithaq.audit.oversight;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.identity.AgencyFilter;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.identity.Group;
import org.mithaq.audit.log.LogSettings;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;
import org.mithaq.audit.reconciliation.Reconciliation;

/** Reconciliations: what each emitter believes that it sent, against what the log holds. */
@Path(ReconciliationResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
    name = "reconciliations",
    description = "What each emitter believes that it sent, against what the log holds")
public class ReconciliationResource {

  static final String PATH = "/v1/reconciliations";

  private final AskingStore asking;
  private final IdempotencyStore once;
  private final LogSettings settings;
  private final SecurityIdentity identity;

  /** Asks by way of this store, for this identity. */
  public ReconciliationResource(
      AskingStore asking, IdempotencyStore once, LogSettings settings, SecurityIdentity identity) {
    this.asking = asking;
    this.once = once;
    this.settings = settings;
    this.identity = identity;
  }

  /**
   * A page of reconciliations.
   *
   * @param items the reconciliations, the newest first
   * @param next the cursor of the next page; null at the end
   */
  @Schema(name = "ReconciliationPage")
  public record Page(List<ReconciliationView> items, @Nullable String next) {

    /** Copies the list. */
    public Page {
      items = List.copyOf(items);
    }
  }

  /** Has one emitter asked, or all. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Group.OVERSIGHT)
  @Operation(
      summary = "Ask emitters what they believe that they sent",
      description =
          "Every emitter answers on its own topic; what came of it is found at the Location.")
  @APIResponse(
      responseCode = "201",
      description = "They will be asked",
      content = @Content(schema = @Schema(implementation = ReconciliationView.class)),
      headers = {
        @Header(name = "Location", description = "Where it is found what came of it"),
        @Header(name = "Audit-Record", description = "The record of this asking")
      })
  @APIResponse(responseCode = "400", description = "The request is not valid")
  @APIResponse(responseCode = "422", description = "idempotency-key-reused")
  public RestResponse<ReconciliationView> ask(
      @RequestBody(required = false) @Nullable ReconciliationRequest request,
      @HeaderParam(Purpose.HEADER) @Nullable String purpose,
      @HeaderParam(IdempotencyKey.HEADER) @Nullable String key)
      throws SQLException {
    ReconciliationRequest.Wished wished =
        (request == null ? ReconciliationRequest.ALL : request).checked(settings.emitters());
    Optional<String> named = Purpose.of(purpose);
    Caller caller = caller();
    Done<ReconciliationView> done =
        once.once(
            caller,
            IdempotencyKey.of(PATH, key),
            request,
            ReconciliationView.class,
            () -> {
              ReadingStore.Reading<Reconciliation> asked = asking.ask(caller, wished, named);
              return Done.created(view(asked.value()), asked.auditRecord());
            });
    ReconciliationView view = done.created();
    return RestResponse.ResponseBuilder.<ReconciliationView>create(RestResponse.Status.CREATED)
        .entity(view)
        .location(URI.create(PATH + "/" + view.id()))
        .header("Audit-Record", done.auditRecord())
        .build();
  }

  /** Reconciliations, the newest first. */
  @GET
  @RolesAllowed(Group.OVERSIGHT)
  @Operation(summary = "Reconciliations, the newest first")
  @APIResponse(
      responseCode = "200",
      description = "A page of reconciliations",
      headers = @Header(name = "Audit-Record", description = "The record of this reading"))
  @APIResponse(responseCode = "400", description = "A parameter is not valid")
  public RestResponse<Page> list(
      @RestQuery @Parameter(description = "1 to 500, 50 if not given") @Nullable String limit,
      @RestQuery @Parameter(description = "The next of the page before") @Nullable String cursor,
      @HeaderParam(Purpose.HEADER) @Nullable String purpose)
      throws SQLException {
    List<Problem.Flaw> flaws = new ArrayList<>();
    final int most = RecordResource.limit(limit, flaws);
    final Optional<UUID> after = IdCursor.parse(cursor, flaws);
    if (!flaws.isEmpty()) {
      throw new ProblemException(new Problem.InvalidParameter(flaws));
    }
    ReadingStore.Reading<List<Reconciliation>> page =
        asking.page(caller(), after, most, Purpose.of(purpose));
    List<Reconciliation> found = page.value();
    String next = found.size() < most ? null : new IdCursor(found.getLast().id()).text();
    return RestResponse.ResponseBuilder.ok(new Page(found.stream().map(this::view).toList(), next))
        .header("Audit-Record", page.auditRecord())
        .build();
  }

  /** One reconciliation. */
  @GET
  @Path("/{id}")
  @RolesAllowed(Group.OVERSIGHT)
  @Operation(summary = "One reconciliation: what was asked, what each side says, what came of it")
  @APIResponse(
      responseCode = "200",
      description = "The reconciliation",
      headers = @Header(name = "Audit-Record", description = "The record of this reading"))
  @APIResponse(responseCode = "404", description = "There is no such reconciliation")
  public RestResponse<ReconciliationView> get(
      @RestPath String id, @HeaderParam(Purpose.HEADER) @Nullable String purpose)
      throws SQLException {
    ReadingStore.Reading<Optional<Reconciliation>> reading =
        asking.find(caller(), RecordResource.id(id), Purpose.of(purpose));
    String auditRecord = reading.auditRecord().toString();
    Reconciliation found =
        reading
            .value()
            .orElseThrow(
                () -> new ProblemException(new Problem.NotFound(), Optional.of(auditRecord)));
    return RestResponse.ResponseBuilder.ok(view(found)).header("Audit-Record", auditRecord).build();
  }

  private ReconciliationView view(Reconciliation reconciliation) {
    return ReconciliationView.of(reconciliation, settings::origin);
  }

  private Caller caller() {
    return AgencyFilter.caller(identity).orElseThrow();
  }
}
