package org.mithaq.exchange.signal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mithaq.exchange.agreement.Partner;
import org.mithaq.exchange.agreement.Register;
import org.mithaq.exchange.agreement.RegisterFiles;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.identity.Caller;
import org.mithaq.exchange.outbox.Topics;
import org.mithaq.exchange.selector.MatchingKeys;

/** A register, keys and signals for tests. */
final class Fixtures {

  static final Instant NOW = Instant.parse("2026-03-02T22:14:05.123Z");
  static final Topics TOPICS = new Topics("joint", "http://127.0.0.1:8081");
  static final ObjectMapper JSON = new ObjectMapper();

  static final String SIGNAL =
      """
      {"reference": "DGSN/2026/00417", "agreement": "triangular", "article": "5", "purpose": "detection",
       "crime": "migrant-smuggling", "observedAt": "2026-03-02T21:10:00Z",
       "place": {"country": "MA", "latitude": 35.17, "longitude": -2.93, "name": "Nador"},
       "evaluation": {"scheme": "4x4", "source": "B", "information": "2"},
       "handling": {"tlp": "AMBER", "codes": ["H2"], "restriction": null, "release": "on-request",
                    "recipients": ["nl-kmar"]},
       "selectors": [
         {"type": "phone", "value": "0661 23 45 67"},
         {"type": "vehicle", "plate": "12345-A-6", "country": "MA"},
         {"type": "document", "kind": "passport", "country": "SN", "number": "A 0123456"},
         {"type": "account", "iban": "NL91 ABNA 0417 1643 00"},
         {"type": "vessel", "name": "SAHARA II", "imo": "IMO 9074729", "mmsi": "242012345"},
         {"type": "email", "value": "A@Example.org"}, {"type": "handle", "platform": "telegram", "value": "@abc"},
         {"type": "device", "imei": "490154203237518"}, {"type": "organisation", "name": "Ö", "country": "NL"},
         {"type": "address", "value": "12 rue des Oliviers", "postcode": "62000", "country": "MA"},
         {"type": "person", "name": "Youssef El Amrani", "aliases": ["Joussef"], "birthDate": "1987",
          "birthPlace": "Nador", "nationality": "MA", "gender": "male", "category": "suspect"}],
       "details": {"act": ["transportation"], "means": ["deception"], "exploitation": ["ForcedLabour"]},
       "dangerToLife": false, "assertion": "fact", "basedOn": [], "language": "fr", "narrative": "…",
       "retainUntil": "2027-03-01"}
      """;

  private Fixtures() {}

  static Path root() {
    return Path.of(System.getProperty("mithaq.root", ".."));
  }

  static List<Partner> partners() {
    return RegisterFiles.partners(root().resolve("deploy/local/config/partners.json"));
  }

  static Register register() {
    List<Partner> partners = partners();
    return new Register(
        RegisterFiles.agreements(root().resolve("deploy/local/config/agreements"), partners),
        partners);
  }

  static MatchingKeys keys() {
    return MatchingKeys.of(
        Map.of(1, "0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII)));
  }

  static Caller caller(String agency, String... groups) {
    return new Caller(new AgencyId(agency), "user", Set.of(groups));
  }

  static ObjectNode json() {
    return json(SIGNAL);
  }

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SignalJson.Reading read(JsonNode json) {
    return SignalJson.read(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  static Signal signal(JsonNode json) {
    return switch (read(json)) {
      case SignalJson.Reading.Understood(Signal signal) -> signal;
      case SignalJson.Reading.NotUnderstood(var problem) ->
          throw new AssertionError(problem.errors().toString());
    };
  }

  static Acceptance.Judgement judge(JsonNode json, String agency) {
    return Acceptance.judge(
        signal(json),
        new AgencyId(agency),
        register(),
        keys(),
        UuidCreator.getTimeOrderedEpoch(),
        NOW);
  }

  static Draft draft(JsonNode json, String agency) {
    return switch (judge(json, agency)) {
      case Acceptance.Judgement.Permitted(Draft draft) -> draft;
      case Acceptance.Judgement.Refused(var problem, var agreement) ->
          throw new AssertionError(problem.toString());
    };
  }
}
