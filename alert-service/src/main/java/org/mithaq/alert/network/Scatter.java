package org.mithaq.alert.network;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.mithaq.alert.matching.Mark;

/**
 * Tells what everybody uses from what one network uses, by what else the signals have in common
 * that bear it. The bearers of a network's phone were seen together with the same car, or within
 * days of each other; those of a hotline share the hotline. So a token is a hub long before it is
 * beyond the cap.
 *
 * <p>A pure function of the bearers that the agency may know, and of nothing further away: whatever
 * changes it changes one of them.
 */
final class Scatter {

  private static final long PER_MILLE = 1000;

  private Scatter() {}

  /**
   * Whether so few pairs of a token's bearers have anything else in common that it links nothing.
   *
   * @param bearers the signals that bear it
   * @param counts whether another token is fit to tell: no hub by its frequency
   */
  static boolean isScattered(
      Scoring scoring, String token, List<KnownSignal> bearers, Predicate<String> counts) {
    int size = bearers.size();
    if (size < scoring.scatterFrom()) {
      return false;
    }
    long pairs = (long) size * (size - 1) / 2;
    long coherent = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        if (coherent(scoring, token, bearers.get(i), bearers.get(j), counts)) {
          coherent++;
        }
      }
    }
    return coherent * PER_MILLE < pairs * scoring.scatterBelow();
  }

  private static boolean coherent(
      Scoring scoring, String token, KnownSignal one, KnownSignal other, Predicate<String> counts) {
    if (PairScore.hoursBetween(one.header(), other.header()) <= scoring.nearHours()) {
      return true;
    }
    Mark ofOne = one.marks().get(token);
    Mark ofOther = other.marks().get(token);
    if (ofOne == null || ofOther == null) {
      return false;
    }
    for (Map.Entry<String, Mark> each : one.marks().entrySet()) {
      Mark theirs = other.marks().get(each.getKey());
      // Another attribute of the same thing says nothing new.
      if (theirs != null
          && each.getValue().n() != ofOne.n()
          && theirs.n() != ofOther.n()
          && counts.test(each.getKey())) {
        return true;
      }
    }
    return false;
  }
}
