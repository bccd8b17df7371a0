package org.mithaq.alert.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.mithaq.alert.matching.Grade;
import org.mithaq.alert.matching.Header;
import org.mithaq.alert.matching.Selector;
import org.mithaq.alert.matching.View;

/**
 * The simulated worlds as views. Its normalisation is the least that exact matching needs; the real
 * one is the exchange's.
 */
final class Worlds {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, String> CALLING =
      Map.of(
          "ma", "212", "nl", "31", "es", "34", "sn", "221", "fr", "33", "be", "32", "ml", "223",
          "ne", "227", "mr", "222");

  static final List<String> AGENCIES =
      List.of(
          "be-fgp",
          "es-gc",
          "fr-oltim",
          "ma-dgsn",
          "ma-gr",
          "ml-dnpf",
          "mr-dgsn",
          "ne-dst",
          "nl-kmar",
          "nl-politie",
          "sn-dpaf");

  private Worlds() {}

  /** A signal of a world: its key in the truth, and its view. */
  record Entry(String key, View view) {}

  static Path folder() {
    return Path.of(System.getProperty("mithaq.shared", "../../shared"), "data", "worlds");
  }

  static List<Entry> read(String world, List<String> audience) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String line : Files.readAllLines(folder().resolve(world).resolve("signals.ndjson"))) {
      JsonNode node = JSON.readTree(line);
      entries.add(new Entry(node.get("key").asText(), view(entries.size(), node, audience)));
    }
    return entries;
  }

  private static View view(int order, JsonNode node, List<String> audience) {
    String agency = node.get("agency").asText();
    JsonNode signal = node.get("signal");
    String id = new UUID(0x0196_0000_0000_7000L + order, 0x8000_0000_0000_0000L + order).toString();
    long hour = Instant.parse(signal.get("observedAt").asText()).getEpochSecond() / 3600;
    List<Selector> selectors = new ArrayList<>();
    for (JsonNode each : signal.get("selectors")) {
      List<Selector.Token> tokens = new ArrayList<>();
      for (String value : values(agency, each)) {
        tokens.add(new Selector.Token("1:" + token(value), null));
      }
      selectors.add(
          new Selector(
              selectors.size(),
              each.get("type").asText(),
              each.path("category").isMissingNode() ? null : each.get("category").asText(),
              tokens));
    }
    JsonNode place = signal.get("place");
    String cell =
        Long.toHexString(
            Math.round(place.get("latitude").asDouble() * 10) * 10_000
                + Math.round(place.get("longitude").asDouble() * 10)
                + 100_000_000L);
    Header header =
        new Header(
            id,
            1,
            agency,
            signal.get("agreement").asText(),
            signal.get("article").asText(),
            signal.get("crime").asText(),
            !signal.get("handling").get("release").asText().equals("open"),
            signal.get("handling").get("tlp").asText(),
            List.of(),
            "http://127.0.0.1:8081/v1/signals/" + id,
            1_767_225_600_000L + order * 1000L,
            hour,
            hour,
            place.get("country").asText(),
            cell,
            new Grade(
                "4x4",
                signal.get("evaluation").get("source").asText(),
                signal.get("evaluation").get("information").asText()),
            false);
    return new View(
        header, 0, true, "joint", audience, Long.MAX_VALUE, false, List.of(), selectors);
  }

  private static List<String> values(String agency, JsonNode each) {
    return switch (each.get("type").asText()) {
      case "phone" -> List.of("phone" + phone(agency, each.get("value").asText()));
      case "vehicle" -> List.of("vehicle" + each.path("country").asText() + bare(each, "plate"));
      case "document" -> List.of("document" + each.path("country").asText() + bare(each, "number"));
      case "account" -> List.of("account" + bare(each, "iban"));
      case "vessel" -> {
        List<String> values = new ArrayList<>();
        if (each.hasNonNull("name")) {
          values.add(
              "vessel-name"
                  + Normalizer.normalize(each.get("name").asText(), Normalizer.Form.NFKD)
                      .toUpperCase(Locale.ROOT)
                      .replaceAll("[^A-Z0-9]", ""));
        }
        if (each.hasNonNull("imo")) {
          values.add("imo" + each.get("imo").asText().replaceAll("[^0-9]", ""));
        }
        if (each.hasNonNull("mmsi")) {
          values.add("mmsi" + bare(each, "mmsi"));
        }
        yield values;
      }
      case "email" ->
          List.of("email" + each.get("value").asText().strip().toLowerCase(Locale.ROOT));
      case "handle" ->
          List.of(
              "handle"
                  + each.get("platform").asText()
                  + each.get("value").asText().replace("@", "").toLowerCase(Locale.ROOT));
      default -> List.of();
    };
  }

  private static String phone(String agency, String value) {
    String digits = value.replace("(0)", "").replaceAll("[^0-9]", "");
    if (value.strip().startsWith("+")) {
      return digits;
    }
    if (digits.startsWith("00")) {
      return digits.substring(2);
    }
    return CALLING.get(agency.substring(0, 2))
        + (digits.startsWith("0") ? digits.substring(1) : digits);
  }

  private static String bare(JsonNode node, String field) {
    return node.get(field).asText().replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
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
