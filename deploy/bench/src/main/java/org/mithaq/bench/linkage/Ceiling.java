package org.mithaq.bench.linkage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a score that is never wrong would come with the pairs that share a token: what it misses
 * is the tokens' fault, the rest the score's.
 *
 * @param wanted how many pairs are true
 * @param pairs all true pairs that share a token, and no other
 * @param clusters the same, and what these join
 * @param apart true pairs that share no token
 * @param low true pairs that share one and are not linked
 * @param high false pairs that are linked
 */
record Ceiling(int wanted, Agreement pairs, Agreement clusters, int apart, int low, int high) {

  /**
   * Measures it.
   *
   * @param truth whose each record is
   * @param candidates pairs that share a token
   * @param linked those of them that the score links
   */
  static Ceiling of(List<String> truth, List<int[]> candidates, List<int[]> linked) {
    List<int[]> right = right(truth, candidates);
    int found = right(truth, linked).size();
    int wanted = right(truth, all(truth)).size();
    return new Ceiling(
        wanted,
        Agreement.ofPairs(truth, right),
        Agreement.ofPairs(truth, joined(truth.size(), right)),
        wanted - right.size(),
        right.size() - found,
        linked.size() - found);
  }

  private static List<int[]> right(List<String> truth, List<int[]> pairs) {
    return pairs.stream().filter(pair -> truth.get(pair[0]).equals(truth.get(pair[1]))).toList();
  }

  private static List<int[]> all(List<String> truth) {
    Map<String, List<Integer>> members = new TreeMap<>();
    for (int i = 0; i < truth.size(); i++) {
      members.computeIfAbsent(truth.get(i), cluster -> new ArrayList<>()).add(i);
    }
    return pairs(members.values());
  }

  /** All pairs of what is connected. */
  private static List<int[]> joined(int size, List<int[]> links) {
    int[] part = new int[size];
    List<List<Integer>> parts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      part[i] = i;
      parts.add(new ArrayList<>(List.of(i)));
    }
    for (int[] link : links) {
      int kept = part[link[0]];
      int gone = part[link[1]];
      if (kept != gone) {
        parts.get(gone).forEach(member -> part[member] = kept);
        parts.get(kept).addAll(parts.get(gone));
        parts.get(gone).clear();
      }
    }
    return pairs(parts);
  }

  private static List<int[]> pairs(Iterable<List<Integer>> parts) {
    List<int[]> pairs = new ArrayList<>();
    for (List<Integer> part : parts) {
      List<Integer> sorted = part.stream().sorted().toList();
      for (int i = 0; i < sorted.size(); i++) {
        for (int j = i + 1; j < sorted.size(); j++) {
          pairs.add(new int[] {sorted.get(i), sorted.get(j)});
        }
      }
    }
    return pairs;
  }
}
