package org.mithaq.local.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mithaq.local.watch.NoticeView;

/**
 * What the agencies are told at the end, beside what the story wants them to be told.
 *
 * @param scenario the story
 * @param audiences who may know of which report
 * @param ids the report of each signal id
 * @param notices the open notices of each agency that is looked at
 */
record World(
    Scenario scenario,
    Audiences audiences,
    Map<String, Report> ids,
    Map<String, List<NoticeView>> notices) {

  /**
   * A network counts as found when so many per hundred of what an agency may know of it are in one
   * notice.
   */
  private static final int ENOUGH = 75;

  World {
    ids = Map.copyOf(ids);
    Map<String, List<NoticeView>> copy = new LinkedHashMap<>();
    notices.forEach((agency, each) -> copy.put(agency, List.copyOf(each)));
    notices = copy;
  }

  /** The reports that a notice joins, as far as they are of this story. */
  List<Report> reportsIn(NoticeView notice) {
    List<Report> reports = new ArrayList<>();
    for (NoticeView.Signal signal : notice.signals()) {
      Report report = ids.get(signal.id());
      if (report != null) {
        reports.add(report);
      }
    }
    return reports;
  }

  /** What of a network an agency may know. */
  List<Report> visible(String agency, String network) {
    return scenario.ofNetwork(network).stream()
        .filter(report -> audiences.mayKnow(agency, report))
        .toList();
  }

  /** How many of all reports an agency may know, taken-back ones aside. */
  long visible(String agency) {
    return scenario.reports().stream()
        .filter(report -> !report.equals(withdrawn()))
        .filter(report -> audiences.mayKnow(agency, report))
        .count();
  }

  /** The notice that tells an agency most of a network. */
  Optional<NoticeView> notice(String agency, String network) {
    return notices.getOrDefault(agency, List.of()).stream()
        .filter(notice -> told(notice, network) > 0)
        .max((a, b) -> Long.compare(told(a, network), told(b, network)));
  }

  /** How many reports of a network a notice joins. */
  long told(NoticeView notice, String network) {
    return reportsIn(notice).stream()
        .filter(report -> report.scene().network().filter(network::equals).isPresent())
        .count();
  }

  /** The report that is taken back: the later one of the two that only a mistake joins. */
  Report withdrawn() {
    return scenario.of(Scene.MISTAKE).getLast();
  }

  /** Everything that is not as the story wants it, a sentence each. */
  List<String> deviations() {
    List<String> deviations = new ArrayList<>();
    for (String agency : notices.keySet()) {
      for (String network : scenario.networks()) {
        found(agency, network, deviations);
      }
      for (NoticeView notice : notices.getOrDefault(agency, List.of())) {
        clean(agency, notice, deviations);
      }
    }
    if (new LinkedHashSet<>(shapes().values()).size() < notices.size()) {
      deviations.add("Two agencies are told the same, though they may not know the same.");
    }
    return deviations;
  }

  /** What each agency is told, as a shape that differs when what it may know differs. */
  private Map<String, Map<String, Long>> shapes() {
    Map<String, Map<String, Long>> shapes = new LinkedHashMap<>();
    for (String agency : notices.keySet()) {
      Map<String, Long> shape = new HashMap<>();
      for (String network : scenario.networks()) {
        shape.put(network, notice(agency, network).map(notice -> told(notice, network)).orElse(0L));
      }
      shapes.put(agency, shape);
    }
    return shapes;
  }

  private void found(String agency, String network, List<String> deviations) {
    List<Report> visible = visible(agency, network);
    boolean several = visible.stream().map(Report::agency).distinct().count() > 1;
    Optional<NoticeView> notice = notice(agency, network);
    if (!several) {
      if (notice.isPresent()) {
        deviations.add(agency + " is told of “" + network + "”, of which it may know nothing.");
      }
      return;
    }
    if (notice.isEmpty()) {
      deviations.add(agency + " is told nothing of “" + network + "”.");
      return;
    }
    long told = told(notice.get(), network);
    if (told * 100 < (long) ENOUGH * visible.size()) {
      deviations.add(
          agency
              + " is told of "
              + told
              + " of "
              + visible.size()
              + " signals of “"
              + network
              + "”.");
    }
  }

  private void clean(String agency, NoticeView notice, List<String> deviations) {
    List<Report> reports = reportsIn(notice);
    Set<String> networks = new LinkedHashSet<>();
    int strangers = 0;
    for (Report report : reports) {
      report.scene().network().ifPresentOrElse(networks::add, () -> {});
      if (report.scene().network().isEmpty() && report.scene() != Scene.VICTIM) {
        strangers++;
      }
      if (!audiences.mayKnow(agency, report)) {
        deviations.add(
            agency
                + " is shown "
                + report.key()
                + " of "
                + report.agency()
                + ", which it may not know.");
      }
      if (report.equals(withdrawn())) {
        deviations.add(agency + " is still shown " + report.key() + ", which was taken back.");
      }
    }
    if (networks.size() > 1) {
      deviations.add(
          agency
              + " is told of one network where there are two: "
              + String.join(", ", networks)
              + ".");
    }
    if (strangers > 0) {
      deviations.add(
          agency
              + " is told of "
              + strangers
              + " reports in "
              + (networks.isEmpty() ? "a network that does not exist" : networks.iterator().next())
              + " that belong to none.");
    }
    boolean protects = reports.stream().anyMatch(Report::isProtected);
    long others =
        reports.stream()
            .filter(report -> report.scene() != Scene.VICTIM)
            .map(Report::agency)
            .distinct()
            .count();
    if (protects && others < 2) {
      deviations.add(agency + " is told of a network that hangs on a victim.");
    }
  }
}
