package org.mithaq.local.settle;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Gauges in the Prometheus text format, samples of one name added up whatever their labels. */
final class Gauges {

  private final Map<String, Double> values;

  private Gauges(Map<String, Double> values) {
    this.values = Map.copyOf(values);
  }

  /** Reads an answer of {@code /q/metrics}; lines that are no samples are passed over. */
  static Gauges read(String text) {
    Map<String, Double> values = new HashMap<>();
    text.lines()
        .forEach(
            line -> {
              String sample = line.strip();
              if (sample.isEmpty() || sample.startsWith("#")) {
                return;
              }
              int brace = sample.indexOf('{');
              int nameEnd = brace >= 0 ? brace : sample.indexOf(' ');
              int labelsEnd = brace >= 0 ? sample.lastIndexOf('}') + 1 : nameEnd;
              if (nameEnd <= 0 || labelsEnd <= 0) {
                return;
              }
              String[] rest = sample.substring(labelsEnd).strip().split("\\s+");
              try {
                values.merge(
                    sample.substring(0, nameEnd), Double.parseDouble(rest[0]), Double::sum);
              } catch (NumberFormatException e) {
                // Not a sample; +Inf and NaN, which Java spells alike or not at all, are none of
                // our gauges.
                return;
              }
            });
    return new Gauges(values);
  }

  /** The sum of a gauge's samples, if it has any. */
  OptionalDouble value(String name) {
    Double value = values.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
