package org.mithaq.alert.notice;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

/**
 * The recalls that nobody has acknowledged in time: an agency's own to its analysts, those of all
 * agencies to oversight; but to nobody of the originator's side, which would learn from them whom
 * its signals were shown to.
 */
@Path("/v1/acknowledgements")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AcknowledgementResource {

  private static final char BAR = '|';
  private static final Pattern AGENCY = Pattern.compile("[a-z0-9-]+");

  private final AcknowledgementStore store;
  private final NoticeConfig config;
  private final Register register;
  private final CallerProducer callers;
  private final OutboxStore outbox;
  private final Clock clock;

  @Inject
  AcknowledgementResource(
      AcknowledgementStore store,
      NoticeConfig config,
      Register register,
      CallerProducer callers,
      OutboxStore outbox,
      Clock clock) {
    this.store = store;
    this.config = config;
    this.register = register;
    this.callers = callers;
    this.outbox = outbox;
    this.clock = clock;
  }

  @GET
  @RolesAllowed({Groups.ANALYST, Groups.OVERSIGHT})
  @Operation(
      operationId = "listAcknowledgements",
      summary = "Recalls that are not acknowledged in time: of one's agency; of all for oversight")
  @APIResponse(responseCode = "200", description = "A page of them, without their signals")
  public Response list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @HeaderParam("Mithaq-Purpose") @Nullable String purpose)
      throws SQLException {
    Caller caller = callers.caller();
    if (!"overdue".equals(state)) {
      throw Asked.invalid("/state", "It is overdue.");
    }
    int size = Asked.limit(limit, config);
    String after = Asked.after(cursor);
    int bar = after.indexOf(BAR);
    if (!after.isEmpty()
        && (bar < 0
            || !AGENCY.matcher(after.substring(0, bar)).matches()
            || !NoticeId.isOne(after.substring(bar + 1)))) {
      throw Asked.notACursor();
    }
    String declared = Asked.purpose(purpose);
    if (!register.isHeard()) {
      throw new ProblemException(new Problem.NotPermitted(Standing.Reason.REGISTER_SILENT));
    }
    if (!register.isActive(caller.agency())) {
      throw new ProblemException(new Problem.NotPermitted(Standing.Reason.NOT_A_PARTNER));
    }
    AcknowledgementStore.Reading reading =
        store.overdue(
            caller.agency(),
            caller.isOversight(),
            clock.instant().minus(config.acknowledgeWithin()),
            bar < 0 ? "" : after.substring(0, bar),
            after.substring(bar + 1),
            size,
            this::couldAcknowledge,
            items -> record(caller, items, declared));
    String next = null;
    if (reading.more()) {
      AcknowledgementStore.Overdue last = reading.items().getLast();
      next = Asked.cursor(last.agency() + BAR + last.notice().id());
    }
    return Response.ok(AcknowledgementMapper.overdue(reading, config.acknowledgeWithin(), next))
        .header(NoticeResource.AUDIT_RECORD, reading.record().id())
        .header("Cache-Control", "no-store")
        .build();
  }

  /** Whoever may not read the recall just now does not leave it unread. */
  private boolean couldAcknowledge(AcknowledgementStore.Overdue each) {
    return register.isActive(each.agency())
        && register.standing(each.agency(), each.notice().agreement(), each.notice().articles())
            instanceof Standing.Permitted;
  }

  private DisclosureRecord record(
      Caller caller, List<AcknowledgementStore.Overdue> items, @Nullable String purpose) {
    List<String> owners = new ArrayList<>();
    List<String> articles = new ArrayList<>();
    List<DisclosureRecord.Thing> things = new ArrayList<>();
    for (AcknowledgementStore.Overdue each : items) {
      owners.add(each.agency());
      articles.addAll(each.notice().articles());
      things.add(new DisclosureRecord.Thing("notice", each.notice().id(), each.notice().version()));
    }
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
        null,
        null,
        articles,
        purpose);
  }
}
