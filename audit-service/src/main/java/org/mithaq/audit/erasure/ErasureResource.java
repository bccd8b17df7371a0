package org.mithaq.audit.erasure;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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
import org.mithaq.audit.oversight.Done;
import org.mithaq.audit.oversight.IdCursor;
import org.mithaq.audit.oversight.IdempotencyKey;
import org.mithaq.audit.oversight.IdempotencyStore;
import org.mithaq.audit.oversight.Purpose;
import org.mithaq.audit.oversight.ReadingStore;
import org.mithaq.audit.oversight.RecordResource;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;

/**
 * Erasing records for good. Oversight alone proposes and decides: who runs the installation must
 * not be able to ask for evidence to go. Auditors see what is to be erased, or was, of their side.
 */
@Path(ErasureResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "erasures", description = "Erasing records for good, by two persons")
public class ErasureResource {

  static final String PATH = "/v1/erasures";

  private final ErasureStore store;
  private final IdempotencyStore once;
  private final SecurityIdentity identity;

  /** Erases in this store for this identity. */
  public ErasureResource(ErasureStore store, IdempotencyStore once, SecurityIdentity identity) {
    this.store = store;
    this.once = once;
    this.identity = identity;
  }

  /**
   * A page of erasures.
   *
   * @param items the erasures, the newest first; a page may have fewer than were asked for
   * @param next the cursor of the next page; null at the end
   */
  @Schema(name = "ErasurePage")
  public record Page(List<ErasureView> items, @Nullable String next) {

    /** Copies the list. */
    public Page {
      items = List.copyOf(items);
    }
  }

  /** Proposes to erase records; a second person must approve. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Group.OVERSIGHT)
  @Operation(
      summary = "Proposes to erase records for good",
      description = "Nothing is erased until a second person approves.")
  @APIResponse(
      responseCode = "201",
      description = "The erasure, proposed",
      headers = {
        @Header(name = "Audit-Record", description = "The record of the proposal"),
        @Header(name = "Location", description = "The erasure")
      })
  @APIResponse(responseCode = "400", description = "The request is not valid")
  @APIResponse(
      responseCode = "422",
      description = "not-erasable: errors says which, and why; or idempotency-key-reused")
  public RestResponse<ErasureView> propose(
      @Nullable ErasureRequest request, @HeaderParam(IdempotencyKey.HEADER) @Nullable String key)
      throws SQLException {
    if (request == null) {
      throw new ProblemException(new Problem.MalformedRequest());
    }
    ErasureRequest.Asked asked = request.checked();
    Caller caller = caller();
    Done<ErasureView> done =
        once.once(
            caller,
            IdempotencyKey.of(PATH, key),
            request,
            ErasureView.class,
            () -> told(caller, store.propose(caller, person(caller), asked)));
    ErasureView view = done.created();
    return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, view)
        .header("Audit-Record", done.auditRecord())
        .header(HttpHeaders.LOCATION, PATH + "/" + view.id())
        .build();
  }

  /** Approves an erasure as the second person, upon which it is carried out at once. */
  @POST
  @Path("/{id}/approval")
  @RolesAllowed(Group.OVERSIGHT)
  @Operation(
      summary = "Approves an erasure, and carries it out",
      description = "By another person than who proposed it; it cannot be undone.")
  @APIResponse(
      responseCode = "201",
      description = "The erasure, carried out",
      headers =
          @Header(
              name = "Audit-Record",
              description = "The record whose receipt proves the erasure in the log"))
  @APIResponse(responseCode = "404", description = "There is no such erasure")
  @APIResponse(
      responseCode = "409",
      description = "erasure-decided: carried out, rejected, or lapsed")
  @APIResponse(responseCode = "422", description = "same-person, same-agency or not-erasable")
  public RestResponse<ErasureView> approve(
      @RestPath String id, @HeaderParam(IdempotencyKey.HEADER) @Nullable String key)
      throws SQLException {
    Caller caller = caller();
    UUID erasure = RecordResource.id(id);
    Optional<IdempotencyKey> named = IdempotencyKey.of(PATH + "/" + erasure + "/approval", key);
    return decided(
        once.once(
            caller,
            named,
            null,
            ErasureView.class,
            () -> told(caller, store.approve(caller, person(caller), erasure))));
  }

