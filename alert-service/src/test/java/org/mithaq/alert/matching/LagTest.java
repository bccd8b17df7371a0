package org.mithaq.alert.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** When nothing may be said to be under way. */
class LagTest {

  private final Turned clock = new Turned();
  private final Lag lag = new Lag(clock);

  @Test
  void somethingIsUnderWayUntilItWasMeasured() {
    assertThat(lag.behind()).isOne();
    lag.measured(0);
    assertThat(lag.behind()).isZero();
    lag.measured(7);
    assertThat(lag.behind()).isEqualTo(7);
  }

  @Test
  void oldFigureIsNotBelievedWhenItSaysThatNothingIsLeft() {
    lag.measured(0);
    clock.turn(Lag.FRESH);
    assertThat(lag.behind()).isZero();
    clock.turn(Duration.ofMillis(1));
    assertThat(lag.behind()).isOne();
    lag.measured(7);
    clock.turn(Lag.FRESH.plusMillis(1));
    assertThat(lag.behind()).isEqualTo(7);
  }

  @Test
  void whatIsUnsureIsUnderWayUntilTheNextFigure() {
    lag.measured(0);
    lag.unsure();
    assertThat(lag.behind()).isOne();
    lag.measured(7);
    lag.unsure();
    assertThat(lag.behind()).isEqualTo(7);
    lag.measured(0);
    assertThat(lag.behind()).isZero();
  }

  @Test
  void nobodyIsAheadOfWhatThereIs() {
    assertThatIllegalArgumentException().isThrownBy(() -> lag.measured(-1));
  }

  private static final class Turned extends Clock {
    private Instant now = Instant.parse("2026-03-02T23:00:00Z");

    void turn(Duration time) {
      now = now.plus(time);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
