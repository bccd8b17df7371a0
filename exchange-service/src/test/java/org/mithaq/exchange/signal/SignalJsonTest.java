package org.mithaq.exchange.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mithaq.exchange.signal.Fixtures.json;
import static org.mithaq.exchange.signal.Fixtures.read;
import static org.mithaq.exchange.signal.Fixtures.signal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mithaq.exchange.problem.FieldError;
import org.mithaq.exchange.problem.Problem;
import org.mithaq.exchange.problem.ProblemType;

class SignalJsonTest {

  private static List<FieldError> faults(JsonNode json) {
    assertThat(read(json)).isInstanceOf(SignalJson.Reading.NotUnderstood.class);
    Problem.Fault problem = ((SignalJson.Reading.NotUnderstood) read(json)).problem();
    assertThat(problem.type()).isEqualTo(ProblemType.INVALID_SIGNAL);
    return problem.errors();
  }

  @Test
  void readsTheSignalOfTheDesign() {
    Signal signal = signal(json());
    assertThat(signal.selectors()).hasSize(11);
    assertThat(signal.handling().codes()).containsExactly(HandlingCode.H2);
    assertThat(signal.toString()).doesNotContain("Youssef", "0661", "Nador", "DGSN");
  }

  @Test
  void fillsInDefaults() {
    ObjectNode json = json();
    json.retain("agreement", "article", "crime", "observedAt", "place", "evaluation", "handling");
    ((ObjectNode) json.path("evaluation")).remove("scheme");
    Signal signal = signal(json);
    assertThat(signal.evaluation().scheme()).isEqualTo(EvaluationScheme.FOUR_BY_FOUR);
    assertThat(signal.purpose().code()).isEqualTo("detection");
    assertThat(signal.selectors()).isEmpty();
  }

  @Test
  void namesEveryMemberThatIsMissing() {
    assertThat(faults(json("{}")))
        .extracting(FieldError::pointer)
        .containsExactly(
            "/agreement",
            "/article",
            "/crime",
            "/observedAt",
            "/place",
            "/evaluation",
            "/handling");
    assertThat(faults(json("{\"place\": {}, \"evaluation\": {}, \"handling\": {}}")))
        .extracting(FieldError::pointer)
        .contains(
            "/place/country",
            "/evaluation/source",
            "/evaluation/information",
            "/handling/tlp",
            "/handling/release");
  }

