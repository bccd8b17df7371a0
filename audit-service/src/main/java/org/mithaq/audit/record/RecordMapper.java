package org.mithaq.audit.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Between a record and its JSON, contract {@code mithaq.record.v1}. Reads what it knows and commits
 * to everything, so that a field added within version 1 is bound as well.
 */
public final class RecordMapper {

  private static final long MOST = (1L << 53) - 1;
  private static final int DEEPEST = 16;
  private static final int LONGEST_ARTICLE = 200;

  /** What PostgreSQL could not keep would stop the log for everybody. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final ObjectMapper json =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /**
   * Reads a record's payload.
   *
   * @throws UnreadableException when it is no record of version 1
   */
  public Disclosure read(byte[] payload) {
    return disclosure(tree(payload));
  }

  /**
   * The fields of a payload that can be read.
   *
   * @throws UnreadableException when it has no canonical form
   */
  public List<Field> fields(byte[] payload) {
    return fields(tree(payload));
  }

  /**
   * Both at once, for the price of one parse.
   *
   * @throws UnreadableException as they do
   */
  Parsed parse(byte[] payload) {
    JsonNode tree = tree(payload);
    return new Parsed(disclosure(tree), fields(tree));
  }

  /** A record and its fields. */
  record Parsed(Disclosure disclosure, List<Field> fields) {}

  /** The payload of this record. */
  public byte[] write(Disclosure record) {
    ObjectNode node = json.createObjectNode();
    node.put("id", record.id().toString());
    node.put("emitter", record.emitter());
    node.put("at", INSTANT.format(record.at()));
    node.put("operation", record.operation().code());
    node.put("decision", record.decision().code());
    node.put("reason", record.reason());
    node.put("agency", record.agency());
    node.put("user", record.user());
    record.owners().forEach(node.putArray("owners")::add);
    record.recipients().forEach(node.putArray("recipients")::add);
    ArrayNode objects = node.putArray("objects");
    for (RecordObject object : record.objects()) {
      ObjectNode o = objects.addObject();
      o.put("kind", object.kind());
      o.put("id", object.id());
      o.put("version", object.version());
      if (object.owner() != null) {
        o.put("owner", object.owner());
      }
    }
    node.put("agreement", record.agreement());
    node.put("agreementVersion", record.agreementVersion());
    record.articles().forEach(node.putArray("articles")::add);
    node.put("purpose", record.purpose());
    node.put("justification", record.justification());
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  private JsonNode tree(byte[] payload) {
    try {
      JsonNode tree = json.readTree(payload);
      if (tree == null || !tree.isObject()) {
        throw new UnreadableException("not an object");
      }
      return tree;
    } catch (IOException e) {
      throw new UnreadableException("not JSON");
    }
  }

  private static Disclosure disclosure(JsonNode node) {
    try {
      return new Disclosure(
          uuid(text(node, "id")),
          text(node, "emitter"),
          instant(text(node, "at")),
          Operation.of(text(node, "operation")).orElseThrow(() -> bad("operation")),
          Decision.of(text(node, "decision")).orElseThrow(() -> bad("decision")),
          optional(node, "reason"),
          text(node, "agency"),
          optional(node, "user"),
          texts(node, "owners"),
          texts(node, "recipients"),
          objects(node),
          optional(node, "agreement"),
          number(node, "agreementVersion"),
          articles(node),
          optional(node, "purpose"),
          optional(node, "justification"));
    } catch (DateTimeException e) {
      throw bad("at");
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("an id is malformed");
    }
  }

  private static Instant instant(String text) {
    Instant at = Instant.parse(text);
    if (at.isBefore(FIRST) || at.isAfter(LAST)) {
      throw bad("at");
    }
    return at;
  }

  /** They lie in clear and are filtered by, so that not every text can be one. */
  private static List<String> articles(JsonNode node) {
    List<String> articles = texts(node, "articles");
    for (String article : articles) {
      if (article.length() > LONGEST_ARTICLE || article.chars().anyMatch(Character::isISOControl)) {
        throw bad("articles");
      }
    }
    return articles;
  }

  private static UUID uuid(String text) {
    UUID id = UUID.fromString(text);
    if (!id.toString().equals(text)) {
      throw bad("id");
    }
    return id;
  }

  private static JsonNode member(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw bad(name);
    }
    return value;
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = member(node, name);
    if (!value.isTextual()) {
      throw bad(name);
    }
    return value.textValue();
  }

  private static @Nullable String optional(JsonNode node, String name) {
    return member(node, name).isNull() ? null : text(node, name);
  }

  private static @Nullable Integer number(JsonNode node, String name) {
    JsonNode value = member(node, name);
    if (value.isNull()) {
      return null;
    }
    if (!value.isInt()) {
      throw bad(name);
    }
    return value.intValue();
  }

  private static List<String> texts(JsonNode node, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : array(node, name)) {
      if (!value.isTextual()) {
        throw bad(name);
      }
      texts.add(value.textValue());
    }
    return texts;
  }

  private static List<RecordObject> objects(JsonNode node) {
    List<RecordObject> objects = new ArrayList<>();
    for (JsonNode value : array(node, "objects")) {
      JsonNode owner = value.get("owner");
      objects.add(
          new RecordObject(
              text(value, "kind"),
              text(value, "id"),
              number(value, "version"),
              owner == null || owner.isNull() ? null : text(value, "owner")));
    }
    return objects;
  }

  private static JsonNode array(JsonNode node, String name) {
    JsonNode value = member(node, name);
    if (!value.isArray()) {
      throw bad(name);
    }
    return value;
  }

  private static UnreadableException bad(String name) {
    return new UnreadableException(name + " is missing or malformed");
  }

  private static List<Field> fields(JsonNode tree) {
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      if (name.isEmpty() || name.indexOf('/') >= 0) {
        throw new UnreadableException("a name that no field has");
      }
      try {
        CanonicalText.quoted(name);
        if (value.isArray()) {
          fields.add(new Field(name, Integer.toString(value.size())));
          for (int i = 0; i < value.size(); i++) {
            fields.add(new Field(name + "/" + i, canonical(value.get(i), 1)));
          }
        } else {
          fields.add(new Field(name, canonical(value, 1)));
        }
      } catch (IllegalArgumentException e) {
        throw new UnreadableException("a text without a canonical form");
      }
    }
    return fields;
  }

  /** RFC 8785, for values without fractions: those have one form in every language. */
  static String canonical(JsonNode node, int depth) {
    if (depth > DEEPEST) {
      throw new UnreadableException("nested too deeply");
    }
    return switch (node.getNodeType()) {
      case STRING -> CanonicalText.quoted(node.textValue());
      case NULL, BOOLEAN -> node.asText();
      case NUMBER -> {
        if (!node.canConvertToLong()
            || !node.isIntegralNumber()
            || Math.abs(node.longValue()) > MOST) {
          throw new UnreadableException("a number that is not an exact integer");
        }
        yield Long.toString(node.longValue());
      }
      case ARRAY -> {
        List<String> elements = new ArrayList<>();
        node.forEach(element -> elements.add(canonical(element, depth + 1)));
        yield "[" + String.join(",", elements) + "]";
      }
      case OBJECT -> {
        TreeMap<String, String> members = new TreeMap<>();
        node.properties().forEach(m -> members.put(m.getKey(), canonical(m.getValue(), depth + 1)));
        yield members.entrySet().stream()
            .map(m -> CanonicalText.quoted(m.getKey()) + ":" + m.getValue())
            .collect(Collectors.joining(",", "{", "}"));
      }
      default -> throw new UnreadableException("a value of no JSON type");
    };
  }
}
