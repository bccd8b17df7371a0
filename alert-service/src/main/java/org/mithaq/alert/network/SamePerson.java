package org.mithaq.alert.network;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.Header;
import org.mithaq.alert.matching.Mark;
import org.mithaq.alert.matching.Person;
import org.mithaq.alert.matching.Selector;
import org.mithaq.alert.notice.Notice;

/**
 * The judgement whether two signals speak of one person, which is more than that they belong to one
 * network: relatives share a number and are two persons.
 *
 * <p>Where the two share nothing of a person, the only person of the one is held against the only
 * person of the other, by how alike their names are. To what name and birth date say, the best of
 * what else both signals bear is added once: a document; or, where two parts of the name agree or
 * the names are not another's, what one person is reached by. Neither time nor doubt weakens it:
 * people remain who they are, and a doubtful report is one more reason to look.
 *
 * @param first index of the person's selector in the first signal
 * @param second the same in the second
 * @param score log-odds, milli-nats: prior and evidence
 * @param apart whether names or birth dates tell that they are two
 * @param evidence what speaks for it and against it, the person first where anything is known of it
 */
public record SamePerson(
    int first, int second, int score, boolean apart, List<Notice.Evidence> evidence) {

  private static final String PERSON = "person";
  private static final String DOCUMENT = "document";
  private static final String NEAR = "-near";

  private static final Comparator<Notice.Evidence> HEAVIEST =
      comparingInt((Notice.Evidence e) -> -e.weight())
          .thenComparing(Notice.Evidence::type)
          .thenComparing(e -> e.selectors().get(0))
          .thenComparing(e -> e.selectors().get(1));

  /** Copies the list. */
  public SamePerson {
    evidence = List.copyOf(evidence);
  }

  /** Whether it is likely enough to be told. */
  boolean isLikely(Scoring scoring) {
    return score > scoring.openAbove();
  }

  /**
   * Whether a person whom the one signal protects is likely one whom the other suspects.
   *
   * @param shared what both share, that of the protecting signal first
   * @return the likeliest; null when nobody is likely to be the same
   */
  static @Nullable SamePerson inConflict(
      Scoring scoring, Header shelter, Header accusing, Collection<PairScore.Shared> shared) {
    return judge(scoring, shelter, accusing, shared, SamePerson::isInConflict).stream()
        .filter(same -> same.isLikely(scoring))
        .reduce(SamePerson::likelier)
        .orElse(null);
  }

  /**
   * The likeliest two persons of two signals to be one, whatever their roles.
   *
   * @param shared what both share
   * @return also when they are not likely to be; null when nothing tells of a person in both
   */
  public static @Nullable SamePerson likeliest(
      Scoring scoring, Header first, Header second, Collection<PairScore.Shared> shared) {
    return all(scoring, first, second, shared).stream().reduce(SamePerson::likelier).orElse(null);
  }

  /**
   * Each person of the one signal judged against each of the other, where anything is known to go
   * by.
   *
   * @param shared what both share
   */
  static List<SamePerson> all(
      Scoring scoring, Header first, Header second, Collection<PairScore.Shared> shared) {
    return judge(scoring, first, second, shared, (one, other) -> true);
  }

  private static SamePerson likelier(SamePerson one, SamePerson other) {
    return other.score() > one.score() ? other : one;
  }

  private interface Counts {
    boolean test(Person one, Person other);
  }

  private static List<SamePerson> judge(
      Scoring scoring,
      Header first,
      Header second,
      Collection<PairScore.Shared> shared,
      Counts counts) {
    Map<Integer, Map<Integer, Pair>> pairs = new TreeMap<>();
    for (PairScore.Shared each : shared) {
      Person one = each.first().person();
      Person other = each.second().person();
      // Relatives share a part of the name and are of an age.
      boolean tells = !PersonAgreement.isOfYears(each.first().attribute());
      if (one != null && other != null && tells && counts.test(one, other)) {
        Pair pair =
            pairs
                .computeIfAbsent(one.n(), n -> new TreeMap<>())
                .computeIfAbsent(other.n(), n -> new Pair(one, other, new ArrayList<>()));
        if (each.first().isOfPerson() && each.second().isOfPerson()) {
          pair.shared().add(each);
        }
      }
    }
    List<SamePerson> judged = new ArrayList<>();
    for (Map<Integer, Pair> others : pairs.values()) {
      for (Pair pair : others.values()) {
        Word word = word(scoring, pair, shared);
        if (word != null) {
          judged.add(of(scoring, first, second, pair, word, shared));
        }
      }
    }
    return judged;
  }

  /** Whether the one is protected and the other is suspected or convicted. */
  static boolean isInConflict(Person shelter, Person accused) {
    return Selector.isSheltered(shelter.role()) && Selector.isAccused(accused.role());
  }

  /**
   * Two persons.
   *
   * @param shared tokens of the two persons themselves that both share
   */
  private record Pair(Person one, Person other, List<PairScore.Shared> shared) {}

  /** What name and birth say, and whether what one person is reached by counts beside it. */
  private record Word(
      int weight,
      int against,
      boolean reaches,
      boolean apart,
      int bucket,
      List<String> agrees,
      List<String> differs) {}

  private static SamePerson of(
      Scoring scoring,
      Header first,
      Header second,
      Pair pair,
      Word word,
      Collection<PairScore.Shared> shared) {
    Map<List<Integer>, List<String>> agreements = PairScore.agreements(shared);
    List<Notice.Evidence> others = new ArrayList<>();
    for (PairScore.Shared each : shared) {
      String type = each.first().type();
      boolean counts = type.equals(DOCUMENT) || (word.reaches() && Selector.isPersonal(type));
      Scoring.TypeWeight weight = scoring.weightOf(each.first(), each.second());
      if (counts && weight != null && type.equals(each.second().type())) {
        int doublings = Math.max(0, Integer.numberOfTrailingZeros(each.bucket()) - 1);
        others.add(
            evidence(
                scoring,
                first,
                second,
                each.selectors(),
                type,
                Math.max(0, weight.weight() - scoring.perDoubling() * doublings),
                each.bucket(),
                agreements.getOrDefault(each.selectors(), List.of()),
                List.of()));
      }
    }
    List<Integer> persons = List.of(pair.one().n(), pair.other().n());
    List<Notice.Evidence> evidence = new ArrayList<>();
    if (word.weight() != 0) {
      evidence.add(
          evidence(
              scoring,
              first,
              second,
              persons,
              PERSON,
              word.weight(),
              word.bucket(),
              word.agrees(),
              word.differs()));
    }
    others.stream().min(HEAVIEST).ifPresent(evidence::add);
    if (word.against() < 0) {
      evidence.add(
          evidence(
              scoring,
              first,
              second,
              persons,
              PairScore.OTHER_DOCUMENT,
              word.against(),
              1,
              List.of(),
              List.of()));
    }
    return new SamePerson(
        persons.get(0),
        persons.get(1),
        scoring.prior() + evidence.stream().mapToInt(Notice.Evidence::weight).sum(),
        word.apart(),
        evidence);
  }

  /** Null where nothing is known to go by. */
  private static @Nullable Word word(
      Scoring scoring, Pair pair, Collection<PairScore.Shared> shared) {
    boolean sameDocument = PairScore.sameDocument(shared);
    if (pair.shared().stream().noneMatch(SamePerson::saysOfWhat)) {
      return byLikeness(scoring.persons(), pair, sameDocument, isWholeDocument(shared));
    }
    PersonScore score = PersonScore.of(scoring.persons(), pair.shared(), sameDocument);
    if (score == null || score.apart()) {
      return new Word(
          scoring.persons().twoPersons(),
          0,
          false,
          true,
          1,
          List.of("name"),
          List.of("birth-date"));
    }
    boolean named = shares(pair, PersonAgreement::isOfWholeName);
    Integer likeness = Person.likeness(pair.one(), pair.other());
    boolean whole = PersonAgreement.isWhole(pair.one()) && PersonAgreement.isWhole(pair.other());
    return new Word(
        score.weight(),
        score.against(),
        named
            || (!whole && shares(pair, PersonAgreement::isOfPartOfName))
            || scoring.persons().isAlike(likeness),
        !named && whole && !sameDocument && scoring.persons().isOther(likeness),
        score.bucket(),
        score.agrees(),
        score.differs());
  }

  private static boolean shares(Pair pair, Predicate<String> attributes) {
    return pair.shared().stream()
        .map(each -> each.first().attribute())
        .anyMatch(attribute -> attribute != null && attributes.test(attribute));
  }

  private static boolean saysOfWhat(PairScore.Shared shared) {
    String attribute = shared.first().attribute();
    return attribute != null && attribute.equals(shared.second().attribute());
  }

  /** Whether a document is the same, and not only nearly. */
  private static boolean isWholeDocument(Collection<PairScore.Shared> shared) {
    return shared.stream()
        .map(PairScore.Shared::first)
        .filter(mark -> mark.type().equals(DOCUMENT))
        .map(Mark::attribute)
        .anyMatch(attribute -> attribute == null || !attribute.endsWith(NEAR));
  }

  /**
   * What it says that two persons, each the only one of its signal, share nothing of name and
   * birth. Whoever bears a document under another name may only hold it: traffickers take the
   * papers of their victims.
   */
  private static @Nullable Word byLikeness(
      PersonWeights weights, Pair pair, boolean sameDocument, boolean wholeDocument) {
    Integer likeness = Person.likeness(pair.one(), pair.other());
    if (likeness == null) {
      return null;
    }
    boolean otherDay =
        !sameDocument
            && PersonAgreement.isBornOnDay(pair.one())
            && PersonAgreement.isBornOnDay(pair.other());
    boolean otherDocument =
        !sameDocument && pair.one().has(Person.DOCUMENT) && pair.other().has(Person.DOCUMENT);
    boolean alike = weights.isAlike(likeness);
    List<String> differs = new ArrayList<>();
    if (!alike) {
      differs.add(weights.isOther(likeness) || otherDay ? "name" : "spelling");
    }
    if (otherDay) {
      differs.add("birth-date");
    }
    if (differs.contains("name") || (otherDay && otherDocument)) {
      return new Word(weights.twoNames(), 0, true, !wholeDocument, 1, List.of(), differs);
    }
    if (alike && !otherDay) {
      return new Word(
          weights.commonName() + weights.alikeWeight(),
          otherDocument ? weights.otherDocument() : 0,
          true,
          false,
          1,
          List.of("spelling"),
          List.of());
    }
    // One name and no day in common: two, or a day that so many share that it says nothing.
    int name = sameDocument ? 0 : weights.otherSpelling();
    List<String> agrees = alike ? List.of("spelling") : List.of();
    return new Word(name, 0, true, false, 1, agrees, differs);
  }

  private static Notice.Evidence evidence(
      Scoring scoring,
      Header first,
      Header second,
      List<Integer> selectors,
      String type,
      int weight,
      int bucket,
      List<String> agrees,
      List<String> differs) {
    return new Notice.Evidence(
        List.of(first.id(), second.id()),
        selectors,
        type,
        weight,
        bucket,
        Math.min(PairScore.reliability(scoring, first), PairScore.reliability(scoring, second)),
        PairScore.hoursBetween(first, second),
        agrees,
        differs);
  }
}
