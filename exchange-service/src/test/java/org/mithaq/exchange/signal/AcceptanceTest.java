package org.mithaq.exchange.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mithaq.exchange.signal.Fixtures.draft;
import static org.mithaq.exchange.signal.Fixtures.json;
import static org.mithaq.exchange.signal.Fixtures.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mithaq.exchange.Contracts;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.problem.FieldError;
import org.mithaq.exchange.problem.ProblemType;

class AcceptanceTest {

  private static ProblemType refusal(JsonNode json, String agency) {
    assertThat(judge(json, agency)).isInstanceOf(Acceptance.Judgement.Refused.class);
    return ((Acceptance.Judgement.Refused) judge(json, agency)).problem().type();
  }

  private static ObjectNode with(String where, Object value) {
    ObjectNode json = json();
    int cut = where.lastIndexOf('/');
    ((ObjectNode) json.at(where.substring(0, cut)))
        .set(where.substring(cut + 1), Fixtures.JSON.valueToTree(value));
    return json;
  }

  private static ObjectNode person(String category, String born) {
    ObjectNode person = Fixtures.JSON.createObjectNode();
    person.put("type", "person").put("name", "N").put("category", category);
    if (born != null) {
      person.put("birthDate", born);
    }
    return person;
  }

  private static ObjectNode protectionOf(ObjectNode... persons) {
    ObjectNode json = json();
    json.put("article", "7").put("purpose", "protection").remove("retainUntil");
    ArrayNode selectors = json.putArray("selectors");
    selectors.addObject().put("type", "phone").put("value", "0661234567");
    selectors.addAll(List.of(persons));
    return json;
  }

  @Test
  void acceptsTheSignalOfTheDesign() {
    Draft draft = draft(json(), "ma-dgsn");
    assertThat(draft.audience()).extracting(AgencyId::value).containsExactly("ma-dgsn", "nl-kmar");
    assertThat(draft.unmatched()).isEmpty();
    assertThat(draft.warnings()).isEmpty();
    assertThat(draft.expiresAt()).isEqualTo(Instant.parse("2027-03-01T00:00:00Z"));
    assertThat(draft.acceptedAt()).isEqualTo(Fixtures.NOW);
  }

  @Test
  void expiresWhenTheArticleSaysUnlessTheOriginatorSaysEarlier() {
    ObjectNode json = json();
    json.remove("retainUntil");
    assertThat(draft(json, "ma-dgsn").expiresAt()).isEqualTo(Instant.parse("2027-03-02T00:00:00Z"));
  }

  @Test
  void refusesWhatLiesAhead() {
    assertThat(refusal(with("/observedAt", "2026-03-02T23:14:06Z"), "ma-dgsn"))
        .isEqualTo(ProblemType.OBSERVED_IN_FUTURE);
    assertThat(judge(with("/observedAt", "2026-03-02T22:19:05Z"), "ma-dgsn"))
        .isInstanceOf(Acceptance.Judgement.Permitted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "/agreement, none-such, UNKNOWN_AGREEMENT",
    "/article, 9, UNKNOWN_ARTICLE",
    "/agreement, pjmg, RECIPIENT_NOT_A_PARTY",
    "/retainUntil, 2027-03-03, RETENTION_EXCEEDED",
    "/retainUntil, 2026-03-02, RETENTION_LAPSED"
  })
  void refusesWhatTheRulesRefuse(String where, String value, ProblemType why) {
    ObjectNode json = with(where, value);
    ((ArrayNode) json.at("/handling/recipients")).add("es-gc");
    assertThat(refusal(json, "ma-dgsn")).isEqualTo(why);
  }

  @Test
  void refusesRedWithoutRecipients() {
    ObjectNode json = with("/handling/tlp", "RED");
    ((ObjectNode) json.path("handling")).remove("recipients");
    assertThat(refusal(json, "ma-dgsn")).isEqualTo(ProblemType.RECIPIENTS_MISSING);
  }

  @Test
  void refusesWhoIsNoParty() {
    ObjectNode json = json();
    ((ObjectNode) json.path("handling")).remove("recipients");
    assertThat(refusal(json, "iom-mmp")).isEqualTo(ProblemType.NOT_A_PARTY);
  }

