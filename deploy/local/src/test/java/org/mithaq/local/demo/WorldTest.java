package org.mithaq.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.mithaq.local.watch.NoticeView;

/** The demo's own judgement must see each way in which the services could be wrong. */
class WorldTest {

  private static final List<String> VIEWERS = List.of("es-gc", "ma-dgsn", "nl-kmar");

  private final Scenario scenario = Scenario.load();
  private final Audiences audiences =
      Audiences.read(Path.of(System.getProperty("mithaq.root"), "deploy/local/config/agreements"));

  @Test
  void findsNothingAmissInTheWorldAsItShouldBe() {
    World world = world(notices -> notices);

    assertThat(world.deviations()).isEmpty();
    assertThat(world.notice("es-gc", "The boats").map(n -> world.told(n, "The boats")))
        .contains(13L);
    assertThat(world.notice("nl-kmar", "The boats").map(n -> world.told(n, "The boats")))
        .contains(7L);
    assertThat(world.notice("es-gc", "The harvest")).isEmpty();
    assertThat(world.visible("es-gc")).isLessThan(60);
  }

  @Test
  void noticesANetworkThatWasNotFound() {
    assertThat(
            deviations(
                notices -> {
                  notices.get("nl-kmar").removeFirst();
                  return notices;
                }))
        .containsExactly("nl-kmar is told nothing of “The boats”.");
  }

  @Test
  void noticesANetworkOfWhichTooLittleWasFound() {
    assertThat(
            deviations(
                notices -> {
                  notices.get("nl-kmar").set(0, notice(scenario.of(Scene.BOATS_LATE)));
                  return notices;
                }))
        .containsExactly("nl-kmar is told of 3 of 7 signals of “The boats”.");
  }

  @Test
  void noticesASilentSignalThatWasTold() {
    assertThat(
            deviations(
                notices -> {
                  notices.get("ma-dgsn").set(0, notice(scenario.ofNetwork("The boats")));
                  return notices;
                }))
        .anyMatch(text -> text.contains("ma-dgsn is shown GC-UCO-2025-00077"));
  }

  @Test
  void noticesATaxiThatWasTakenForANetwork() {
    assertThat(
            deviations(
                notices -> {
                  notices.get("es-gc").add(notice(scenario.of(Scene.TAXI)));
                  return notices;
                }))
        .containsExactly(
            "es-gc is told of 17 reports in a network that does not exist that belong to none.");
  }

  @Test
  void noticesNetworksThatWereFused() {
    assertThat(
            deviations(
                notices -> {
                  List<Report> both = new ArrayList<>(visible("nl-kmar", "The boats"));
                  both.addAll(visible("nl-kmar", "The papers"));
                  notices.put(
                      "nl-kmar",
                      new ArrayList<>(
                          List.of(notice(both), notice(visible("nl-kmar", "The harvest")))));
                  return notices;
                }))
        .containsExactly(
            "nl-kmar is told of one network where there are two: The boats, The papers.");
  }

  @Test
  void noticesWhatWasTakenBackAndIsStillShown() {
    assertThat(
            deviations(
                notices -> {
                  notices.get("es-gc").add(notice(scenario.of(Scene.MISTAKE)));
                  return notices;
                }))
        .anyMatch(text -> text.contains("which was taken back"));
  }

  @Test
  void noticesANetworkThatHangsOnAVictim() {
    assertThat(
            deviations(
                notices -> {
                  notices.get("ma-dgsn").add(notice(scenario.of(Scene.VICTIM)));
                  return notices;
                }))
        .containsExactly("ma-dgsn is told of a network that hangs on a victim.");
  }

  @Test
  void letsAVictimSupportANetworkThatStandsWithoutHer() {
    assertThat(
            deviations(
                notices -> {
                  List<Report> supported = new ArrayList<>(visible("es-gc", "The boats"));
                  supported.addAll(scenario.of(Scene.VICTIM));
                  notices.get("es-gc").set(0, notice(supported));
                  return notices;
                }))
        .isEmpty();
  }

  @Test
  void noticesAnAgencyThatIsToldOfAnothersAgreement() {
    assertThat(
            deviations(
                notices -> {
                  notices.get("es-gc").add(notice(scenario.ofNetwork("The harvest")));
                  return notices;
                }))
        .contains("es-gc is told of “The harvest”, of which it may know nothing.");
  }

  private List<String> deviations(UnaryOperator<Map<String, List<NoticeView>>> change) {
    return world(change).deviations();
  }

  private World world(UnaryOperator<Map<String, List<NoticeView>>> change) {
    Map<String, Report> ids = new HashMap<>();
    scenario.reports().forEach(report -> ids.put(id(report), report));
    Map<String, List<NoticeView>> notices = new LinkedHashMap<>();
    for (String viewer : VIEWERS) {
      List<NoticeView> told = new ArrayList<>();
      for (String network : scenario.networks()) {
        List<Report> visible = visible(viewer, network);
        if (!visible.isEmpty()) {
          told.add(notice(visible));
        }
      }
      notices.put(viewer, told);
    }
    return new World(scenario, audiences, ids, change.apply(notices));
  }

  private List<Report> visible(String viewer, String network) {
    return scenario.ofNetwork(network).stream()
        .filter(report -> audiences.mayKnow(viewer, report))
        .toList();
  }

  private static String id(Report report) {
    return "id-of-" + report.key();
  }

  private static NoticeView notice(List<Report> reports) {
    StringBuilder signals = new StringBuilder();
    for (Report report : reports) {
      signals
          .append(signals.isEmpty() ? "" : ",")
          .append("{\"id\":\"")
          .append(id(report))
          .append("\",\"agency\":\"")
          .append(report.agency())
          .append("\",\"sealed\":false}");
    }
    return NoticeView.read("{\"id\":\"n-1\",\"state\":\"open\",\"signals\":[" + signals + "]}")
        .orElseThrow();
  }
}
