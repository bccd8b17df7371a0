package org.mithaq.audit.oversight;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.identity.AgencyFilter;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.identity.Group;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;
import org.mithaq.audit.record.Erased;
import org.mithaq.audit.record.Place;
import org.mithaq.audit.record.RecordCursor;
import org.mithaq.audit.record.StoredRecord;

/**
 * Reading the records: auditors those of their own side, oversight all. Each reading is recorded.
 */
@Path("/v1/records")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "records", description = "Who shared what with whom, under which article")
public class RecordResource {

  private static final int MOST = 500;

  private final ReadingStore readings;
  private final SecurityIdentity identity;

  /** Reads from this store for this identity. */
  public RecordResource(ReadingStore readings, SecurityIdentity identity) {
    this.readings = readings;
    this.identity = identity;
  }

  /**
   * A page of records.
   *
   * @param items the records, the newest first
   * @param next the cursor of the next page; null at the end
   */
  @Schema(name = "RecordPage")
  public record Page(List<RecordView> items, @Nullable String next) {

    /** Copies the list. */
    public Page {
      items = List.copyOf(items);
    }
  }

  /** The records that pass the filters, the newest first. */
  @GET
  @RolesAllowed({Group.AUDITOR, Group.OVERSIGHT})
  @org.eclipse.microprofile.openapi.annotations.Operation(
      summary = "Records that are in the log, the newest first")
  @APIResponse(
      responseCode = "200",
      description = "A page of records",
      headers = @Header(name = "Audit-Record", description = "The record of this reading"))
  @APIResponse(responseCode = "400", description = "A parameter is not valid")
  public RestResponse<Page> list(
      @BeanParam RecordQueryMapper query, @HeaderParam(Purpose.HEADER) @Nullable String purpose)
      throws SQLException {
    RecordQueryMapper.Asked asked = query.asked();
    Caller caller = AgencyFilter.caller(identity).orElseThrow();
    ReadingStore.Reading<List<ReadingStore.Read>> page =
        readings.page(caller, asked.filter(), asked.after(), asked.limit(), Purpose.of(purpose));
    List<RecordView> items =
        page.value().stream()
            .map(read -> RecordView.of(caller, read.stored(), read.disclosure()))
            .toList();
    String next = next(page.value(), asked.limit());
    return RestResponse.ResponseBuilder.ok(new Page(items, next))
        .header("Audit-Record", page.auditRecord())
        .build();
  }

  /** One record. */
  @GET
  @Path("/{id}")
  @RolesAllowed({Group.AUDITOR, Group.OVERSIGHT})
  @org.eclipse.microprofile.openapi.annotations.Operation(summary = "One record")
  @APIResponse(
      responseCode = "200",
      description = "The record, as far as this reader may see it",
      headers = @Header(name = "Audit-Record", description = "The record of this reading"))
  @APIResponse(
      responseCode = "404",
      description = "There is no such record, or it is of another side")
  @APIResponse(
      responseCode = "410",
      description = "erased: what is left of the record, and which erasure it was, in remains")
  public RestResponse<RecordView> get(
      @RestPath String id, @HeaderParam(Purpose.HEADER) @Nullable String purpose)
      throws SQLException {
    Caller caller = AgencyFilter.caller(identity).orElseThrow();
    ReadingStore.Reading<Optional<ReadingStore.Read>> reading =
        readings.find(caller, id(id), Purpose.of(purpose));
    String auditRecord = reading.auditRecord().toString();
    ReadingStore.Read read =
        reading
            .value()
            .orElseThrow(
                () -> new ProblemException(new Problem.NotFound(), Optional.of(auditRecord)));
    if (read.erased()) {
      throw new ProblemException(
          new Problem.Erased(remains(read.stored())), Optional.of(auditRecord));
    }
    return RestResponse.ResponseBuilder.ok(RecordView.of(caller, read.stored(), read.disclosure()))
        .header("Audit-Record", auditRecord)
        .build();
  }

  private Problem.Remains remains(StoredRecord stored) throws SQLException {
    Place place = stored.place().orElseThrow();
    Erased erased =
        readings
            .erased(stored.id())
            .orElseThrow(() -> new IllegalStateException("a record is erased by no erasure"));
    return new Problem.Remains(
        stored.id().toString(),
        stored.emitter(),
        place.number(),
        place.year(),
        place.position(),
        new String(place.entry(), StandardCharsets.US_ASCII),
        erased.erasure().toString(),
        erased.basis(),
        erased.entry().toString());
  }

  /** An id in a path; whatever is none is the id of nothing. */
  public static UUID id(String text) {
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equals(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      throw new ProblemException(new Problem.NotFound());
    }
    throw new ProblemException(new Problem.NotFound());
  }

  /** The cursor after a page; null when there is no more. */
  public static @Nullable String next(List<ReadingStore.Read> page, int limit) {
    if (page.size() < limit) {
      return null;
    }
    return page.getLast()
        .stored()
        .place()
        .map(place -> new RecordCursor(place.year(), place.position()).text())
        .orElse(null);
  }

  /**
   * Which part of a list is asked for.
   *
   * @param limit how many at most
   * @param after where the page before ended
   */
  public record Paging(int limit, Optional<RecordCursor> after) {

    /** Checks that the parts are there. */
    public Paging {
      Objects.requireNonNull(after);
    }
  }

  /**
   * Reads the two parameters of every list.
   *
   * @throws ProblemException when one is not valid
   */
  public static Paging paging(@Nullable String limit, @Nullable String cursor) {
    List<Problem.Flaw> flaws = new ArrayList<>();
    Paging paging = new Paging(limit(limit, flaws), cursor(cursor, flaws));
    if (!flaws.isEmpty()) {
      throw new ProblemException(new Problem.InvalidParameter(flaws));
    }
    return paging;
  }

  /** How long a page is asked to be; what is not valid is noted. */
  public static int limit(@Nullable String value, List<Problem.Flaw> flaws) {
    if (value == null) {
      return 50;
    }
    if (!value.matches("[1-9][0-9]{0,2}") || Integer.parseInt(value) > MOST) {
      flaws.add(new Problem.Flaw("?limit", "a number from 1 to " + MOST));
      return 1;
    }
    return Integer.parseInt(value);
  }

  static Optional<RecordCursor> cursor(@Nullable String value, List<Problem.Flaw> flaws) {
    if (value == null) {
      return Optional.empty();
    }
    Optional<RecordCursor> cursor = RecordCursor.parse(value);
    if (cursor.isEmpty()) {
      flaws.add(cursorFlaw());
    }
    return cursor;
  }

  /** What is wrong with a cursor that is none of ours. */
  static Problem.Flaw cursorFlaw() {
    return new Problem.Flaw("?cursor", "the next of the page before, unchanged");
  }
}