  /** What is put where, and the pointer of the fault that it must give. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /unknown            | 1                                | /unknown
          /agency             | "nl-kmar"                        | /agency
          /reference          | 5                                | /reference
          /reference          | ""                               | /reference
          /crime              | "arson"                          | /crime
          /crime              | ["other"]                        | /crime
          /purpose            | "curiosity"                      | /purpose
          /article            | 5                                | /article
          /agreement          | "Triangular"                     | /agreement
          /observedAt         | "2026-03-02"                     | /observedAt
          /observedAt         | "2026-03-02T21:00:00"            | /observedAt
          /observedAt         | 1772485200                       | /observedAt
          /observedAt         | {"from":"2026-03-02T21:00:00Z"}  | /observedAt/to
          /observedAt         | {"from":"2026-03-02T21:00:00Z","to":"2026-03-02T20:00:00Z"} | /observedAt/to
          /observedAt         | "0001-01-01T00:00:00Z"           | /observedAt
          /place/country      | "Morocco"                        | /place/country
          /place/country      | "ma"                             | /place/country
          /place/latitude     | "35.1"                           | /place/latitude
          /place/latitude     | 91                               | /place/latitude
          /place/longitude    | null                             | /place/longitude
          /place/altitude     | 5                                | /place/altitude
          /evaluation/source  | "D"                              | /evaluation/source
          /evaluation/information | 2                            | /evaluation/information
          /evaluation/scheme  | "5x5x5"                          | /evaluation/scheme
          /handling/tlp       | "amber"                          | /handling/tlp
          /handling/codes     | "H2"                             | /handling/codes
          /handling/codes     | ["H2","H2"]                      | /handling/codes/1
          /handling/codes     | ["H3"]                           | /handling/restriction
          /handling/release   | "never"                          | /handling/release
          /handling/recipients| [1]                              | /handling/recipients/0
          /selectors          | {}                               | /selectors
          /selectors/0        | []                               | /selectors/0
          /selectors/0/type   | "pigeon"                         | /selectors/0/type
          /selectors/0/value  | 661234567                        | /selectors/0/value
          /selectors/0/value  | null                             | /selectors/0/value
          /selectors/0/iban   | "x"                              | /selectors/0/iban
          /selectors/1/country| "MAR"                            | /selectors/1/country
          /selectors/2/kind   | "library-card"                   | /selectors/2/kind
          /selectors/4        | {"type":"vessel"}                | /selectors/4/name
          /selectors/10/category | "accomplice"                  | /selectors/10/category
          /selectors/10/birthDate | "1987-02-30"                 | /selectors/10/birthDate
          /selectors/10/aliases | "Joussef"                      | /selectors/10/aliases
          /details/act        | ["flying"]                       | /details/act/0
          /details/exploitation | ["forced-labour"]              | /details/exploitation/0
          /dangerToLife       | "false"                          | /dangerToLife
          /assertion          | "rumour"                         | /assertion
          /basedOn            | ["x"]                            | /basedOn/0
          /language           | "français"                       | /language
          /narrative          | {}                               | /narrative
          /retainUntil        | "next year"                      | /retainUntil
          """)
  void refusesWhatIsNotWellFormedWithItsPointer(String where, String value, String pointer)
      throws Exception {
    ObjectNode json = json();
    int cut = where.lastIndexOf('/');
    JsonNode parent = json.at(where.substring(0, cut));
    JsonNode wrong = Fixtures.JSON.readTree(value);
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(where.substring(cut + 1)), wrong);
    } else {
      ((ObjectNode) parent).set(where.substring(cut + 1), wrong);
    }
    assertThat(faults(json)).extracting(FieldError::pointer).containsExactly(pointer);
  }

  @Test
  void keepsGradesOfBothSchemes() {
    ObjectNode json = json();
    json.putObject("evaluation")
        .put("scheme", "admiralty")
        .put("source", "F")
        .put("information", "6");
    assertThat(signal(json).evaluation().source()).isEqualTo("F");
    json.putObject("evaluation").put("scheme", "4x4").put("source", "F").put("information", "6");
    assertThat(faults(json))
        .extracting(FieldError::pointer)
        .containsExactly("/evaluation/source", "/evaluation/information");
  }

  @Test
  void limitsWhatASignalMayHold() {
    ObjectNode json = json();
    json.put("narrative", "x".repeat(20_000));
    assertThat(signal(json).narrative()).isPresent();
    json.put("narrative", "x".repeat(20_001));
    assertThat(faults(json)).extracting(FieldError::pointer).containsExactly("/narrative");

    ObjectNode many = json();
    ArrayNode selectors = many.putArray("selectors");
    for (int i = 0; i < 10_000; i++) {
      selectors.addObject().put("type", "phone").put("value", "+31612345678");
    }
    assertThat(faults(many))
        .containsExactly(new FieldError("/selectors", "must not have more than 200 elements"));
  }

  @Test
  void countsCharactersAndNotTheirHalves() {
    ObjectNode json = json();
    json.put("narrative", "😀".repeat(20_000));
    assertThat(signal(json).narrative()).contains("😀".repeat(20_000));
  }

  @Test
  void keepsTextOfAllScripts() {
    ObjectNode json = json();
    json.put("narrative", "يوسف \u2068mixed\u2069 😀 𐍈 \u200f");
    Signal signal = signal(json);
    assertThat(signal(SignalJson.write(signal))).isEqualTo(signal);
  }

  @Test
  void refusesNulAndLoneSurrogatesWithTheirPointers() {
    String body =
        Fixtures.SIGNAL
            .replace("\"…\"", "\"a\\u0000b\"")
            .replace("Youssef El", "Youssef \\ud83d El");
    assertThat(SignalJson.read(body.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            SignalJson.Reading.NotUnderstood.class,
            n ->
                assertThat(n.problem().errors())
                    .extracting(FieldError::pointer)
                    .containsExactly("/selectors/10/name", "/narrative"));
  }

  @Test
  void isReadAsItIsWritten() {
    Signal signal = signal(json());
    assertThat(signal(SignalJson.write(signal))).isEqualTo(signal);
  }

  /** However an agency orders and spells one signal, it has one canonical content. */
  @Test
  void hasOneCanonicalContent() {
    byte[] canonical = SignalContent.of(Fixtures.draft(json(), "ma-dgsn")).canonical();
    Random random = new Random(42);
    for (int i = 0; i < 200; i++) {
      ObjectNode shuffled = (ObjectNode) shuffle(json(), random);
      if (random.nextBoolean()) {
        shuffled.remove("purpose");
      }
      if (random.nextBoolean()) {
        shuffled.put("observedAt", "2026-03-02T22:10:00.000+01:00");
      }
      if (random.nextBoolean()) {
        ((ObjectNode) shuffled.path("place")).put("latitude", new java.math.BigDecimal("35.1700"));
      }
      if (random.nextBoolean()) {
        shuffled.remove(List.of("basedOn", "dangerToLife"));
      }
      assertThat(SignalContent.of(Fixtures.draft(shuffled, "ma-dgsn")).canonical())
          .isEqualTo(canonical);
    }
    ObjectNode other = json();
    other.put("narrative", "something else");
    assertThat(SignalContent.of(Fixtures.draft(other, "ma-dgsn")).canonical())
        .isNotEqualTo(canonical);
  }

  private static JsonNode shuffle(JsonNode node, Random random) {
    if (node instanceof ObjectNode object) {
      Map<String, JsonNode> members = new TreeMap<>();
      object.fields().forEachRemaining(e -> members.put(e.getKey(), shuffle(e.getValue(), random)));
      List<String> names = new ArrayList<>(members.keySet());
      Collections.shuffle(names, random);
      ObjectNode shuffled = Fixtures.JSON.createObjectNode();
      names.forEach(n -> shuffled.set(n, members.get(n)));
      return shuffled;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode same = Fixtures.JSON.createArrayNode();
      array.forEach(e -> same.add(shuffle(e, random)));
      return same;
    }
    return node;
  }
}
