package org.mithaq.exchange.outbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * What happened, for the audit log: contract {@code record/v1}. It names no person but the user who
 * acted.
 *
 * @param id the record's id, which answers bear as {@code Audit-Record}
 * @param at when
 * @param operation what was done, or was asked for
 * @param refusal the slug of the problem, if it was refused
 * @param agency whose user acted
 * @param user who acted; empty: the service itself
 * @param owners whose information it is
 * @param recipients who was told, or asked to be
 * @param objects what it was about
 * @param agreement the agreement's id
 * @param agreementVersion the agreement's version
 * @param articles the articles
 * @param purpose the purpose that was named
 */
public record DisclosureRecord(
    UUID id,
    Instant at,
    Operation operation,
    Optional<String> refusal,
    String agency,
    Optional<String> user,
    List<String> owners,
    List<String> recipients,
    List<Subject> objects,
    Optional<String> agreement,
    OptionalInt agreementVersion,
    List<String> articles,
    Optional<String> purpose) {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Copies the lists. */
  public DisclosureRecord {
    owners = List.copyOf(owners);
    recipients = List.copyOf(recipients);
    objects = List.copyOf(objects);
    articles = List.copyOf(articles);
  }

  /**
   * What a record is about.
   *
   * @param kind signal or agreement
   * @param id its id
   * @param version its version, if one was seen
   * @param owner whose it is, where the record names more than one owner: of several things each
   *     owner may then know of its own, and of no other
   */
  public record Subject(Kind kind, String id, OptionalInt version, Optional<String> owner) {

    /** What is of whom the record's owners say. */
    public Subject(Kind kind, String id, OptionalInt version) {
      this(kind, id, version, Optional.empty());
    }

    /** What kind of thing. */
    public enum Kind {
      SIGNAL("signal"),
      AGREEMENT("agreement");

      private final String code;

      Kind(String code) {
        this.code = code;
      }

      /** The code in the contract. */
      public String code() {
        return code;
      }
    }

    /** A version of a signal. */
    public static Subject signal(UUID id, int version) {
      return new Subject(Kind.SIGNAL, id.toString(), OptionalInt.of(version));
    }

    /** A version of a signal of this agency. */
    public static Subject signal(UUID id, int version, String owner) {
      return new Subject(Kind.SIGNAL, id.toString(), OptionalInt.of(version), Optional.of(owner));
    }
  }

  /** Writes an instant as all contracts have it: UTC, with milliseconds. */
  public static String text(Instant instant) {
    return MILLIS.format(instant);
  }

  /** The event that carries this record. */
  public OutboxEvent event(Topics topics) {
    return new OutboxEvent(
        id,
        topics.disclosures(),
        id.toString(),
        OutboxEvent.RECORD,
        id.toString(),
        at,
        payload(topics.emitter()));
  }

  private byte[] payload(String emitter) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", id.toString());
    json.put("emitter", emitter);
    json.put("at", text(at));
    json.put("operation", operation.code());
    json.put("decision", refusal.isPresent() ? "refused" : "permitted");
    json.put("reason", refusal.orElse(null));
    json.put("agency", agency);
    json.put("user", user.orElse(null));
    texts(json.putArray("owners"), owners);
    texts(json.putArray("recipients"), recipients);
    ArrayNode about = json.putArray("objects");
    for (Subject subject : objects) {
      ObjectNode object =
          about.addObject().put("kind", subject.kind().code()).put("id", subject.id());
      if (subject.version().isPresent()) {
        object.put("version", subject.version().getAsInt());
      } else {
        object.putNull("version");
      }
      subject.owner().ifPresent(owner -> object.put("owner", owner));
    }
    json.put("agreement", agreement.orElse(null));
    if (agreementVersion.isPresent()) {
      json.put("agreementVersion", agreementVersion.getAsInt());
    } else {
      json.putNull("agreementVersion");
    }
    texts(json.putArray("articles"), articles);
    json.put("purpose", purpose.orElse(null));
    json.putNull("justification");
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
