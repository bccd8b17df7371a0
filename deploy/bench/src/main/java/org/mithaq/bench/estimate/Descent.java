package org.mithaq.bench.estimate;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Goes down from a place, one coordinate at a time, as long as that gains enough. It finds a valley
 * and not the lowest one, and is the same each time.
 */
final class Descent {

  /**
   * A coordinate.
   *
   * @param name its name
   * @param step by how much it is changed at once, greater than 0
   */
  record Coordinate(String name, int step) {

    /** Refuses what leads nowhere. */
    Coordinate {
      if (step < 1) {
        throw new IllegalArgumentException("a step that leads nowhere");
      }
    }
  }

  /**
   * A place, and how deep it lies.
   *
   * @param at coordinates by name
   * @param loss what is to be made small
   */
  record Place(Map<String, Integer> at, double loss) {

    /** Copies the coordinates. */
    Place {
      at = Map.copyOf(at);
    }
  }

  /** Hears of progress. */
  interface Listener {
    /** A step was taken. */
    void stepped(String coordinate, Place to);
  }

  private final List<Coordinate> coordinates;
  private final Function<Map<String, Integer>, OptionalDouble> loss;
  private final double gain;

  /**
   * @param coordinates what may be changed
   * @param loss what is to be made small; empty where nobody may stand
   * @param gain how much a step has to gain
   */
  Descent(
      List<Coordinate> coordinates,
      Function<Map<String, Integer>, OptionalDouble> loss,
      double gain) {
    this.coordinates = List.copyOf(coordinates);
    this.loss = loss;
    this.gain = gain;
  }

  /**
   * Goes down.
   *
   * @param from where to begin, a place where one may stand
   * @param rounds how often each coordinate is tried at most
   */
  Place from(Map<String, Integer> from, int rounds, Listener listener) {
    Place now = new Place(from, loss.apply(from).orElseThrow());
    for (int round = 0; round < rounds; round++) {
      Place before = now;
      for (Coordinate coordinate : steepestFirst(now)) {
        now = along(now, coordinate, listener);
      }
      if (before.equals(now)) {
        break;
      }
    }
    return now;
  }

  /** Which gains most by a single step is tried first, or the order of names would decide. */
  private List<Coordinate> steepestFirst(Place from) {
    Map<Coordinate, Double> reached = new HashMap<>();
    for (Coordinate coordinate : coordinates) {
      reached.put(
          coordinate,
          Math.min(
              lossAt(beside(from, coordinate, coordinate.step())),
              lossAt(beside(from, coordinate, -coordinate.step()))));
    }
    return coordinates.stream()
        .sorted(
            Comparator.comparingDouble((Coordinate each) -> reached.getOrDefault(each, 0.0))
                .thenComparing(Coordinate::name))
        .toList();
  }

  private double lossAt(Map<String, Integer> at) {
    return loss.apply(at).orElse(Double.POSITIVE_INFINITY);
  }

  private static Map<String, Integer> beside(Place from, Coordinate coordinate, int step) {
    Map<String, Integer> beside = new TreeMap<>(from.at());
    beside.merge(coordinate.name(), step, Integer::sum);
    return beside;
  }

  /** As far as it gains in the one direction, else in the other. */
  private Place along(Place from, Coordinate coordinate, Listener listener) {
    for (int step : new int[] {coordinate.step(), -coordinate.step()}) {
      Place best = from;
      while (true) {
        Map<String, Integer> tried = beside(best, coordinate, step);
        double there = lossAt(tried);
        if (there > best.loss() - gain) {
          break;
        }
        best = new Place(tried, there);
        listener.stepped(coordinate.name(), best);
      }
      if (!best.equals(from)) {
        return best;
      }
    }
    return from;
  }
}
