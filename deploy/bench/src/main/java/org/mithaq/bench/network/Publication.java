package org.mithaq.bench.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.mithaq.alert.matching.SignalMapper;
import org.mithaq.alert.matching.View;
import org.mithaq.exchange.agreement.Partner;
import org.mithaq.exchange.agreement.Register;
import org.mithaq.exchange.agreement.RegisterFiles;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.outbox.Topics;
import org.mithaq.exchange.selector.MatchingKeys;
import org.mithaq.exchange.signal.Acceptance;
import org.mithaq.exchange.signal.Signal;
import org.mithaq.exchange.signal.SignalJson;
import org.mithaq.exchange.signal.SignalView;

/** The way of a signal from an agency's JSON to the view that the alert service reads. */
public final class Publication {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EPOCH = 1;

  /** After the last observation of any signal here. */
  private static final Instant AFTER = Instant.parse("2027-01-01T00:00:00Z");

  private final Register register;
  private final MatchingKeys keys =
      MatchingKeys.of(
          Map.of(EPOCH, "0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII)));
  private final SignalMapper mapper = new SignalMapper(JSON, EPOCH);
  private final Topics topics = new Topics("joint", "http://127.0.0.1:8081");
  private int published;

  /**
   * @param configuration folder with {@code partners.json} and {@code agreements}
   */
  public Publication(Path configuration) throws IOException {
    List<Partner> partners = RegisterFiles.partners(configuration.resolve("partners.json"));
    register =
        new Register(
            RegisterFiles.agreements(configuration.resolve("agreements"), partners), partners);
  }

  /**
   * Accepts a signal and gives its view; each is accepted a millisecond after the last.
   *
   * @param key what names it in a complaint
   * @throws IOException if the exchange refuses it
   */
  public View view(String key, String agency, JsonNode signal) throws IOException {
    int n = published++;
    UUID id = new UUID(0x0196_0000_0000_7000L + n, 0x8000_0000_0000_0000L + n);
    Acceptance.Judgement judgement =
        Acceptance.judge(
            read(signal), new AgencyId(agency), register, keys, id, AFTER.plusMillis(n));
    if (!(judgement instanceof Acceptance.Judgement.Permitted permitted)) {
      throw new IOException("refused: " + key);
    }
    byte[] view = JSON.writeValueAsBytes(SignalView.active(permitted.draft(), 1, topics));
    if (!(mapper.read(id.toString(), view) instanceof SignalMapper.Reading.Read read)) {
      throw new IOException("unreadable: " + key);
    }
    return read.view();
  }

  private static Signal read(JsonNode json) throws IOException {
    return switch (SignalJson.read(json.toString().getBytes(StandardCharsets.UTF_8))) {
      case SignalJson.Reading.Understood understood -> understood.signal();
      case SignalJson.Reading.NotUnderstood not ->
          throw new IOException(not.problem().errors().toString());
    };
  }
}
