package org.mithaq.audit.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a record lies in clear in the database, because filters need it. Whoever writes the
 * database can change it, and nobody who answers a reading believes it before it has been compared
 * with what the record says.
 *
 * @param at when it happened, to the microsecond, which is what PostgreSQL keeps
 * @param operation what was done
 * @param decision whether it was granted
 * @param agency who acted
 * @param owners whose information it is
 * @param recipients who was told
 * @param sides whose side it is of
 * @param agreement under which agreement
 * @param articles under which articles
 * @param objects keyed references to what it is about, in hexadecimal digits
 */
public record InClear(
    @Nullable Instant at,
    @Nullable String operation,
    @Nullable String decision,
    @Nullable String agency,
    List<String> owners,
    List<String> recipients,
    List<String> sides,
    @Nullable String agreement,
    List<String> articles,
    List<String> objects) {

  /** Nothing: of a record that cannot be read. */
  public static final InClear NOTHING =
      new InClear(
          null, null, null, null, List.of(), List.of(), List.of(), null, List.of(), List.of());

  private static final int HALF_A_MICROSECOND = 500;

  /** Copies the lists. */
  public InClear {
    at = at == null ? null : at.plusNanos(HALF_A_MICROSECOND).truncatedTo(ChronoUnit.MICROS);
    owners = List.copyOf(owners);
    recipients = List.copyOf(recipients);
    sides = List.copyOf(sides);
    articles = List.copyOf(articles);
    objects = List.copyOf(objects);
  }

  /** What lies in clear of a record that says this. */
  static InClear of(Disclosure said, Collection<byte[]> references) {
    return new InClear(
        said.at(),
        said.operation().code(),
        said.decision().code(),
        said.agency(),
        said.owners(),
        said.recipients(),
        said.sides(),
        said.agreement(),
        said.articles(),
        references.stream().map(HexFormat.of()::formatHex).toList());
  }

  /** What may lie in clear of an erased record: whose side it was of, and its agreement. */
  InClear remains() {
    return new InClear(
        null, null, null, null, List.of(), List.of(), sides, agreement, List.of(), List.of());
  }

  /** The first column in which another is not the same; empty when they agree. */
  Optional<String> difference(InClear other) {
    Map<String, @Nullable Object> mine = columns();
    Map<String, @Nullable Object> theirs = other.columns();
    return mine.keySet().stream()
        .filter(column -> !Objects.equals(mine.get(column), theirs.get(column)))
        .findFirst();
  }

  private Map<String, @Nullable Object> columns() {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("at", at);
    columns.put("operation", operation);
    columns.put("decision", decision);
    columns.put("agency", agency);
    columns.put("owners", owners);
    columns.put("recipients", recipients);
    columns.put("sides", sides);
    columns.put("agreement", agreement);
    columns.put("articles", articles);
    columns.put("objects", objects);
    return columns;
  }

  @Override
  public String toString() {
    return "InClear[]";
  }
}
