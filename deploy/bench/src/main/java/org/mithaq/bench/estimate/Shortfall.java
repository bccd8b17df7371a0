package org.mithaq.bench.estimate;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.mithaq.alert.network.Scoring;
import org.mithaq.bench.linkage.LinkageSet;
import org.mithaq.bench.network.Calibration;
import org.mithaq.bench.network.Heard;
import org.mithaq.bench.network.NetworksCommand;
import org.mithaq.bench.network.Score;
import org.mithaq.bench.network.Trial;

/**
 * How far what one agency is shown is from whole and right: what is missed and what is wrong, each
 * in units of what may be at most. So a wrong pair costs what several missed ones do.
 */
final class Shortfall {

  /**
   * What is allowed in a kind of world.
   *
   * @param missed of the pairs that could be linked
   * @param wrong of the pairs shown
   * @param blurred what B3-F1 may lack of 1
   * @param falseNotices of the notices
   */
  record Allowance(double missed, double wrong, double blurred, double falseNotices) {}

  private static final Allowance CLEAR = new Allowance(0.10, 0.02, 0.05, 0.02);
  private static final Allowance HARD = new Allowance(0.15, 0.03, 0.07, 0.03);
  private static final double MISCALIBRATED = 0.05;

  /** Records of persons are not what the service is for, and must not be lost sight of. */
  private static final double OF_RECORDS = 0.25;

  private final Map<String, List<Heard>> worlds;
  private final List<LinkageSet> sets;

  /**
   * @param worlds by what they are like
   * @param sets of records of persons
   */
  Shortfall(Map<String, List<Heard>> worlds, List<LinkageSet> sets) {
    this.worlds = Map.copyOf(worlds);
    this.sets = List.copyOf(sets);
  }

  /** What is allowed in worlds that are like this. */
  static Allowance allowed(String like) {
    return like.equals("clear") ? CLEAR : HARD;
  }

  /** The sum of one world's shortfalls; 4 where each is what is allowed at most. */
  static double of(Allowance allowed, Score score) {
    double wrongNotices =
        score.notices() == 0 ? 0 : (double) score.falseNotices() / score.notices();
    return (1 - score.recall()) / allowed.missed()
        + (1 - score.precision()) / allowed.wrong()
        + (1 - score.f1()) / allowed.blurred()
        + wrongNotices / allowed.falseNotices();
  }

  /**
   * The mean of all worlds, calibration, and a part of what the sets lack; empty where the product
   * refuses the parameters.
   */
  OptionalDouble of(Map<String, Integer> parameters) {
    Scoring scoring;
    try {
      scoring = NetworksCommand.scoring(Parameters.settings(parameters));
    } catch (IllegalArgumentException e) {
      return OptionalDouble.empty();
    }
    Calibration calibration = new Calibration();
    double sum = 0;
    int count = 0;
    for (Map.Entry<String, List<Heard>> each : worlds.entrySet()) {
      List<Trial> trials =
          each.getValue().parallelStream().map(heard -> Trial.of(heard, scoring)).toList();
      for (Trial trial : trials) {
        trial.addTo(calibration);
        sum += of(allowed(each.getKey()), trial.score());
        count++;
      }
    }
    double records =
        sets.parallelStream().mapToDouble(set -> (1 - set.f1(scoring)) / set.allowed()).sum();
    return OptionalDouble.of(
        sum / count + calibration.error() / MISCALIBRATED + OF_RECORDS * records);
  }
}
