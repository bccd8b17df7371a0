package org.mithaq.bench.linkage;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
      List<int[]> joined,
      List<int[]> persons) {
    Map<Long, Integer> scores = new HashMap<>();
    edges.forEach(edge -> scores.put(pair(edge.a(), edge.b()), edge.weight()));
    Map<String, Set<Long>> found = new LinkedHashMap<>();
    found.put("by score", pairs(linked));
    found.put("in notice", pairs(joined));
    found.put("as one person", pairs(persons));
    for (int a = 0; a < records.size(); a++) {
      for (int b = a + 1; b < records.size(); b++) {
        boolean right = records.get(a).cluster().equals(records.get(b).cluster());
        long pair = pair(a, b);
        List<String> where =
            found.entrySet().stream()
                .filter(each -> right != each.getValue().contains(pair))
                .map(Map.Entry::getKey)
                .toList();
        if (!where.isEmpty()) {
          out.printf(
              "%s %s %s%n    %s%n    %s%n",
              right ? "missed" : "wrong",
              String.join(", ", where),
              scores.containsKey(pair) ? scores.get(pair) : "shares nothing",
              tell(records.get(a)),
              tell(records.get(b)));
        }
      }
    }
  }

  private static Set<Long> pairs(List<int[]> pairs) {
    Set<Long> set = new HashSet<>();
    pairs.forEach(each -> set.add(pair(each[0], each[1])));
    return set;
  }

  private static String tell(LinkageRecord each) {
    return each.id() + " " + each.signal().path("selectors");
  }

  private static long pair(int a, int b) {
    return ((long) a << Integer.SIZE) | b;
  }
}
