package org.mithaq.audit.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Reads statements as the emitters' contract {@code mithaq.statement.v1} has them. */
public final class StatementMapper {

  private static final ObjectMapper JSON = new ObjectMapper();

  private StatementMapper() {}

  /** Reads an event's value; empty when it is no statement. */
  public static Optional<Statement> read(byte[] payload) {
    try {
      JsonNode json = JSON.readTree(payload);
      if (!isNumber(json.path("first")) || !isNumber(json.path("number"))) {
        return Optional.empty();
      }
      return Optional.of(
          new Statement(
              UUID.fromString(json.path("reconciliation").asText()),
              json.path("emitter").asText(),
              new Tally(
                  json.path("first").asLong(),
                  json.path("number").asLong(),
                  Base64.getDecoder().decode(json.path("digest").asText()))));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isNumber(JsonNode json) {
    return json.isIntegralNumber() && json.canConvertToLong();
  }
}
