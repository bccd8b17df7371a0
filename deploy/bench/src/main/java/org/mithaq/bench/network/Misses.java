package org.mithaq.bench.network;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Says where notices and truth part, for who looks for the cause. */
final class Misses {

  private Misses() {}

  static void print(PrintStream out, World world, List<List<String>> shown) {
    Map<String, Integer> noticeOf = new HashMap<>();
    for (int i = 0; i < shown.size(); i++) {
      for (String key : shown.get(i)) {
        noticeOf.put(key, i);
      }
    }
    Map<String, Set<String>> byEntity = new TreeMap<>();
    world
        .truth()
        .forEach(
            (key, truth) -> {
              if (truth.network() != null) {
                truth
                    .entities()
                    .forEach(
                        entity ->
                            byEntity
                                .computeIfAbsent(
                                    truth.network() + " " + entity, e -> new HashSet<>())
                                .add(key));
              }
            });
    byEntity.forEach(
        (entity, keys) -> {
          Set<Integer> notices = new HashSet<>();
          keys.forEach(key -> notices.add(noticeOf.getOrDefault(key, -1)));
          if (keys.size() > 1 && (notices.size() > 1 || notices.contains(-1))) {
            out.println("missed " + entity + " " + keys + " in notices " + notices);
          }
        });
    for (List<String> notice : shown) {
      Set<String> networks = new HashSet<>();
      notice.forEach(
          key -> {
            World.Truth truth = world.truth().get(key);
            networks.add(truth == null || truth.network() == null ? "none" : truth.network());
          });
      if (networks.size() > 1 || networks.contains("none")) {
        out.println("mixed " + networks + " " + notice);
      }
    }
  }
}
