package org.mithaq.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mithaq.local.console.Style;
import org.mithaq.local.watch.NoticeView;

class StageTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void neverIsWiderThanATerminal() {
    Stage stage = stage(Style.plain());
    Scenario.load().reports().forEach(report -> stage.report(report, "sealed · route"));
    stage.chapter(1, "A chapter");
    stage.say("word ".repeat(100));
    stage.moral("word ".repeat(100));
    stage.amiss("word ".repeat(100));
    stage.arrival("nl-politie", "opened", network(2));
    stage.arrival("nl-politie", "opened", network(3));
    stage.arrival("nl-politie", "opened", network(8));
    assertThat(lines())
        .hasSizeGreaterThan(60)
        .allSatisfy(line -> assertThat(Style.width(line)).isLessThanOrEqualTo(Stage.WIDTH));
  }

  @Test
  void saysTheSameWithAndWithoutColour() {
    for (Style style : List.of(Style.plain(), Style.of(true))) {
      Stage stage = stage(style);
      stage.chapter(1, "The boats");
      stage.report(Scenario.load().reports().getFirst(), "sealed");
      stage.arrival("es-gc", "opened", network(2));
      stage.done("done");
    }
    List<String> lines = lines();
    int half = lines.size() / 2;
    assertThat(
            lines.subList(half, lines.size()).stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")))
        .containsExactlyElementsOf(lines.subList(0, half));
  }

  @Test
  void neverTellsWhatProtects() {
    Stage stage = stage(Style.plain());
    Scenario.load().of(Scene.VICTIM).stream()
        .filter(Report::isProtected)
        .forEach(report -> stage.report(report, "sealed"));
    assertThat(String.join("\n", lines()))
        .contains("a victim")
        .doesNotContain("698")
        .doesNotContain("Awa");
  }

  @Test
  void findsTheThingThatWasWrittenInMostWays() {
    Map<String, Report> ids = new HashMap<>();
    List<Report> boats = Scenario.load().of(Scene.BOATS);
    for (int i = 0; i < boats.size(); i++) {
      ids.put("s" + i, boats.get(i));
    }
    NoticeView notice =
        NoticeView.read(
                "{\"id\":\"n\",\"explanation\":{\"evidence\":["
                    + "{\"type\":\"handle\",\"signals\":[\"s0\",\"s2\"],\"selectors\":[1,1]},"
                    + "{\"type\":\"phone\",\"signals\":[\"s0\",\"s1\"],\"selectors\":[0,0]},"
                    + "{\"type\":\"phone\",\"signals\":[\"s1\",\"s2\"],\"selectors\":[0,0]}]}}")
            .orElseThrow();

    assertThat(Spellings.of(notice, ids))
        .hasValueSatisfying(
            spellings -> {
              assertThat(spellings.type()).isEqualTo("phone");
              assertThat(spellings.written())
                  .containsExactlyInAnyOrder(
                      new Spellings.Written("sn-dpaf", "77 900 41 27"),
                      new Spellings.Written("ma-gr", "+221 77 900 41 27"),
                      new Spellings.Written("es-gc", "00221 77 900 41 27"));
            });
  }

  private static NoticeView network(int agencies) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < agencies; i++) {
      names.append(i == 0 ? "" : ",").append("\"xx-agency").append(i).append('"');
    }
    return NoticeView.read(
            "{\"id\":\"n\",\"state\":\"open\",\"change\":\"opened\",\"confidence\":0.9,\"agencies\":["
                + names
                + "],\"countries\":[\"MA\",\"ES\"],\"signals\":[{\"id\":\"1\"},{\"id\":\"2\"}]}")
        .orElseThrow();
  }

  private Stage stage(Style style) {
    return new Stage(new PrintStream(bytes, true, StandardCharsets.UTF_8), style, false);
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
