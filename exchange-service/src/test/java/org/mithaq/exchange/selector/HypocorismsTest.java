package org.mithaq.exchange.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A short form is the name that it stands for, and what stands for two is refused. */
class HypocorismsTest {

  @Test
  void aShortFormIsTheNameAndAnyOtherWordIsItself() {
    assertThat(Hypocorisms.name("simo")).isEqualTo("mohamed");
    assertThat(Hypocorisms.name("dédé")).isEqualTo("andre");
    assertThat(Hypocorisms.name("youssef")).isEqualTo("youssef");
    assertThat(Hypocorisms.name("محمد")).isEqualTo("محمد");
  }

  @Test
  void refusesAFormOfTwoNames() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hypocorisms.parse(List.of("patrick: pat", "patricia: pat")));
  }

  @Test
  void refusesANameThatIsAFormOfAnother() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hypocorisms.parse(List.of("robert: rob", "rob: robbie")));
  }

  @Test
  void refusesALineWithoutForms() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hypocorisms.parse(List.of("# a comment", "", "robert")));
  }
}
