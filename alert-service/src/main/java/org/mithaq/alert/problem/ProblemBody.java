package org.mithaq.alert.problem;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** Writes a problem as RFC 9457 has it. */
public final class ProblemBody {

  static final String MEDIA_TYPE = "application/problem+json";

  private ProblemBody() {}

  static ObjectNode of(Problem problem, UUID incident) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", "urn:mithaq:problem:" + problem.slug());
    body.put("title", problem.title());
    body.put("status", problem.status());
    body.put("detail", problem.detail());
    body.put("instance", "urn:uuid:" + incident);
    if (!problem.errors().isEmpty()) {
      ArrayNode errors = body.putArray("errors");
      problem
          .errors()
          .forEach(e -> errors.addObject().put("pointer", e.pointer()).put("detail", e.detail()));
    }
    return body;
  }
}
