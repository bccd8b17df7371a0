package org.mithaq.alert.network;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.Header;
import org.mithaq.alert.matching.Mark;
import org.mithaq.alert.matching.Selector;
import org.mithaq.alert.notice.Notice;

/**
 * The judgement that two signals likely speak of one person, which is more than that they belong to
 * one network: relatives share a number and are two persons.
 *
 * <p>The name has to agree. To what name and birth date say, the best of what else both signals
 * bear is added once: a document; or, where two parts of the name agree, what one person is reached
 * by. Neither time nor doubt weakens it: people remain who they are, and a doubtful report is one
 * more reason to look.
 *
 * @param score log-odds, milli-nats: prior and evidence
 * @param evidence what speaks for it, the person first
 */
public record SamePerson(int score, List<Notice.Evidence> evidence) {

  private static final String PERSON = "person";
  private static final String DOCUMENT = "document";
  private static final Set<String> REACHES =
      Set.of("phone", "email", "handle", "device", "address");

  private static final Comparator<Notice.Evidence> HEAVIEST =
      comparingInt((Notice.Evidence e) -> -e.weight())
          .thenComparing(Notice.Evidence::type)
          .thenComparing(e -> e.selectors().get(0))
          .thenComparing(e -> e.selectors().get(1));

  /** Copies the list. */
  public SamePerson {
    evidence = List.copyOf(evidence);
  }

  /**
   * Whether a person whom the one signal protects is likely one whom the other suspects.
   *
   * @param shared what both share, that of the protecting signal first
   * @return the likeliest; null when nobody is likely to be the same
   */
  static @Nullable SamePerson inConflict(
      Scoring scoring, Header shelter, Header accusing, Collection<PairScore.Shared> shared) {
    return likeliest(
        scoring,
        shelter,
        accusing,
        shared,
        each ->
            Selector.isSheltered(each.first().role()) && Selector.isAccused(each.second().role()));
  }

  /**
   * Whether two signals likely speak of one person, whatever its roles.
   *
   * @param shared what both share
   * @return the likeliest; null when nobody is likely to be the same
   */
  public static @Nullable SamePerson likeliest(
      Scoring scoring, Header first, Header second, Collection<PairScore.Shared> shared) {
    return likeliest(scoring, first, second, shared, each -> true);
  }

  private static @Nullable SamePerson likeliest(
      Scoring scoring,
      Header first,
      Header second,
      Collection<PairScore.Shared> shared,
      Predicate<PairScore.Shared> counts) {
    Map<Integer, Map<Integer, List<PairScore.Shared>>> persons = new TreeMap<>();
    for (PairScore.Shared each : shared) {
      if (each.first().person() != null && each.second().person() != null && counts.test(each)) {
        persons
            .computeIfAbsent(each.first().n(), n -> new TreeMap<>())
            .computeIfAbsent(each.second().n(), n -> new ArrayList<>())
            .add(each);
      }
    }
    SamePerson likeliest = null;
    for (Map<Integer, List<PairScore.Shared>> others : persons.values()) {
      for (List<PairScore.Shared> person : others.values()) {
        SamePerson found = of(scoring, first, second, person, shared);
        if (found.score() > scoring.openAbove()
            && (likeliest == null || found.score() > likeliest.score())) {
          likeliest = found;
        }
      }
    }
    return likeliest;
  }

  /**
   * Judges two selectors of persons.
   *
   * @param person what the two share
   * @param shared what the two signals share
   */
  static SamePerson of(
      Scoring scoring,
      Header first,
      Header second,
      List<PairScore.Shared> person,
      Collection<PairScore.Shared> shared) {
    PersonScore name = PersonScore.of(scoring.persons(), person, PairScore.sameDocument(shared));
    if (name == null) {
      return new SamePerson(scoring.prior(), List.of());
    }
    boolean named =
        person.stream()
            .map(each -> each.first().attribute())
            .anyMatch(attribute -> attribute != null && PersonScore.isOfWholeName(attribute));
    Map<List<Integer>, List<String>> agreements = PairScore.agreements(shared);
    List<Notice.Evidence> others = new ArrayList<>();
    for (PairScore.Shared each : shared) {
      String type = each.first().type();
      boolean counts = type.equals(DOCUMENT) || (named && REACHES.contains(type));
      Scoring.TypeWeight weight = scoring.weightOf(each.first(), each.second());
      if (counts && weight != null && type.equals(each.second().type())) {
        int doublings = Math.max(0, Integer.numberOfTrailingZeros(each.bucket()) - 1);
        others.add(
            evidence(
                scoring,
                first,
                second,
                each,
                type,
                Math.max(0, weight.weight() - scoring.perDoubling() * doublings),
                each.bucket(),
                agreements.getOrDefault(each.selectors(), List.of()),
                List.of()));
      }
    }
    List<Notice.Evidence> evidence = new ArrayList<>();
    evidence.add(
        evidence(
            scoring,
            first,
            second,
            person.getFirst(),
            PERSON,
            name.weight(),
            name.bucket(),
            name.agrees(),
            name.differs()));
    others.stream().min(HEAVIEST).ifPresent(evidence::add);
    if (name.against() < 0) {
      evidence.add(
          evidence(
              scoring,
              first,
              second,
              person.getFirst(),
              PairScore.OTHER_DOCUMENT,
              name.against(),
              1,
              List.of(),
              List.of()));
    }
    return new SamePerson(
        scoring.prior() + evidence.stream().mapToInt(Notice.Evidence::weight).sum(), evidence);
  }

  private static Notice.Evidence evidence(
      Scoring scoring,
      Header first,
      Header second,
      PairScore.Shared shared,
      String type,
      int weight,
      int bucket,
      List<String> agrees,
      List<String> differs) {
    Mark one = shared.first();
    Mark other = shared.second();
    return new Notice.Evidence(
        List.of(first.id(), second.id()),
        List.of(one.n(), other.n()),
        type,
        weight,
        bucket,
        Math.min(PairScore.reliability(scoring, first), PairScore.reliability(scoring, second)),
        PairScore.hoursBetween(first, second),
        agrees,
        differs);
  }
}