  /** Rejects an erasure before it is carried out. */
  @POST
  @Path("/{id}/rejection")
  @RolesAllowed(Group.OVERSIGHT)
  @Operation(summary = "Rejects an erasure before it is carried out, or takes it back")
  @APIResponse(
      responseCode = "201",
      description = "The erasure, rejected",
      headers = @Header(name = "Audit-Record", description = "The record of the rejection"))
  @APIResponse(responseCode = "404", description = "There is no such erasure")
  @APIResponse(
      responseCode = "409",
      description = "erasure-decided: carried out, rejected, or lapsed")
  public RestResponse<ErasureView> reject(
      @RestPath String id, @HeaderParam(IdempotencyKey.HEADER) @Nullable String key)
      throws SQLException {
    Caller caller = caller();
    UUID erasure = RecordResource.id(id);
    Optional<IdempotencyKey> named = IdempotencyKey.of(PATH + "/" + erasure + "/rejection", key);
    return decided(
        once.once(
            caller,
            named,
            null,
            ErasureView.class,
            () -> told(caller, store.reject(caller, erasure))));
  }

  /** Erasures, the newest first. */
  @GET
  @RolesAllowed({Group.AUDITOR, Group.OVERSIGHT})
  @Operation(summary = "Erasures that concern the reader's side, the newest first")
  @APIResponse(
      responseCode = "200",
      description = "A page of erasures",
      headers = @Header(name = "Audit-Record", description = "The record of this reading"))
  @APIResponse(responseCode = "400", description = "A parameter is not valid")
  public RestResponse<Page> list(
      @RestQuery @Parameter(description = "proposed, carried-out, rejected or lapsed")
          @Nullable String state,
      @RestQuery @Parameter(description = "1 to 500, 50 if not given") @Nullable String limit,
      @RestQuery @Parameter(description = "The next of the page before") @Nullable String cursor,
      @HeaderParam(Purpose.HEADER) @Nullable String purpose)
      throws SQLException {
    List<Problem.Flaw> flaws = new ArrayList<>();
    Optional<Proposal.State> of = Optional.ofNullable(state).flatMap(Proposal.State::of);
    if (state != null && of.isEmpty()) {
      flaws.add(new Problem.Flaw("?state", "one of proposed, carried-out, rejected, lapsed"));
    }
    final int most = RecordResource.limit(limit, flaws);
    final Optional<UUID> after = IdCursor.parse(cursor, flaws);
    if (!flaws.isEmpty()) {
      throw new ProblemException(new Problem.InvalidParameter(flaws));
    }
    Caller caller = caller();
    Optional<String> named = Purpose.of(purpose);
    ReadingStore.Reading<ErasureStore.Page> page = store.page(caller, of, after, most, named);
    String next = page.value().next().map(IdCursor::text).orElse(null);
    return RestResponse.ResponseBuilder.ok(new Page(page.value().items(), next))
        .header("Audit-Record", page.auditRecord())
        .build();
  }

  /** One erasure. */
  @GET
  @Path("/{id}")
  @RolesAllowed({Group.AUDITOR, Group.OVERSIGHT})
  @Operation(summary = "One erasure")
  @APIResponse(
      responseCode = "200",
      description = "The erasure, as far as this reader may see it",
      headers = @Header(name = "Audit-Record", description = "The record of this reading"))
  @APIResponse(
      responseCode = "404",
      description = "There is no such erasure, or it concerns other sides")
  public RestResponse<ErasureView> get(
      @RestPath String id, @HeaderParam(Purpose.HEADER) @Nullable String purpose)
      throws SQLException {
    Caller caller = caller();
    UUID erasure = RecordResource.id(id);
    ReadingStore.Reading<Optional<ErasureView>> reading =
        store.read(caller, erasure, Purpose.of(purpose));
    String auditRecord = reading.auditRecord().toString();
    ErasureView view =
        reading
            .value()
            .orElseThrow(
                () -> new ProblemException(new Problem.NotFound(), Optional.of(auditRecord)));
    return RestResponse.ResponseBuilder.ok(view).header("Audit-Record", auditRecord).build();
  }

  private static RestResponse<ErasureView> decided(Done<ErasureView> done) {
    return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, done.created())
        .header("Audit-Record", done.auditRecord())
        .build();
  }

  private Done<ErasureView> told(Caller caller, ErasureStore.Outcome outcome) throws SQLException {
    return switch (outcome.verdict()) {
      case Proposal.Verdict.No no -> Done.refused(no.why(), outcome.auditRecord());
      case Proposal.Verdict.Go go ->
          Done.created(store.find(caller, outcome.erasure()).orElseThrow(), outcome.auditRecord());
    };
  }

  private Caller caller() {
    return AgencyFilter.caller(identity).orElseThrow();
  }

  private Person person(Caller caller) {
    return store.person(caller.agency(), AgencyFilter.names(identity));
  }
}
