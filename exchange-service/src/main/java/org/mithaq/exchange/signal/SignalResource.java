package org.mithaq.exchange.signal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.mithaq.exchange.agreement.AgreementStore;
import org.mithaq.exchange.agreement.Purpose;
import org.mithaq.exchange.identity.Caller;
import org.mithaq.exchange.identity.CallerProducer;
import org.mithaq.exchange.identity.Group;
import org.mithaq.exchange.outbox.Ids;
import org.mithaq.exchange.outbox.Topics;
import org.mithaq.exchange.problem.Problem;
import org.mithaq.exchange.problem.ProblemBody;
import org.mithaq.exchange.problem.ProblemException;
import org.mithaq.exchange.problem.ProblemType;
import org.mithaq.exchange.selector.MatchingKeys;

/** Signals over HTTP. */
@Path("/v1/signals")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "signals")
@SecurityRequirement(name = "token")
public class SignalResource {

  /** One JSON text a line. */
  static final String NDJSON = "application/x-ndjson";

  private static final String BULK = "/v1/signals/bulk";
  private static final String SINGLE = "/v1/signals";
  private static final int MOST = 500;

  private final CallerProducer callers;
  private final SignalConfig config;
  private final Intake intake;
  private final Consultation consultation;
  private final Correction correction;

  @Inject
  SignalResource(
      CallerProducer callers,
      SignalConfig config,
      SignalStore store,
      AgreementStore agreements,
      ContentVault vault,
      MatchingKeys keys,
      Topics topics,
      Clock clock,
      Ids ids) {
    this.callers = callers;
    this.config = config;
    this.intake =
        new Intake(store, agreements, vault, keys, topics, clock, ids, config.idempotency());
    this.consultation = new Consultation(store, agreements, vault, topics, clock, ids);
    this.correction = new Correction(store, agreements, vault, keys, topics, clock, ids);
  }

