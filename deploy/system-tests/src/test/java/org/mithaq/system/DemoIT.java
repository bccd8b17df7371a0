package org.mithaq.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first thing that anybody sees. */
class DemoIT {

  @TempDir Path folder;

  @Test
  void showsThreeNetworksAsThreeAgenciesSeeThemAndVerifiesTheLog() {
    Script.Outcome outcome =
        Script.runOnFreePorts("demo", "--exit", "--data-dir", folder.resolve("demo").toString());
    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isZero();
    assertThat(outcome.out()).contains("READY").contains("nl-kmar").contains("verified");
    assertThat(outcome.err()).doesNotContain("Exception").doesNotContain("\tat ");
  }
}
