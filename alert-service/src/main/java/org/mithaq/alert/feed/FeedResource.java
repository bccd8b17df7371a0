package org.mithaq.alert.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.agreement.Register;
import org.mithaq.alert.agreement.Standing;
import org.mithaq.alert.identity.Caller;
import org.mithaq.alert.identity.CallerProducer;
import org.mithaq.alert.identity.Groups;
import org.mithaq.alert.notice.NoticeMapper;
import org.mithaq.alert.outbox.DisclosureRecord;
import org.mithaq.alert.outbox.OutboxStore;
import org.mithaq.alert.problem.FieldError;
import org.mithaq.alert.problem.Problem;
import org.mithaq.alert.problem.ProblemException;

/**
 * The agency's feed as server-sent events. Each subscriber has a thread of its own that reads the
 * feed page by page and goes on only when the last event was taken, so a slow one delays nobody;
 * one that takes nothing for too long is ended and resumes from its last id.
 */
@Path("/v1/feed")
public class FeedResource {

  private static final Logger LOG = Logger.getLogger(FeedResource.class);

  private final FeedStore store;
  private final FeedHub hub;
  private final FeedConfig config;
  private final Register register;
  private final CallerProducer callers;
  private final OutboxStore outbox;
  private final Clock clock;
  private final Vertx vertx;

  @Inject
  FeedResource(
      FeedStore store,
      FeedHub hub,
      FeedConfig config,
      Register register,
      CallerProducer callers,
      OutboxStore outbox,
      Clock clock,
      Vertx vertx) {
    this.store = store;
    this.hub = hub;
    this.config = config;
    this.register = register;
    this.callers = callers;
    this.outbox = outbox;
    this.clock = clock;
    this.vertx = vertx;
  }

  @GET
  @RolesAllowed(Groups.ANALYST)
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RunOnVirtualThread
  @Operation(operationId = "readFeed", summary = "The feed of one's agency, as server-sent events")
  @APIResponse(
      responseCode = "200",
      description =
          "Events named notice; id: the number in the agency's feed; data: the notice. A comment"
              + " 'up to N' follows once what the feed held when it was opened has been sent")
  public Response feed(
      @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
      @Context HttpServerRequest request)
      throws SQLException {
    if (request.method().equals(HttpMethod.HEAD)) {
      // Nothing would be streamed, so nobody would give the place back.
      throw new ProblemException(new Problem.Protocol(405));
    }
    Caller caller = callers.caller();
    if (!register.isHeard()) {
      throw new ProblemException(new Problem.NotPermitted(Standing.Reason.REGISTER_SILENT));
    }
    if (!register.isActive(caller.agency())) {
      throw new ProblemException(new Problem.NotPermitted(Standing.Reason.NOT_A_PARTNER));
    }
    long after = after(lastEventId, caller.agency());
    if (!hub.enter(caller.agency(), config.connections())) {
      throw new ProblemException(new Problem.TooManyFeeds(config.connections()));
    }
    boolean handed = false;
    try {
      long head = store.head(caller.agency());
      DisclosureRecord record =
          new DisclosureRecord(
              outbox.newId(),
              clock.instant(),
              DisclosureRecord.Operation.CONSULTATION,
              null,
              caller.agency(),
              caller.user(),
              List.of(),
              List.of(caller.agency()),
              List.of(new DisclosureRecord.Thing("feed", caller.agency(), null)),
              null,
              null,
              List.of(),
              null);
      store.record(record);
      StreamingOutput events =
          out -> new Subscriber(caller, after, head, new EventStream(out), request).run();
      handed = true;
      return Response.ok(events, MediaType.SERVER_SENT_EVENTS)
          .header("Audit-Record", record.id())
          .header("Cache-Control", "no-store")
          .header("X-Accel-Buffering", "no")
          .build();
    } finally {
      if (!handed) {
        hub.leave(caller.agency());
      }
    }
  }

