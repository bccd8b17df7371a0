package org.mithaq.alert.notice;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A threat notice as one agency sees it: the body of the event {@code mithaq.notice.v1}. Its
 * components are named as the contract names them.
 *
 * @param id {@code n-} and 32 hexadecimal digits
 * @param version from 1, one more with each change of the body
 * @param kind what it warns of
 * @param state whether it stands
 * @param change how this version came about
 * @param confidence between 0 and 1, three decimals
 * @param tlp the strictest label of what it shows, TLP 2.0
 * @param codes union of the handling codes, sorted
 * @param agreement the one agreement of all its signals
 * @param articles articles of its signals, sorted
 * @param signals its signals, in order of acceptance
 * @param agencies their originators, sorted
 * @param countries their places, sorted
 * @param openedAt when its second agency's first signal was accepted, or the surge began, RFC 3339
 * @param updatedAt when its newest signal was accepted, RFC 3339
 * @param mergedInto the notice that took its signals in, or null
 * @param supersededBy the notice that follows after its oldest signal left, or null
 * @param explanation why
 * @param recall what a recall takes back, else null
 */
public record Notice(
    String id,
    int version,
    Kind kind,
    State state,
    Change change,
    double confidence,
    String tlp,
    List<String> codes,
    String agreement,
    List<String> articles,
    List<Ref> signals,
    List<String> agencies,
    List<String> countries,
    String openedAt,
    String updatedAt,
    @Nullable String mergedInto,
    @Nullable String supersededBy,
    Explanation explanation,
    @Nullable Recall recall) {

  /** What a notice warns of. */
  public enum Kind {
    /** Signals of several agencies that belong to one network. */
    NETWORK,
    /** A danger to life, or a person who may be a victim and is suspected. */
    PROTECTION,
    /** More signals on a corridor than chance explains. */
    SURGE,
    /** What was told has been taken back. */
    RECALL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it stands. */
  public enum State {
    /** It stands. */
    OPEN,
    /** It no longer does. */
    CLOSED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a version came about. */
  public enum Change {
    /** It was not open before. */
    OPENED,
    /** Its signals or their bearing changed. */
    UPDATED,
    /** It took in another notice. */
    MERGED,
    /** A part of it became a notice of its own. */
    SPLIT,
    /** It closed. */
    CLOSED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A signal that the notice shows.
   *
   * @param id signal id
   * @param agency its originator
   * @param sealed whether the reader needs a release for its content
   * @param href where its content is read
   * @param sheltered whether it names a victim or witness: shown to safeguarding users alone
   */
  public record Ref(String id, String agency, boolean sealed, String href, boolean sheltered) {}

  /**
   * Why the notice stands.
   *
   * @param prior what speaks against any two signals, milli-nats
   * @param evidence what joins its signals, pair by pair
   * @param hubs tokens that its signals share and that were set aside: too frequent, or of too
   *     scattered a use
   * @param weakestBridge the join on which it hangs, or null
   * @param surge what surges, where it is a surge; left out otherwise
   * @param review what a human has to decide, where it asks for that; left out otherwise
   * @param persons who is likely one person in several of its signals; left out where nobody is
   */
  public record Explanation(
      int prior,
      List<Evidence> evidence,
      List<Hub> hubs,
      @Nullable Bridge weakestBridge,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Surge surge,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Review review,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<Person> persons) {

    /** Copies the lists; an earlier version has not the last. */
    public Explanation {
      evidence = List.copyOf(evidence);
      hubs = List.copyOf(hubs);
      persons = persons == null ? List.of() : List.copyOf(persons);
    }

    /** Of anything but a review. */
    public Explanation(
        int prior,
        List<Evidence> evidence,
        List<Hub> hubs,
        @Nullable Bridge weakestBridge,
        @Nullable Surge surge) {
      this(prior, evidence, hubs, weakestBridge, surge, null, List.of());
    }

    /** Of anything but a surge or a review. */
    public Explanation(
        int prior, List<Evidence> evidence, List<Hub> hubs, @Nullable Bridge weakestBridge) {
      this(prior, evidence, hubs, weakestBridge, null, null, List.of());
    }
  }

  /**
   * One person of whom several signals likely speak.
   *
   * @param signals their ids
   * @param selectors index of the person's selector in each
   * @param confidence how likely it is that the least likely of the joins is right
   */
  public record Person(List<String> signals, List<Integer> selectors, double confidence) {

    /** Copies the lists. */
    public Person {
      signals = List.copyOf(signals);
      selectors = List.copyOf(selectors);
    }
  }

  /**
   * What a human has to decide.
   *
   * @param reason {@code role-conflict}: one person seems to be a victim or witness in one signal
   *     and suspected or convicted in another
   * @param signals the notice's signals in which the person is protected; none when it is closed
   */
  public record Review(String reason, List<String> signals) {

    /** The only reason so far. */
    public static final String ROLE_CONFLICT = "role-conflict";

    /** Copies the list. */
    public Review {
      requireNonNull(reason, "reason");
      signals = List.copyOf(signals);
    }
  }

  /**
   * What surges, since when and how far beyond the usual.
   *
   * @param corridor where: {@code s2/<token>}, a coarse cell, or {@code country/<code>}
   * @param crime crime code
   * @param from the first day of the rise, UTC
   * @param to the last day that was judged, UTC
   * @param observed sightings from the one to the other, repeats not counted
   * @param expected how many there would usually be, one decimal
   * @param statistic how high the cumulative sum has been since the rise began, milli-nats
   * @param threshold what it had to exceed on this corridor, milli-nats
   * @param recurrenceDays on one day in how many chance alone brings as much on this corridor, two
   *     figures, at most 36500
   * @param qValue the share of false ones among the warnings of that day that are as strong, four
   *     decimals
   */
  public record Surge(
      String corridor,
      String crime,
      String from,
      String to,
      int observed,
      double expected,
      int statistic,
      int threshold,
      int recurrenceDays,
      double qValue) {}

  /**
   * One piece of evidence between two signals.
   *
   * @param signals the two ids
   * @param selectors index of the selector in each
   * @param type selector type
   * @param weight milli-nats
   * @param frequency power-of-two bucket of how many known signals share it
   * @param reliability per mille, from the evaluations
   * @param ageHours between the two observations
   * @param agrees what of the selector agrees: the attribute of a thing ({@code document}, {@code
   *     document-near} where a slip was allowed for), the parts of a person that {@code
   *     PersonScore} names; left out where nobody says
   * @param differs what both tell of a person and does not agree; left out where nothing does
   */
  public record Evidence(
      List<String> signals,
      List<Integer> selectors,
      String type,
      int weight,
      int frequency,
      int reliability,
      long ageHours,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<String> agrees,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<String> differs) {

    /** Copies the lists; an earlier version has not the last two. */
    public Evidence {
      signals = List.copyOf(signals);
      selectors = List.copyOf(selectors);
      agrees = agrees == null ? List.of() : List.copyOf(agrees);
      differs = differs == null ? List.of() : List.copyOf(differs);
    }

    /** Of which nothing more is known. */
    public Evidence(
        List<String> signals,
        List<Integer> selectors,
        String type,
        int weight,
        int frequency,
        int reliability,
        long ageHours) {
      this(
          signals, selectors, type, weight, frequency, reliability, ageHours, List.of(), List.of());
    }

    /** The same, weighing this much. */
    public Evidence weighing(int other) {
      return new Evidence(
          signals, selectors, type, other, frequency, reliability, ageHours, agrees, differs);
    }
  }

  /**
   * Something that signals share and that means nothing.
   *
   * @param type selector type
   * @param signals the notice's signals that share it
   * @param reason why it was set aside; where an earlier version tells none, it was too frequent
   */
  public record Hub(String type, List<String> signals, Reason reason) {

    /** Why it was set aside. */
    public enum Reason {
      /** Too many bear it. */
      FREQUENT,
      /** Hardly any two that bear it have anything else in common. */
      SCATTERED;

      @Override
      public String toString() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    /** Copies the list. */
    public Hub(String type, List<String> signals, @Nullable Reason reason) {
      this.type = type;
      this.signals = List.copyOf(signals);
      this.reason = reason == null ? Reason.FREQUENT : reason;
    }
  }

  /**
   * The weakest of the joins that hold a network together.
   *
   * @param signals the two ids that it rests on most
   * @param score summed log-odds of the join, milli-nats
   */
  public record Bridge(List<String> signals, long score) {

    /** Copies the list. */
    public Bridge {
      signals = List.copyOf(signals);
    }
  }

  /**
   * What is taken back: the one signal of the notice, as it was told.
   *
   * @param reason {@code corrected}: read it anew where it stands; {@code withdrawn}; {@code
   *     expired}
   * @param notices ids of the agency's notices in which it has stood, sorted
   */
  public record Recall(String reason, List<String> notices) {

    /** Copies the list. */
    public Recall {
      requireNonNull(reason, "reason");
      notices = List.copyOf(notices);
    }
  }

  /** Copies the lists. */
  public Notice {
    requireNonNull(id, "id");
    requireNonNull(kind, "kind");
    requireNonNull(state, "state");
    requireNonNull(change, "change");
    requireNonNull(tlp, "tlp");
    codes = List.copyOf(codes);
    requireNonNull(agreement, "agreement");
    articles = List.copyOf(articles);
    signals = List.copyOf(signals);
    agencies = List.copyOf(agencies);
    countries = List.copyOf(countries);
    requireNonNull(openedAt, "openedAt");
    requireNonNull(updatedAt, "updatedAt");
    requireNonNull(explanation, "explanation");
  }

  /** The same notice as another version. */
  public Notice as(int newVersion, Change newChange) {
    return new Notice(
        id,
        newVersion,
        kind,
        state,
        newChange,
        confidence,
        tlp,
        codes,
        agreement,
        articles,
        signals,
        agencies,
        countries,
        openedAt,
        updatedAt,
        mergedInto,
        supersededBy,
        explanation,
        recall);
  }

  /** The same notice under another id. */
  public Notice identified(String as) {
    return new Notice(
        as,
        version,
        kind,
        state,
        change,
        confidence,
        tlp,
        codes,
        agreement,
        articles,
        signals,
        agencies,
        countries,
        openedAt,
        updatedAt,
        mergedInto,
        supersededBy,
        explanation,
        recall);
  }

  /** The same notice as a recall; of places it says nothing. */
  public Notice recalling(Recall what) {
    return new Notice(
        id,
        version,
        kind,
        state,
        change,
        confidence,
        tlp,
        codes,
        agreement,
        articles,
        signals,
        agencies,
        List.of(),
        openedAt,
        updatedAt,
        mergedInto,
        supersededBy,
        explanation,
        what);
  }

  /** The next version, in which it is closed and shows nothing any more. */
  public Notice closed(@Nullable String into, @Nullable String follower) {
    return new Notice(
        id,
        version + 1,
        kind,
        State.CLOSED,
        Change.CLOSED,
        confidence,
        tlp,
        List.of(),
        agreement,
        articles,
        List.of(),
        List.of(),
        List.of(),
        openedAt,
        updatedAt,
        into,
        follower,
        new Explanation(
            explanation.prior(),
            List.of(),
            List.of(),
            null,
            null,
            explanation.review() == null
                ? null
                : new Review(explanation.review().reason(), List.of()),
            List.of()),
        null);
  }

  /** The same notice, of which every signal is shown to safeguarding users alone. */
  public Notice sheltered() {
    return new Notice(
        id,
        version,
        kind,
        state,
        change,
        confidence,
        tlp,
        codes,
        agreement,
        articles,
        signals.stream()
            .map(ref -> new Ref(ref.id(), ref.agency(), ref.sealed(), ref.href(), true))
            .toList(),
        agencies,
        countries,
        openedAt,
        updatedAt,
        mergedInto,
        supersededBy,
        explanation,
        recall);
  }

  /** Whether it asks a human to decide, or did. */
  public boolean isReview() {
    return explanation.review() != null;
  }

  /** Whether both say the same, whatever their version. */
  public boolean saysTheSameAs(Notice other) {
    return as(other.version, other.change).equals(other);
  }

  /** Whether it stands. */
  public boolean isOpen() {
    return state == State.OPEN;
  }

  /** Names the notice only. */
  @Override
  public String toString() {
    return "Notice[" + id + " v" + version + " " + state + "]";
  }
}
