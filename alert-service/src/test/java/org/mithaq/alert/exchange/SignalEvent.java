package org.mithaq.alert.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.mithaq.alert.matching.SignalMapper;
import org.mithaq.alert.matching.View;

/** A view as an exchange publishes it, built step by step; each step gives a new one. */
public final class SignalEvent {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FILTER_BYTES = 64;
  private static final Instant FIRST = Instant.parse("2026-03-02T22:00:00Z");

  private final ObjectNode node;

  private SignalEvent(ObjectNode node) {
    this.node = node;
  }

  /** The n-th signal of a test: ids and times of acceptance follow n. */
  public static SignalEvent signal(int n, String agency, String... audience) {
    String id = new UUID(0x0196_a1d2_0000_7000L, 0x8000_0000_0000_0000L + n).toString();
    ObjectNode node = JSON.createObjectNode();
    node.put("id", id).put("version", 1).put("state", "active").put("exchange", "joint");
    node.put("href", "http://127.0.0.1:8081/v1/signals/" + id).put("agency", agency);
    node.put("agreement", "triangular").put("article", "5").put("crime", "migrant-smuggling");
    TreeSet<String> all = new TreeSet<>(List.of(audience));
    all.add(agency);
    all.forEach(node.putArray("audience")::add);
    node.put("release", "open").put("tlp", "AMBER").putArray("codes");
    node.put("acceptedAt", FIRST.plusSeconds(n).toString());
    node.putObject("observedHour")
        .put("from", "2026-03-02T21:00:00Z")
        .put("to", "2026-03-02T21:00:00Z");
    node.put("country", agency.substring(0, 2).toUpperCase(Locale.ROOT)).putNull("s2Cell");
    node.putObject("grade").put("scheme", "4x4").put("source", "A").put("information", "1");
    node.put("dangerToLife", false).putArray("basedOn");
    node.put("expiresAt", "2099-03-02T00:00:00Z").putArray("selectors");
    return new SignalEvent(node);
  }

  private SignalEvent with(Consumer<ObjectNode> change) {
    ObjectNode copy = node.deepCopy();
    change.accept(copy);
    return new SignalEvent(copy);
  }

  public SignalEvent bearing(String type, String value) {
    return bearing(type, null, value);
  }

  public SignalEvent bearing(String type, String role, String value) {
    return with(
        copy -> {
          ArrayNode selectors = (ArrayNode) copy.get("selectors");
          ObjectNode selector =
              JSON.createObjectNode().put("n", selectors.size()).put("type", type);
          selector.put("role", role);
          selector.putArray("tokens").addObject().put("epoch", 1).put("token", token(value));
          selectors.add(selector);
        });
  }

  /** One selector of several attributes, each as {@code attribute=value}, or a value alone. */
  public SignalEvent bearingThing(String type, String... attributes) {
    return with(
        copy -> {
          ArrayNode selectors = (ArrayNode) copy.get("selectors");
          ObjectNode selector =
              JSON.createObjectNode().put("n", selectors.size()).put("type", type).putNull("role");
          putTokens(selector.putArray("tokens"), attributes);
          selectors.add(selector);
        });
  }

  private static void putTokens(ArrayNode tokens, String... attributes) {
    for (String each : attributes) {
      ObjectNode token = tokens.addObject().put("epoch", 1).put("token", token(each));
      if (each.contains("=")) {
        token.put("attribute", each.substring(0, each.indexOf('=')));
      }
    }
  }

  /** A person in a role, each attribute as {@code attribute=value}. */
  public SignalEvent bearingPerson(String role, String... attributes) {
    return bearingThing("person", attributes)
        .with(
            copy -> {
              ArrayNode selectors = (ArrayNode) copy.get("selectors");
              ((ObjectNode) selectors.get(selectors.size() - 1)).put("role", role);
            });
  }

  /** The last selector with a filter of the name, whose bits from one to another are set. */
  public SignalEvent named(int from, int to) {
    BitSet bits = new BitSet();
    bits.set(from, to);
    String filter =
        Base64.getEncoder().encodeToString(Arrays.copyOf(bits.toByteArray(), FILTER_BYTES));
    return with(
        copy -> {
          ArrayNode selectors = (ArrayNode) copy.get("selectors");
          ((ObjectNode) selectors.get(selectors.size() - 1))
              .put("nameFilter", filter)
              .put("nameFilterEpoch", 1);
        });
  }