  @Test
  void keepsWhatCannotBeNormalisedAndSaysWhere() {
    ObjectNode json = json();
    ArrayNode selectors = json.putArray("selectors");
    selectors.addObject().put("type", "phone").put("value", "call me");
    selectors.addObject().put("type", "vessel").put("name", "Nour").put("imo", "1234568");
    selectors.add(person("suspect", null));
    Draft draft = draft(json, "ma-dgsn");
    assertThat(draft.unmatched()).containsExactly("/selectors/0", "/selectors/1/imo");
    assertThat(draft.selectors().get(0).tokens()).isEmpty();
    assertThat(draft.selectors().get(1).tokens()).hasSize(1);
    assertThat(draft.signal().selectors()).hasSize(3);
  }

  private static ObjectNode ofManyPersons(int aliases) {
    ObjectNode json = json();
    ArrayNode selectors = json.putArray("selectors");
    for (int n = 0; n < 200; n++) {
      ObjectNode person = person("suspect", "1980-05-" + (10 + n % 20));
      person.put("name", fourWords(n)).put("birthPlace", "Oujda").put("nationality", "MA");
      for (int alias = 1; alias <= aliases; alias++) {
        person.withArray("aliases").add(fourWords(n + 200 * alias));
      }
      selectors.add(person);
    }
    return json;
  }

  /** Of sounds that are read in several ways. */
  private static String fourWords(int n) {
    String part = Integer.toString(n, 5).replace('0', 'j').replace('1', 'w').replace('2', 'g');
    String word = part.replace('3', 'k').replace('4', 'r');
    return "Ja%s Wo%s Cha%s Tho%s".formatted(word, word, word, word);
  }

  @Test
  void takesTwoHundredPersonsOfFourNames() {
    Draft draft = draft(ofManyPersons(0), "ma-dgsn");
    assertThat(draft.selectors()).hasSize(200).allMatch(each -> each.tokens().size() > 35);
  }

  @Test
  void refusesASignalOfMoreAttributesThanCanBeMatched() {
    Acceptance.Judgement judgement = judge(ofManyPersons(2), "ma-dgsn");
    assertThat(judgement).isInstanceOf(Acceptance.Judgement.Refused.class);
    Acceptance.Judgement.Refused refused = (Acceptance.Judgement.Refused) judgement;
    assertThat(refused.problem().type()).isEqualTo(ProblemType.TOO_MANY_ATTRIBUTES);
    assertThat(refused.problem().errors())
        .extracting(FieldError::pointer)
        .containsExactly("/selectors");
  }

  @Test
  void meetsANumberReadAtHomeWithTheSameNumberReadAbroad() {
    ObjectNode home = json();
    home.putArray("selectors").addObject().put("type", "phone").put("value", "0661 23 45 67");
    ObjectNode abroad = json();
    abroad.putArray("selectors").addObject().put("type", "phone").put("value", "+212 661-234567");
    assertThat(draft(home, "ma-dgsn").selectors().getFirst().tokens())
        .isEqualTo(draft(abroad, "nl-kmar").selectors().getFirst().tokens());
  }

  @Test
  void warnsOfTraffickingWithoutMeansUnlessTheVictimMayBeAChild() {
    ObjectNode json = protectionOf(person("victim", "1990"));
    json.put("crime", "trafficking-in-persons").remove("details");
    assertThat(draft(json, "ma-dgsn").warnings()).containsExactly(Warning.MEANS_MISSING);
    json.putObject("details").putArray("means").add("deception");
    assertThat(draft(json, "ma-dgsn").warnings()).isEmpty();

    for (String born : new String[] {null, "2008", "2008-03-03", "2012-05"}) {
      ObjectNode child = protectionOf(person("victim", born));
      child.put("crime", "trafficking-in-persons").remove("details");
      assertThat(draft(child, "ma-dgsn").warnings()).as("born " + born).isEmpty();
    }
    ObjectNode adult = protectionOf(person("victim", "2008-03-02"));
    adult.put("crime", "trafficking-in-persons").remove("details");
    assertThat(draft(adult, "ma-dgsn").warnings()).hasSize(1);
  }

