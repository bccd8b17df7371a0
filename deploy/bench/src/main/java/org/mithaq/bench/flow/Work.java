package org.mithaq.bench.flow;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processor time, by what it was spent in. What ended in between is not counted.
 *
 * @param spent by the name of a part
 */
record Work(Map<String, Duration> spent) {

  private static final double MICROS = 1_000.0;

  /** All that this process and those that it started have spent until now. */
  static Work now() {
    Map<String, Duration> spent = new TreeMap<>();
    Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
        .forEach(
            each ->
                spent.merge(
                    part(each),
                    each.info().totalCpuDuration().orElse(Duration.ZERO),
                    Duration::plus));
    return new Work(spent);
  }

  private static String part(ProcessHandle process) {
    if (process.equals(ProcessHandle.current())) {
      return "load";
    }
    // A long command line is not told whole: of the two that run Java, the service has the short
    // one.
    if (!process.info().command().orElse("").endsWith("java")) {
      return "postgres";
    }
    return process.info().arguments().map(List::of).orElseGet(List::of).contains("-jar")
        ? "alert"
        : "broker";
  }

  Work since(Work before) {
    Map<String, Duration> since = new TreeMap<>();
    spent.forEach(
        (part, until) ->
            since.put(part, until.minus(before.spent.getOrDefault(part, Duration.ZERO))));
    return new Work(since);
  }

  /** Microseconds each of so many, in words. */
  String each(int count) {
    return spent.entrySet().stream()
        .map(
            part ->
                String.format(
                    Locale.ROOT,
                    "%s %.0f us",
                    part.getKey(),
                    part.getValue().toNanos() / MICROS / count))
        .collect(Collectors.joining(", "));
  }
}
