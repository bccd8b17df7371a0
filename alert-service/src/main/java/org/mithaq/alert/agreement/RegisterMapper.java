package org.mithaq.alert.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of the register: {@code mithaq.agreement.v1}, {@code mithaq.partner.v1}, {@code
 * mithaq.heartbeat.v1}, told apart by their keys.
 */
public final class RegisterMapper {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RegisterMapper() {}

  /**
   * Tells the register what an event says; an absent value strikes what its key names.
   *
   * @throws IOException when the event cannot be read; what it is about then permits nothing
   */
  public static void tell(Register register, String key, byte @Nullable [] value)
      throws IOException {
    int slash = key.indexOf('/');
    String kind = slash < 0 ? key : key.substring(0, slash);
    String id = key.substring(slash + 1);
    if (value == null) {
      register.forget(kind, id);
      return;
    }
    try {
      JsonNode node = JSON.readTree(value);
      switch (kind) {
        case "agreement" -> register.hear(agreement(node));
        case "partner" -> register.hear(partner(node));
        case "heartbeat" -> register.hearBeat(instant(node, "at"));
        default -> {
          // A later version may tell more; what is not known changes nothing.
        }
      }
    } catch (IOException e) {
      register.doubt(kind, id);
      throw e;
    }
  }

  private static Agreement agreement(JsonNode node) throws IOException {
    Map<String, Set<String>> articles = new HashMap<>();
    for (JsonNode article : required(node, "articles")) {
      Set<String> parties = new HashSet<>();
      required(article, "parties").forEach(party -> parties.add(party.asText()));
      articles.put(text(article, "id"), parties);
    }
    Agreement.State state =
        switch (text(node, "state")) {
          case "in-force" -> Agreement.State.IN_FORCE;
          case "suspended" -> Agreement.State.SUSPENDED;
          // Fails closed: a state that is not known permits nothing.
          default -> Agreement.State.NOT_IN_FORCE;
        };
    return new Agreement(text(node, "id"), required(node, "version").asInt(), state, articles);
  }

  private static Partner partner(JsonNode node) throws IOException {
    return new Partner(
        text(node, "agency"),
        text(node, "exchange"),
        text(node, "href"),
        "active".equals(text(node, "state")));
  }

  private static Instant instant(JsonNode node, String field) throws IOException {
    try {
      return Instant.parse(text(node, field));
    } catch (DateTimeException e) {
      throw new IOException(field, e);
    }
  }

  private static String text(JsonNode node, String field) throws IOException {
    JsonNode value = required(node, field);
    if (!value.isTextual()) {
      throw new IOException(field);
    }
    return value.asText();
  }

  private static JsonNode required(JsonNode node, String field) throws IOException {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      throw new IOException(field);
    }
    return value;
  }
}
