package org.mithaq.bench.estimate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.Mark;
import org.mithaq.alert.matching.Posting;
import org.mithaq.alert.matching.View;
import org.mithaq.alert.network.Scoring;
import org.mithaq.bench.network.NetworksCommand;
import org.mithaq.bench.network.World;

/**
 * Pairs of signals that one agency may know, with what they share and whether that is right.
 *
 * @param kinds pairs that share a token, by what the token is of
 * @param matched pairs of one network's signals, whatever they share
 * @param unmatched all other pairs
 */
record Labelled(Map<String, Kind> kinds, long matched, long unmatched) {

  private static final double HOURS_A_DAY = 24;

  private record Known(String key, Posting posting) {}

  /** Counts the pairs of several worlds; signals of different worlds are no pair. */
  static Labelled of(List<World> worlds, Scoring scoring, String agency) {
    Map<String, Kind> kinds = new TreeMap<>();
    long matched = 0;
    long unmatched = 0;
    for (World world : worlds) {
      Map<String, List<Known>> bearers = new TreeMap<>();
      Map<String, Long> sizes = new HashMap<>();
      long known = 0;
      for (Map.Entry<String, View> each : world.views().entrySet()) {
        if (!each.getValue().audience().contains(agency)) {
          continue;
        }
        known++;
        World.Truth truth = world.truth().get(each.getKey());
        if (truth != null && truth.network() != null) {
          sizes.merge(truth.network(), 1L, Long::sum);
        }
        each.getValue()
            .postings()
            .forEach(
                (token, posting) ->
                    bearers
                        .computeIfAbsent(token, t -> new ArrayList<>())
                        .add(new Known(each.getKey(), posting)));
      }
      long ofOne = sizes.values().stream().mapToLong(n -> n * (n - 1) / 2).sum();
      matched += ofOne;
      unmatched += known * (known - 1) / 2 - ofOne;
      count(world, scoring, bearers, kinds);
    }
    return new Labelled(kinds, matched, unmatched);
  }

  private static void count(
      World world, Scoring scoring, Map<String, List<Known>> bearers, Map<String, Kind> kinds) {
    // Of one thing that has several tokens each kind of it counts a pair of signals once.
    Set<List<String>> seen = new HashSet<>();
    for (List<Known> of : bearers.values()) {
      if (of.size() > NetworksCommand.HUB_CAP) {
        continue;
      }
      int doublings = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(of.size() - 1) - 1);
      for (int i = 0; i < of.size(); i++) {
        for (int j = 0; j < i; j++) {
          Known one = of.get(i);
          Known other = of.get(j);
          String kind = kind(scoring, one.posting().mark(), other.posting().mark());
          if (kind != null && seen.add(List.of(kind, one.key(), other.key()))) {
            kinds
                .computeIfAbsent(kind, k -> new Kind())
                .add(
                    new Kind.Pair(
                        days(one.posting(), other.posting()),
                        doublings,
                        sameNetwork(world, one.key(), other.key())));
          }
        }
      }
    }
  }

  /** The name under which the score weighs it; persons are weighed as one thing, and elsewhere. */
  private static @Nullable String kind(Scoring scoring, Mark one, Mark other) {
    if (one.isOfPerson() || other.isOfPerson() || !one.type().equals(other.type())) {
      return null;
    }
    if (scoring.weightOf(one, other) == null) {
      return null;
    }
    String attribute = one.attribute();
    return attribute != null && scoring.types().containsKey(attribute) ? attribute : one.type();
  }

  private static double days(Posting one, Posting other) {
    return Math.abs(one.header().observedFrom() - other.header().observedFrom()) / HOURS_A_DAY;
  }

  private static boolean sameNetwork(World world, String one, String other) {
    World.Truth first = world.truth().get(one);
    World.Truth second = world.truth().get(other);
    return first != null
        && second != null
        && first.network() != null
        && first.network().equals(second.network());
  }
}
