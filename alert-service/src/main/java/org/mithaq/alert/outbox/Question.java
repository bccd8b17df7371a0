package org.mithaq.alert.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The audit log asks what this service believes that it sent.
 *
 * @param id the reconciliation
 * @param emitter who is asked
 * @param until when nobody waits for an answer any longer
 */
public record Question(UUID id, String emitter, Instant until) {

  /** CloudEvents type. */
  static final String TYPE = "mithaq.reconciliation.v1";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The key under which an emitter is asked. */
  static String key(String emitter) {
    return "reconciliation/" + emitter;
  }

  /** Reads an event's value; empty when it is no question. */
  public static Optional<Question> read(byte[] payload) {
    try {
      JsonNode json = JSON.readTree(payload);
      return Optional.of(
          new Question(
              UUID.fromString(json.path("id").asText()),
              json.path("emitter").asText(),
              Instant.parse(json.path("until").asText())));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
