package org.mithaq.bench.estimate;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mithaq.alert.network.Scoring;
import org.mithaq.bench.network.Calibration;
import org.mithaq.bench.network.Score;
import org.mithaq.bench.network.Trial;
import org.mithaq.bench.network.World;

/** What parameters come to in worlds that did not choose them. */
final class Judged {

  private Judged() {}

  /** Prints means over the worlds, and calibration. */
  static void print(
      PrintStream out, String name, List<World> worlds, Scoring scoring, String agency) {
    Calibration calibration = new Calibration();
    List<Score> scores = new ArrayList<>();
    for (World world : worlds) {
      Trial trial = Trial.of(world, scoring, agency);
      trial.addTo(calibration);
      scores.add(trial.score());
    }
    out.printf(
        Locale.ROOT,
        "%n%s on %d worlds that were not learned from: precision %.4f, recall %.4f, B3-F1 %.4f,"
            + " false notices %.1f %%%n",
        name,
        worlds.size(),
        scores.stream().mapToDouble(Score::precision).average().orElse(0),
        scores.stream().mapToDouble(Score::recall).average().orElse(0),
        scores.stream().mapToDouble(Score::f1).average().orElse(0),
        100.0
            * scores.stream().mapToInt(Score::falseNotices).sum()
            / Math.max(1, scores.stream().mapToInt(Score::notices).sum()));
    calibration.print(out);
  }
}
