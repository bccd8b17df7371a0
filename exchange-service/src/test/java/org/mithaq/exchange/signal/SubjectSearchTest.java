package org.mithaq.exchange.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mithaq.exchange.agreement.Purpose;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.outbox.DisclosureRecord;
import org.mithaq.exchange.outbox.Operation;
import org.mithaq.exchange.problem.FieldError;
import org.mithaq.exchange.problem.ProblemException;
import org.mithaq.exchange.problem.ProblemType;
import org.mithaq.exchange.selector.Country;
import org.mithaq.exchange.selector.MatchingKeys;
import org.mithaq.exchange.selector.Normaliser;
import org.mithaq.exchange.selector.Selector;

class SubjectSearchTest {

  private static final Country MA = Country.of("MA").orElseThrow();
  private static final Country NL = Country.of("NL").orElseThrow();
  private static final byte[] OLD = key("0123456789abcdef0123456789ABCDEF");
  private static final byte[] NEW = key("ABCDEF0123456789abcdef0123456789");

  private static byte[] key(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static SubjectQuestion read(String body) {
    return SubjectQuestion.read(body.getBytes(StandardCharsets.UTF_8));
  }

  private static SearchTerms terms(String selectors, Country home) {
    return SearchTerms.of(
        read("{\"selectors\": " + selectors + "}").selectors(), home, Fixtures.keys());
  }

  private static String person(String name, String birthDate) {
    return "[{\"type\": \"person\", \"name\": \"%s\", \"birthDate\": \"%s\"}]"
        .formatted(name, birthDate);
  }

  private static Set<String> everything(String name, String birthDate) {
    return Draft.Matchable.tokensOf(
        read("{\"selectors\": " + person(name, birthDate) + "}").selectors().stream()
            .map(each -> Draft.Matchable.of(each, Normaliser.normalise(each, MA), Fixtures.keys()))
            .toList());
  }

  private static void assertFaults(String body, String... pointers) {
    ProblemException fault = catchThrowableOfType(ProblemException.class, () -> read(body));
    assertThat(fault.problem().type()).isEqualTo(ProblemType.INVALID_REQUEST);
    assertThat(fault.problem().errors())
        .extracting(FieldError::pointer)
        .containsExactlyInAnyOrder(pointers);
  }

  @Test
  void searchesByTheTokensByWhichSignalsMeet() {
    Draft draft = Fixtures.draft(Fixtures.json(), "ma-dgsn");
    SearchTerms terms =
        terms(
            """
            [{"type": "phone", "value": "00212 (0)661-234567"}, {"type": "account", "iban": "nl91abna0417164300"}]
            """,
            NL);
    for (int n : List.of(0, 1)) {
      Set<String> kept = Set.of(draft.selectors().get(n == 0 ? 0 : 3).tokens().getFirst().hex());
      assertThat(terms.tokens().get(n)).isEqualTo(kept);
      assertThat(terms.matched(kept)).containsExactly("/selectors/" + n);
    }
    assertThat(terms.unmatched()).isEmpty();
    assertThat(terms("[{\"type\": \"phone\", \"value\": \"0661234567\"}]", MA).all())
        .isEqualTo(terms.tokens().getFirst());
  }

  @Test
  void searchesByTheTokensOfEveryEpoch() {
    List<Selector> phone = List.of(new Selector.Phone("+212661234567"));
    Set<String> before = SearchTerms.of(phone, MA, MatchingKeys.of(Map.of(1, OLD))).all();
    Set<String> after = SearchTerms.of(phone, MA, MatchingKeys.of(Map.of(2, NEW))).all();
    assertThat(SearchTerms.of(phone, MA, MatchingKeys.of(Map.of(1, OLD, 2, NEW))).all())
        .hasSize(2)
        .containsAll(before)
        .containsAll(after);
  }

  @Test
  void namesWhatCannotBeSearchedForAndWhichOfItArePersons() {
    SearchTerms terms =
        terms(
            """
            [{"type": "account", "iban": "NL92ABNA0417164300"},
             {"type": "vessel", "name": "SAHARA II", "imo": "IMO 9074728"},
             {"type": "person", "name": "?"},
             {"type": "person", "name": "Moussa", "birthDate": "1987"}]
            """,
            MA);
    assertThat(terms.unmatched())
        .containsExactly("/selectors/0", "/selectors/1/imo", "/selectors/2", "/selectors/3");
    assertThat(terms.names()).containsExactly("/selectors/2", "/selectors/3");
    assertThat(terms.all()).hasSize(1).isEqualTo(terms.tokens().get(1));
    assertThat(terms.matched(Set.of())).isEmpty();
  }

  @Test
  void searchesForAPersonWithABirthDateAndNotForAllNamesakes() {
    Set<String> reported = everything("Youssef El Amrani", "1987-05-31");
    Set<String> namesake = everything("Yousef Amrani", "1960-01-02");
    Set<String> dated = terms(person("يوسف العمراني", "1987-05-31"), MA).all();
    Set<String> ofYear = terms(person("Amrani Youssef", "1987"), MA).all();
    Set<String> undated = terms("[{\"type\": \"person\", \"name\": \"Amrani Youssef\"}]", MA).all();
    assertThat(reported).containsAnyElementsOf(dated).containsAnyElementsOf(ofYear);
    assertThat(reported).containsAnyElementsOf(undated);
    assertThat(namesake).doesNotContainAnyElementsOf(dated).doesNotContainAnyElementsOf(ofYear);
    assertThat(namesake).containsAnyElementsOf(undated);
  }

  /** Tokens of kept signals are made anew when the edition rises, and only then. */
  @Test
  void hasAnEditionForWhatSelectorsComeTo() throws Exception {
    TreeSet<String> tokens = new TreeSet<>();
    Fixtures.draft(Fixtures.json(), "ma-dgsn")
        .selectors()
        .forEach(s -> s.tokens().forEach(t -> tokens.add(t.hex())));
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(String.join(" ", tokens).getBytes(StandardCharsets.US_ASCII));
    assertThat(Fixtures.keys().basis() + " " + HexFormat.of().formatHex(hash, 0, 8))
        .as("where selectors come to other tokens, raise Normaliser.EDITION and write both here")
        .isEqualTo("8:1 75235545bf3896fc");
    assertThat(MatchingKeys.of(Map.of(7, OLD, 2, NEW)).basis()).isEqualTo("8:2,7");
  }

  @Test
  void readsAQuestionToItsLastField() {
    SubjectQuestion question =
        read(
            """
            {"selectors": [{"type": "email", "value": "qq@example.org"}], "purpose": "protection"}
            """);
    assertThat(question.purpose()).contains(Purpose.PROTECTION);
    assertThat(question.toString()).doesNotContain("qq");
    assertFaults("{}", "/selectors");
    assertFaults("{\"selectors\": []}", "/selectors");
    assertFaults("[]", "");
    assertFaults(
        "{\"selectors\": [{\"type\": \"phone\"}], \"purpose\": \"curiosity\", \"name\": \"x\"}",
        "/selectors/0/value",
        "/purpose",
        "/name");
    String phone = "{\"type\": \"phone\", \"value\": \"1\"},";
    assertThat(read("{\"selectors\": [" + phone.repeat(49) + phone.replace("},", "}") + "]}"))
        .isNotNull();
    assertFaults(
        "{\"selectors\": [" + phone.repeat(50) + phone.replace("},", "}") + "]}", "/selectors");
  }

  @Test
  void recordsWhatWasFoundAndNeverByWhat() {
    List<SignalStore.Found> found =
        List.of(
            found(1, "nl-kmar", "pjmg"), found(2, "ma-dgsn", "pjmg"), found(3, "ma-dgsn", "pjmg"));
    DisclosureRecord record =
        SignalRecords.search(
            new UUID(7, 9),
            Fixtures.NOW,
            Fixtures.caller("nl-politie", "oversight"),
            found,
            Optional.of(Purpose.PROTECTION));
    assertThat(record.operation()).isEqualTo(Operation.CONSULTATION);
    assertThat(record.owners()).containsExactly("ma-dgsn", "nl-kmar");
    assertThat(record.recipients()).containsExactly("nl-politie");
    assertThat(record.objects())
        .extracting(DisclosureRecord.Subject::id)
        .containsExactlyElementsOf(found.stream().map(f -> f.id().toString()).toList());
    assertThat(record.agreement()).contains("pjmg");
    ObjectNode event =
        Fixtures.json(new String(record.event(Fixtures.TOPICS).payload(), StandardCharsets.UTF_8));
    assertThat(event.toString()).doesNotContain("feed");
    // So that each originator can be told of its own signals, and of no other's.
    assertThat(event.path("objects").findValuesAsText("owner"))
        .containsExactly("nl-kmar", "ma-dgsn", "ma-dgsn");
    DisclosureRecord two =
        SignalRecords.search(
            new UUID(7, 9),
            Fixtures.NOW,
            Fixtures.caller("nl-politie", "oversight"),
            List.of(found(1, "nl-kmar", "pjmg"), found(2, "ma-dgsn", "triangular")),
            Optional.empty());
    assertThat(two.agreement()).isEmpty();
    assertThat(two.articles()).isEmpty();
  }

  private static SignalStore.Found found(int n, String agency, String agreement) {
    return new SignalStore.Found(
        new UUID(7, n),
        new AgencyId(agency),
        n,
        true,
        agreement,
        1,
        "5",
        Fixtures.NOW,
        Set.of("feedfeedfeedfeedfeedfeedfeedfeed"));
  }
}
