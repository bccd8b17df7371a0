package org.mithaq.alert.network;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.Header;
import org.mithaq.alert.matching.Retraction;
import org.mithaq.alert.notice.Notice;
import org.mithaq.alert.notice.NoticeId;

/** Turns signals that belong together into the notice that one agency is told. Pure. */
final class NoticeProjection {

  /** Signals in the order in which they were accepted. */
  static final Comparator<Header> BY_ACCEPTANCE =
      comparingLong(Header::acceptedAt).thenComparing(Header::id);

  /** TLP 2.0, the strictest first. */
  private static final List<String> TLP = List.of("RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final double MILLI = 1000.0;

  private NoticeProjection() {}

  /**
   * A network.
   *
   * @param agency who is told
   * @param signals its signals, in order of acceptance
   * @param secondAt when its second agency's first signal was accepted, milliseconds since the
   *     epoch
   * @param evidence evidence between them
   * @param hubs hubs that they share, by token
   * @param weakest the join on which it hangs
   * @param persons who is one person in several of its signals
   */
  static Notice network(
      Scoring scoring,
      String agency,
      List<Header> signals,
      long secondAt,
      List<Notice.Evidence> evidence,
      Map<String, Notice.Hub> hubs,
      Notice.Bridge weakest,
      List<Notice.Person> persons) {
    Map<String, Integer> place = new HashMap<>();
    for (int i = 0; i < signals.size(); i++) {
      place.put(signals.get(i).id(), i);
    }
    List<Notice.Evidence> listed = new ArrayList<>(evidence);
    Comparator<Notice.Evidence> byPlace =
        comparing((Notice.Evidence e) -> place.getOrDefault(e.signals().get(0), 0))
            .thenComparing(e -> place.getOrDefault(e.signals().get(1), 0))
            .thenComparing(Notice.Evidence::type)
            .thenComparing(e -> e.selectors().get(0))
            .thenComparing(e -> e.selectors().get(1));
    if (listed.size() > scoring.maxEvidence()) {
      listed.sort(
          comparingInt((Notice.Evidence e) -> -Math.abs(e.weight())).thenComparing(byPlace));
      listed = new ArrayList<>(listed.subList(0, scoring.maxEvidence()));
    }
    listed.sort(byPlace);
    List<Notice.Hub> setAside =
        hubs.values().stream()
            .distinct()
            .sorted(
                comparing(Notice.Hub::type)
                    .thenComparing(hub -> hub.signals().toString())
                    .thenComparing(Notice.Hub::reason))
            .toList();
    return of(
        Notice.Kind.NETWORK,
        agency,
        signals,
        secondAt,
        confidence(weakest.score()),
        new Notice.Explanation(scoring.prior(), listed, setAside, weakest, null, null, persons));
  }

  /** A danger to life: a notice of one signal, whatever any score. */
  static Notice protection(String agency, Header signal) {
    return of(
        Notice.Kind.PROTECTION,
        agency,
        List.of(signal),
        signal.acceptedAt(),
        1.0,
        new Notice.Explanation(0, List.of(), List.of(), null));
  }

  /**
   * A person who may be a victim or witness and is suspected: for a human to decide. Every signal
   * of it is for safeguarding users alone; who protects whom is theirs to know.
   *
   * @param shelter the signal that protects the person
   * @param accusing the signals that suspect the same person, at least one
   * @param evidence why it seems to be one person
   * @param score of the likeliest of them, milli-nats
   */
  static Notice review(
      Scoring scoring,
      String agency,
      Header shelter,
      List<Header> accusing,
      List<Notice.Evidence> evidence,
      int score) {
    List<Header> signals = new ArrayList<>(accusing);
    signals.add(shelter);
    signals.sort(BY_ACCEPTANCE);
    long firstAccusedAt =
        accusing.stream().mapToLong(Header::acceptedAt).min().orElse(shelter.acceptedAt());
    Notice notice =
        of(
            Notice.Kind.PROTECTION,
            agency,
            signals,
            Math.max(shelter.acceptedAt(), firstAccusedAt),
            confidence(score),
            new Notice.Explanation(
                scoring.prior(),
                evidence,
                List.of(),
                null,
                null,
                new Notice.Review(Notice.Review.ROLE_CONFLICT, List.of(shelter.id())),
                List.of()));
    return notice.identified(NoticeId.ofReview(shelter.agreement(), shelter.id())).sheltered();
  }

  /**
   * What was told of a signal stands no more. Shows the signal's id and originator, where it has
   * stood and what happened, and nothing else that its versions said.
   *
   * @param notices the agency's notices in which it has stood
   */
  static Notice recall(
      String agency, Header signal, Retraction.Reason reason, List<String> notices) {
    return of(
            Notice.Kind.RECALL,
            agency,
            List.of(signal),
            signal.acceptedAt(),
            1.0,
            new Notice.Explanation(0, List.of(), List.of(), null))
        .recalling(new Notice.Recall(reason.toString(), notices));
  }

  /** How likely it is that the weakest join is right: logistic, three decimals. */
  static double confidence(long milliNats) {
    return StrictMath.rint(MILLI / (1 + StrictMath.exp(-milliNats / MILLI))) / MILLI;
  }

  private static Notice of(
      Notice.Kind kind,
      String agency,
      List<Header> signals,
      long openedAt,
      double confidence,
      Notice.Explanation explanation) {
    Header oldest = signals.getFirst();
    TreeSet<String> codes = new TreeSet<>();
    TreeSet<String> articles = new TreeSet<>();
    TreeSet<String> agencies = new TreeSet<>();
    TreeSet<String> countries = new TreeSet<>();
    List<Notice.Ref> refs = new ArrayList<>();
    for (Header signal : signals) {
      codes.addAll(signal.codes());
      articles.add(signal.article());
      agencies.add(signal.agency());
      countries.add(signal.country());
      refs.add(
          new Notice.Ref(
              signal.id(),
              signal.agency(),
              signal.onRequest() && !signal.agency().equals(agency),
              signal.href(),
              signal.sheltered()));
    }
    String strictest =
        signals.stream().map(Header::tlp).min(comparingInt(TLP::indexOf)).orElse("RED");
    return new Notice(
        NoticeId.of(kind, oldest.agreement(), oldest.id()),
        1,
        kind,
        Notice.State.OPEN,
        Notice.Change.OPENED,
        confidence,
        strictest,
        List.copyOf(codes),
        oldest.agreement(),
        List.copyOf(articles),
        refs,
        List.copyOf(agencies),
        List.copyOf(countries),
        time(openedAt),
        time(signals.getLast().acceptedAt()),
        null,
        null,
        explanation,
        null);
  }

  private static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  /** Of what two lists of hubs have, by token, those that at least two of the signals share. */
  static Map<String, Notice.Hub> hubs(List<KnownSignal> signals, HubTest hubTest) {
    Map<String, List<String>> bearers = new TreeMap<>();
    Map<String, String> types = new HashMap<>();
    Map<String, Notice.Hub.Reason> reasons = new HashMap<>();
    for (KnownSignal signal : signals) {
      signal
          .marks()
          .forEach(
              (token, mark) -> {
                Notice.Hub.Reason reason = hubTest.whyHub(token);
                // That many are of a name and an age is no news.
                if (reason != null && !PersonAgreement.isOfYears(mark.attribute())) {
                  reasons.put(token, reason);
                  bearers.computeIfAbsent(token, t -> new ArrayList<>()).add(signal.header().id());
                  types.putIfAbsent(token, mark.type());
                }
              });
    }
    Map<String, Notice.Hub> hubs = new TreeMap<>();
    bearers.forEach(
        (token, ids) -> {
          @Nullable String type = types.get(token);
          Notice.Hub.@Nullable Reason reason = reasons.get(token);
          if (ids.size() > 1 && type != null && reason != null) {
            hubs.put(token, new Notice.Hub(type, ids, reason));
          }
        });
    return hubs;
  }

  /** Says why a token is set aside, or null when it is not. */
  interface HubTest {
    Notice.Hub.@Nullable Reason whyHub(String token);
  }
}
