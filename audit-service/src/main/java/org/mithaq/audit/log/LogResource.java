package org.mithaq.audit.log;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;

/** The published files of the logs. They need no token: they say nothing to a stranger. */
@Path("/v1")
@Tag(name = "log", description = "The transparency log, after C2SP tlog-tiles")
@SecurityRequirements
public class LogResource {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String SHORTLY = "public, max-age=5";
  private static final String ALWAYS_ASKED = "no-cache";

  private final PublishedLog log;

  /** Serves this log. */
  public LogResource(PublishedLog log) {
    this.log = log;
  }

  /** The checkpoint of the current log. */
  @GET
  @Path("/log/checkpoint")
  @Produces(TEXT)
  @PermitAll
  @Operation(summary = "The checkpoint of the current log")
  @APIResponse(responseCode = "200", description = "A signed note, C2SP tlog-checkpoint")
  @APIResponse(responseCode = "404", description = "Nothing has been published yet")
  public Response currentCheckpoint() throws IOException {
    return checkpoint(year());
  }

  /** Which checkpoints of the current log are kept. */
  @GET
  @Path("/log/checkpoints/index")
  @Produces(TEXT)
  @PermitAll
  @Operation(summary = "Which checkpoints of the current log are kept: at most one an hour")
  @APIResponse(responseCode = "200", description = "A line each: the size and the UTC hour")
  @APIResponse(responseCode = "404", description = "None is kept yet")
  public Response currentIndex() throws IOException {
    return index(year());
  }

  /** A kept checkpoint of the current log. */
  @GET
  @Path("/log/checkpoints/{size:[0-9]{1,18}}")
  @Produces(TEXT)
  @PermitAll
  @Operation(summary = "A checkpoint of the current log that is kept")
  @APIResponse(responseCode = "200", description = "A signed note, C2SP tlog-checkpoint")
  @APIResponse(responseCode = "404", description = "None of this size is kept")
  public Response currentKept(@RestPath String size) throws IOException {
    return kept(year(), size, SHORTLY);
  }

  /** A tile or bundle of the current log. */
  @GET
  @Path("/log/tile/{path:.+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @PermitAll
  @Operation(summary = "A tile or an entry bundle of the current log")
  @Parameter(name = "path", description = "As in C2SP tlog-tiles: L/N[.p/W] or entries/N[.p/W]")
  @APIResponse(
      responseCode = "200",
      description = "The tile or bundle",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "404", description = "There is no such tile")
  public Response currentTile(@RestPath String path) throws IOException {
    // Next year the same path is another log's: only the path with the year never changes.
    return tile(year(), path, SHORTLY);
  }

  /** The checkpoint of a year's log. */
  @GET
  @Path("/logs/{year:[0-9]{4}}/checkpoint")
  @Produces(TEXT)
  @PermitAll
  @Operation(summary = "The checkpoint of a year's log")
  @APIResponse(responseCode = "200", description = "A signed note, C2SP tlog-checkpoint")
  @APIResponse(responseCode = "404", description = "There is no such log")
  public Response checkpoint(@RestPath int year) throws IOException {
    return text(log.note(year), ALWAYS_ASKED);
  }

  /** A tile or bundle of a year's log. */
  @GET
  @Path("/logs/{year:[0-9]{4}}/tile/{path:.+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @PermitAll
  @Operation(summary = "A tile or an entry bundle of a year's log")
  @Parameter(name = "path", description = "As in C2SP tlog-tiles: L/N[.p/W] or entries/N[.p/W]")
  @APIResponse(
      responseCode = "200",
      description = "The tile or bundle, which never changes",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "404", description = "There is no such tile")
  public Response tile(@RestPath int year, @RestPath String path) throws IOException {
    return tile(year, path, FOR_EVER);
  }

  /** Which checkpoints of a year's log are kept. */
  @GET
  @Path("/logs/{year:[0-9]{4}}/checkpoints/index")
  @Produces(TEXT)
  @PermitAll
  @Operation(summary = "Which checkpoints of a year's log are kept: at most one an hour")
  @APIResponse(responseCode = "200", description = "A line each: the size and the UTC hour")
  @APIResponse(responseCode = "404", description = "There is no such log, or none is kept yet")
  public Response index(@RestPath int year) throws IOException {
    return text(log.index(year), ALWAYS_ASKED);
  }

  /** A kept checkpoint of a year's log. */
  @GET
  @Path("/logs/{year:[0-9]{4}}/checkpoints/{size:[0-9]{1,18}}")
  @Produces(TEXT)
  @PermitAll
  @Operation(summary = "A checkpoint of a year's log that is kept")
  @APIResponse(
      responseCode = "200",
      description = "A signed note, C2SP tlog-checkpoint, which never changes")
  @APIResponse(responseCode = "404", description = "None of this size is kept")
  public Response kept(@RestPath int year, @RestPath String size) throws IOException {
    return kept(year, size, FOR_EVER);
  }

  private Response kept(int year, String size, String caching) throws IOException {
    // Nothing has two names.
    Optional<String> note =
        size.matches("0|[1-9].*") ? log.note(year, Long.parseLong(size)) : Optional.empty();
    return text(note, caching);
  }

  private static Response text(Optional<String> text, String caching) {
    if (text.isEmpty()) {
      throw new ProblemException(new Problem.NotFound());
    }
    return Response.ok(text.get(), TEXT).header(HttpHeaders.CACHE_CONTROL, caching).build();
  }

  private Response tile(int year, String path, String caching) throws IOException {
    Optional<byte[]> bytes = log.file(year, path);
    if (bytes.isEmpty()) {
      throw new ProblemException(new Problem.NotFound());
    }
    return Response.ok(bytes.get(), MediaType.APPLICATION_OCTET_STREAM)
        .header(HttpHeaders.CACHE_CONTROL, caching)
        .build();
  }

  private int year() throws IOException {
    OptionalInt year = log.currentYear();
    if (year.isEmpty()) {
      throw new ProblemException(new Problem.NotFound());
    }
    return year.getAsInt();
  }
}
