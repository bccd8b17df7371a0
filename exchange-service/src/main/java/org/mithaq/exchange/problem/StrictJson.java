package org.mithaq.exchange.problem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as RFC 8259 and I-JSON (RFC 7493) have it: UTF-8, no duplicate names, no lone
 * surrogates; and no NUL, which the database cannot keep. Every such fault is found, not only the
 * first.
 */
public final class StrictJson {

  /** No body that this service knows is deeper. */
  private static final int DEEPEST = 16;

  private static final int LONGEST_NUMBER = 40;
  private static final int MOST_ERRORS = 100;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Names come from strangers: they must not stay in the JVM for ever.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .build();

  private StrictJson() {}

  /** A document, or why there is none. */
  public sealed interface Outcome {

    /** The document. */
    record Document(JsonNode root) implements Outcome {

      @Override
      public String toString() {
        return "Document[redacted]";
      }
    }

    /** It is not JSON at all. */
    record NotJson(String detail) implements Outcome {}

    /** It is JSON that nobody should send. */
    record Unfit(List<FieldError> errors) implements Outcome {

      /** Copies the errors. */
      public Unfit {
        errors = List.copyOf(errors);
      }
    }
  }

  /** Reads one whole document. */
  public static Outcome read(byte[] bytes) {
    CharBuffer text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      return new Outcome.NotJson("The body is not UTF-8.");
    }
    try (JsonParser parser =
        FACTORY.createParser(text.array(), text.arrayOffset(), text.length())) {
      List<FieldError> errors = new ArrayList<>();
      if (parser.nextToken() == null) {
        return new Outcome.NotJson("The body is empty.");
      }
      JsonNode root = value(parser, Pointer.ROOT, errors);
      if (parser.nextToken() != null) {
        return new Outcome.NotJson("Something follows the end of the JSON text.");
      }
      return errors.isEmpty() ? new Outcome.Document(root) : new Outcome.Unfit(errors);
    } catch (JsonProcessingException e) {
      var where = e.getLocation();
      return new Outcome.NotJson(
          where == null
              ? "The body is not JSON."
              : "The body is not JSON near line %d, column %d."
                  .formatted(where.getLineNr(), where.getColumnNr()));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private static JsonNode value(JsonParser parser, Pointer at, List<FieldError> errors)
      throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, at, errors);
      case START_ARRAY -> array(parser, at, errors);
      case VALUE_STRING -> {
        String text = parser.getText();
        check(text, at, errors);
        yield JsonNodeFactory.instance.textNode(text);
      }
      case VALUE_NUMBER_INT -> JsonNodeFactory.instance.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> number(parser, at, errors);
      case VALUE_TRUE -> JsonNodeFactory.instance.booleanNode(true);
      case VALUE_FALSE -> JsonNodeFactory.instance.booleanNode(false);
      default -> JsonNodeFactory.instance.nullNode();
    };
  }

  private static JsonNode number(JsonParser parser, Pointer at, List<FieldError> errors)
      throws IOException {
    BigDecimal number = parser.getDecimalValue();
    // A short text may name a number of millions of digits; nothing here needs one.
    if (Math.abs((long) number.scale()) > LONGEST_NUMBER) {
      add(errors, at, "is a number out of range");
      return JsonNodeFactory.instance.nullNode();
    }
    return JsonNodeFactory.instance.numberNode(number);
  }

  private static ObjectNode object(JsonParser parser, Pointer at, List<FieldError> errors)
      throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      boolean sound = fault(name) == null;
      Pointer member = sound ? at.member(name) : at;
      if (!sound) {
        add(errors, at, "has a member whose name has a NUL or a lone surrogate in it");
      }
      parser.nextToken();
      JsonNode value = value(parser, member, errors);
      if (object.has(name)) {
        add(errors, member, "is there more than once");
      } else {
        object.set(name, value);
      }
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser, Pointer at, List<FieldError> errors)
      throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, at.element(array.size()), errors));
    }
    return array;
  }

  private static void check(String text, Pointer at, List<FieldError> errors) {
    String fault = fault(text);
    if (fault != null) {
      add(errors, at, fault);
    }
  }

  private static void add(List<FieldError> errors, Pointer at, String detail) {
    if (errors.size() < MOST_ERRORS) {
      errors.add(new FieldError(at.text(), detail));
    }
  }

  private static @Nullable String fault(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return "has a NUL character in it";
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return "has a lone surrogate in it";
      }
    }
    return null;
  }
}
