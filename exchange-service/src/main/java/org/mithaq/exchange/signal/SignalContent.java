package org.mithaq.exchange.signal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.erdtman.jcs.JsonCanonicalizer;

/** What is sealed of a signal, and how it is shown to who may see it. */
public final class SignalContent {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final ObjectNode json;

  private SignalContent(ObjectNode json) {
    this.json = json;
  }

  /** The content of a signal that is accepted. */
  public static SignalContent of(Draft draft) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("signal", SignalJson.write(draft.signal()));
    ArrayNode unmatched = json.putArray("unmatched");
    draft.unmatched().forEach(unmatched::add);
    ArrayNode warnings = json.putArray("warnings");
    for (Warning warning : draft.warnings()) {
      warnings
          .addObject()
          .put("code", warning.code())
          .put("pointer", warning.pointer())
          .put("detail", warning.detail());
    }
    return new SignalContent(json);
  }

  /** Content that was sealed and has been opened. */
  public static SignalContent parse(byte[] bytes) {
    try {
      return new SignalContent((ObjectNode) JSON.readTree(bytes));
    } catch (IOException e) {
      throw new IllegalStateException("content that was sealed here cannot be read", e);
    }
  }

  /** What is sealed. */
  public byte[] bytes() {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The signal in the form of RFC 8785, by which two are compared. */
  public byte[] canonical() {
    try {
      return new JsonCanonicalizer(json.get("signal").toString()).getEncodedUTF8();
    } catch (IOException e) {
      throw new IllegalStateException("a signal has no canonical form", e);
    }
  }

  /** The originator's own name for it. */
  public Optional<String> reference() {
    return Optional.ofNullable(json.path("signal").path("reference").textValue());
  }

  JsonNode unmatched() {
    return json.path("unmatched");
  }

  JsonNode warnings() {
    return json.path("warnings");
  }

  /** The whole signal. */
  public ObjectNode signal() {
    return ((ObjectNode) json.get("signal")).deepCopy();
  }

  /**
   * What anybody in the audience may see of a signal that names a victim or a witness: nothing of
   * them.
   */
  public ObjectNode redacted() {
    ObjectNode signal = signal();
    signal.retain(
        List.of(
            "agreement", "article", "purpose", "crime", "evaluation", "handling", "dangerToLife"));
    ((ObjectNode) signal.path("handling")).remove(List.of("restriction", "recipients"));
    signal.putObject("place").set("country", json.path("signal").path("place").path("country"));
    return signal;
  }

  /** Reads a view that was kept. */
  static ObjectNode view(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a view that was kept here cannot be read", e);
    }
  }

  @Override
  public String toString() {
    return "SignalContent[redacted]";
  }
}
