package org.mithaq.alert.network;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.Mark;

/**
 * The parameters of the score; log-odds in integer milli-nats.
 *
 * @param prior what speaks against any two signals belonging together, negative
 * @param types weight and staying power of each selector type, or of one attribute of it; what is
 *     absent links nothing
 * @param persons what agreement in a person's attributes weighs
 * @param perDoubling what a token loses each time that its frequency doubles, from two on
 * @param sources reliability of the source, per mille, by {@code <scheme>/<letter>}
 * @param informations reliability of the information, per mille, by {@code <scheme>/<digit>}
 * @param unknownReliability per mille, for an evaluation in neither list
 * @param sameCrime what the same crime adds to a link that stands without it
 * @param otherCrime what another crime takes from a link; not positive
 * @param otherCrimeOfNames what it takes in its place from one that rests on persons alone; no less
 * @param sameCell what the same place within {@code nearHours} adds to a link that stands without
 *     it
 * @param nearHours how close in time two observations are for their place to count
 * @param scatterFrom from how many bearers on a token is judged by what else they have in common
 * @param scatterBelow per mille of the pairs of its bearers that must have something else in
 *     common, or it links nothing; 0 judges none
 * @param joinAbove what the summed log-odds of two parts must exceed for them to be joined
 * @param openAbove what the strongest link between two agencies' signals must exceed for a notice
 *     to be opened
 * @param maxComponent how many signals are contracted together at most
 * @param levelStep by how much the bar is raised where more would have to be
 * @param maxEvidence how many pieces of evidence a notice lists at most, the weightiest
 */
public record Scoring(
    int prior,
    Map<String, TypeWeight> types,
    PersonWeights persons,
    int perDoubling,
    Map<String, Integer> sources,
    Map<String, Integer> informations,
    int unknownReliability,
    int sameCrime,
    int otherCrime,
    int otherCrimeOfNames,
    int sameCell,
    int nearHours,
    int scatterFrom,
    int scatterBelow,
    int joinAbove,
    int openAbove,
    int maxComponent,
    int levelStep,
    int maxEvidence) {

  /** What the attribute of a type that is its name is called: {@code vessel-name}. */
  private static final String NAME = "-name";

  /**
   * The bearing of one selector type.
   *
   * @param weight ln(m/u) at frequency two, milli-nats
   * @param halfLifeDays after how many days between two observations it weighs half
   */
  public record TypeWeight(int weight, int halfLifeDays) {

    /** Refuses what makes no sense. */
    public TypeWeight {
      if (weight < 0 || halfLifeDays < 1) {
        throw new IllegalArgumentException("weight or half-life");
      }
    }
  }

  /**
   * What a shared token weighs: by its attribute where that is known and listed, else by its type.
   * Where the exchange does not name the attribute, a thing of which one side tells nothing but
   * this one token is taken for a name, if its type has names: the lesser of what it may be.
   */
  public @Nullable TypeWeight weightOf(Mark first, Mark second) {
    if (first.attribute() != null) {
      TypeWeight ofAttribute = types.get(first.attribute());
      return ofAttribute != null ? ofAttribute : types.get(first.type());
    }
    boolean alone = first.siblings().isEmpty() || second.siblings().isEmpty();
    TypeWeight ofName = alone ? types.get(first.type() + NAME) : null;
    return ofName != null ? ofName : types.get(first.type());
  }

  /**
   * Whether a token is known to be of an attribute that identifies by itself: the exchange names
   * the attribute, and no weight of its own sets it apart from its type.
   */
  public boolean identifies(Mark mark) {
    return mark.attribute() != null && !types.containsKey(mark.attribute());
  }

  /** Copies the maps and refuses what would link everything or nothing. */
  public Scoring {
    types = Map.copyOf(types);
    sources = Map.copyOf(sources);
    informations = Map.copyOf(informations);
    requireNonNull(persons, "persons");
    if (prior >= 0) {
      throw new IllegalArgumentException("a prior that is not negative links everything");
    }
    if (perDoubling < 0
        || joinAbove < 0
        || openAbove < 0
        || sameCrime < 0
        || otherCrime > 0
        || otherCrimeOfNames > otherCrime
        || sameCell < 0
        || nearHours < 0) {
      throw new IllegalArgumentException("a weight of the wrong sign");
    }
    if (scatterFrom < 3 || scatterBelow < 0 || scatterBelow > 1000) {
      throw new IllegalArgumentException("scatter");
    }
    if (maxComponent < 2 || levelStep < 1 || maxEvidence < 1) {
      throw new IllegalArgumentException("bounds");
    }
    if (unknownReliability < 0 || unknownReliability > 1000) {
      throw new IllegalArgumentException("reliability");
    }
  }
}
