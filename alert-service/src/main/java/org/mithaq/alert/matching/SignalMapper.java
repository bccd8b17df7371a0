package org.mithaq.alert.matching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the event {@code mithaq.signal.v1}. Ignores fields that it does not know; refuses what it
 * cannot understand whole, for half a view would be a wrong one.
 */
public final class SignalMapper {

  /** More tokens than an exchange lets through: bounds the work that one view can cause. */
  static final int MAX_TOKENS = 65_536;

  /** More than an exchange gives of one person: each is compared with each of another's. */
  private static final int MAX_FILTERS = 64;

  private static final Pattern AGENCY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern CELL = Pattern.compile("[0-9a-f]{1,16}");

  /** 512 bits in Base64. */
  private static final Pattern FILTER = Pattern.compile("[A-Za-z0-9+/]{86}==");

  private static final Set<String> TLP = Set.of("RED", "AMBER", "AMBER+STRICT", "GREEN", "CLEAR");
  private static final Set<String> CODES = Set.of("H0", "H1", "H2", "H3");
  private static final Set<String> STATES = Set.of("active", "withdrawn");
  private static final Set<String> RELEASES = Set.of("open", "on-request", "silent");
  private static final long HOUR_MILLIS = 3_600_000L;

  private final ObjectMapper json;
  private final int epoch;

  /**
   * @param json a plain mapper
   * @param epoch of the matching key that is matched by: what a view bears by others is left out
   */
  public SignalMapper(ObjectMapper json, int epoch) {
    this.json = json;
    this.epoch = epoch;
  }

  /** What reading came to. */
  public sealed interface Reading {

    /**
     * A view.
     *
     * @param view the view
     * @param otherKey whether it bears tokens, and none by the key that is matched by
     */
    record Read(View view, boolean otherKey) implements Reading {}

    /**
     * Not a view of version 1.
     *
     * @param reason where it fails, by field name; never a value
     */
    record Unreadable(String reason) implements Reading {}
  }

  /** Reads a view; {@code key} must be its id. */
  public Reading read(String key, byte[] value) {
    try {
      JsonNode node = json.readTree(value);
      View view = view(node);
      if (!view.header().id().equals(key)) {
        return new Reading.Unreadable("key");
      }
      return new Reading.Read(view, !view.isMatchable() && bearsTokens(node));
    } catch (IOException e) {
      return new Reading.Unreadable("json");
    } catch (Misread e) {
      return new Reading.Unreadable(e.field);
    }
  }

  private static boolean bearsTokens(JsonNode node) {
    return node.path("selectors").valueStream().anyMatch(each -> !each.path("tokens").isEmpty());
  }

  private View view(@Nullable JsonNode node) {
    if (node == null || !node.isObject()) {
      throw new Misread("json");
    }
    String id = text(node, "id");
    try {
      if (!UUID.fromString(id).toString().equals(id)) {
        throw new Misread("id");
      }
    } catch (IllegalArgumentException e) {
      throw new Misread("id");
    }
    boolean active = "active".equals(oneOf(node, "state", STATES));
    String release = oneOf(node, "release", RELEASES);
    List<Selector> selectors = selectors(node);
    JsonNode hours = node.path("observedHour");
    long from = Math.floorDiv(instant(hours, "from"), HOUR_MILLIS);
    long to = Math.floorDiv(instant(hours, "to"), HOUR_MILLIS);
    if (to < from) {
      throw new Misread("observedHour");
    }
    JsonNode grade = node.path("grade");
    List<String> audience = texts(node, "audience");
    if (audience.isEmpty()) {
      throw new Misread("audience");
    }
    audience.forEach(agency -> match(AGENCY, agency, "audience"));
    JsonNode cell = node.path("s2Cell");
    List<String> codes = texts(node, "codes");
    if (!CODES.containsAll(codes)) {
      throw new Misread("codes");
    }
    Header header =
        new Header(
            id,
            positive(node, "version"),
            match(AGENCY, text(node, "agency"), "agency"),
            match(AGENCY, text(node, "agreement"), "agreement"),
            text(node, "article"),
            text(node, "crime"),
            !"open".equals(release),
            oneOf(node, "tlp", TLP),
            List.copyOf(new TreeSet<>(codes)),
            text(node, "href"),
            instant(node, "acceptedAt"),
            from,
            to,
            match(COUNTRY, text(node, "country"), "country"),
            cell.isNull() || cell.isMissingNode() ? null : match(CELL, cell.asText(), "s2Cell"),
            new Grade(text(grade, "scheme"), text(grade, "source"), text(grade, "information")),
            selectors.stream().anyMatch(selector -> Selector.isSheltered(selector.role())));
    JsonNode danger = node.path("dangerToLife");
    if (!danger.isBoolean()) {
      throw new Misread("dangerToLife");
    }
    return new View(
        header,
        rendering(node),
        active,
        text(node, "exchange"),
        audience,
        instant(node, "expiresAt"),
        danger.asBoolean(),
        texts(node, "basedOn"),
        selectors);
  }

