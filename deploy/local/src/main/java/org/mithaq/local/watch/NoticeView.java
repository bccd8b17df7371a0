package org.mithaq.local.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A notice as an agency is shown it. Fields that are not known are ignored, those that are missing
 * are empty: a later alert-service may tell more, and a redacted notice tells less.
 *
 * @param id the notice's id
 * @param version from 1
 * @param kind network, protection, surge or recall
 * @param state open or closed
 * @param change opened, updated, merged, split or closed
 * @param confidence 0 to 1
 * @param tlp the strictest of its signals
 * @param codes Europol handling codes
 * @param agreement under which it is told
 * @param articles of that agreement
 * @param signals that it joins
 * @param agencies who reported them
 * @param countries where
 * @param updatedAt when the newest of them was accepted
 * @param mergedInto the notice that it is part of now, or null
 * @param supersededBy the notice that takes its place, or null
 * @param evidence why
 * @param persons who is likely one person in several of its signals
 * @param hubs how many selectors were set aside for being everywhere
 * @param surge what surges, or null when it is no surge
 * @param recalled corrected, withdrawn or expired: what happened to the signal of a recall; else
 *     null
 * @param recalledFrom in which of the agency's notices that signal has stood
 * @param review why a human is asked to decide, or null
 * @param redacted whether more is shown to users who safeguard victims
 * @param superseded whether this is but the place of an older version in the feed
 * @param withheld whether it is but the place of a notice that may not be told just now
 */
