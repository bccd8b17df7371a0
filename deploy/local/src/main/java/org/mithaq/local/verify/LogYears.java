package org.mithaq.local.verify;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mithaq.local.client.Http;
import org.mithaq.local.console.Failure;

/**
 * There is one log a year, and numbering goes on from one into the next: the verifier wants those
 * before the one that it checks. Which there are is only looked up here; that none is missing, the
 * verifier finds out by itself.
 */
final class LogYears {

  /** No log is older. */
  private static final int FIRST = 2020;

  private static final String BEFORE = "--before";
  private static final Pattern OF_YEAR = Pattern.compile("(.*/)([0-9]{4})/?");
  private static final Pattern CURRENT = Pattern.compile("(.*/)log/?");

  private LogYears() {}

  /**
   * The years of which a service has logs, the oldest first.
   *
   * @param log the address of its current log, {@code …/v1/log}
   * @throws Failure if that cannot be found out
   */
  static List<Integer> served(Http http, URI log) {
    OptionalInt current = current(http, log.toString());
    if (current.isEmpty()) {
      throw Failure.failed("What the log serves as its checkpoint names no year.");
    }
    String base = URI.create(log + "/").resolve("../logs/").toString();
    List<Integer> years = new ArrayList<>(before(http, base, current.getAsInt()));
    years.add(current.getAsInt());
    return years;
  }

  /**
   * The verifier's arguments that name the logs of earlier years beside one that is served, the
   * oldest first.
   *
   * @param log its address, {@code …/log} of the current one or {@code …/<year>}; beside any other
   *     there are none
   * @throws Failure if it cannot be found out which there are
   */
  static List<String> arguments(Http http, String log) {
    if (!log.matches("https?://.*")) {
      return List.of();
    }
    Matcher year = OF_YEAR.matcher(log);
    if (year.matches()) {
      return arguments(http, year.group(1), Integer.parseInt(year.group(2)));
    }
    Matcher current = CURRENT.matcher(log);
    if (current.matches()) {
      OptionalInt now = current(http, log);
      if (now.isPresent()) {
        return arguments(http, current.group(1) + "logs/", now.getAsInt());
      }
    }
    return List.of();
  }

  private static List<String> arguments(Http http, String base, int year) {
    return before(http, base, year).stream().flatMap(y -> Stream.of(BEFORE, base + y)).toList();
  }

  private static List<Integer> before(Http http, String base, int year) {
    return IntStream.range(FIRST, year)
        .filter(y -> read(http, base + y + "/checkpoint").isPresent())
        .boxed()
        .toList();
  }

  /** The year that the origin of a served checkpoint names; empty when none does. */
  private static OptionalInt current(Http http, String log) {
    String address = log.endsWith("/") ? log : log + "/";
    return read(http, address + "checkpoint")
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).split("\n", 2)[0])
        .map(OF_YEAR::matcher)
        .filter(Matcher::matches)
        .map(origin -> OptionalInt.of(Integer.parseInt(origin.group(2))))
        .orElse(OptionalInt.empty());
  }

  private static Optional<byte[]> read(Http http, String address) {
    try {
      return http.find(URI.create(address));
    } catch (IllegalArgumentException e) {
      throw Failure.usage("This is not an address: " + address);
    }
  }

  /**
   * The verifier's arguments for a folder: the log that lies there, after those of earlier years
   * that lie beside it under their years; or, of a folder that holds logs under their years, the
   * newest after the others.
   */
  static List<String> arguments(Path folder) {
    List<Path> logs;
    if (isLog(folder)) {
      Path absolute = folder.toAbsolutePath().normalize();
      String name = String.valueOf(absolute.getFileName());
      Path parent = absolute.getParent();
      logs = new ArrayList<>();
      if (parent != null && isYear(name)) {
        years(parent).stream()
            .filter(year -> year.getFileName().toString().compareTo(name) < 0)
            .forEach(logs::add);
      }
      logs.add(folder);
    } else {
      logs = years(folder);
    }
    return logs.isEmpty() ? List.of("--dir", folder.toString()) : arguments(logs);
  }

  /** The verifier's arguments for the logs in these folders, the oldest first. */
  static List<String> arguments(List<Path> logs) {
    List<String> arguments = new ArrayList<>(List.of("--dir", logs.getLast().toString()));
    for (Path log : logs.subList(0, logs.size() - 1)) {
      arguments.add(BEFORE);
      arguments.add(log.toString());
    }
    return arguments;
  }

  private static List<Path> years(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(year -> isYear(year.getFileName().toString()))
          .filter(LogYears::isLog)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw Failure.failed("The logs in " + folder + " cannot be listed.");
    }
  }

  private static boolean isYear(String name) {
    return name.matches("[0-9]{4}");
  }

  private static boolean isLog(Path folder) {
    return Files.exists(folder.resolve("checkpoint"));
  }
}
