package org.mithaq.local.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mithaq.local.client.Problem;

/**
 * What became of a line, as it is printed: {@code
 * {line,agency,reference,id,status,unmatched,auditRecord}}, and for a line that was not accepted
 * the problem's own fields (RFC 9457).
 *
 * @param outcome what it comes to
 * @param json the line of output
 */
public record Answer(Outcome outcome, ObjectNode json) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PROBLEM =
      List.of("type", "title", "detail", "instance", "errors");

  /** What a line comes to. */
  public enum Outcome {
    /** It is a new signal now. */
    ACCEPTED,
    /** The agency had published just this before. */
    KNOWN,
    /** It was refused, and will be again. */
    REFUSED,
    /** Nobody knows: the connection broke, or the service was not able to. */
    UNANSWERED
  }

  /** The service's answer to a line. */
  static Answer of(Line line, JsonNode answered) {
    int status = answered.path("status").asInt(0);
    ObjectNode json = base(line, status);
    if (answered.path("reference").isTextual()) {
      json.set("reference", answered.get("reference"));
    }
    json.set("id", answered.path("id").isTextual() ? answered.get("id") : JSON.nullNode());
    json.set(
        "unmatched",
        answered.path("unmatched").isArray() ? answered.get("unmatched") : JSON.createArrayNode());
    json.set(
        "auditRecord",
        answered.path("auditRecord").isTextual() ? answered.get("auditRecord") : JSON.nullNode());
    if (answered.has("warnings")) {
      json.set("warnings", answered.get("warnings"));
    }
    if (status >= 200 && status < 300) {
      return new Answer(status == 200 ? Outcome.KNOWN : Outcome.ACCEPTED, json);
    }
    for (String field : PROBLEM) {
      if (answered.has(field)) {
        json.set(field, answered.get(field));
      }
    }
    return new Answer(Outcome.REFUSED, json);
  }

  /** A line that the whole request's refusal also refuses. */
  static Answer of(Line line, Problem problem) {
    ObjectNode json = empty(line, problem.status());
    json.put("type", problem.type());
    json.put("title", problem.title());
    if (problem.detail() != null) {
      json.put("detail", problem.detail());
    }
    if (problem.instance() != null) {
      json.put("instance", problem.instance());
    }
    return new Answer(Outcome.REFUSED, json);
  }

  /** A line that was not sent, for it cannot be published by anybody. */
  static Answer notSent(Line line, Line.Fault fault) {
    ObjectNode json = empty(line, null);
    json.put("type", "urn:mithaq:problem:" + fault.slug());
    json.put("title", "Not sent");
    json.put("detail", fault.detail());
    return new Answer(Outcome.REFUSED, json);
  }

  /** A line whose fate is not known. */
  static Answer unanswered(Line line, String detail) {
    ObjectNode json = empty(line, null);
    json.put("type", "urn:mithaq:problem:unanswered");
    json.put("title", "Not answered");
    json.put("detail", detail);
    return new Answer(Outcome.UNANSWERED, json);
  }

  private static ObjectNode empty(Line line, @Nullable Integer status) {
    ObjectNode json = base(line, status);
    json.putNull("id");
    json.putArray("unmatched");
    json.putNull("auditRecord");
    return json;
  }

  private static ObjectNode base(Line line, @Nullable Integer status) {
    ObjectNode json = JSON.createObjectNode();
    json.put("line", line.number());
    json.put("agency", line.agency());
    json.put("reference", line.reference());
    // The order of the fields is the order in which people read them.
    json.putNull("id");
    json.put("status", status);
    return json;
  }

  @Override
  public String toString() {
    return "Answer[" + outcome + ", line " + json.path("line").asLong() + "]";
  }
}
