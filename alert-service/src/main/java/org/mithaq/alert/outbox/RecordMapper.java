package org.mithaq.alert.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes records as the contract {@code mithaq.record.v1} has them. */
public final class RecordMapper {

  /** Who emits them. */
  public static final String EMITTER = "alert";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private RecordMapper() {}

  /** The event's value. */
  public static byte[] write(DisclosureRecord record) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", record.id().toString());
    node.put("emitter", EMITTER);
    node.put("at", time(record.at()));
    node.put("operation", record.operation().toString());
    node.put("decision", record.reason() == null ? "permitted" : "refused");
    node.put("reason", record.reason());
    node.put("agency", record.agency());
    node.put("user", record.user());
    record.owners().forEach(node.putArray("owners")::add);
    record.recipients().forEach(node.putArray("recipients")::add);
    ArrayNode objects = node.putArray("objects");
    for (DisclosureRecord.Thing thing : record.objects()) {
      objects
          .addObject()
          .put("kind", thing.kind())
          .put("id", thing.id())
          .put("version", thing.version());
    }
    node.put("agreement", record.agreement());
    node.put("agreementVersion", record.agreementVersion());
    record.articles().forEach(node.putArray("articles")::add);
    node.put("purpose", record.purpose());
    node.put("justification", record.justification());
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** RFC 3339 in UTC, to the millisecond. */
  static String time(Instant at) {
    return TIME.format(at);
  }
}
