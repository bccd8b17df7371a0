package org.mithaq.audit.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private final Schedule schedule = new Schedule(LocalTime.of(2, 30), Duration.ofMinutes(5));

  private boolean due(String last, String now) {
    return schedule.due(Instant.parse(last), Instant.parse(now));
  }

  @Test
  void itIsDueOnceEveryNight() {
    assertThat(due("2026-03-02T02:30:00Z", "2026-03-03T02:29:59Z")).isFalse();
    assertThat(due("2026-03-02T02:30:00Z", "2026-03-03T02:30:00Z")).isTrue();
    assertThat(due("2026-03-03T02:30:00Z", "2026-03-03T02:30:01Z")).isFalse();
    assertThat(due("2026-03-03T02:30:00.010Z", "2026-03-03T23:59:59Z")).isFalse();
  }

  @Test
  void aMissedNightIsMadeUpForOnce() {
    assertThat(due("2026-03-02T02:30:00Z", "2026-03-07T11:00:00Z")).isTrue();
    assertThat(due("2026-03-07T11:00:00Z", "2026-03-07T11:00:01Z")).isFalse();
    assertThat(due("2026-03-07T11:00:00Z", "2026-03-08T02:30:00Z")).isTrue();
  }

  @Test
  void aClockThatIsSetBackAsksNothing() {
    assertThat(due("2026-03-03T02:30:00Z", "2026-03-01T12:00:00Z")).isFalse();
  }

  @Test
  void patienceIsBounded() {
    LocalTime at = LocalTime.MIDNIGHT;
    for (Duration wrong :
        new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofHours(25)}) {
      assertThatThrownBy(() -> new Schedule(at, wrong))
          .hasMessageContaining("mithaq.reconciliation.patience");
    }
    assertThat(new Schedule(at, Duration.ofDays(1)).at()).isEqualTo(at);
  }
}
