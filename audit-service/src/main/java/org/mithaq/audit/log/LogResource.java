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
    return tile(year(), path, "public, max-age=5");
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
    Optional<String> note = log.note(year);
    if (note.isEmpty()) {
      throw new ProblemException(new Problem.NotFound());
    }
    return Response.ok(note.get(), TEXT).header(HttpHeaders.CACHE_CONTROL, "no-cache").build();
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
    return tile(year, path, "public, max-age=31536000, immutable");
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
