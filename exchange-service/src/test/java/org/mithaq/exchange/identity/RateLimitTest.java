package org.mithaq.exchange.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private static final AgencyId KMAR = new AgencyId("nl-kmar");
  private static final Instant NOW = Instant.parse("2026-03-02T22:14:05Z");

  @Test
  void countsEachAgencyByItself() {
    RateLimit limit = new RateLimit(2);
    assertThat(limit.count(KMAR, NOW)).isEqualTo(new RateLimit.Standing(true, 1, 55));
    assertThat(limit.count(KMAR, NOW)).isEqualTo(new RateLimit.Standing(true, 0, 55));
    assertThat(limit.count(KMAR, NOW.plusSeconds(54)).permitted()).isFalse();
    assertThat(limit.count(new AgencyId("ma-dgsn"), NOW).permitted()).isTrue();
    assertThat(limit.policy()).isEqualTo("\"agency\";q=2;w=60");
  }

  @Test
  void beginsAnewEveryMinute() {
    RateLimit limit = new RateLimit(1);
    assertThat(limit.count(KMAR, NOW).permitted()).isTrue();
    assertThat(limit.count(KMAR, NOW).permitted()).isFalse();
    assertThat(limit.count(KMAR, NOW.plusSeconds(55)))
        .isEqualTo(new RateLimit.Standing(true, 0, 60));
  }

  @Test
  void refusesAQuotaThatIsNone() {
    assertThatThrownBy(() -> new RateLimit(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
