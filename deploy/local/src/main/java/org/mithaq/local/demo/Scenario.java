package org.mithaq.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The story's reports, in the order in which they are made.
 *
 * @param reports all of them
 */
record Scenario(List<Report> reports) {

  private static final String FILE = "/demo/signals.ndjson";
  private static final ObjectMapper JSON = new ObjectMapper();

  Scenario {
    reports = List.copyOf(reports);
  }

  static Scenario load() {
    try (InputStream in = Scenario.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the story is not in this build: " + FILE);
      }
      List<Report> reports = new ArrayList<>();
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        reports.add(Report.read(JSON.readTree(line)));
      }
      return new Scenario(reports);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the story", e);
    }
  }

  List<Report> of(Scene scene) {
    return reports.stream().filter(report -> report.scene() == scene).toList();
  }

  List<Report> ofNetwork(String network) {
    return reports.stream()
        .filter(report -> report.scene().network().filter(network::equals).isPresent())
        .toList();
  }

  Set<String> agencies() {
    Set<String> agencies = new TreeSet<>();
    reports.forEach(report -> agencies.add(report.agency()));
    return agencies;
  }

  /** The names of the networks, in the order of the story. */
  List<String> networks() {
    return reports.stream()
        .flatMap(report -> report.scene().network().stream())
        .distinct()
        .toList();
  }
}
