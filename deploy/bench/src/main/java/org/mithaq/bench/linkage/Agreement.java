package org.mithaq.bench.linkage;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far what was found is what is true.
 *
 * @param precision share of what was found that is true
 * @param recall share of what is true that was found
 */
record Agreement(double precision, double recall) {

  /** Harmonic mean of the two. */
  double f1() {
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  /** Of pairs of records. */
  static Agreement ofPairs(List<String> truth, Collection<int[]> found) {
    Map<String, Long> sizes = new HashMap<>();
    truth.forEach(cluster -> sizes.merge(cluster, 1L, Long::sum));
    long wanted = sizes.values().stream().mapToLong(size -> size * (size - 1) / 2).sum();
    long right =
        found.stream().filter(pair -> truth.get(pair[0]).equals(truth.get(pair[1]))).count();
    return new Agreement(share(right, found.size()), share(right, wanted));
  }

  /** Of clusters, whole and right or not at all. */
  static Agreement ofWhole(List<String> truth, Collection<List<Integer>> found) {
    Set<Set<Integer>> wanted = new HashSet<>(members(truth).values());
    long right = found.stream().filter(part -> wanted.contains(new HashSet<>(part))).count();
    return new Agreement(share(right, found.size()), share(right, wanted.size()));
  }

  /** Of clusters, record by record: B-cubed (Bagga and Baldwin 1998). */
  static Agreement ofClusters(List<String> truth, Collection<List<Integer>> found) {
    Map<String, Set<Integer>> members = members(truth);
    double precision = 0;
    double recall = 0;
    for (List<Integer> part : found) {
      for (int record : part) {
        Set<Integer> own = members.getOrDefault(truth.get(record), Set.of());
        long right = part.stream().filter(own::contains).count();
        precision += (double) right / part.size();
        recall += (double) right / own.size();
      }
    }
    return new Agreement(precision / truth.size(), recall / truth.size());
  }

  private static Map<String, Set<Integer>> members(List<String> truth) {
    Map<String, Set<Integer>> members = new HashMap<>();
    for (int i = 0; i < truth.size(); i++) {
      members.computeIfAbsent(truth.get(i), cluster -> new HashSet<>()).add(i);
    }
    return members;
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