  private static int rendering(JsonNode node) {
    return node.has("rendering") ? positive(node, "rendering") : 0;
  }

  private List<Selector> selectors(JsonNode node) {
    JsonNode array = node.path("selectors");
    if (!array.isArray()) {
      throw new Misread("selectors");
    }
    List<Selector> selectors = new ArrayList<>();
    Set<Integer> indexes = new HashSet<>();
    int count = 0;
    for (JsonNode item : array) {
      JsonNode n = item.path("n");
      if (!n.isInt() || n.asInt() < 0 || !indexes.add(n.asInt())) {
        throw new Misread("selectors");
      }
      JsonNode role = item.path("role");
      if (!role.isNull() && !role.isTextual()) {
        throw new Misread("selectors");
      }
      count += item.path("tokens").size() + item.path("formerTokens").size();
      if (count > MAX_TOKENS) {
        throw new Misread("selectors");
      }
      List<Selector.Token> read = new ArrayList<>(tokens(item.path("tokens"), false));
      if (item.has("formerTokens")) {
        read.addAll(tokens(item.path("formerTokens"), true));
      }
      selectors.add(
          new Selector(
              n.asInt(),
              text(item, "type"),
              role.isNull() ? null : role.asText(),
              read,
              nameFilters(item)));
    }
    return selectors;
  }

  private List<Selector.Token> tokens(JsonNode tokens, boolean former) {
    if (!tokens.isArray()) {
      throw new Misread("selectors");
    }
    List<Selector.Token> read = new ArrayList<>();
    for (JsonNode token : tokens) {
      JsonNode attribute = token.path("attribute");
      String hex = match(TOKEN, text(token, "token"), "selectors");
      if (positive(token, "epoch") == epoch) {
        read.add(
            new Selector.Token(
                epoch + ":" + hex, attribute.isTextual() ? attribute.asText() : null, former));
      }
    }
    return read;
  }

  /** Those by the key that is matched by: one has its place in the selector, and others follow. */
  private List<Person.Filter> nameFilters(JsonNode selector) {
    List<Person.Filter> filters = new ArrayList<>();
    collect(selector, filters);
    JsonNode others = selector.path("otherNameFilters");
    if (!others.isMissingNode() && (!others.isArray() || others.size() > MAX_FILTERS)) {
      throw new Misread("selectors");
    }
    others.forEach(other -> collect(other, filters));
    return filters;
  }

  /** One without its epoch compares with nothing: views were once sent so. */
  private void collect(JsonNode item, List<Person.Filter> filters) {
    JsonNode bits = item.path("nameFilter");
    if (bits.isMissingNode() || bits.isNull() || !item.path("nameFilterEpoch").isInt()) {
      return;
    }
    String read = match(FILTER, text(item, "nameFilter"), "nameFilter");
    if (positive(item, "nameFilterEpoch") == epoch) {
      filters.add(new Person.Filter(read));
    }
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw new Misread(field);
    }
    return value.asText();
  }

  private static String oneOf(JsonNode node, String field, Set<String> allowed) {
    String value = text(node, field);
    if (!allowed.contains(value)) {
      throw new Misread(field);
    }
    return value;
  }

  private static int positive(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isInt() || value.asInt() < 1) {
      throw new Misread(field);
    }
    return value.asInt();
  }

  private static List<String> texts(JsonNode node, String field) {
    JsonNode array = node.path(field);
    if (!array.isArray()) {
      throw new Misread(field);
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : array) {
      if (!item.isTextual()) {
        throw new Misread(field);
      }
      texts.add(item.asText());
    }
    return texts;
  }

  private static long instant(JsonNode node, String field) {
    try {
      return Instant.parse(text(node, field)).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new Misread(field);
    }
  }

  private static String match(Pattern pattern, String value, String field) {
    if (!pattern.matcher(value).matches()) {
      throw new Misread(field);
    }
    return value;
  }

  private static final class Misread extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    Misread(String field) {
      super(field, null, false, false);
      this.field = field;
    }
  }
}