  /** Publishes one signal. */
  @POST
  @Operation(operationId = "publishSignal", summary = "Publishes one signal")
  @RequestBody(
      required = true,
      content = @Content(mediaType = "application/json", schema = @Schema(ref = "Signal")))
  @APIResponse(
      responseCode = "201",
      description = "Accepted",
      content = @Content(mediaType = "application/json", schema = @Schema(ref = "Accepted")))
  @APIResponse(
      responseCode = "200",
      description = "The agency had posted just this before",
      content = @Content(mediaType = "application/json", schema = @Schema(ref = "Accepted")))
  @APIResponse(responseCode = "default", ref = "Problem")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Group.PUBLISHER)
  public Response publish(InputStream body, @HeaderParam("Idempotency-Key") @Nullable String key)
      throws IOException {
    Caller caller = callers.caller();
    Optional<IdempotencyKey> idempotency = key(SINGLE, key);
    return switch (intake.take(caller, new Intake.Posted(bounded(body, config), idempotency))) {
      case Answer.Accepted accepted ->
          accepted(accepted).location(URI.create(SINGLE + "/" + accepted.id())).build();
      case Answer.Rejected rejected -> rejected(rejected);
    };
  }

  static byte[] bounded(InputStream body, SignalConfig config) throws IOException {
    byte[] bytes = body.readNBytes(config.longestBody() + 1);
    if (bytes.length > config.longestBody()) {
      throw new ProblemException(tooLarge(config));
    }
    return bytes;
  }

  private static Response.ResponseBuilder accepted(Answer.Accepted accepted) {
    return Response.status(accepted.status())
        .header("ETag", "\"" + accepted.version() + "\"")
        .header("Audit-Record", accepted.auditRecord())
        .header("Cache-Control", "no-store")
        .entity(accepted.body().toString());
  }

  private static Response rejected(Answer.Rejected rejected) {
    Response.ResponseBuilder response =
        Response.status(rejected.problem().status())
            .type(ProblemBody.MEDIA_TYPE)
            .header("Cache-Control", "no-store")
            .entity(ProblemBody.of(rejected.problem(), rejected.incident()).toString());
    rejected.auditRecord().ifPresent(record -> response.header("Audit-Record", record));
    if (rejected.problem().status() == 503) {
      response.header("Retry-After", "1");
    }
    return response.build();
  }

  private static Problem.Fault tooLarge(SignalConfig config) {
    return new Problem.Fault(
        ProblemType.TOO_LARGE,
        "A body or a line may have " + config.longestBody() + " bytes at most.");
  }

  private static Optional<IdempotencyKey> key(String path, @Nullable String key) {
    if (key != null && !IdempotencyKey.isKey(key)) {
      throw new ProblemException(
          new Problem.Fault(
              ProblemType.INVALID_REQUEST,
              "The Idempotency-Key must be 1 to 255 visible ASCII characters."));
    }
    return IdempotencyKey.of(path, Optional.ofNullable(key));
  }

  /** Publishes many signals, one a line; answers one a line, while lines still arrive. */
  @POST
  @Operation(operationId = "publishSignals", summary = "Publishes many signals, one a line")
  @RequestBody(
      required = true,
      content = @Content(mediaType = "application/x-ndjson", schema = @Schema(ref = "Signal")))
  @APIResponse(
      responseCode = "200",
      description = "An answer a line, while lines still arrive",
      content = @Content(mediaType = "application/x-ndjson", schema = @Schema(ref = "BulkAnswer")))
  @APIResponse(responseCode = "default", ref = "Problem")
  @Path("/bulk")
  @Consumes(NDJSON)
  @Produces({NDJSON, ProblemBody.MEDIA_TYPE})
  @RolesAllowed(Group.PUBLISHER)
  public Response bulk(InputStream body, @HeaderParam("Idempotency-Key") @Nullable String key) {
    Caller caller = callers.caller();
    Optional<IdempotencyKey> idempotency = key(BULK, key);
    StreamingOutput answers = out -> answer(caller, body, idempotency, out);
    return Response.ok(answers, NDJSON).header("Cache-Control", "no-store").build();
  }

  private void answer(
      Caller caller, InputStream body, Optional<IdempotencyKey> key, OutputStream out)
      throws IOException {
    try (BulkReader reader = new BulkReader(body, config.longestBody())) {
      for (List<BulkReader.Line> lines = reader.next(config.bulkBatch());
          !lines.isEmpty();
          lines = reader.next(config.bulkBatch())) {
        out.write(answers(caller, lines, key).getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  private String answers(Caller caller, List<BulkReader.Line> lines, Optional<IdempotencyKey> key) {
    List<Intake.Posted> posted = new ArrayList<>();
    for (BulkReader.Line line : lines) {
      if (line instanceof BulkReader.Line.Complete(long number, byte[] bytes)) {
        posted.add(new Intake.Posted(bytes, key.map(k -> k.line(number))));
      }
    }
    List<Answer> taken = intake.take(caller, posted);
    StringBuilder text = new StringBuilder();
    int next = 0;
    for (BulkReader.Line line : lines) {
      ObjectNode answer =
          switch (line) {
            case BulkReader.Line.Complete complete -> line(complete.number(), taken.get(next++));
            case BulkReader.Line.TooLong(long number) ->
                numbered(number, ProblemBody.of(tooLarge(config), UUID.randomUUID()));
          };
      text.append(answer).append('\n');
    }
    return text.toString();
  }

  private static ObjectNode line(long number, Answer answer) {
    return switch (answer) {
      case Answer.Accepted accepted -> {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("line", number);
        line.put("status", accepted.status());
        for (String member :
            List.of("id", "reference", "version", "unmatched", "warnings", "auditRecord")) {
          line.set(member, accepted.body().get(member));
        }
        yield line;
      }
      case Answer.Rejected rejected -> {
        ObjectNode line = numbered(number, ProblemBody.of(rejected.problem(), rejected.incident()));
        rejected.reference().ifPresent(r -> line.put("reference", r));
        rejected.auditRecord().ifPresent(r -> line.put("auditRecord", r.toString()));
        yield line;
      }
    };
  }

  private static ObjectNode numbered(long number, ObjectNode problem) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("line", number);
    line.setAll(problem);
    return line;
  }

  /** Lists the caller's own signals, the newest first. */
  @GET
  @Operation(operationId = "listSignals", summary = "Lists one's own signals, the newest first")
  @APIResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(mediaType = "application/json", schema = @Schema(ref = "SignalPage")))
  @APIResponse(responseCode = "default", ref = "Problem")
  @RolesAllowed({Group.PUBLISHER, Group.ANALYST})
  public Response own(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable String limit,
      @HeaderParam("Mithaq-Purpose") @Nullable String purpose) {
    Caller caller = callers.caller();
    return shown(
        consultation.own(caller, Optional.ofNullable(cursor), limit(limit), purpose(purpose)));
  }

  static int limit(@Nullable String limit) {
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

  static Optional<Purpose> purpose(@Nullable String purpose) {
    if (purpose == null) {
      return Optional.empty();
    }
    Purpose named = Purpose.CODES.get(purpose);
    if (named == null) {
      throw new ProblemException(
          new Problem.Fault(
              ProblemType.INVALID_REQUEST,
              "Mithaq-Purpose must be one of " + String.join(", ", Purpose.CODES.keySet()) + "."));
    }
    return Optional.of(named);
  }

  /** Shows one signal. */
  @GET
  @Operation(operationId = "readSignal", summary = "Shows one signal")
  @APIResponse(
      responseCode = "200",
      description = "The signal, or what may be seen of it",
      content = @Content(mediaType = "application/json", schema = @Schema(ref = "SignalShown")))
  @APIResponse(responseCode = "default", ref = "Problem")
  @Path("/{id}")
  @RolesAllowed({Group.PUBLISHER, Group.ANALYST})
  public Response read(
      @PathParam("id") String id, @HeaderParam("Mithaq-Purpose") @Nullable String purpose)
      throws SQLException {
    return shown(consultation.read(callers.caller(), uuid(id), purpose(purpose)));
  }

  private static UUID uuid(String id) {
    try {
      if (id.length() == 36) {
        return UUID.fromString(id);
      }
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.notFound());
    }
    throw new ProblemException(Problem.notFound());
  }

  static Response shown(Consultation.Shown shown) {
    Response.ResponseBuilder response =
        Response.ok(shown.body().toString())
            .header("Audit-Record", shown.auditRecord())
            .header("Cache-Control", "no-store")
            .header("Vary", "Authorization");
    shown.etag().ifPresent(tag -> response.header("ETag", tag));
    return response.build();
  }

  /** Corrects one of the caller's own signals. */
  @PUT
  @Operation(operationId = "correctSignal", summary = "Corrects one of one's own signals")
  @RequestBody(
      required = true,
      content = @Content(mediaType = "application/json", schema = @Schema(ref = "Signal")))
  @APIResponse(
      responseCode = "200",
      description = "Corrected, now or before",
      content = @Content(mediaType = "application/json", schema = @Schema(ref = "Accepted")))
  @APIResponse(responseCode = "default", ref = "Problem")
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Group.PUBLISHER)
  public Response correct(
      @PathParam("id") String id,
      InputStream body,
      @HeaderParam("If-Match") @Nullable String ifMatch)
      throws IOException, SQLException {
    Caller caller = callers.caller();
    return accepted(
            correction.correct(
                caller, uuid(id), bounded(body, config), Optional.ofNullable(ifMatch)))
        .build();
  }

  /** Withdraws one of the caller's own signals. */
  @DELETE
  @Operation(operationId = "withdrawSignal", summary = "Withdraws one of one's own signals")
  @APIResponse(responseCode = "204", description = "Withdrawn, now or before")
  @APIResponse(responseCode = "default", ref = "Problem")
  @Path("/{id}")
  @RolesAllowed(Group.PUBLISHER)
  public Response withdraw(
      @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch)
      throws SQLException {
    UUID record = consultation.withdraw(callers.caller(), uuid(id), Optional.ofNullable(ifMatch));
    return Response.noContent().header("Audit-Record", record).build();
  }
}
