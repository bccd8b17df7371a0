package org.mithaq.local.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void alignsWordsLeftAndNumbersRight() {
    Table table =
        Table.of("agency", "signals", "notices").row("nl-kmar", "12", "3").row("és", "7", "10");

    assertThat(table.lines(Style.plain()))
        .containsExactly(
            "agency    signals   notices",
            "───────────────────────────",
            "nl-kmar        12         3",
            "és              7        10");
  }

  @Test
  void standsAlikeWithAndWithoutColour() {
    Style coloured = Style.of(true);
    Table table =
        Table.of("agency", "n")
            .row(coloured.name("nl-kmar"), coloured.good("1"))
            .row("es-gc", "22");

    assertThat(table.lines(coloured)).extracting(Style::width).containsOnly(12);
    assertThat(table.lines(Style.plain()).get(3)).isEqualTo("es-gc     22");
  }

  @Test
  void countsWhatIsSeenNotWhatIsStored() {
    assertThat(Style.width("é")).isEqualTo(1);
    assertThat(Style.width("e\u0301")).isEqualTo(1);
    assertThat(Style.width("🚢")).isEqualTo(1);
    assertThat(Style.width(Style.of(true).bad("no"))).isEqualTo(2);
  }

  @Test
  void refusesARowOfAnotherLength() {
    assertThatThrownBy(() -> Table.of("a", "b").row("1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
