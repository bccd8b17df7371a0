package org.mithaq.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mithaq.local.console.Style;

/**
 * A refusal of a service (RFC 9457).
 *
 * @param status the HTTP status
 * @param type the problem's URN, or {@code about:blank}
 * @param title what kind of problem, in words
 * @param detail what is wrong this time, or null
 * @param instance the incident, or null
 */
public record Problem(
    int status, String type, String title, @Nullable String detail, @Nullable String instance) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads a problem out of an answer, whatever that answer is. */
  public static Problem read(int status, byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      if (json != null && json.isObject()) {
        return read(status, json);
      }
    } catch (IOException e) {
      // Whatever stands in between may answer in HTML; the status says enough.
      return new Problem(status, "about:blank", "HTTP " + status, null, null);
    }
    return new Problem(status, "about:blank", "HTTP " + status, null, null);
  }

  /** Reads a problem object; its own status wins over the one given. */
  public static Problem read(int status, JsonNode json) {
    return new Problem(
        json.path("status").asInt(status),
        text(json, "type", "about:blank"),
        text(json, "title", "HTTP " + status),
        optional(json, "detail"),
        optional(json, "instance"));
  }

  /** One sentence for a person. */
  public String sentence() {
    List<String> parts = new ArrayList<>();
    parts.add(title);
    if (detail != null && !detail.equals(title)) {
      parts.add(detail);
    }
    String text = Style.safe(String.join(": ", parts));
    return instance == null ? text : text + " (incident " + Style.safe(instance) + ")";
  }

  private static String text(JsonNode json, String field, String otherwise) {
    String value = optional(json, field);
    return value == null ? otherwise : value;
  }

  private static @Nullable String optional(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isTextual() ? value.textValue() : null;
  }
}
