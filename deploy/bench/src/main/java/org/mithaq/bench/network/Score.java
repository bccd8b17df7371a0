package org.mithaq.bench.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How right and how whole an agency's notices are.
 *
 * @param signals signals of the world
 * @param expected networks that could be found
 * @param notices notices shown
 * @param falseNotices notices that join no two agencies' signals rightly
 * @param precision share of the shown pairs of signals that are of one network
 * @param recall share of the pairs that could be linked that are shown
 * @param f1 B-cubed F1
 */
public record Score(
    int signals,
    int expected,
    int notices,
    int falseNotices,
    double precision,
    double recall,
    double f1) {

  /**
   * Scores notices as {@code worlds/score.py} does: what could be linked at all are the components
   * of signals over the true entities that they share, of at least two agencies.
   *
   * @param notices the signals' keys, notice by notice
   */
  public static Score of(Map<String, World.Truth> truth, Collection<List<String>> notices) {
    Map<String, Set<String>> wanted = new HashMap<>();
    List<Set<String>> components = components(truth);
    components.forEach(component -> component.forEach(key -> wanted.put(key, component)));
    Map<String, Set<String>> shown = new HashMap<>();
    notices.forEach(
        notice ->
            notice.forEach(key -> shown.computeIfAbsent(key, k -> new HashSet<>()).addAll(notice)));

    long pairs = 0;
    long right = 0;
    long found = 0;
    for (Map.Entry<String, Set<String>> entry : shown.entrySet()) {
      for (String other : entry.getValue()) {
        if (entry.getKey().compareTo(other) < 0) {
          pairs++;
          right += sameNetwork(truth, entry.getKey(), other) ? 1 : 0;
          found += wanted.getOrDefault(entry.getKey(), Set.of()).contains(other) ? 1 : 0;
        }
      }
    }
    long linkable = components.stream().mapToLong(c -> (long) c.size() * (c.size() - 1) / 2).sum();

    Set<String> keys = new HashSet<>(wanted.keySet());
    keys.addAll(shown.keySet());
    double precision = 0;
    double recall = 0;
    for (String key : keys) {
      Set<String> own = wanted.getOrDefault(key, Set.of(key));
      Set<String> with = new HashSet<>(shown.getOrDefault(key, Set.of()));
      with.add(key);
      precision +=
          (double)
                  with.stream()
                      .filter(
                          other ->
                              other.equals(key)
                                  || own.contains(other)
                                  || sameNetwork(truth, key, other))
                      .count()
              / with.size();
      recall += (double) own.stream().filter(with::contains).count() / own.size();
    }
    precision /= Math.max(1, keys.size());
    recall /= Math.max(1, keys.size());
    int wrong = (int) notices.stream().filter(notice -> !joinsRightly(truth, notice)).count();
    return new Score(
        truth.size(),
        components.size(),
        notices.size(),
        wrong,
        (double) right / Math.max(1, pairs),
        (double) found / Math.max(1, linkable),
        2 * precision * recall / Math.max(1e-9, precision + recall));
  }

  /** Whether a notice joins two signals of one network and of two agencies. */
  public static boolean joinsRightly(Map<String, World.Truth> truth, List<String> notice) {
    for (String one : notice) {
      for (String other : notice) {
        if (!agency(one).equals(agency(other)) && sameNetwork(truth, one, other)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean sameNetwork(Map<String, World.Truth> truth, String one, String other) {
    World.Truth first = truth.get(one);
    World.Truth second = truth.get(other);
    return first != null
        && second != null
        && first.network() != null
        && first.network().equals(second.network());
  }

  /** The sets of signals that could be joined: of two agencies at least. */
  public static List<Set<String>> components(Map<String, World.Truth> truth) {
    Map<String, Set<String>> ofEntity = new HashMap<>();
    Map<String, Set<String>> ofKey = new HashMap<>();
    truth.forEach(
        (key, each) -> {
          Set<String> own = new HashSet<>(Set.of(key));
          ofKey.put(key, own);
          if (each.network() == null) {
            return;
          }
          for (String entity : each.entities()) {
            Set<String> held = ofEntity.get(entity);
            if (held != null && held != own) {
              own.addAll(held);
            }
          }
          own.forEach(member -> ofKey.put(member, own));
          ofEntity.replaceAll((entity, held) -> own.containsAll(held) ? own : held);
          each.entities().forEach(entity -> ofEntity.put(entity, own));
        });
    List<Set<String>> components = new ArrayList<>();
    for (Set<String> component : new HashSet<>(ofKey.values())) {
      if (component.stream().map(Score::agency).distinct().count() > 1) {
        components.add(component);
      }
    }
    return components;
  }

  private static String agency(String key) {
    return key.substring(0, key.lastIndexOf('-'));
  }
}
