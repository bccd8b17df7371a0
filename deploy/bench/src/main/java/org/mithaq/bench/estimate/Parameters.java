package org.mithaq.bench.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mithaq.alert.network.NetworkConfig;

/** The parameters of {@code mithaq.network} that are numbers, each by a name of its own. */
final class Parameters {

  private static final String WEIGHTS = "weights";
  private static final String HALF_LIVES = "half-life-days";
  private static final String PERSONS = "persons";
  private static final List<String> LISTS = List.of(WEIGHTS, HALF_LIVES, PERSONS);

  /** A step of a number is this part of it, and no less than the least. */
  private static final int PART = 10;

  private static final int LEAST = 5;
  private static final int STEP = 500;
  private static final int SMALL_STEP = 100;

  private Parameters() {}

  /** Reads them; what is an item of a list is called {@code <list>/<item>}. */
  static Map<String, Integer> read(NetworkConfig config) {
    Map<String, Integer> values = new TreeMap<>();
    values.put("prior", config.prior());
    values.put("per-doubling", config.perDoubling());
    values.put("same-crime", config.sameCrime());
    values.put("other-crime", config.otherCrime());
    values.put("other-crime-of-names", config.otherCrimeOfNames());
    values.put("same-cell", config.sameCell());
    values.put("scatter-from", config.scatterFrom());
    values.put("scatter-below", config.scatterBelow());
    values.put("open-above", config.openAbove());
    items(values, WEIGHTS, config.weights());
    items(values, HALF_LIVES, config.halfLifeDays());
    items(values, PERSONS, config.persons());
    return values;
  }

  private static void items(Map<String, Integer> values, String list, List<String> items) {
    for (String item : items) {
      int equals = item.lastIndexOf('=');
      values.put(
          list + "/" + item.substring(0, equals), Integer.valueOf(item.substring(equals + 1)));
    }
  }

  /** The same as settings of {@code mithaq.network}. */
  static Map<String, String> settings(Map<String, Integer> values) {
    Map<String, String> settings = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          if (!name.contains("/")) {
            settings.put(name, value.toString());
          }
        });
    for (String list : LISTS) {
      settings.put(
          list,
          new TreeMap<>(values)
              .entrySet().stream()
                  .filter(each -> each.getKey().startsWith(list + "/"))
                  .map(each -> each.getKey().substring(list.length() + 1) + "=" + each.getValue())
                  .collect(Collectors.joining(",")));
    }
    return settings;
  }

  /** By how much each is changed at once: days in proportion, log-odds by half a nat. */
  static List<Descent.Coordinate> coordinates(Map<String, Integer> values) {
    List<Descent.Coordinate> coordinates = new ArrayList<>();
    values.forEach(
        (name, value) -> coordinates.add(new Descent.Coordinate(name, step(name, value))));
    return coordinates;
  }

  private static int step(String name, int value) {
    if (name.equals("scatter-from")) {
      return 1;
    }
    if (name.endsWith("half-life-days")
        || name.startsWith(HALF_LIVES)
        || name.equals("scatter-below")) {
      return Math.max(LEAST, value / PART * 2);
    }
    boolean small =
        name.equals("per-doubling") || name.equals("same-crime") || name.endsWith("like");
    return small ? SMALL_STEP : STEP;
  }
}