  private long after(@Nullable String lastEventId, String agency) throws SQLException {
    if (lastEventId == null || lastEventId.isEmpty()) {
      return 0;
    }
    try {
      long after = Long.parseLong(lastEventId);
      if (after >= 0 && after <= store.head(agency)) {
        return after;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same answer.
    }
    throw new ProblemException(
        new Problem.InvalidParameter(
            new FieldError("/Last-Event-ID", "It is the id of an event of this feed.")));
  }

  /** Hands one subscriber its feed, on the thread of its request. */
  private final class Subscriber {
    private final Caller caller;
    private final EventStream stream;
    private final HttpServerRequest request;

    /** Where the feed's end was when it was opened. */
    private final long head;

    private long last;

    Subscriber(
        Caller caller, long after, long head, EventStream stream, HttpServerRequest request) {
      this.caller = caller;
      this.last = after;
      this.head = head;
      this.stream = stream;
      this.request = request;
    }

    void run() {
      Watch watch = new Watch(request);
      try {
        watch.over(() -> stream.comment("feed of " + caller.agency()));
        Instant alive = clock.instant();
        boolean told = false;
        while (clock.instant().isBefore(caller.until()) && !request.response().closed()) {
          if (!register.isActive(caller.agency())) {
            return;
          }
          int sent = sendPage(watch);
          if (!told && last >= head) {
            watch.over(() -> stream.comment("up to " + last));
            told = true;
          }
          if (sent > 0) {
            alive = clock.instant();
          } else if (!clock.instant().isBefore(alive.plus(config.heartbeat()))) {
            watch.over(() -> stream.comment("alive"));
            alive = clock.instant();
          } else {
            // While nothing may be sent, nothing that waits is a reason to look again at once.
            long beyond = register.isHeard() ? last : Long.MAX_VALUE;
            hub.awaitBeyond(caller.agency(), beyond, pause(alive));
          }
        }
        watch.over(() -> stream.comment("the token has ended; resume from " + last));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        LOG.debugf("a subscriber of %s is gone", caller.agency());
      } catch (SQLException | RuntimeException e) {
        LOG.warnf("a feed of %s ends: %s", caller.agency(), e.getClass().getSimpleName());
      } finally {
        hub.leave(caller.agency());
      }
    }

    /**
     * How long to wait at most: until the next sign of life, the end of the token, or a look
     * around.
     */
    private Duration pause(Instant alive) {
      Duration beat = Duration.between(clock.instant(), alive.plus(config.heartbeat()));
      Duration end = Duration.between(clock.instant(), caller.until());
      Duration shortest = beat.compareTo(end) < 0 ? beat : end;
      return shortest.compareTo(config.poll()) < 0 ? shortest : config.poll();
    }

    private int sendPage(Watch watch) throws SQLException, IOException {
      if (!register.isHeard()) {
        // Fails closed: what is permitted is unknown, so nothing is sent until it is known again.
        return 0;
      }
      int sent = 0;
      long reached = last;
      for (FeedEvent event : store.after(caller.agency(), last, config.buffer())) {
        Standing standing = register.standing(caller.agency(), event.agreement(), event.articles());
        boolean silent =
            standing instanceof Standing.Refused refused
                && refused.reason() == Standing.Reason.REGISTER_SILENT;
        if (silent || !clock.instant().isBefore(caller.until())) {
          break;
        }
        stream.event("notice", event.sequence(), data(event, standing).toString());
        reached = event.sequence();
        sent++;
      }
      if (sent > 0) {
        watch.over(stream::flush);
        last = reached;
      }
      return sent;
    }

    private JsonNode data(FeedEvent event, Standing standing) {
      ObjectNode place = JsonNodeFactory.instance.objectNode();
      place.put("sequence", event.sequence());
      place.put("id", event.notice());
      place.put("version", event.version());
      if (event.body() == null) {
        return place.put("superseded", true);
      }
      if (standing instanceof Standing.Refused) {
        return place.put("withheld", true);
      }
      return NoticeMapper.shown(event.body(), caller.isSafeguarding());
    }
  }

  /** Ends the connection of a subscriber that leaves a write untaken for too long. */
  private final class Watch {
    private final HttpServerRequest request;

    Watch(HttpServerRequest request) {
      this.request = request;
    }

    void over(Write write) throws IOException {
      long timer =
          vertx.setTimer(config.patience().toMillis(), late -> request.connection().close());
      try {
        write.run();
      } finally {
        vertx.cancelTimer(timer);
      }
    }
  }

  /** Something written to a subscriber. */
  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }
}
