package org.mithaq.exchange.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.problem.FieldError;
import org.mithaq.exchange.problem.JsonObject;
import org.mithaq.exchange.problem.Pointer;
import org.mithaq.exchange.selector.SelectorType;
import org.mithaq.exchange.selector.SubjectCategory;

/**
 * Reads and writes an agreement, strictly: an agreement that is not understood to its last field is
 * none.
 */
public final class AgreementJson {

  private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,19}");
  private static final String SLUG_SHAPE =
      "lower-case letters and digits with single hyphens between them";
  private static final int MOST = 500;
  private static final int LONG = 2_000;

  private AgreementJson() {}

  /**
   * Reads an agreement.
   *
   * @param errors takes everything that is wrong with it
   * @return the agreement, if nothing is wrong
   */
  public static Optional<Agreement> read(JsonNode root, List<FieldError> errors) {
    JsonObject json = JsonObject.of(root, Pointer.ROOT, errors);
    for (String member :
        List.of("id", "title", "version", "inForce", "parties", "articles", "instrument")) {
      json.require(member);
    }
    Optional<String> id = json.text("id", SLUG, SLUG_SHAPE);
    Optional<String> title = json.text("title", LONG);
    Optional<Integer> version = json.positive("version");
    Optional<InForce> inForce = json.object("inForce").flatMap(AgreementJson::inForce);
    Set<AgencyId> parties = parties(json, Optional.empty());
    if (json.has("parties") && parties.size() < 2) {
      json.fault("parties", "must be two or more agencies");
    }
    List<Subcommittee> subcommittees =
        json.objects("subcommittees", MOST, part -> subcommittee(part, parties));
    List<Article> articles = json.objects("articles", MOST, part -> article(part, parties));
    if (json.has("articles") && articles.isEmpty()) {
      json.fault("articles", "must have an article");
    }
    once(json, "articles", articles, Article::id);
    once(json, "subcommittees", subcommittees, Subcommittee::id);
    Optional<Instrument> instrument = json.object("instrument").flatMap(part -> instrument(part));
    json.close();
    if (!errors.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Agreement(
            id.orElseThrow(),
            title.orElseThrow(),
            version.orElseThrow(),
            inForce.orElseThrow(),
            parties,
            subcommittees,
            articles,
            instrument.orElseThrow(),
            Optional.empty()));
  }

  private static <T> void once(
      JsonObject json, String member, Collection<T> parts, Function<T, String> id) {
    Set<String> seen = new HashSet<>();
    if (!parts.stream().map(id).allMatch(seen::add)) {
      json.fault(member, "has two of the same id");
    }
  }

  private static Optional<InForce> inForce(JsonObject json) {
    json.require("from");
    Optional<LocalDate> from = json.parsed("from", AgreementJson::day, "a day, such as 2026-01-31");
    Optional<LocalDate> until =
        json.parsed("until", AgreementJson::day, "a day, such as 2026-01-31");
    json.close();
    if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
      json.fault("until", "must not be before from");
      return Optional.empty();
    }
    return from.map(f -> new InForce(f, until));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The parties of a part; where it names none, those of the whole. */
  private static Set<AgencyId> parties(JsonObject json, Optional<Set<AgencyId>> whole) {
    boolean named = json.has("parties");
    List<AgencyId> parties = json.parsedEach("parties", MOST, AgencyId::of, "an agency's id");
    if (whole.isEmpty()) {
      return Set.copyOf(parties);
    }
    if (!named) {
      return whole.get();
    }
    for (int i = 0; i < parties.size(); i++) {
      if (!whole.get().contains(parties.get(i))) {
        json.fault(
            "parties", "names " + parties.get(i) + ", which is not a party of the agreement");
      }
    }
    if (parties.isEmpty()) {
      json.fault("parties", "must not be empty");
    }
    return Set.copyOf(parties);
  }

  private static Optional<Subcommittee> subcommittee(JsonObject json, Set<AgencyId> whole) {
    List.of("id", "title", "parties").forEach(json::require);
    Optional<String> id = json.text("id", SLUG, SLUG_SHAPE);
    Optional<String> title = json.text("title", LONG);
    Set<AgencyId> parties = parties(json, Optional.of(whole));
    json.close();
    if (id.isPresent() && whole.stream().anyMatch(p -> p.value().equals(id.get()))) {
      json.fault("id", "is also an agency's id");
    }
    return id.flatMap(i -> title.map(t -> new Subcommittee(i, t, parties)));
  }

  private static Optional<Article> article(JsonObject json, Set<AgencyId> whole) {
    List.of(
            "id",
            "title",
            "crimes",
            "purposes",
            "selectorTypes",
            "subjectCategories",
            "releases",
            "maxRetention",
            "onwardTransfer")
        .forEach(json::require);
    Optional<String> id = json.text("id", NUMBER, "an article's number");
    Optional<String> title = json.text("title", LONG);
    Set<AgencyId> parties = parties(json, Optional.of(whole));
    Set<Crime> crimes = Set.copyOf(json.codes("crimes", Crime.CODES));
    Set<Purpose> purposes = Set.copyOf(json.codes("purposes", Purpose.CODES));
    Set<SelectorType> types = Set.copyOf(json.codes("selectorTypes", SelectorType.CODES));
    Set<SubjectCategory> categories =
        Set.copyOf(json.codes("subjectCategories", SubjectCategory.CODES));
    Set<ReleaseMode> releases = Set.copyOf(json.codes("releases", ReleaseMode.CODES));
    Optional<Period> retention =
        json.parsed(
            "maxRetention",
            AgreementJson::period,
            "a period of days, months or years, such as P1Y");
    Optional<String> onward = json.text("onwardTransfer", LONG);
    json.close();
    if (crimes.isEmpty() || purposes.isEmpty() || releases.isEmpty()) {
      json.fault("crimes", "and purposes and releases must not be empty");
    }
    if (categories.isEmpty() == types.contains(SelectorType.PERSON)) {
      json.fault("subjectCategories", "must be named exactly where selectors of type person are");
    }
    if (id.isEmpty() || title.isEmpty() || retention.isEmpty() || onward.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Article(
            id.get(),
            title.get(),
            parties,
            crimes,
            purposes,
            types,
            categories,
            releases,
            retention.get(),
            onward.get()));
  }

  private static Optional<Period> period(String text) {
    try {
      Period period = Period.parse(text);
      return period.isNegative() || period.isZero() ? Optional.empty() : Optional.of(period);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instrument> instrument(JsonObject json) {
    List<String> values = new ArrayList<>();
    for (String member :
        List.of(
            "controller",
            "legitimacy",
            "purpose",
            "subjects",
            "data",
            "origin",
            "recipients",
            "security")) {
      json.require(member);
      json.text(member, LONG).ifPresent(values::add);
    }
    json.close();
    if (values.size() < 8) {
      return Optional.empty();
    }
    return Optional.of(
        new Instrument(
            values.get(0),
            values.get(1),
            values.get(2),
            values.get(3),
            values.get(4),
            values.get(5),
            values.get(6),
            values.get(7)));
  }

  /** Writes an agreement as it is read, with everything resolved and every set sorted. */
  public static ObjectNode write(Agreement agreement) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", agreement.id());
    json.put("title", agreement.title());
    json.put("version", agreement.version());
    json.putObject("inForce")
        .put("from", agreement.inForce().from().toString())
        .put("until", agreement.inForce().until().map(LocalDate::toString).orElse(null));
    agencies(json.putArray("parties"), agreement.parties());
    ArrayNode subcommittees = json.putArray("subcommittees");
    for (Subcommittee part : agreement.subcommittees()) {
      ObjectNode node = subcommittees.addObject().put("id", part.id()).put("title", part.title());
      agencies(node.putArray("parties"), part.parties());
    }
    ArrayNode articles = json.putArray("articles");
    for (Article article : agreement.articles()) {
      ObjectNode node = articles.addObject().put("id", article.id()).put("title", article.title());
      agencies(node.putArray("parties"), article.parties());
      codes(node.putArray("crimes"), article.crimes(), Crime::code);
      codes(node.putArray("purposes"), article.purposes(), Purpose::code);
      codes(node.putArray("selectorTypes"), article.selectorTypes(), SelectorType::code);
      codes(node.putArray("subjectCategories"), article.subjectCategories(), SubjectCategory::code);
      codes(node.putArray("releases"), article.releases(), ReleaseMode::code);
      node.put("maxRetention", article.maxRetention().toString());
      node.put("onwardTransfer", article.onwardTransfer());
    }
    Instrument instrument = agreement.instrument();
    json.putObject("instrument")
        .put("controller", instrument.controller())
        .put("legitimacy", instrument.legitimacy())
        .put("purpose", instrument.purpose())
        .put("subjects", instrument.subjects())
        .put("data", instrument.data())
        .put("origin", instrument.origin())
        .put("recipients", instrument.recipients())
        .put("security", instrument.security());
    return json;
  }

  /** What an agency is shown: the agreement with its state. */
  public static ObjectNode shown(Agreement agreement, LocalDate day) {
    ObjectNode json = write(agreement);
    json.put("state", agreement.state(day).code());
    json.put("suspendedBy", agreement.suspendedBy().map(AgencyId::value).orElse(null));
    return json;
  }

  /** The status that all services are told: contract {@code agreement/v1}. */
  public static ObjectNode status(Agreement agreement, LocalDate day) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", agreement.id());
    json.put("version", agreement.version());
    json.put("title", agreement.title());
    json.put("state", agreement.state(day).code());
    json.put("suspendedBy", agreement.suspendedBy().map(AgencyId::value).orElse(null));
    json.putObject("inForce")
        .put("from", agreement.inForce().from().toString())
        .put("until", agreement.inForce().until().map(LocalDate::toString).orElse(null));
    agencies(json.putArray("parties"), agreement.parties());
    ArrayNode articles = json.putArray("articles");
    for (Article article : agreement.articles()) {
      ObjectNode node = articles.addObject().put("id", article.id()).put("title", article.title());
      agencies(node.putArray("parties"), article.parties());
    }
    return json;
  }

  private static void agencies(ArrayNode array, Set<AgencyId> agencies) {
    agencies.stream().sorted().map(AgencyId::value).forEach(array::add);
  }

  private static <T extends Enum<T>> void codes(
      ArrayNode array, Set<T> set, Function<T, String> code) {
    set.stream().sorted().map(code).forEach(array::add);
  }
}
