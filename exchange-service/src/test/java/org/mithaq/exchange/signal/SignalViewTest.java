package org.mithaq.exchange.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mithaq.exchange.signal.Fixtures.draft;
import static org.mithaq.exchange.signal.Fixtures.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mithaq.exchange.Contracts;
import org.mithaq.exchange.outbox.Topics;
import org.mithaq.exchange.selector.Country;
import org.mithaq.exchange.selector.MatchingKeys;
import org.mithaq.exchange.selector.Normaliser;

class SignalViewTest {

  private static final Draft DRAFT = draft(withOneName(), "ma-dgsn");

  private static ObjectNode withOneName() {
    ObjectNode json = json();
    ((ObjectNode) json.at("/selectors/10")).remove("aliases");
    return json;
  }

  private static MatchingKeys keys(int... epochs) {
    Map<Integer, byte[]> keys = new TreeMap<>();
    for (int epoch : epochs) {
      keys.put(
          epoch, (epoch + "123456789abcdef0123456789ABCDEF").getBytes(StandardCharsets.US_ASCII));
    }
    return MatchingKeys.of(keys);
  }

  private static List<Draft.Matchable> by(MatchingKeys keys) {
    Country home = new Country("MA");
    return DRAFT.selectors().stream()
        .map(Draft.Matchable::selector)
        .map(each -> Draft.Matchable.of(each, Normaliser.normalise(each, home), keys))
        .toList();
  }

  private static ObjectNode first(MatchingKeys keys) {
    ObjectNode view = SignalView.active(DRAFT, 3, Fixtures.TOPICS);
    ObjectNode made = SignalView.renewed(view, by(keys), Set.of(), Fixtures.TOPICS);
    made.remove("rendering");
    return made;
  }

  private static ObjectNode renewed(ObjectNode last, MatchingKeys keys, Set<Integer> kept) {
    // As it comes out of the database.
    ObjectNode read = SignalContent.view(last.toString());
    ObjectNode view = SignalView.renewed(read, by(keys), kept, Fixtures.TOPICS);
    assertThat(Contracts.faults("signal", view)).isEmpty();
    return view;
  }

  private static List<Integer> epochs(JsonNode view, String tokens) {
    return view.at("/selectors/0/" + tokens)
        .valueStream()
        .map(token -> token.path("epoch").asInt())
        .distinct()
        .toList();
  }

  @Test
  void leavesAViewAsItIsWhenNothingOfItIsOtherwise() {
    ObjectNode view = first(keys(1));
    assertThat(renewed(view, keys(1), Set.of(1))).hasToString(view.toString());
  }

  @Test
  void bearsTheTokensOfBothKeysWhileThereAreTwoAndOfTheNewOneAfterwards() {
    ObjectNode one = first(keys(1));
    ObjectNode two = renewed(one, keys(1, 2), keys(1, 2).epochs());
    assertThat(two.path("rendering").asInt()).isEqualTo(1);
    assertThat(two.path("version").asInt()).isEqualTo(3);
    assertThat(epochs(two, "tokens")).containsExactly(1, 2);
    assertThat(SignalView.hasFormerTokens(two)).isFalse();
    assertThat(two.at("/selectors/10/nameFilterEpoch").asInt()).isEqualTo(2);
    assertThat(two.at("/selectors/10/otherNameFilters")).hasSize(1);
    assertThat(two.at("/selectors/10/otherNameFilters/0/nameFilterEpoch").asInt()).isEqualTo(1);
    assertThat(two.at("/selectors/10/otherNameFilters/0/nameFilter"))
        .isEqualTo(one.at("/selectors/10/nameFilter"));

    ObjectNode three = renewed(two, keys(2), keys(2).epochs());
    assertThat(three.path("rendering").asInt()).isEqualTo(2);
    assertThat(epochs(three, "tokens")).containsExactly(2);
    assertThat(SignalView.hasFormerTokens(three)).isFalse();
    assertThat(three.at("/selectors/10").has("otherNameFilters")).isFalse();
    assertThat(three.at("/selectors/10/nameFilter")).isEqualTo(two.at("/selectors/10/nameFilter"));
  }

  @Test
  void bearsTheTokensOfTheNormalFormsOfBeforeUntilItIsTime() {
    ObjectNode today = first(keys(1));
    ObjectNode before = today.deepCopy();
    String old = "0".repeat(32);
    ((ObjectNode) before.at("/selectors/0/tokens/0")).put("token", old);

    ObjectNode overlapping = renewed(before, keys(1), Set.of(1));
    assertThat(overlapping.at("/selectors/0/tokens")).isEqualTo(today.at("/selectors/0/tokens"));
    assertThat(overlapping.at("/selectors/0/formerTokens")).hasSize(1);
    assertThat(overlapping.at("/selectors/0/formerTokens/0"))
        .isEqualTo(before.at("/selectors/0/tokens/0"));
    assertThat(SignalView.hasFormerTokens(overlapping)).isTrue();
    assertThat(overlapping.at("/selectors/1").has("formerTokens")).isFalse();

    // Once more by the same: it bears what it bears already.
    assertThat(renewed(overlapping, keys(1), Set.of(1))).hasToString(overlapping.toString());

    ObjectNode over = renewed(overlapping, keys(1), Set.of());
    assertThat(over.path("rendering").asInt()).isEqualTo(2);
    assertThat(over.path("selectors")).isEqualTo(today.path("selectors"));
  }

  @Test
  void keepsNothingThatAKeyMadeWhichIsGone() {
    ObjectNode before = first(keys(1));
    ((ObjectNode) before.at("/selectors/0/tokens/0")).put("token", "0".repeat(32));
    ObjectNode after = renewed(before, keys(2), keys(2).epochs());
    assertThat(SignalView.hasFormerTokens(after)).isFalse();
    assertThat(after.toString()).doesNotContain("0".repeat(32));
  }

  @Test
  void changesNothingElse() {
    ObjectNode before = first(keys(1));
    ObjectNode after = renewed(before, keys(2), Set.of(2));
    before.remove("selectors");
    after.remove(List.of("selectors", "rendering"));
    assertThat(after).isEqualTo(SignalContent.view(before.toString()));
  }

  @Test
  void isReadWhereTheExchangeIsReachedToday() {
    ObjectNode before = first(keys(1));
    Topics moved = new Topics("joint", "https://exchange.example");
    ObjectNode after = SignalView.renewed(before, by(keys(1)), Set.of(1), moved);
    assertThat(after.path("href").asText())
        .isEqualTo("https://exchange.example/v1/signals/" + DRAFT.id());
    assertThat(after.path("rendering").asInt()).isEqualTo(1);
    assertThat(after.path("selectors")).isEqualTo(before.path("selectors"));
    assertThat(SignalView.basis(keys(1), moved))
        .isNotEqualTo(SignalView.basis(keys(1), Fixtures.TOPICS));
  }

  @Test
  void refusesSelectorsOfAnotherSignal() {
    ObjectNode view = first(keys(1));
    assertThatThrownBy(
            () -> SignalView.renewed(view, by(keys(1)).subList(0, 3), Set.of(1), Fixtures.TOPICS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withdrawsAViewThatWasPublishedAnewLikeAnyOther() {
    ObjectNode view = renewed(first(keys(1)), keys(1, 2), Set.of(1, 2));
    ObjectNode withdrawn = SignalView.withdrawn(view, 4);
    assertThat(withdrawn.has("rendering")).isFalse();
    assertThat(withdrawn.path("selectors")).isEmpty();
    assertThat(Contracts.faults("signal", withdrawn)).isEmpty();
  }
}
