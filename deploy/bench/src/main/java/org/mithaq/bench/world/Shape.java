package org.mithaq.bench.world;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mithaq.alert.matching.Selector;
import org.mithaq.alert.matching.View;
import org.mithaq.bench.network.NetworksCommand;
import org.mithaq.bench.network.Score;
import org.mithaq.bench.network.World;

/**
 * What a world is like, counted: so that a made world can be held against a given one.
 *
 * @param signals how many signals there are
 * @param inNetworks how many of them belong to a network
 * @param sizes signals of each network, ascending
 * @param wanted pairs of signals that could be joined
 * @param direct pairs of one network's signals that speak of the same thing or person
 * @param exact share of these that share a token that is not of a person nor of a near value
 * @param named share that share only tokens of a person
 * @param near share that share only near values
 * @param exactRecall share of the wanted pairs that exact tokens below the cap join, by whatever
 *     detour
 * @param strangers pairs of signals of no one network that share an exact token below the cap
 * @param namesakes pairs of signals of no one network that share a person's whole name
 * @param hubs tokens beyond the cap
 * @param hubShare share of all signals that bear one
 */
record Shape(
    int signals,
    int inNetworks,
    int[] sizes,
    long wanted,
    int direct,
    double exact,
    double named,
    double near,
    double exactRecall,
    int strangers,
    int namesakes,
    int hubs,
    double hubShare) {

  private static final String NAME = "person-name";
  private static final String NEAR = "-near";

  static Shape of(World world) {
    List<String> keys = List.copyOf(world.views().keySet());
    Map<String, List<Integer>> exact = new HashMap<>();
    Map<String, List<Integer>> names = new HashMap<>();
    Map<String, List<Integer>> loose = new HashMap<>();
    Map<String, List<Integer>> near = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      View view = world.views().get(keys.get(i));
      for (Selector selector : view == null ? List.<Selector>of() : view.selectors()) {
        for (Selector.Token token : selector.tokens()) {
          String attribute = token.attribute() == null ? "" : token.attribute();
          Map<String, List<Integer>> where = exact;
          if (selector.type().equals("person")) {
            where = attribute.equals(NAME) ? names : loose;
          } else if (attribute.endsWith(NEAR)) {
            where = near;
          }
          where.computeIfAbsent(token.id(), t -> new ArrayList<>()).add(i);
        }
      }
    }
    Set<Integer> hubBearers = new HashSet<>();
    int hubs = 0;
    for (List<Integer> bearers : exact.values()) {
      if (bearers.size() > NetworksCommand.HUB_CAP) {
        hubs++;
        hubBearers.addAll(bearers);
      }
    }
    exact.values().removeIf(bearers -> bearers.size() > NetworksCommand.HUB_CAP);
    Set<Long> byExact = pairs(exact);
    Set<Long> byName = pairs(names);
    Set<Long> byPerson = new HashSet<>(byName);
    byPerson.addAll(pairs(loose));
    Set<Long> byNear = pairs(near);

    Map<String, Integer> number = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      number.put(keys.get(i), i);
    }
    Map<String, Integer> sizes = new TreeMap<>();
    Map<String, List<Integer>> entities = new HashMap<>();
    world
        .truth()
        .forEach(
            (key, truth) -> {
              Integer at = number.get(key);
              if (truth.network() != null && at != null) {
                sizes.merge(truth.network(), 1, Integer::sum);
                truth
                    .entities()
                    .forEach(
                        entity -> entities.computeIfAbsent(entity, e -> new ArrayList<>()).add(at));
              }
            });
    Set<Long> direct = pairs(entities);
    int exactly = 0;
    int named = 0;
    int nearly = 0;
    for (long pair : direct) {
      if (byExact.contains(pair)) {
        exactly++;
      } else if (byPerson.contains(pair)) {
        named++;
      } else if (byNear.contains(pair)) {
        nearly++;
      }
    }
    int[] group = new int[keys.size()];
    Arrays.setAll(group, i -> i);
    for (long pair : byExact) {
      if (sameNetwork(world, keys, pair)) {
        group[root(group, (int) (pair >> Integer.SIZE))] = root(group, (int) pair);
      }
    }
    long wanted = 0;
    long joined = 0;
    for (Set<String> component : Score.components(world.truth())) {
      List<Integer> roots =
          component.stream()
              .map(key -> number.getOrDefault(key, 0))
              .map(i -> root(group, i))
              .toList();
      wanted += (long) roots.size() * (roots.size() - 1) / 2;
      for (int i = 0; i < roots.size(); i++) {
        for (int j = 0; j < i; j++) {
          joined += roots.get(i).equals(roots.get(j)) ? 1 : 0;
        }
      }
    }
    return new Shape(
        keys.size(),
        sizes.values().stream().mapToInt(Integer::intValue).sum(),
        sizes.values().stream().mapToInt(Integer::intValue).sorted().toArray(),
        wanted,
        direct.size(),
        share(exactly, direct.size()),
        share(named, direct.size()),
        share(nearly, direct.size()),
        share(joined, wanted),
        (int) byExact.stream().filter(pair -> !sameNetwork(world, keys, pair)).count(),
        (int) byName.stream().filter(pair -> !sameNetwork(world, keys, pair)).count(),
        hubs,
        share(hubBearers.size(), keys.size()));
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static int root(int[] group, int of) {
    int at = of;
    while (group[at] != at) {
      group[at] = group[group[at]];
      at = group[at];
    }
    return at;
  }

  private static boolean sameNetwork(World world, List<String> keys, long pair) {
    World.Truth one = world.truth().get(keys.get((int) (pair >> Integer.SIZE)));
    World.Truth other = world.truth().get(keys.get((int) pair));
    return one != null
        && other != null
        && one.network() != null
        && one.network().equals(other.network());
  }

  private static Set<Long> pairs(Map<String, List<Integer>> bearers) {
    Set<Long> pairs = new HashSet<>();
    for (List<Integer> of : bearers.values()) {
      for (int one : of) {
        for (int other : of) {
          if (one < other) {
            pairs.add(((long) one << Integer.SIZE) | other);
          }
        }
      }
    }
    return pairs;
  }

  static void printHead(PrintStream out) {
    out.println(
        "world         signals in-nets  size: min med max   wanted direct exact named  near"
            + " exact-recall strangers namesakes hubs hub-share");
  }

  void print(PrintStream out, String name) {
    out.printf(
        Locale.ROOT,
        "%-13s %7d %7d %10d %3d %3d %8d %6d %5.3f %5.3f %5.3f %12.3f %9d %9d %4d %9.3f%n",
        name,
        signals,
        inNetworks,
        sizes[0],
        sizes[sizes.length / 2],
        sizes[sizes.length - 1],
        wanted,
        direct,
        exact,
        named,
        near,
        exactRecall,
        strangers,
        namesakes,
        hubs,
        hubShare);
  }
}
