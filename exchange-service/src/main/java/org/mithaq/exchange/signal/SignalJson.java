package org.mithaq.exchange.signal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.mithaq.exchange.agreement.Crime;
import org.mithaq.exchange.agreement.Purpose;
import org.mithaq.exchange.agreement.ReleaseMode;
import org.mithaq.exchange.problem.FieldError;
import org.mithaq.exchange.problem.JsonObject;
import org.mithaq.exchange.problem.Pointer;
import org.mithaq.exchange.problem.Problem;
import org.mithaq.exchange.problem.ProblemType;
import org.mithaq.exchange.problem.StrictJson;
import org.mithaq.exchange.selector.Country;
import org.mithaq.exchange.selector.Selector;
import org.mithaq.exchange.selector.SelectorJson;

/**
 * Reads a signal as an agency posts it, with every fault in it, and writes it back with its
 * defaults filled in.
 */
public final class SignalJson {

  /** How many selectors a signal may have. */
  public static final int MOST_SELECTORS = 200;

  /** How many characters a narrative may have. */
  public static final int LONGEST_NARRATIVE = 20_000;

  private static final int MOST_RECIPIENTS = 100;
  private static final int MOST_BASED_ON = 50;
  private static final int LONGEST_REFERENCE = 200;
  private static final int LONG = 500;
  private static final int LONGEST_RESTRICTION = 2_000;
  private static final Pattern ARTICLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,19}");
  private static final Pattern AGREEMENT = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}");
  private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private SignalJson() {}

  /** A signal, or why a body is none. */
  public sealed interface Reading {

    /** A body that was understood to its last field. */
    record Understood(Signal signal) implements Reading {}

    /** A body that was not. */
    record NotUnderstood(Problem.Fault problem) implements Reading {}
  }

  /** Reads a body. */
  public static Reading read(byte[] body) {
    return switch (StrictJson.read(body)) {
      case StrictJson.Outcome.NotJson(String detail) ->
          new Reading.NotUnderstood(new Problem.Fault(ProblemType.MALFORMED_JSON, detail));
      case StrictJson.Outcome.Unfit(List<FieldError> errors) -> faulty(errors);
      case StrictJson.Outcome.Document(JsonNode root) -> {
        List<FieldError> errors = new ArrayList<>();
        Optional<Signal> signal = signal(JsonObject.of(root, Pointer.ROOT, errors), errors);
        yield signal.<Reading>map(Reading.Understood::new).orElseGet(() -> faulty(errors));
      }
    };
  }

  private static Reading faulty(List<FieldError> errors) {
    return new Reading.NotUnderstood(
        new Problem.Fault(
            ProblemType.INVALID_SIGNAL,
            "The signal cannot be understood; errors says where.",
            errors));
  }

  private static Optional<Signal> signal(JsonObject json, List<FieldError> errors) {
    List.of("agreement", "article", "crime", "observedAt", "place", "evaluation", "handling")
        .forEach(json::require);
    Optional<String> reference = json.text("reference", LONGEST_REFERENCE);
    Optional<String> agreement = json.text("agreement", AGREEMENT, "an agreement's id");
    Optional<String> article = json.text("article", ARTICLE, "an article's number");
    Purpose purpose = json.code("purpose", Purpose.CODES).orElse(Purpose.DETECTION);
    Optional<Crime> crime = json.code("crime", Crime.CODES);
    Optional<Signal.Observed> observed = observed(json);
    Optional<Signal.Place> place = json.object("place").flatMap(SignalJson::place);
    Optional<Signal.Evaluation> evaluation =
        json.object("evaluation").flatMap(SignalJson::evaluation);
    Optional<Signal.Handling> handling = json.object("handling").flatMap(SignalJson::handling);
    List<Selector> selectors = json.objects("selectors", MOST_SELECTORS, SelectorJson::read);
    Signal.Details details =
        json.object("details")
            .map(SignalJson::details)
            .orElseGet(() -> new Signal.Details(Set.of(), Set.of(), Set.of()));
    boolean danger = json.bool("dangerToLife").orElse(false);
    Optional<Assertion> assertion = json.code("assertion", Assertion.CODES);
    List<UUID> basedOn =
        json.parsedEach("basedOn", MOST_BASED_ON, SignalJson::uuid, "a signal's id");
    Optional<String> language = json.text("language", LANGUAGE, "a language tag, BCP 47");
    Optional<String> narrative = json.text("narrative", LONGEST_NARRATIVE);
    Optional<LocalDate> retainUntil =
        json.parsed("retainUntil", SignalJson::day, "a day, such as 2027-03-01");
    json.close();
    if (!errors.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Signal(
            reference,
            agreement.orElseThrow(),
            article.orElseThrow(),
            purpose,
            crime.orElseThrow(),
            observed.orElseThrow(),
            place.orElseThrow(),
            evaluation.orElseThrow(),
            handling.orElseThrow(),
            selectors,
            details,
            danger,
            assertion,
            basedOn.stream().sorted().toList(),
            language,
            narrative,
            retainUntil));
  }

  private static Optional<Signal.Observed> observed(JsonObject json) {
    if (!json.has("observedAt") || json.isText("observedAt")) {
      return json.parsed(
              "observedAt",
              SignalJson::instant,
              "an instant with its offset, such as 2026-03-02T21:00:00Z")
          .map(at -> new Signal.Observed(at, at));
    }
    Optional<JsonObject> range = json.object("observedAt");
    return range.flatMap(
        part -> {
          part.require("from");
          part.require("to");
          Optional<Instant> from =
              part.parsed("from", SignalJson::instant, "an instant with its offset");
          Optional<Instant> to =
              part.parsed("to", SignalJson::instant, "an instant with its offset");
          part.close();
          if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
          }
          if (to.get().isBefore(from.get())) {
            part.fault("to", "must not be before from");
            return Optional.empty();
          }
          return Optional.of(new Signal.Observed(from.get(), to.get()));
        });
  }

  private static Optional<Instant> instant(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return instant.isBefore(EARLIEST) || instant.isAfter(LATEST)
          ? Optional.empty()
          : Optional.of(instant);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return text.length() == 10 ? Optional.of(LocalDate.parse(text)) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Signal.Place> place(JsonObject json) {
    json.require("country");
    Optional<Country> country =
        json.parsed("country", Country::of, "a country, ISO 3166-1 alpha-2");
    Optional<BigDecimal> latitude = json.number("latitude", -90, 90);
    Optional<BigDecimal> longitude = json.number("longitude", -180, 180);
    Optional<String> name = json.text("name", LONG);
    if (json.has("latitude") != json.has("longitude")) {
      json.fault(
          json.has("latitude") ? "longitude" : "latitude",
          "is required beside the other coordinate");
    }
    json.close();
    return country.map(
        c ->
            new Signal.Place(
                c,
                latitude.flatMap(lat -> longitude.map(lon -> new Signal.Coordinates(lat, lon))),
                name));
  }

  private static Optional<Signal.Evaluation> evaluation(JsonObject json) {
    json.require("source");
    json.require("information");
    EvaluationScheme scheme =
        json.code("scheme", EvaluationScheme.CODES).orElse(EvaluationScheme.FOUR_BY_FOUR);
    Optional<String> source =
        json.text("source", ANY, "a text")
            .filter(g -> known(json, "source", scheme.knowsSource(g), scheme.sources()));
    Optional<String> information =
        json.text("information", ANY, "a text")
            .filter(
                g -> known(json, "information", scheme.knowsInformation(g), scheme.informations()));
    json.close();
    return source.flatMap(s -> information.map(i -> new Signal.Evaluation(scheme, s, i)));
  }

  private static boolean known(JsonObject json, String member, boolean known, String codes) {
    if (!known) {
      json.fault(member, "must be one of " + codes);
    }
    return known;
  }

  private static Optional<Signal.Handling> handling(JsonObject json) {
    json.require("tlp");
    json.require("release");
    Optional<Tlp> tlp = json.code("tlp", Tlp.CODES);
    List<HandlingCode> codes = json.codes("codes", HandlingCode.CODES);
    Optional<String> restriction = json.text("restriction", LONGEST_RESTRICTION);
    Optional<ReleaseMode> release = json.code("release", ReleaseMode.CODES);
    List<String> recipients = json.texts("recipients", MOST_RECIPIENTS, LONG);
    if (codes.contains(HandlingCode.H3) && !json.has("restriction")) {
      json.fault("restriction", "is required by the handling code H3");
    }
    json.close();
    return tlp.flatMap(
        t ->
            release.map(
                r -> new Signal.Handling(t, new TreeSet<>(codes), restriction, r, recipients)));
  }

  private static Signal.Details details(JsonObject json) {
    List<Act> act = json.codes("act", Act.CODES);
    List<Means> means = json.codes("means", Means.CODES);
    List<Exploitation> exploitation = json.codes("exploitation", Exploitation.CODES);
    json.close();
    return new Signal.Details(Set.copyOf(act), Set.copyOf(means), Set.copyOf(exploitation));
  }

  /** Writes a signal so that equal signals give equal JSON: defaults filled in, sets sorted. */
  public static ObjectNode write(Signal signal) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    signal.reference().ifPresent(v -> json.put("reference", v));
    json.put("agreement", signal.agreement());
    json.put("article", signal.article());
    json.put("purpose", signal.purpose().code());
    json.put("crime", signal.crime().code());
    Signal.Observed observed = signal.observed();
    if (observed.from().equals(observed.to())) {
      json.put("observedAt", observed.from().toString());
    } else {
      json.putObject("observedAt")
          .put("from", observed.from().toString())
          .put("to", observed.to().toString());
    }
    ObjectNode place = json.putObject("place").put("country", signal.place().country().code());
    signal
        .place()
        .coordinates()
        .ifPresent(
            c -> {
              place.put("latitude", c.latitude());
              place.put("longitude", c.longitude());
            });
    signal.place().name().ifPresent(v -> place.put("name", v));
    json.putObject("evaluation")
        .put("scheme", signal.evaluation().scheme().code())
        .put("source", signal.evaluation().source())
        .put("information", signal.evaluation().information());
    ObjectNode handling = json.putObject("handling").put("tlp", signal.handling().tlp().code());
    codes(handling.putArray("codes"), signal.handling().codes(), HandlingCode::code);
    signal.handling().restriction().ifPresent(v -> handling.put("restriction", v));
    handling.put("release", signal.handling().release().code());
    ArrayNode recipients = handling.putArray("recipients");
    signal.handling().recipients().stream().sorted().forEach(recipients::add);
    ArrayNode selectors = json.putArray("selectors");
    signal.selectors().forEach(s -> selectors.add(SelectorJson.write(s)));
    ObjectNode details = json.putObject("details");
    codes(details.putArray("act"), sorted(Act.class, signal.details().act()), Act::code);
    codes(details.putArray("means"), sorted(Means.class, signal.details().means()), Means::code);
    codes(
        details.putArray("exploitation"),
        sorted(Exploitation.class, signal.details().exploitation()),
        Exploitation::code);
    json.put("dangerToLife", signal.dangerToLife());
    signal.assertion().ifPresent(v -> json.put("assertion", v.code()));
    ArrayNode basedOn = json.putArray("basedOn");
    signal.basedOn().forEach(id -> basedOn.add(id.toString()));
    signal.language().ifPresent(v -> json.put("language", v));
    signal.narrative().ifPresent(v -> json.put("narrative", v));
    signal.retainUntil().ifPresent(v -> json.put("retainUntil", v.toString()));
    return json;
  }

  private static <T extends Enum<T>> Set<T> sorted(Class<T> type, Set<T> set) {
    Set<T> sorted = EnumSet.noneOf(type);
    sorted.addAll(set);
    return sorted;
  }

  private static <T> void codes(ArrayNode array, Collection<T> set, Function<T, String> code) {
    set.stream().map(code).forEach(array::add);
  }
}
