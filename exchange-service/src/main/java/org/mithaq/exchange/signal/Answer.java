package org.mithaq.exchange.signal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.UUID;
import org.mithaq.exchange.outbox.DisclosureRecord;
import org.mithaq.exchange.problem.Problem;

/** What an agency is told of a signal that it posted. */
public sealed interface Answer {

  /**
   * It is accepted, now or before.
   *
   * @param status 201 if now, 200 if before
   * @param body what is told
   */
  record Accepted(int status, ObjectNode body) implements Answer {

    /** The signal's id. */
    public String id() {
      return body.path("id").textValue();
    }

    /** The signal's version. */
    public int version() {
      return body.path("version").intValue();
    }

    /** The record of its acceptance. */
    public String auditRecord() {
      return body.path("auditRecord").textValue();
    }

    @Override
    public String toString() {
      return "Accepted[" + status + " " + id() + "]";
    }
  }

  /**
   * It is not.
   *
   * @param problem why
   * @param reference the originator's own name for it, if it could be read
   * @param auditRecord the record of the refusal, if it was one
   * @param incident names a failure in the service's log
   */
  record Rejected(
      Problem problem, Optional<String> reference, Optional<UUID> auditRecord, UUID incident)
      implements Answer {

    @Override
    public String toString() {
      return "Rejected[" + problem.type() + "]";
    }
  }

  /** What is told of a new signal, or of a new version of one. */
  static ObjectNode accepted(
      Draft draft, int version, SignalContent content, String href, UUID record) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("id", draft.id().toString());
    body.put("reference", draft.signal().reference().orElse(null));
    body.put("version", version);
    body.put("state", "active");
    body.put("agreement", draft.agreement().id());
    body.put("article", draft.article().id());
    body.put("acceptedAt", DisclosureRecord.text(draft.acceptedAt()));
    body.put("expiresAt", draft.expiresAt().toString());
    body.put("href", href);
    body.set("unmatched", content.unmatched());
    body.set("warnings", content.warnings());
    body.put("auditRecord", record.toString());
    return body;
  }

  /**
   * What is told of a signal that was posted before.
   *
   * @param content its content; empty if it is erased
   */
  static ObjectNode known(
      StoredSignal signal,
      Optional<SignalContent> content,
      Optional<String> reference,
      String href) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("id", signal.id().toString());
    body.put("reference", reference.orElse(null));
    body.put("version", signal.version());
    body.put("state", signal.active() ? "active" : "withdrawn");
    body.put("agreement", signal.agreement());
    body.put("article", signal.article());
    body.put("acceptedAt", DisclosureRecord.text(signal.acceptedAt()));
    body.put("expiresAt", signal.expiresAt().toString());
    body.put("href", href);
    body.set(
        "unmatched",
        content.map(SignalContent::unmatched).orElseGet(JsonNodeFactory.instance::arrayNode));
    body.set(
        "warnings",
        content.map(SignalContent::warnings).orElseGet(JsonNodeFactory.instance::arrayNode));
    body.put("auditRecord", signal.record().toString());
    return body;
  }
}
