package org.mithaq.exchange.agreement;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.identity.Caller;
import org.mithaq.exchange.identity.CallerProducer;
import org.mithaq.exchange.identity.Group;
import org.mithaq.exchange.outbox.DisclosureRecord;
import org.mithaq.exchange.outbox.DisclosureRecord.Subject;
import org.mithaq.exchange.outbox.Ids;
import org.mithaq.exchange.outbox.Operation;
import org.mithaq.exchange.outbox.OutboxStore;
import org.mithaq.exchange.problem.Problem;
import org.mithaq.exchange.problem.ProblemException;
import org.mithaq.exchange.problem.ProblemType;

/**
 * Agreements over HTTP. They are instruments between states: every partner may read all of them.
 */
@Path("/v1/agreements")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "agreements")
@SecurityRequirement(name = "token")
public class AgreementResource {

  private static final int MOST = 500;

  private final CallerProducer callers;
  private final AgreementStore store;
  private final OutboxStore outbox;
  private final Clock clock;
  private final Ids ids;

  @Inject
  AgreementResource(
      CallerProducer callers, AgreementStore store, OutboxStore outbox, Clock clock, Ids ids) {
    this.callers = callers;
    this.store = store;
    this.outbox = outbox;
    this.clock = clock;
    this.ids = ids;
  }

  /** Lists agreements by id. */
  @GET
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "listAgreements",
      summary = "Lists agreements by id")
  @APIResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(mediaType = "application/json", schema = @Schema(ref = "AgreementPage")))
  @APIResponse(responseCode = "default", ref = "Problem")
  @RolesAllowed({
    Group.PUBLISHER,
    Group.ANALYST,
    Group.RELEASER,
    Group.SAFEGUARDING,
    Group.AUDITOR,
    Group.OVERSIGHT,
    Group.ADMINISTRATOR
  })
  public Response list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable String limit)
      throws SQLException {
    Caller caller = callers.caller();
    int most = limit(limit);
    String after = cursor == null ? "" : decode(cursor);
    List<Agreement> rest =
        store.register().agreements().stream().filter(a -> a.id().compareTo(after) > 0).toList();
    List<Agreement> page = rest.stream().limit(most).toList();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode items = body.putArray("items");
    page.forEach(a -> items.add(AgreementJson.shown(a, store.today())));
    body.put("next", rest.size() > page.size() ? encode(page.getLast().id()) : null);
    return shown(body, record(caller, page, Optional.empty()));
  }

  private static int limit(@Nullable String limit) {
    if (limit == null) {
      return 50;
    }
    if (limit.matches("[1-9][0-9]{0,2}") && Integer.parseInt(limit) <= MOST) {
      return Integer.parseInt(limit);
    }
    throw new ProblemException(
        new Problem.Fault(
            ProblemType.INVALID_REQUEST, "The limit must be a whole number from 1 to 500."));
  }

  private static String encode(String id) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(id.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          new Problem.Fault(
              ProblemType.INVALID_REQUEST, "The cursor is not one that this service gave."));
    }
  }

  /** Shows one agreement. */
  @GET
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "readAgreement",
      summary = "Shows one agreement")
  @APIResponse(
      responseCode = "200",
      description = "The agreement",
      content = @Content(mediaType = "application/json", schema = @Schema(ref = "Agreement")))
  @APIResponse(responseCode = "default", ref = "Problem")
  @Path("/{id}")
  @RolesAllowed({
    Group.PUBLISHER,
    Group.ANALYST,
    Group.RELEASER,
    Group.SAFEGUARDING,
    Group.AUDITOR,
    Group.OVERSIGHT,
    Group.ADMINISTRATOR
  })
  public Response read(@PathParam("id") String id) throws SQLException {
    Caller caller = callers.caller();
    Optional<Agreement> agreement = store.register().agreement(id);
    if (agreement.isEmpty()) {
      DisclosureRecord refused = record(caller, List.of(), Optional.of(ProblemType.NOT_FOUND));
      outbox.record(refused);
      throw new ProblemException(Problem.notFound(), refused.id());
    }
    return shown(
        AgreementJson.shown(agreement.get(), store.today()),
        record(caller, agreement.stream().toList(), Optional.empty()));
  }

  private Response shown(ObjectNode body, DisclosureRecord record) throws SQLException {
    outbox.record(record);
    return Response.ok(body.toString())
        .header("Audit-Record", record.id())
        .header("Cache-Control", "no-store")
        .build();
  }

  private DisclosureRecord record(
      Caller caller, List<Agreement> agreements, Optional<ProblemType> refusal) {
    TreeSet<String> owners = new TreeSet<>();
    agreements.forEach(a -> a.parties().stream().map(AgencyId::value).forEach(owners::add));
    Optional<Agreement> one =
        agreements.size() == 1 ? Optional.of(agreements.getFirst()) : Optional.empty();
    return new DisclosureRecord(
        ids.next(),
        clock.instant(),
        Operation.CONSULTATION,
        refusal.map(ProblemType::slug),
        caller.agency().value(),
        Optional.of(caller.user()),
        List.copyOf(owners),
        refusal.isPresent() ? List.of() : List.of(caller.agency().value()),
        agreements.stream()
            .map(a -> new Subject(Subject.Kind.AGREEMENT, a.id(), OptionalInt.of(a.version())))
            .toList(),
        one.map(Agreement::id),
        one.map(a -> OptionalInt.of(a.version())).orElseGet(OptionalInt::empty),
        List.of(),
        Optional.empty());
  }
}
