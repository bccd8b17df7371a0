package org.mithaq.exchange.problem;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** Writes a problem as RFC 9457 has it. */
public final class ProblemBody {

  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** More errors than these help nobody. */
  private static final int MOST_ERRORS = 100;

  private ProblemBody() {}

  /**
   * The body of an answer.
   *
   * @param incident names this one occurrence, here and in the service's log
   */
  public static ObjectNode of(Problem problem, UUID incident) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", problem.type().urn());
    body.put("title", problem.type().title());
    body.put("status", problem.status());
    body.put("detail", problem.detail());
    body.put("instance", "urn:uuid:" + incident);
    if (!problem.errors().isEmpty()) {
      ArrayNode errors = body.putArray("errors");
      problem.errors().stream()
          .limit(MOST_ERRORS)
          .forEach(e -> errors.addObject().put("pointer", e.pointer()).put("detail", e.detail()));
    }
    return body;
  }
}
