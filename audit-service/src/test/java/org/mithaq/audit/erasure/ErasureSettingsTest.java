package org.mithaq.audit.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErasureSettingsTest {

  private static final LocalTime TWO = LocalTime.parse("02:00");
  private static final Duration FORTNIGHT = Duration.ofDays(14);

  @Test
  void refusesToEraseEvidenceTooSoonOrNever() {
    for (String retention : List.of("P0D", "P-5Y", "P2Y11M", "P1094D", "P30Y1D", "P100Y")) {
      assertThatThrownBy(() -> new ErasureSettings(Period.parse(retention), FORTNIGHT, TWO, 100))
          .as(retention)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("mithaq.erasure.retention");
    }
    for (String retention : List.of("P3Y", "P36M", "P5Y", "P30Y")) {
      assertThat(new ErasureSettings(Period.parse(retention), FORTNIGHT, TWO, 100).batch())
          .isEqualTo(100);
    }
    for (int batch : new int[] {0, -1, 501}) {
      assertThatThrownBy(() -> new ErasureSettings(Period.ofYears(5), FORTNIGHT, TWO, batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("mithaq.erasure.batch");
    }
  }

  @Test
  void givesAproposalSomeTimeAndNotForEver() {
    for (Duration lapse : List.of(Duration.ZERO, Duration.ofHours(23), Duration.ofDays(91))) {
      assertThatThrownBy(() -> new ErasureSettings(Period.ofYears(5), lapse, TWO, 100))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("mithaq.erasure.lapse");
    }
    ErasureSettings settings = new ErasureSettings(Period.ofYears(5), FORTNIGHT, TWO, 100);
    assertThat(settings.lapses(Instant.parse("2026-03-02T10:00:00Z")))
        .isEqualTo(Instant.parse("2026-03-16T10:00:00Z"));
  }

  @Test
  void keepsArecordUntilTheDayAfterItsTerm() {
    ErasureSettings settings = new ErasureSettings(Period.ofYears(5), FORTNIGHT, TWO, 100);
    LocalDate entered = LocalDate.parse("2026-03-02");
    assertThat(entered.isBefore(settings.keptSince(Instant.parse("2031-03-02T23:59:59Z"))))
        .isFalse();
    assertThat(entered.isBefore(settings.keptSince(Instant.parse("2031-03-03T00:00:00Z"))))
        .isTrue();
  }

  @Test
  void aNightBeginsAtItsTime() {
    ErasureSettings settings = new ErasureSettings(Period.ofYears(5), FORTNIGHT, TWO, 100);
    assertThat(settings.night(Instant.parse("2026-03-02T01:59:59Z")))
        .isEqualTo(LocalDate.parse("2026-03-01"));
    assertThat(settings.night(Instant.parse("2026-03-02T02:00:00Z")))
        .isEqualTo(LocalDate.parse("2026-03-02"));
  }
}
