package org.mithaq.local.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mithaq.local.client.Lines;

/**
 * Reads a file of signals line by line: plain signals, which go out byte for byte, or {@code
 * {"agency","key","signal"}}, whose key becomes the signal's reference.
 */
final class LineReader {

  /** More than any service accepts, so that the refusal of a long report is the service's own. */
  static final int LONGEST = 8 << 20;

  private static final ObjectMapper JSON =
      // Numbers keep all their digits and text that is no valid Unicode its escapes: a report is
      // passed on as it is.
      JsonMapper.builder(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Lines lines;
  private final @Nullable String agency;
  private final Predicate<String> known;
  private long number;

  /**
   * Reads from a stream.
   *
   * @param agency who publishes the plain signals, or null if there may be none
   * @param known which agencies there are
   */
  LineReader(InputStream in, @Nullable String agency, Predicate<String> known) {
    this.lines = new Lines(in, LONGEST);
    this.agency = agency;
    this.known = known;
  }

  /** The next line that is not blank, or null after the last one. */
  @Nullable Line next() throws IOException {
    byte[] bytes = lines.next();
    while (bytes != null) {
      number++;
      bytes = tidy(bytes);
      if (!isBlank(bytes)) {
        return lines.wasCut()
            ? Line.refused(
                number, agency, null, "too-large", "The line is longer than " + LONGEST + " bytes.")
            : read(bytes);
      }
      bytes = lines.next();
    }
    return null;
  }

  private Line read(byte[] bytes) {
    JsonNode json;
    try {
      json = JSON.readTree(bytes);
    } catch (IOException e) {
      // With an agency the service itself says what is wrong; it says it better.
      return agency == null
          ? Line.refused(number, null, null, "malformed-json", "The line is not one JSON value.")
          : Line.raw(number, agency, bytes);
    }
    if (json.isObject() && json.has("signal") && (json.has("agency") || json.has("key"))) {
      return envelope(json);
    }
    if (agency == null) {
      return Line.refused(
          number,
          null,
          null,
          "unknown-agency",
          "The line does not say which agency publishes it: name one with --agency.");
    }
    JsonNode reference = json.path("reference");
    return new Line(
        number, agency, reference.isTextual() ? reference.textValue() : null, bytes, null);
  }

  private Line envelope(JsonNode json) {
    JsonNode key = json.path("key");
    String reference = key.isTextual() ? key.textValue() : null;
    JsonNode named = json.path("agency");
    String publisher = named.isTextual() ? named.textValue() : agency;
    if (publisher == null || !known.test(publisher)) {
      return Line.refused(
          number, publisher, reference, "unknown-agency", "The line's agency is not a partner.");
    }
    if (!(json.get("signal") instanceof ObjectNode signal)) {
      return Line.refused(
          number,
          publisher,
          reference,
          "malformed-json",
          "The line's signal is not a JSON object.");
    }
    if (reference == null) {
      JsonNode own = signal.path("reference");
      reference = own.isTextual() ? own.textValue() : null;
    } else {
      signal.put("reference", reference);
    }
    try {
      return Line.of(number, publisher, reference, JSON.writeValueAsString(signal));
    } catch (JsonProcessingException e) {
      return Line.refused(
          number,
          publisher,
          reference,
          "malformed-json",
          "The line's signal cannot be written as JSON.");
    }
  }

  /**
   * Without the mark that some editors put before the first line, or a line end in the midst of a
   * line.
   */
  private byte[] tidy(byte[] bytes) {
    boolean marked =
        number == 1
            && bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    byte[] tidied = marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
    for (int i = 0; i < tidied.length; i++) {
      if (tidied[i] == '\r') {
        tidied[i] = ' ';
      }
    }
    return tidied;
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
