package org.mithaq.exchange.problem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the members of one JSON object, each by its name and exact type, and notes every fault with
 * its pointer. A member that is never asked for is unknown, and {@link #close} says so. Nothing is
 * coerced: a number is not a text. A member that is null counts as absent.
 */
public final class JsonObject {

  private final ObjectNode node;
  private final Pointer at;
  private final List<FieldError> errors;
  private final Set<String> known = new LinkedHashSet<>();

  private JsonObject(ObjectNode node, Pointer at, List<FieldError> errors) {
    this.node = node;
    this.at = at;
    this.errors = errors;
  }

  /**
   * Begins to read.
   *
   * @param errors takes what is found; shared by all parts of a document
   */
  public static JsonObject of(JsonNode node, Pointer at, List<FieldError> errors) {
    if (node instanceof ObjectNode object) {
      return new JsonObject(object, at, errors);
    }
    errors.add(new FieldError(at.text(), "must be an object"));
    JsonObject nothing =
        new JsonObject(JsonNodeFactory.instance.objectNode(), at, new ArrayList<>());
    return nothing;
  }

  /** Where this object is. */
  public Pointer at() {
    return at;
  }

  /** Notes a fault at a member. */
  public void fault(String member, String detail) {
    errors.add(new FieldError(at.member(member).text(), detail));
  }

  /** Notes a fault unless the member is there. */
  public void require(String member) {
    known.add(member);
    JsonNode value = node.get(member);
    if (value == null || value.isNull()) {
      fault(member, "is required");
    }
  }

  /** Whether the member is there and not null. */
  public boolean has(String member) {
    JsonNode value = node.get(member);
    return value != null && !value.isNull();
  }

  private Optional<JsonNode> member(String name) {
    known.add(name);
    return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
  }

  /**
   * A text that is not blank.
   *
   * @param longest how many characters (code points) it may have
   */
  public Optional<String> text(String name, int longest) {
    return member(name).flatMap(value -> text(value, at.member(name), longest));
  }

  private Optional<String> text(JsonNode value, Pointer where, int longest) {
    if (!value.isTextual()) {
      errors.add(new FieldError(where.text(), "must be a text"));
      return Optional.empty();
    }
    String text = value.textValue();
    if (text.isBlank()) {
      errors.add(new FieldError(where.text(), "must not be empty"));
      return Optional.empty();
    }
    if (text.codePointCount(0, text.length()) > longest) {
      errors.add(
          new FieldError(where.text(), "must not be longer than " + longest + " characters"));
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** A text of a given shape; {@code shape} says it in words. */
  public Optional<String> text(String name, Pattern pattern, String shape) {
    return member(name)
        .flatMap(
            value -> {
              if (!value.isTextual()) {
                fault(name, "must be a text");
                return Optional.empty();
              }
              if (!pattern.matcher(value.textValue()).matches()) {
                fault(name, "must be " + shape);
                return Optional.empty();
              }
              return Optional.of(value.textValue());
            });
  }

  /**
   * A text that is read into something, or is at fault; {@code shape} says in words what it must
   * be.
   */
  public <T> Optional<T> parsed(String name, Function<String, Optional<T>> parser, String shape) {
    return member(name)
        .flatMap(
            value -> {
              if (!value.isTextual()) {
                fault(name, "must be a text");
                return Optional.empty();
              }
              Optional<T> parsed = parser.apply(value.textValue());
              if (parsed.isEmpty()) {
                fault(name, "must be " + shape);
              }
              return parsed;
            });
  }

  /** One of a list of codes. */
  public <T> Optional<T> code(String name, Map<String, T> codes) {
    return member(name).flatMap(value -> code(value, at.member(name), codes));
  }

  private <T> Optional<T> code(JsonNode value, Pointer where, Map<String, T> codes) {
    if (!value.isTextual()) {
      errors.add(new FieldError(where.text(), "must be a text"));
      return Optional.empty();
    }
    T code = codes.get(value.textValue());
    if (code == null) {
      errors.add(
          new FieldError(
              where.text(),
              "must be one of " + codes.keySet().stream().collect(Collectors.joining(", "))));
    }
    return Optional.ofNullable(code);
  }

  /** A list of codes, each at most once. */
  public <T> List<T> codes(String name, Map<String, T> codes) {
    return each(name, codes.size() + 1, true, (value, where) -> code(value, where, codes));
  }

  /** A list of texts, each at most once. */
  public List<String> texts(String name, int most, int longest) {
    return each(name, most, true, (value, where) -> text(value, where, longest));
  }

  /** A list of texts that are read into something. */
  public <T> List<T> parsedEach(
      String name, int most, Function<String, Optional<T>> parser, String shape) {
    return each(
        name,
        most,
        true,
        (value, where) -> {
          Optional<T> parsed =
              value.isTextual() ? parser.apply(value.textValue()) : Optional.empty();
          if (parsed.isEmpty()) {
            errors.add(new FieldError(where.text(), "must be " + shape));
          }
          return parsed;
        });
  }

  /** A list of objects. */
  public <T> List<T> objects(String name, int most, Function<JsonObject, Optional<T>> reader) {
    return each(name, most, false, (value, where) -> reader.apply(of(value, where, errors)));
  }

  private <T> List<T> each(
      String name, int most, boolean once, BiFunction<JsonNode, Pointer, Optional<T>> reader) {
    Optional<JsonNode> member = member(name);
    if (member.isEmpty()) {
      return List.of();
    }
    JsonNode array = member.get();
    if (!array.isArray()) {
      fault(name, "must be a list");
      return List.of();
    }
    if (array.size() > most) {
      fault(name, "must not have more than " + most + " elements");
      return List.of();
    }
    Collection<T> read = once ? new LinkedHashSet<>() : new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      Pointer where = at.member(name).element(i);
      Optional<T> value = reader.apply(array.get(i), where);
      if (value.isPresent() && !read.add(value.get())) {
        errors.add(new FieldError(where.text(), "is there more than once"));
      }
    }
    return List.copyOf(read);
  }

  /** An object inside this one. */
  public Optional<JsonObject> object(String name) {
    return member(name).map(value -> of(value, at.member(name), errors));
  }

  /** A member that is either a text or an object; whoever asks reads it. */
  public boolean isText(String name) {
    JsonNode value = node.get(name);
    return value != null && value.isTextual();
  }

  /** A yes or no. */
  public Optional<Boolean> bool(String name) {
    return member(name)
        .flatMap(
            value -> {
              if (!value.isBoolean()) {
                fault(name, "must be true or false");
                return Optional.empty();
              }
              return Optional.of(value.booleanValue());
            });
  }

  /** A number between two others, both included. */
  public Optional<BigDecimal> number(String name, int least, int most) {
    return member(name)
        .flatMap(
            value -> {
              if (!value.isNumber()) {
                fault(name, "must be a number");
                return Optional.empty();
              }
              BigDecimal number = value.decimalValue();
              if (number.compareTo(BigDecimal.valueOf(least)) < 0
                  || number.compareTo(BigDecimal.valueOf(most)) > 0) {
                fault(name, "must lie between %d and %d".formatted(least, most));
                return Optional.empty();
              }
              return Optional.of(number);
            });
  }

  /** A whole number from 1. */
  public Optional<Integer> positive(String name) {
    return member(name)
        .flatMap(
            value -> {
              if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
                fault(name, "must be a whole number from 1");
                return Optional.empty();
              }
              return Optional.of(value.intValue());
            });
  }

  /** Notes every member that nobody asked for. */
  public void close() {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        fault(name, "is unknown");
      }
    }
  }

  @Override
  public String toString() {
    return "JsonObject[" + at + ", redacted]";
  }
}
