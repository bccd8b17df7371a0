package org.mithaq.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StyleTest {

  @Test
  void saysTheSameWithoutColour() {
    assertThat(Style.plain().strong("READY")).isEqualTo("READY");
    assertThat(Style.of(true).strong("READY")).contains("READY").isNotEqualTo("READY");
  }

  @Test
  void coloursOnlyForAPersonWhoWantsIt() {
    assertThat(Terminal.wantsColour(true, Map.of())).isTrue();
    assertThat(Terminal.wantsColour(false, Map.of())).isFalse();
    assertThat(Terminal.wantsColour(true, Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Terminal.wantsColour(true, Map.of("NO_COLOR", ""))).isTrue();
    assertThat(Terminal.wantsColour(true, Map.of("TERM", "dumb"))).isFalse();
  }

  @Test
  void letsNoForeignTextMoveTheCursorOrTurnTheLine() {
    assertThat(Style.safe("a\u001b[2Jb\nc\u202ed")).isEqualTo("a\ufffd[2Jb\ufffdc\ufffdd");
    assertThat(Style.safe("Nador · الناظور")).isEqualTo("Nador · الناظور");
  }
}