  public SignalEvent under(String agreement, String article) {
    return with(copy -> copy.put("agreement", agreement).put("article", article));
  }

  public SignalEvent handled(String tlp, String release, String... codes) {
    return with(
        copy -> {
          copy.put("tlp", tlp).put("release", release);
          List.of(codes).forEach(copy.putArray("codes")::add);
        });
  }

  public SignalEvent observed(String hour) {
    return with(copy -> copy.putObject("observedHour").put("from", hour).put("to", hour));
  }

  public SignalEvent endangered() {
    return with(copy -> copy.put("dangerToLife", true));
  }

  public SignalEvent repeating(SignalEvent other) {
    return with(copy -> copy.putArray("basedOn").add(other.id()));
  }

  /** With another audience. */
  public SignalEvent known(String... audience) {
    return with(copy -> List.of(audience).forEach(copy.putArray("audience")::add));
  }

  public SignalEvent expiring(String moment) {
    return set("expiresAt", moment);
  }

  /** The same signal to another audience; the originator is always in it. */
  public SignalEvent to(String... audience) {
    return with(
        copy -> {
          TreeSet<String> all = new TreeSet<>(List.of(audience));
          all.add(copy.get("agency").asText());
          all.forEach(copy.putArray("audience")::add);
        });
  }

  public SignalEvent version(int version) {
    return with(copy -> copy.put("version", version));
  }

  /** The same version, published anew for the n-th time. */
  public SignalEvent rendered(int n) {
    return with(copy -> copy.put("rendering", n));
  }

  /** The last selector with tokens of before too, each as {@code attribute=value}. */
  public SignalEvent formerly(String... attributes) {
    return with(
        copy -> {
          ArrayNode selectors = (ArrayNode) copy.get("selectors");
          putTokens(
              ((ObjectNode) selectors.get(selectors.size() - 1)).putArray("formerTokens"),
              attributes);
        });
  }

  /** With tokens of these keys in place of those of the first. */
  public SignalEvent underKeys(Integer... epochs) {
    return with(
        copy ->
            copy.get("selectors")
                .forEach(
                    selector -> {
                      ArrayNode first = (ArrayNode) selector.get("tokens");
                      ArrayNode tokens = ((ObjectNode) selector).putArray("tokens");
                      for (JsonNode token : first) {
                        for (int epoch : epochs) {
                          String hex = token.get("token").asText();
                          tokens.add(
                              ((ObjectNode) token.deepCopy())
                                  .put("epoch", epoch)
                                  .put("token", epoch == 1 ? hex : token(hex + epoch)));
                        }
                      }
                      putNameFilters((ObjectNode) selector, epochs);
                    }));
  }

  private static void putNameFilters(ObjectNode selector, Integer... epochs) {
    JsonNode first = selector.remove("nameFilter");
    if (first == null) {
      return;
    }
    for (int i = 0; i < epochs.length; i++) {
      boolean newest = i == epochs.length - 1;
      (newest ? selector : selector.withArray("otherNameFilters").addObject())
          .put("nameFilter", turned(first.asText(), epochs[i] - 1))
          .put("nameFilterEpoch", epochs[i]);
    }
  }

  /** Another key puts the bits elsewhere; as many are common to two filters. */
  private static String turned(String filter, int by) {
    byte[] bytes = Base64.getDecoder().decode(filter);
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[(i + by) % bytes.length] = bytes[i];
    }
    return Base64.getEncoder().encodeToString(turned);
  }

  public SignalEvent set(String field, String value) {
    return with(copy -> copy.put(field, value));
  }

  public SignalEvent withdrawn() {
    return with(
        copy -> {
          copy.put("version", copy.get("version").asInt() + 1).put("state", "withdrawn");
          copy.putArray("selectors");
        });
  }

  public String id() {
    return node.get("id").asText();
  }

  public ObjectNode json() {
    return node.deepCopy();
  }

  public byte[] bytes() {
    return node.toString().getBytes(UTF_8);
  }

  /** As the service reads it. */
  public View view() {
    SignalMapper.Reading reading = new SignalMapper(JSON, 1).read(id(), bytes());
    if (reading instanceof SignalMapper.Reading.Read read) {
      return read.view();
    }
    throw new IllegalStateException(reading.toString());
  }

  private static String token(String value) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