  @Test
  void publishesAViewAsTheContractSays() {
    ObjectNode view = SignalView.active(draft(json(), "ma-dgsn"), 1, Fixtures.TOPICS);
    assertThat(Contracts.faults("signal", view)).isEmpty();
    assertThat(view.path("observedHour").path("from").asText()).isEqualTo("2026-03-02T21:00:00Z");
    assertThat(view.path("acceptedAt").asText()).isEqualTo("2026-03-02T22:14:05.123Z");
    assertThat(view.path("s2Cell").asText()).hasSizeLessThanOrEqualTo(6);
    assertThat(view.path("selectors")).hasSize(11);
    assertThat(view.at("/selectors/4/tokens")).hasSize(3);
    assertThat(view.at("/selectors/10/role").asText()).isEqualTo("suspect");
    assertThat(view.at("/selectors/0/role").isNull()).isTrue();
    ObjectNode withdrawn = SignalView.withdrawn(view, 2);
    assertThat(Contracts.faults("signal", withdrawn)).isEmpty();
    assertThat(withdrawn.path("selectors")).isEmpty();
    assertThat(view.path("state").asText()).isEqualTo("active");
  }

  @Test
  void publishesNothingOfTheContent() {
    ObjectNode json = json();
    json.put("reference", "QQREFQQ").put("narrative", "QQTEXTQQ");
    ((ObjectNode) json.path("place")).put("name", "QQPLACEQQ");
    ObjectNode view = SignalView.active(draft(json, "ma-dgsn"), 1, Fixtures.TOPICS);
    // An id is drawn and a token hashed: both may hold any three digits.
    assertThat(
            view.toString()
                .replace(view.path("id").asText(), "id")
                .replaceAll("\"token\":\"[0-9a-f]{32}\"", "token"))
        .doesNotContain(
            "QQ", "35.17", "2.93", "21:10", "Youssef", "661", "12345", "0123456", "ABNA", "SAHARA");
  }

  @Test
  void publishesAViewWithoutCoordinatesToo() {
    ObjectNode json = json();
    json.putObject("place").put("country", "XZ");
    json.putObject("observedAt")
        .put("from", "2026-03-01T10:59:59Z")
        .put("to", "2026-03-02T01:00:01Z");
    ObjectNode view = SignalView.active(draft(json, "ma-dgsn"), 1, Fixtures.TOPICS);
    assertThat(Contracts.faults("signal", view)).isEmpty();
    assertThat(view.path("s2Cell").isNull()).isTrue();
    assertThat(view.at("/observedHour/from").asText()).isEqualTo("2026-03-01T10:00:00Z");
    assertThat(view.at("/observedHour/to").asText()).isEqualTo("2026-03-02T01:00:00Z");
  }

  @Test
  void givesOtherSelectorsTheRoleOfTheProtectedOnlyIfAllPersonsAre() {
    assertThat(roles(protectionOf(person("victim", null)))).containsExactly("victim", "victim");
    assertThat(roles(protectionOf(person("witness", null)))).containsExactly("witness", "witness");
    assertThat(roles(protectionOf(person("witness", null), person("victim", null))))
        .containsExactly("victim", "witness", "victim");
    ObjectNode mixed = json();
    mixed
        .putArray("selectors")
        .add(person("suspect", null))
        .addObject()
        .put("type", "phone")
        .put("value", "0661234567");
    assertThat(roles(mixed)).containsExactly("suspect", null);
  }

  private static List<String> roles(ObjectNode json) {
    ObjectNode view = SignalView.active(draft(json, "ma-dgsn"), 1, Fixtures.TOPICS);
    return view.path("selectors").valueStream().map(s -> s.path("role").textValue()).toList();
  }

  @Test
  void recordsWhatItAcceptsAndRefusesAsTheContractSays() {
    Draft draft = draft(json(), "ma-dgsn");
    var collected =
        SignalRecords.collection(UUID.randomUUID(), draft, Fixtures.caller("ma-dgsn", "publisher"));
    assertThat(Contracts.faults("record", event(collected))).isEmpty();
    assertThat(collected.recipients()).containsExactly("nl-kmar");
    var refused =
        SignalRecords.refusedCollection(
            UUID.randomUUID(),
            Fixtures.NOW,
            Fixtures.caller("ma-dgsn", "publisher"),
            draft.signal(),
            ProblemType.UNKNOWN_AGREEMENT,
            java.util.Optional.empty(),
            java.util.Optional.empty());
    assertThat(Contracts.faults("record", event(refused))).isEmpty();
    assertThat(event(refused).path("reason").asText()).isEqualTo("unknown-agreement");
  }

  private static ObjectNode event(org.mithaq.exchange.outbox.DisclosureRecord record) {
    return json(
        new String(
            record.event(Fixtures.TOPICS).payload(), java.nio.charset.StandardCharsets.UTF_8));
  }
}
