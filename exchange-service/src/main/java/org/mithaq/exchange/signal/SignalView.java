package org.mithaq.exchange.signal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.geometry.S2CellId;
import com.google.common.geometry.S2LatLng;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.outbox.DisclosureRecord;
import org.mithaq.exchange.outbox.Topics;
import org.mithaq.exchange.selector.MatchingKeys;
import org.mithaq.exchange.selector.NameFilter;
import org.mithaq.exchange.selector.SubjectCategory;
import org.mithaq.exchange.selector.Token;

/**
 * The correlatable view: all of a signal that leaves the exchange, contract {@code signal/v1}. It
 * has no coordinates, no exact time, no reference and no text.
 */
public final class SignalView {

  /** About ten kilometres. */
  private static final int CELL_LEVEL = 10;

  /** Rises when a view of the same tokens comes to look otherwise. */
  private static final int EDITION = 2;

  private static final String TOKENS = "tokens";
  private static final String FORMER_TOKENS = "formerTokens";
  private static final String NAME_FILTER = "nameFilter";
  private static final String NAME_FILTER_EPOCH = "nameFilterEpoch";
  private static final String OTHER_NAME_FILTERS = "otherNameFilters";
  private static final String RENDERING = "rendering";

  private SignalView() {}

  /** Where a signal's content is read, by who may. */
  public static String href(Topics topics, UUID id) {
    return topics.href() + "/v1/signals/" + id;
  }

  /** The view of a version of a signal. */
  public static ObjectNode active(Draft draft, int version, Topics topics) {
    Signal signal = draft.signal();
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("id", draft.id().toString());
    view.put("version", version);
    view.put("state", "active");
    view.put("exchange", topics.exchange());
    view.put("href", href(topics, draft.id()));
    view.put("agency", draft.agency().value());
    view.put("agreement", draft.agreement().id());
    view.put("article", draft.article().id());
    view.put("crime", signal.crime().code());
    ArrayNode audience = view.putArray("audience");
    draft.audience().stream().map(AgencyId::value).forEach(audience::add);
    view.put("release", signal.handling().release().code());
    view.put("tlp", signal.handling().tlp().code());
    ArrayNode codes = view.putArray("codes");
    signal.handling().codes().stream().map(HandlingCode::code).forEach(codes::add);
    view.put("acceptedAt", DisclosureRecord.text(draft.acceptedAt()));
    view.putObject("observedHour")
        .put("from", hour(signal.observed().from()))
        .put("to", hour(signal.observed().to()));
    view.put("country", signal.place().country().code());
    view.put("s2Cell", signal.place().coordinates().map(SignalView::cell).orElse(null));
    view.putObject("grade")
        .put("scheme", signal.evaluation().scheme().code())
        .put("source", signal.evaluation().source())
        .put("information", signal.evaluation().information());
    view.put("dangerToLife", signal.dangerToLife());
    ArrayNode basedOn = view.putArray("basedOn");
    signal.basedOn().forEach(id -> basedOn.add(id.toString()));
    view.put("expiresAt", draft.expiresAt().toString());
    ArrayNode selectors = view.putArray("selectors");
    for (int n = 0; n < draft.selectors().size(); n++) {
      Draft.Matchable matchable = draft.selectors().get(n);
      ObjectNode selector = selectors.addObject();
      selector.put("n", n);
      selector.put("type", matchable.selector().type().code());
      selector.put(
          "role", signal.role(matchable.selector()).map(SubjectCategory::code).orElse(null));
      putMatchable(selector, matchable);
    }
    return view;
  }

  private static void putMatchable(ObjectNode selector, Draft.Matchable matchable) {
    ArrayNode tokens = selector.putArray(TOKENS);
    for (Token token : matchable.tokens()) {
      tokens
          .addObject()
          .put("epoch", token.epoch())
          .put("attribute", token.attribute())
          .put("token", token.hex());
    }
    putNameFilters(selector, matchable.nameFilters());
  }

  /** The first has its place beside the tokens, and was the only one once. */
  private static void putNameFilters(ObjectNode selector, List<NameFilter> filters) {
    filters.stream().limit(1).forEach(filter -> putNameFilter(selector, filter));
    filters.stream()
        .skip(1)
        .forEach(
            filter -> putNameFilter(selector.withArray(OTHER_NAME_FILTERS).addObject(), filter));
  }

  private static void putNameFilter(ObjectNode to, NameFilter filter) {
    to.put(NAME_FILTER, filter.bits()).put(NAME_FILTER_EPOCH, filter.epoch());
  }

  /** Names by what all views are made just now: another basis may give other views. */
  static String basis(MatchingKeys keys, Topics topics) {
    return keys.basis() + " " + topics.href() + " " + EDITION;
  }

  /**
   * The same version by the keys and normal forms of today, read where this exchange is reached
   * today, in its next rendering; the same view, where nothing of that is otherwise.
   *
   * @param last the view before
   * @param selectors the signal's selectors, as they match today
   * @param kept epochs of which tokens of before are borne too, so that it still meets what is not
   *     made anew yet; none: it bears today's tokens only
   */
  static ObjectNode renewed(
      ObjectNode last, List<Draft.Matchable> selectors, Set<Integer> kept, Topics topics) {
    if (last.path("selectors").size() != selectors.size()) {
      throw new IllegalArgumentException("the view is of other selectors");
    }
    ObjectNode view = last.deepCopy();
    view.put("href", href(topics, UUID.fromString(last.path("id").asText())));
    for (int n = 0; n < selectors.size(); n++) {
      ObjectNode selector = (ObjectNode) view.path("selectors").path(n);
      List<JsonNode> before = new ArrayList<>();
      selector.path(TOKENS).forEach(before::add);
      selector.path(FORMER_TOKENS).forEach(before::add);
      selector.remove(List.of(FORMER_TOKENS, NAME_FILTER, NAME_FILTER_EPOCH, OTHER_NAME_FILTERS));
      putMatchable(selector, selectors.get(n));
      before.removeIf(token -> !kept.contains(token.path("epoch").asInt()));
      before.removeAll(selector.path(TOKENS).valueStream().toList());
      if (!before.isEmpty()) {
        selector.putArray(FORMER_TOKENS).addAll(before);
      }
    }
    return view.equals(last) ? last : view.put(RENDERING, last.path(RENDERING).asInt() + 1);
  }

  /** Whether a view bears tokens of before. */
  static boolean hasFormerTokens(ObjectNode view) {
    return view.path("selectors").valueStream().anyMatch(each -> each.has(FORMER_TOKENS));
  }

  /**
   * The view of a signal that is withdrawn: its head, a higher version, and nothing that matches.
   *
   * @param last the view before
   */
  public static ObjectNode withdrawn(ObjectNode last, int version) {
    ObjectNode view = last.deepCopy();
    view.remove(RENDERING);
    view.put("version", version);
    view.put("state", "withdrawn");
    view.putArray("selectors");
    return view;
  }

  private static String hour(Instant instant) {
    return instant.truncatedTo(ChronoUnit.HOURS).toString();
  }

  private static String cell(Signal.Coordinates point) {
    return S2CellId.fromLatLng(
            S2LatLng.fromDegrees(point.latitude().doubleValue(), point.longitude().doubleValue()))
        .parent(CELL_LEVEL)
        .toToken();
  }
}
