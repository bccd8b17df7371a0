package org.mithaq.alert.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Writes and reads notices as the contract {@code mithaq.notice.v1} has them. */
public final class NoticeMapper {

  private static final JsonPointer REVIEW = JsonPointer.compile("/explanation/review");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .build();

  private NoticeMapper() {}

  /**
   * The event: who sees it, and the body.
   *
   * @param agency who sees it
   * @param notice the body
   */
  public record Told(String agency, Notice notice) {}

  /** The event's value. */
  public static byte[] event(Told told) {
    try {
      return JSON.writeValueAsBytes(told);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The event's headers: CloudEvents 1.0, Kafka binary mode. No time of processing: an event is
   * what its body is.
   */
  public static RecordHeaders headers(Told told) {
    Notice notice = told.notice();
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_specversion", "1.0".getBytes(UTF_8));
    headers.add("ce_id", (key(told) + "/" + notice.version()).getBytes(UTF_8));
    headers.add("ce_source", "urn:mithaq:alert".getBytes(UTF_8));
    headers.add("ce_type", "mithaq.notice.v1".getBytes(UTF_8));
    headers.add("ce_time", notice.updatedAt().getBytes(UTF_8));
    headers.add("ce_subject", notice.id().getBytes(UTF_8));
    headers.add("content-type", "application/json".getBytes(UTF_8));
    return headers;
  }

  /** The event's key: {@code <agency>/<notice id>}. */
  public static String key(Told told) {
    return told.agency() + "/" + told.notice().id();
  }

  /**
   * Reads an event's value.
   *
   * @throws IOException when it is none
   */
  public static Told readEvent(byte[] value) throws IOException {
    return JSON.readValue(value, Told.class);
  }

  /** The body alone. */
  public static String body(Notice notice) {
    try {
      return JSON.writeValueAsString(notice);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a body that this class wrote. */
  public static Notice readBody(String body) {
    try {
      return JSON.readValue(body, Notice.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The body as a user is shown it. Signals of victims and witnesses are shown to safeguarding
   * users alone; to others they are {@code {"redacted": true}}, and the explanation does not cite
   * them. A review does not tell them whom it may concern, nor by its places and times which other
   * notice does; nor does the recall of a signal that is hidden from them.
   */
  public static JsonNode shown(String body, boolean safeguarding) {
    try {
      ObjectNode node = (ObjectNode) JSON.readTree(body);
      Set<String> hidden = new HashSet<>();
      ArrayNode signals = JSON.createArrayNode();
      for (JsonNode signal : node.path("signals")) {
        boolean sheltered = signal.path("sheltered").asBoolean();
        if (sheltered && !safeguarding) {
          hidden.add(signal.path("id").asText());
          signals.add(JSON.createObjectNode().put("redacted", true));
        } else {
          ((ObjectNode) signal).remove("sheltered");
          signals.add(signal);
        }
      }
      node.set("signals", signals);
      if (!hidden.isEmpty()) {
        ObjectNode explanation = (ObjectNode) node.path("explanation");
        withoutCiting(explanation, "evidence", hidden);
        withoutCiting(explanation, "hubs", hidden);
        withoutCiting(explanation, "persons", hidden);
        if (cites(explanation.path("weakestBridge"), hidden)) {
          explanation.putNull("weakestBridge");
        }
      }
      boolean reviewed = !safeguarding && node.at(REVIEW).isObject();
      if (reviewed) {
        ((ObjectNode) node.at(REVIEW)).putArray("signals");
      }
      if (reviewed || (!hidden.isEmpty() && node.path("recall").isObject())) {
        node.putArray("agencies");
        node.putArray("countries");
        node.put("openedAt", day(node.path("openedAt").asText()));
        node.put("updatedAt", day(node.path("updatedAt").asText()));
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether only safeguarding users are shown what a recall takes back: the word of others, that
   * their agency has been told, would prove nothing.
   */
  static boolean isHiddenRecall(String body) {
    Notice notice = readBody(body);
    return notice.recall() != null && notice.signals().stream().allMatch(Notice.Ref::sheltered);
  }

  private static String day(String time) {
    return Instant.parse(time).truncatedTo(ChronoUnit.DAYS).toString();
  }

  private static void withoutCiting(ObjectNode explanation, String field, Set<String> hidden) {
    ArrayNode kept = JSON.createArrayNode();
    for (JsonNode item : explanation.path(field)) {
      if (!cites(item, hidden)) {
        kept.add(item);
      }
    }
    if (explanation.has(field)) {
      explanation.set(field, kept);
    }
  }

  private static boolean cites(JsonNode item, Set<String> hidden) {
    for (JsonNode id : item.path("signals")) {
      if (hidden.contains(id.asText())) {
        return true;
      }
    }
    return false;
  }
}
