package org.mithaq.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TilePathTest {

  @Test
  void encodesTheNumberInGroupsOfThree() {
    assertThat(TilePath.tile(0, 0, 256)).isEqualTo("tile/0/000");
    assertThat(TilePath.tile(2, 1_234_067, 256)).isEqualTo("tile/2/x001/x234/067");
    assertThat(TilePath.tile(1, 999, 7)).isEqualTo("tile/1/999.p/7");
    assertThat(TilePath.entries(1000, 256)).isEqualTo("tile/entries/x001/000");
    assertThat(TilePath.entries(0, 255)).isEqualTo("tile/entries/000.p/255");
  }
}
