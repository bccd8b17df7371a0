package org.mithaq.alert.outbox;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to personal data: the body of the event {@code mithaq.record.v1}.
 *
 * @param id UUIDv7
 * @param at when
 * @param operation what was done or asked for
 * @param reason slug of the problem when it was refused, else null
 * @param agency who acted, or was told
 * @param user who acted, as the token names them; null: the service itself
 * @param owners whose information it is, sorted
 * @param recipients who was told or asked to be, sorted
 * @param objects what it is about
 * @param agreement agreement, or null when none or several are concerned
 * @param agreementVersion its version, or null
 * @param articles articles, sorted
 * @param purpose purpose that the caller named, or null
 * @param justification why, in words of this service, or null
 */
public record DisclosureRecord(
    UUID id,
    Instant at,
    Operation operation,
    @Nullable String reason,
    String agency,
    @Nullable String user,
    List<String> owners,
    List<String> recipients,
    List<Thing> objects,
    @Nullable String agreement,
    @Nullable Integer agreementVersion,
    List<String> articles,
    @Nullable String purpose,
    @Nullable String justification) {

  /** Says of a consultation that its reader confirms to have been told. */
  public static final String ACKNOWLEDGEMENT = "acknowledgement";

  /** Operations that this service performs, Directive (EU) 2016/680 art. 25. */
  public enum Operation {
    /** A reading that somebody asked for. */
    CONSULTATION,
    /** Something handed to an agency. */
    DISCLOSURE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a record is about.
   *
   * @param kind {@code notice} or {@code feed}
   * @param id its id
   * @param version its version, or null
   */
  public record Thing(String kind, String id, @Nullable Integer version) {

    /** Refuses absent values. */
    public Thing {
      requireNonNull(kind, "kind");
      requireNonNull(id, "id");
    }
  }

  /** Without why. */
  public DisclosureRecord(
      UUID id,
      Instant at,
      Operation operation,
      @Nullable String reason,
      String agency,
      @Nullable String user,
      List<String> owners,
      List<String> recipients,
      List<Thing> objects,
      @Nullable String agreement,
      @Nullable Integer agreementVersion,
      List<String> articles,
      @Nullable String purpose) {
    this(
        id,
        at,
        operation,
        reason,
        agency,
        user,
        owners,
        recipients,
        objects,
        agreement,
        agreementVersion,
        articles,
        purpose,
        null);
  }

  /** Copies and sorts the lists. */
  public DisclosureRecord {
    requireNonNull(id, "id");
    requireNonNull(at, "at");
    requireNonNull(operation, "operation");
    requireNonNull(agency, "agency");
    owners = List.copyOf(new TreeSet<>(owners));
    recipients = List.copyOf(new TreeSet<>(recipients));
    objects = List.copyOf(objects);
    articles = List.copyOf(new TreeSet<>(articles));
  }

  /** The same, with why. */
  public DisclosureRecord justified(String why) {
    return new DisclosureRecord(
        id,
        at,
        operation,
        reason,
        agency,
        user,
        owners,
        recipients,
        objects,
        agreement,
        agreementVersion,
        articles,
        purpose,
        why);
  }

  /** Names the record only. */
  @Override
  public String toString() {
    return "DisclosureRecord[" + id + " " + operation + "]";
  }
}
