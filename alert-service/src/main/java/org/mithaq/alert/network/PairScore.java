package org.mithaq.alert.network;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.Grade;
import org.mithaq.alert.matching.Header;
import org.mithaq.alert.matching.Mark;
import org.mithaq.alert.matching.Selector;
import org.mithaq.alert.notice.Notice;

/**
 * How strongly two signals belong together.
 *
 * @param total log-odds, milli-nats: prior and all evidence; of names that no birth date confirms
 *     no more than would open a notice
 * @param disagreement what {@code total} has in it of that which speaks against, milli-nats; not
 *     positive
 * @param evidence what speaks for it, and what against: that weighs less than nothing
 * @param repeat whether one of the two repeats the other and so adds nothing
 */
public record PairScore(
    int total, int disagreement, List<Notice.Evidence> evidence, boolean repeat) {

  private static final long HOURS_A_DAY = 24;
  private static final String PERSON = "person";
  private static final String DOCUMENT = "document";
  private static final String NEAR = "-near";

  /** What a notice calls the documents of one name that differ. */
  static final String OTHER_DOCUMENT = "other-document";

  /** What a notice calls it that two signals tell of different crimes. */
  static final String OTHER_CRIME = "other-crime";

  /** What a notice calls it that a link rests on names which no birth date confirms. */
  static final String UNCONFIRMED_NAME = "unconfirmed-name";

  /**
   * What the pair weighs where a network is made of many: what speaks for it, if that outweighs the
   * prior; if not, what speaks against it, and no more: whoever has too little in common is no
   * further apart than who has nothing.
   */
  int pull() {
    return total > 0 ? total : Math.max(total, disagreement);
  }

  /** Copies the list. */
  public PairScore {
    evidence = List.copyOf(evidence);
  }

  /**
   * A token that two signals share.
   *
   * @param token the token
   * @param bucket its frequency
   * @param first what bears it in the first signal
   * @param second what bears it in the second
   */
  public record Shared(String token, int bucket, Mark first, Mark second) {

    /** The two selectors. */
    List<Integer> selectors() {
      return List.of(first.n(), second.n());
    }

    /** The same, the second signal first. */
    Shared turned() {
      return new Shared(token, bucket, second, first);
    }

    /**
     * Whether the two selectors agree in more attributes than they disagree in. Two ships of one
     * name and two IMO numbers are two ships; a ship that changed its flag keeps name and IMO
     * number.
     */
    boolean agrees() {
      Set<String> ofFirst = new HashSet<>(first.siblings());
      Set<String> ofSecond = new HashSet<>(second.siblings());
      Set<String> common = new HashSet<>(ofFirst);
      common.retainAll(ofSecond);
      int disagreements = Math.min(ofFirst.size() - common.size(), ofSecond.size() - common.size());
      return common.size() + 1 > disagreements;
    }
  }

  /**
   * Whether two signals share a document, or what a slip leaves of one. One that so many bear that
   * it links nothing is not told.
   */
  static boolean sameDocument(Collection<Shared> shared) {
    return shared.stream()
        .anyMatch(s -> s.first().type().equals(DOCUMENT) && s.second().type().equals(DOCUMENT));
  }

  /**
   * In which attributes the selectors of a pair agree, where the exchanges say so: in what a slip
   * leaves of one only where nothing whole agrees, and in a part ({@code document-number}) only
   * where the whole does not.
   */
  static Map<List<Integer>, List<String>> agreements(Collection<Shared> shared) {
    Map<List<Integer>, Set<String>> attributes = new HashMap<>();
    for (Shared each : shared) {
      String attribute = each.first().attribute();
      if (attribute != null && attribute.equals(each.second().attribute())) {
        attributes.computeIfAbsent(each.selectors(), pair -> new TreeSet<>()).add(attribute);
      }
    }
    Map<List<Integer>, List<String>> agreements = new HashMap<>();
    attributes.forEach(
        (pair, all) -> {
          List<String> whole =
              all.stream()
                  .filter(each -> !each.endsWith(NEAR))
                  .filter(each -> all.stream().noneMatch(more -> each.startsWith(more + "-")))
                  .toList();
          agreements.put(pair, whole.isEmpty() ? List.copyOf(all) : whole);
        });
    return agreements;
  }

  /**
   * Scores two signals.
   *
   * <p>Two selectors that disagree in as many attributes as they agree in are no evidence. A
   * selector counts once, however many tokens it shares. The identity of a person (name and
   * documents) counts once: its pieces add up to what a document weighs alone, and no further. What
   * a victim or witness bears corroborates and never opens; the same person as victim here and
   * suspect there is no evidence at all. Another crime speaks against it, the more so where nothing
   * but persons speaks for it; and names that no birth date confirms may join, but by themselves
   * open no notice, and names whose births contradict each other join nothing by themselves. Place
   * and modus operandi are added only to what stands without them.
   *
   * @return null when nothing links them
   */
  public static @Nullable PairScore of(
      Scoring scoring, Header first, Header second, List<Shared> shared) {
    long age = hoursBetween(first, second);
    int reliability = Math.min(reliability(scoring, first), reliability(scoring, second));
    boolean repeat =
        shared.stream()
            .anyMatch(
                s ->
                    s.first().basedOn().contains(second.id())
                        || s.second().basedOn().contains(first.id()));

    Map<List<Integer>, List<String>> agreements = agreements(shared);
    List<Candidate> candidates = new ArrayList<>();
    Map<List<Integer>, List<Shared>> persons = new LinkedHashMap<>();
    for (Shared each : shared) {
      if (each.first().isOfPerson() && each.second().isOfPerson()) {
        persons.computeIfAbsent(each.selectors(), n -> new ArrayList<>()).add(each);
        continue;
      }
      Scoring.TypeWeight type = scoring.weightOf(each.first(), each.second());
      if (type == null
          || !each.first().type().equals(each.second().type())
          || !(scoring.identifies(each.first()) || each.agrees())) {
        continue;
      }
      boolean firstSheltered = Selector.isSheltered(each.first().role());
      boolean secondSheltered = Selector.isSheltered(each.second().role());
      int doublings = Math.max(0, Integer.numberOfTrailingZeros(each.bucket()) - 1);
      int weight =
          faded(
              type.weight() - scoring.perDoubling() * doublings,
              reliability,
              age,
              type.halfLifeDays());
      if (weight > 0) {
        candidates.add(
            new Candidate(
                new Notice.Evidence(
                    List.of(first.id(), second.id()),
                    each.selectors(),
                    each.first().type(),
                    weight,
                    each.bucket(),
                    reliability,
                    age,
                    agreements.getOrDefault(each.selectors(), List.of()),
                    List.of()),
                0,
                0,
                false,
                true,
                firstSheltered || secondSheltered));
      }
    }
    boolean sameDocument = sameDocument(shared);
    for (List<Shared> person : persons.values()) {
      Mark one = person.getFirst().first();
      Mark other = person.getFirst().second();
      boolean sheltered = Selector.isSheltered(one.role());
      // The same person as victim here and suspect there is no evidence at all.
      PersonScore score =
          sheltered != Selector.isSheltered(other.role())
              ? null
              : PersonScore.of(scoring.persons(), person, sameDocument);
      int gross = score == null ? 0 : faded(score.weight(), reliability, age, score.halfLifeDays());
      int against =
          score == null ? 0 : -faded(-score.against(), reliability, age, score.halfLifeDays());
      int weight = gross + against;
      if (score != null && weight > 0) {
        candidates.add(
            new Candidate(
                new Notice.Evidence(
                    List.of(first.id(), second.id()),
                    List.of(one.n(), other.n()),
                    PERSON,
                    weight,
                    score.bucket(),
                    reliability,
                    age,
                    score.agrees(),
                    score.differs()),
                against,
                -faded(-score.disagreement(), reliability, age, score.halfLifeDays()),
                score.contradicted(),
                score.dated(),
                sheltered));
      }
    }
    candidates.sort(Candidate.ORDER);

    List<Notice.Evidence> evidence = new ArrayList<>();
    Set<Integer> usedFirst = new HashSet<>();
    Set<Integer> usedSecond = new HashSet<>();
    int identity = 0;
    boolean opens = false;
    boolean identified = false;
    boolean contradicted = true;
    Scoring.TypeWeight document = scoring.types().get(DOCUMENT);
    int whole =
        document == null ? 0 : faded(document.weight(), reliability, age, document.halfLifeDays());
    int total = scoring.prior();
    int disagreement = 0;
    for (Candidate candidate : candidates) {
      Notice.Evidence each = candidate.evidence();
      boolean identifies = each.type().equals(PERSON) || each.type().equals(DOCUMENT);
      int weight =
          identifies && identity > 0 ? Math.min(each.weight(), whole - identity) : each.weight();
      if (usedFirst.contains(each.selectors().get(0))
          || usedSecond.contains(each.selectors().get(1))
          || weight <= 0) {
        continue;
      }
      identity += identifies ? weight : 0;
      usedFirst.add(each.selectors().get(0));
      usedSecond.add(each.selectors().get(1));
      opens |= !candidate.sheltered();
      identified |= candidate.identifies();
      contradicted &= candidate.contradicted();
      evidence.add(each.weighing(weight - candidate.against()));
      if (candidate.against() < 0) {
        evidence.add(against(each, OTHER_DOCUMENT, candidate.against()));
      }
      total += weight;
      disagreement += candidate.disagreement() + candidate.against();
    }
    if (!opens && !repeat) {
      return null;
    }
    boolean personsAlone = personsAlone(evidence);
    int otherCrime =
        first.crime().equals(second.crime()) || evidence.isEmpty()
            ? 0
            : personsAlone ? scoring.otherCrimeOfNames() : scoring.otherCrime();
    if (otherCrime < 0) {
      evidence.add(against(evidence.getFirst(), OTHER_CRIME, otherCrime));
      total += otherCrime;
      // Namesakes are found in other crimes: that does not tell the networks of two others apart.
      disagreement += personsAlone ? 0 : otherCrime;
    }
    if (total > scoring.joinAbove()) {
      if (first.crime().equals(second.crime())) {
        total += scoring.sameCrime();
      }
      if (first.cell() != null
          && first.cell().equals(second.cell())
          && age <= scoring.nearHours()) {
        total += scoring.sameCell();
      }
    }
    int most = contradicted ? scoring.joinAbove() : scoring.openAbove();
    if (!identified && total > most) {
      int excess = most - total;
      evidence.add(against(evidence.getFirst(), UNCONFIRMED_NAME, excess));
      total += excess;
    }
    return new PairScore(total, disagreement, evidence, repeat);
  }

  private static boolean personsAlone(List<Notice.Evidence> evidence) {
    return !evidence.isEmpty()
        && evidence.stream()
            .map(Notice.Evidence::type)
            .allMatch(type -> type.equals(PERSON) || type.equals(OTHER_DOCUMENT));
  }

  /** What speaks against this piece. */
  private static Notice.Evidence against(Notice.Evidence piece, String type, int weight) {
    return new Notice.Evidence(
        piece.signals(), piece.selectors(), type, weight, 1, piece.reliability(), piece.ageHours());
  }

  /** What is left of a weight after doubt and time; StrictMath: the same on every machine. */
  private static int faded(int weight, int reliability, long age, int halfLifeDays) {
    double fresh = Math.max(0, weight) * (reliability / 1000.0);
    return (int)
        StrictMath.rint(fresh * StrictMath.pow(0.5, (double) age / (halfLifeDays * HOURS_A_DAY)));
  }

  /** Hours between the two observations; 0 when they overlap. */
  static long hoursBetween(Header first, Header second) {
    return Math.max(
        0,
        Math.max(
            second.observedFrom() - first.observedTo(),
            first.observedFrom() - second.observedTo()));
  }

  /** Per mille. */
  static int reliability(Scoring scoring, Header header) {
    Grade grade = header.grade();
    int source =
        scoring
            .sources()
            .getOrDefault(grade.scheme() + "/" + grade.source(), scoring.unknownReliability());
    int information =
        scoring
            .informations()
            .getOrDefault(grade.scheme() + "/" + grade.information(), scoring.unknownReliability());
    return source * information / 1000;
  }

  /**
   * A piece of evidence that may count.
   *
   * @param against is in the evidence's weight already
   * @param identifies whether it is more than a name that no birth date confirms
   */
  private record Candidate(
      Notice.Evidence evidence,
      int against,
      int disagreement,
      boolean contradicted,
      boolean identifies,
      boolean sheltered) {
    /** The weightiest first; what opens before what only corroborates. */
    static final Comparator<Candidate> ORDER =
        comparingInt((Candidate c) -> -c.evidence().weight())
            .thenComparing(Candidate::sheltered)
            .thenComparing(c -> c.evidence().type())
            .thenComparing(c -> c.evidence().selectors().get(0))
            .thenComparing(c -> c.evidence().selectors().get(1));
  }
}
