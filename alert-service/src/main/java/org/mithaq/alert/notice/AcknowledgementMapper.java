package org.mithaq.alert.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.problem.Problem;
import org.mithaq.alert.problem.ProblemException;

/** Reads what is acknowledged and writes what has been, and what is overdue. */
final class AcknowledgementMapper {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private AcknowledgementMapper() {}

  /** The version that a request names; refuses whatever else it says. */
  static int version(@Nullable String body) {
    JsonNode node;
    try {
      node = JSON.readTree(body == null ? "" : body);
    } catch (JsonProcessingException e) {
      throw new ProblemException(new Problem.Protocol(400));
    }
    if (node == null || !node.isObject()) {
      throw new ProblemException(new Problem.Protocol(400));
    }
    JsonNode version = node.path("version");
    if (!version.isInt() || version.asInt() < 1) {
      throw Asked.invalid("/version", "It is the version of the notice that was read.");
    }
    if (node.size() > 1) {
      throw Asked.invalid("", "Only the version is named.");
    }
    return version.asInt();
  }

  /** Which version stands, and which is acknowledged. */
  static JsonNode status(
      String notice, int version, AcknowledgementStore.@Nullable Acknowledgement newest) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("notice", notice).put("version", version).putNull("acknowledged");
    if (newest != null) {
      node.putObject("acknowledged")
          .put("version", newest.version())
          .put("at", time(newest.at()))
          .put("by", newest.user())
          .put("auditRecord", newest.record().toString());
    }
    return node;
  }

  /**
   * A page of what is overdue.
   *
   * @param within how long each had
   * @param next cursor of the next page, or null
   */
  static JsonNode overdue(
      AcknowledgementStore.Reading reading, Duration within, @Nullable String next) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode items = page.putArray("items");
    for (AcknowledgementStore.Overdue each : reading.items()) {
      items
          .addObject()
          .put("agency", each.agency())
          .put("notice", each.notice().id())
          .put("version", each.notice().version())
          .put("agreement", each.notice().agreement())
          .put("toldAt", time(each.since()))
          .put("dueAt", time(each.since().plus(within)));
    }
    return page.put("next", next);
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }
}
