package org.mithaq.bench.linkage;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mithaq.alert.network.Contraction;

/** Where what was found and what is true part; the sets hold no real person. */
final class Misses {

  private Misses() {}

  static void print(
      PrintStream out,
      List<LinkageRecord> records,
      List<Contraction.Edge> edges,
      List<int[]> linked,
      List<int[]> joined) {
    Map<Long, Integer> scores = new HashMap<>();
    edges.forEach(edge -> scores.put(pair(edge.a(), edge.b()), edge.weight()));
    Set<Long> scored = new HashSet<>();
    linked.forEach(each -> scored.add(pair(each[0], each[1])));
    Set<Long> found = new HashSet<>();
    joined.forEach(each -> found.add(pair(each[0], each[1])));
    for (int a = 0; a < records.size(); a++) {
      for (int b = a + 1; b < records.size(); b++) {
        boolean right = records.get(a).cluster().equals(records.get(b).cluster());
        boolean byScore = right != scored.contains(pair(a, b));
        boolean inNotice = right != found.contains(pair(a, b));
        if (byScore || inNotice) {
          out.printf(
              "%s %s %s%n    %s%n    %s%n",
              right ? "missed" : "wrong",
              byScore && inNotice ? "by score, in notice" : byScore ? "by score" : "in notice",
              scores.containsKey(pair(a, b)) ? scores.get(pair(a, b)) : "shares nothing",
              tell(records.get(a)),
              tell(records.get(b)));
        }
      }
    }
  }

  private static String tell(LinkageRecord each) {
    return each.id() + " " + each.signal().path("selectors");
  }

  private static long pair(int a, int b) {
    return ((long) a << Integer.SIZE) | b;
  }
}