public record NoticeView(
    String id,
    int version,
    String kind,
    String state,
    String change,
    double confidence,
    String tlp,
    List<String> codes,
    String agreement,
    List<String> articles,
    List<Signal> signals,
    List<String> agencies,
    List<String> countries,
    String updatedAt,
    @Nullable String mergedInto,
    @Nullable String supersededBy,
    List<Evidence> evidence,
    List<Person> persons,
    int hubs,
    @Nullable Surge surge,
    @Nullable String recalled,
    List<String> recalledFrom,
    @Nullable String review,
    boolean redacted,
    boolean superseded,
    boolean withheld) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the lists. */
  public NoticeView {
    codes = List.copyOf(codes);
    articles = List.copyOf(articles);
    signals = List.copyOf(signals);
    agencies = List.copyOf(agencies);
    countries = List.copyOf(countries);
    evidence = List.copyOf(evidence);
    persons = List.copyOf(persons);
    recalledFrom = List.copyOf(recalledFrom);
  }

  /**
   * A signal in a notice.
   *
   * @param id its id
   * @param agency who reported it
   * @param sealed whether its content needs a release first
   * @param redacted whether it is named to users who safeguard victims alone
   */
  public record Signal(String id, String agency, boolean sealed, boolean redacted) {}

  /**
   * A piece of evidence.
   *
   * @param type the selector's type
   * @param weight in milli-nats
   * @param frequency how many signals that the agency may know bear it, rounded up to a power of
   *     two
   * @param ageHours between the two observations
   * @param signals the two signals
   * @param selectors the place of the selector in each of them
   * @param agrees what of it agrees, where that is told
   * @param differs what both tell and does not agree
   */
  public record Evidence(
      String type,
      int weight,
      int frequency,
      int ageHours,
      List<String> signals,
      List<Integer> selectors,
      List<String> agrees,
      List<String> differs) {

    /** Copies the lists. */
    public Evidence {
      signals = List.copyOf(signals);
      selectors = List.copyOf(selectors);
      agrees = List.copyOf(agrees);
      differs = List.copyOf(differs);
    }
  }

  /**
   * One person of whom several signals likely speak.
   *
   * @param signals those signals
   * @param confidence 0 to 1
   */
  public record Person(List<String> signals, double confidence) {

    /** Copies the list. */
    public Person {
      signals = List.copyOf(signals);
    }
  }

  /**
   * A corridor with more signals than usual.
   *
   * @param corridor a coarse cell or a country
   * @param crime crime code
   * @param from first day of the rise
   * @param to last day judged
   * @param observed sightings
   * @param expected how many there would usually be
   * @param recurrenceDays on one day in how many chance alone brings as much
   */
  public record Surge(
      String corridor,
      String crime,
      String from,
      String to,
      int observed,
      double expected,
      int recurrenceDays) {}

  /** Whether it stands, so that its agency should act on it. */
  public boolean isOpen() {
    return state.equals("open");
  }

  /** Whether it takes back what an earlier notice showed. */
  public boolean isRecall() {
    return kind.equals("recall");
  }

  /** Whether another notice holds its signals now. */
  public boolean mergedOrSplit() {
    return supersededBy != null || mergedInto != null;
  }

  /** Reads a notice's body, or the place of a superseded one; empty if it is neither. */
  public static Optional<NoticeView> read(String json) {
    try {
      JsonNode body = JSON.readTree(json);
      return body.isObject() && body.path("id").isTextual()
          ? Optional.of(read(body))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads a notice's body. */
  public static NoticeView read(JsonNode body) {
    List<Signal> signals = new ArrayList<>();
    for (JsonNode signal : body.path("signals")) {
      signals.add(
          new Signal(
              signal.path("id").asText(""),
              signal.path("agency").asText(""),
              signal.path("sealed").asBoolean(),
              signal.path("redacted").asBoolean()));
    }
    List<Evidence> evidence = new ArrayList<>();
    for (JsonNode piece : body.at("/explanation/evidence")) {
      evidence.add(
          new Evidence(
              piece.path("type").asText("?"),
              piece.path("weight").asInt(),
              piece.path("frequency").asInt(),
              piece.path("ageHours").asInt(),
              texts(piece.path("signals")),
              numbers(piece.path("selectors")),
              texts(piece.path("agrees")),
              texts(piece.path("differs"))));
    }
    List<Person> persons = new ArrayList<>();
    for (JsonNode person : body.at("/explanation/persons")) {
      persons.add(new Person(texts(person.path("signals")), person.path("confidence").asDouble()));
    }
    return new NoticeView(
        body.path("id").asText(""),
        body.path("version").asInt(),
        body.path("kind").asText("notice"),
        body.path("state").asText(""),
        body.path("change").asText(""),
        body.path("confidence").asDouble(),
        body.path("tlp").asText(""),
        texts(body.path("codes")),
        body.path("agreement").asText(""),
        texts(body.path("articles")),
        signals,
        texts(body.path("agencies")),
        texts(body.path("countries")),
        body.path("updatedAt").asText(""),
        optional(body, "mergedInto"),
        optional(body, "supersededBy"),
        evidence,
        persons,
        body.at("/explanation/hubs").size(),
        surge(body.at("/explanation/surge")),
        optional(body.path("recall"), "reason"),
        texts(body.at("/recall/notices")),
        optional(body.at("/explanation/review"), "reason"),
        body.path("redacted").asBoolean(),
        body.path("superseded").asBoolean(),
        body.path("withheld").asBoolean());
  }

  private static @Nullable Surge surge(JsonNode node) {
    return node.isObject()
        ? new Surge(
            node.path("corridor").asText("?"),
            node.path("crime").asText("?"),
            node.path("from").asText("?"),
            node.path("to").asText("?"),
            node.path("observed").asInt(),
            node.path("expected").asDouble(),
            node.path("recurrenceDays").asInt())
        : null;
  }

  private static List<Integer> numbers(JsonNode array) {
    List<Integer> numbers = new ArrayList<>();
    array.forEach(number -> numbers.add(number.asInt()));
    return numbers;
  }

  private static @Nullable String optional(JsonNode body, String field) {
    return body.path(field).isTextual() ? body.path(field).textValue() : null;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText("")));
    return texts;
  }
}
