package org.mithaq.bench.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.SignalMapper;
import org.mithaq.alert.matching.View;
import org.mithaq.exchange.agreement.Partner;
import org.mithaq.exchange.agreement.Register;
import org.mithaq.exchange.agreement.RegisterFiles;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.outbox.Topics;
import org.mithaq.exchange.selector.MatchingKeys;
import org.mithaq.exchange.signal.Acceptance;
import org.mithaq.exchange.signal.SignalJson;
import org.mithaq.exchange.signal.SignalView;

/**
 * A world: its signals as the exchange would publish them, in order of reporting, and its truth.
 *
 * @param views views by the signals' keys in the truth
 * @param truth what is true of each key
 */
record World(Map<String, View> views, Map<String, Truth> truth) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** After the last observation of the worlds. */
  private static final Instant AFTER = Instant.parse("2026-07-01T00:00:00Z");

  /**
   * What is true of a signal.
   *
   * @param network the network that it belongs to, or null
   * @param entities the things and persons that it speaks of
   */
  record Truth(@Nullable String network, Set<String> entities) {}

  /** Reads {@code signals.ndjson} and {@code truth.ndjson} of a folder. */
  static World read(Path folder, Path configuration) throws IOException {
    return of(
        Files.readAllLines(folder.resolve("signals.ndjson")),
        Files.readAllLines(folder.resolve("truth.ndjson")),
        configuration);
  }

  static World of(List<String> signals, List<String> truths, Path configuration)
      throws IOException {
    List<Partner> partners = RegisterFiles.partners(configuration.resolve("partners.json"));
    Register register =
        new Register(
            RegisterFiles.agreements(configuration.resolve("agreements"), partners), partners);
    MatchingKeys keys =
        MatchingKeys.of(
            Map.of(1, "0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII)));
    SignalMapper mapper = new SignalMapper(JSON);
    Topics topics = new Topics("joint", "http://127.0.0.1:8081");
    Map<String, View> views = new LinkedHashMap<>();
    for (String line : signals) {
      JsonNode json = JSON.readTree(line);
      int n = views.size();
      UUID id = new UUID(0x0196_0000_0000_7000L + n, 0x8000_0000_0000_0000L + n);
      Acceptance.Judgement judgement =
          Acceptance.judge(
              signal(json.path("signal")),
              new AgencyId(json.path("agency").asText()),
              register,
              keys,
              id,
              AFTER.plusMillis(n));
      if (!(judgement instanceof Acceptance.Judgement.Permitted permitted)) {
        throw new IOException("refused: " + json.path("key").asText());
      }
      byte[] view = JSON.writeValueAsBytes(SignalView.active(permitted.draft(), 1, topics));
      if (!(mapper.read(id.toString(), view) instanceof SignalMapper.Reading.Read read)) {
        throw new IOException("unreadable: " + json.path("key").asText());
      }
      views.put(json.path("key").asText(), read.view());
    }
    Map<String, Truth> truth = new LinkedHashMap<>();
    for (String line : truths) {
      JsonNode json = JSON.readTree(line);
      Set<String> entities = new HashSet<>();
      json.path("entities").forEach(entity -> entities.add(entity.asText()));
      String network = json.path("network").isNull() ? null : json.path("network").asText();
      truth.put(json.path("key").asText(), new Truth(network, entities));
    }
    return new World(views, truth);
  }

  private static org.mithaq.exchange.signal.Signal signal(JsonNode json) throws IOException {
    return switch (SignalJson.read(json.toString().getBytes(StandardCharsets.UTF_8))) {
      case SignalJson.Reading.Understood understood -> understood.signal();
      case SignalJson.Reading.NotUnderstood not ->
          throw new IOException(not.problem().errors().toString());
    };
  }
}
