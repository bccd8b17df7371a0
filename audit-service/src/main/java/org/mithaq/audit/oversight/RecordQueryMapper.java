package org.mithaq.audit.oversight;

import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.problem.Problem;
import org.mithaq.audit.problem.ProblemException;
import org.mithaq.audit.record.Names;
import org.mithaq.audit.record.Operation;
import org.mithaq.audit.record.RecordCursor;
import org.mithaq.audit.record.RecordFilter;

/** Which records a request asks for, and which page of them: the parameters of such a request. */
public class RecordQueryMapper {

  @QueryParam("agency")
  @Parameter(description = "Who acted")
  @Nullable String agency;

  @QueryParam("recipient")
  @Parameter(description = "Who was told")
  @Nullable String recipient;

  @QueryParam("agreement")
  @Nullable String agreement;

  @QueryParam("article")
  @Nullable String article;

  @QueryParam("operation")
  @Parameter(description = "Directive (EU) 2016/680 article 25")
  @Nullable String operation;

  @QueryParam("from")
  @Parameter(description = "Not before: an instant or a UTC day")
  @Nullable String from;

  @QueryParam("to")
  @Parameter(description = "Before: an instant or a UTC day")
  @Nullable String to;

  @QueryParam("limit")
  @Parameter(description = "1 to 500, 50 if not given")
  @Nullable String limit;

  @QueryParam("cursor")
  @Parameter(description = "The next of the page before")
  @Nullable String cursor;

  /**
   * What is asked for.
   *
   * @param filter what must hold of a record
   * @param limit how many at most
   * @param after where the page before ended
   */
  public record Asked(RecordFilter filter, int limit, Optional<RecordCursor> after) {

    /** Checks that the parts are there. */
    public Asked {
      Objects.requireNonNull(filter);
      Objects.requireNonNull(after);
    }
  }

  /**
   * Reads the parameters.
   *
   * @throws ProblemException with all that are not valid
   */
  public Asked asked() {
    List<Problem.Flaw> flaws = new ArrayList<>();
    RecordFilter filter =
        new RecordFilter(
            name("agency", agency, flaws),
            name("recipient", recipient, flaws),
            name("agreement", agreement, flaws),
            article(article, flaws),
            operation(operation, flaws),
            time("from", from, flaws),
            time("to", to, flaws));
    Asked asked =
        new Asked(filter, RecordResource.limit(limit, flaws), RecordResource.cursor(cursor, flaws));
    if (!flaws.isEmpty()) {
      throw new ProblemException(new Problem.InvalidParameter(flaws));
    }
    return asked;
  }

  private static Optional<String> name(
      String parameter, @Nullable String value, List<Problem.Flaw> flaws) {
    if (value != null && !Names.valid(value)) {
      flaws.add(new Problem.Flaw("?" + parameter, "an id like nl-kmar"));
    }
    return Optional.ofNullable(value);
  }

  private static Optional<String> article(@Nullable String value, List<Problem.Flaw> flaws) {
    if (value != null && !value.matches("[A-Za-z0-9.()-]{1,50}")) {
      flaws.add(new Problem.Flaw("?article", "an article's id like 5"));
    }
    return Optional.ofNullable(value);
  }

  private static Optional<Operation> operation(@Nullable String value, List<Problem.Flaw> flaws) {
    if (value == null) {
      return Optional.empty();
    }
    Optional<Operation> operation = Operation.of(value);
    if (operation.isEmpty()) {
      flaws.add(
          new Problem.Flaw(
              "?operation",
              "one of collection, alteration, consultation, disclosure, combination, erasure"));
    }
    return operation;
  }

  /** RFC 3339 knows years of four digits; PostgreSQL not many more. */
  private static boolean isKnown(Instant time) {
    int year = time.atOffset(ZoneOffset.UTC).getYear();
    return year >= 1 && year <= 9999;
  }

  private static Optional<Instant> time(
      String parameter, @Nullable String value, List<Problem.Flaw> flaws) {
    if (value == null) {
      return Optional.empty();
    }
    Optional<Instant> time;
    try {
      time =
          Optional.of(
                  value.length() == 10
                      ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                      : OffsetDateTime.parse(value).toInstant())
              .filter(RecordQueryMapper::isKnown);
    } catch (DateTimeException e) {
      time = Optional.empty();
    }
    if (time.isEmpty()) {
      flaws.add(
          new Problem.Flaw("?" + parameter, "an instant of RFC 3339 or a day like 2026-03-02"));
    }
    return time;
  }
}
