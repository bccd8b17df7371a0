package org.mithaq.alert.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Greedy additive edge contraction (Keuper et al., ICCV 2015) of a graph of log-odds: joins the two
 * parts with the greatest summed log-odds until none exceeds the bar. Unlike connected components,
 * one false link does not fuse two networks between which other pairs speak against it.
 *
 * <p>A pure function of the graph: equal sums are decided by the order of the nodes.
 */
public final class Contraction {

  private Contraction() {}

  /**
   * A scored pair of nodes.
   *
   * @param a index of a node
   * @param b index of another
   * @param weight log-odds, milli-nats
   */
  public record Edge(int a, int b, int weight) {}

  /**
   * A part of the graph.
   *
   * @param nodes its nodes, ascending
   * @param weakest the join of the least sum, null when it is a single node
   */
  public record Part(List<Integer> nodes, @Nullable Join weakest) {}

  /**
   * A join of two parts.
   *
   * @param sum summed log-odds
   * @param best the strongest pair of nodes between them
   */
  public record Join(long sum, Edge best) {}

  /**
   * Contracts a graph of {@code size} nodes.
   *
   * @param edges at most one a pair
   * @param above what a sum must exceed
   * @return its parts, by their first node
   */
  public static List<Part> contract(int size, List<Edge> edges, int above) {
    List<Map<Integer, Join>> neighbours = new ArrayList<>();
    List<List<Integer>> members = new ArrayList<>();
    List<@Nullable Join> weakest = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      neighbours.add(new TreeMap<>());
      members.add(new ArrayList<>(List.of(i)));
      weakest.add(null);
    }
    PriorityQueue<Offer> offers = new PriorityQueue<>(Offer.ORDER);
    for (Edge edge : edges) {
      Edge directed = edge.a() < edge.b() ? edge : new Edge(edge.b(), edge.a(), edge.weight());
      Join join = new Join(directed.weight(), directed);
      neighbours.get(directed.a()).put(directed.b(), join);
      neighbours.get(directed.b()).put(directed.a(), join);
      offers.add(new Offer(directed.a(), directed.b(), join.sum()));
    }
    while (true) {
      Offer offer = offers.poll();
      if (offer == null || offer.sum() <= above) {
        break;
      }
      Join join = neighbours.get(offer.a()).get(offer.b());
      if (join == null || join.sum() != offer.sum()) {
        continue;
      }
      join(offer.a(), offer.b(), join, neighbours, members, weakest, offers);
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (!members.get(i).isEmpty()) {
        parts.add(new Part(members.get(i).stream().sorted().toList(), weakest.get(i)));
      }
    }
    return parts;
  }

  private static void join(
      int a,
      int b,
      Join join,
      List<Map<Integer, Join>> neighbours,
      List<List<Integer>> members,
      List<@Nullable Join> weakest,
      PriorityQueue<Offer> offers) {
    members.get(a).addAll(members.get(b));
    members.get(b).clear();
    weakest.set(a, lesser(weakest.get(a), lesser(weakest.get(b), join)));
    neighbours.get(a).remove(b);
    Map<Integer, Join> moved = neighbours.get(b);
    moved.remove(a);
    for (Map.Entry<Integer, Join> entry : moved.entrySet()) {
      int other = entry.getKey();
      Join sum = sum(neighbours.get(a).get(other), entry.getValue());
      neighbours.get(a).put(other, sum);
      neighbours.get(other).remove(b);
      neighbours.get(other).put(a, sum);
      offers.add(new Offer(Math.min(a, other), Math.max(a, other), sum.sum()));
    }
    moved.clear();
  }

  private static Join sum(@Nullable Join one, Join other) {
    if (one == null) {
      return other;
    }
    return new Join(one.sum() + other.sum(), Offer.stronger(one.best(), other.best()));
  }

  private static Join lesser(@Nullable Join one, Join other) {
    return one != null && one.sum() <= other.sum() ? one : other;
  }

  private record Offer(int a, int b, long sum) {
    static final Comparator<Offer> ORDER =
        Comparator.comparingLong((Offer offer) -> -offer.sum())
            .thenComparingInt(Offer::a)
            .thenComparingInt(Offer::b);

    static Edge stronger(Edge one, Edge other) {
      int order =
          Comparator.comparingInt((Edge edge) -> -edge.weight())
              .thenComparingInt(Edge::a)
              .thenComparingInt(Edge::b)
              .compare(one, other);
      return order <= 0 ? one : other;
    }
  }
}
