package org.mithaq.bench.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is made, and the plain loop that answers are compared with. */
class HistoryTest {

  private static final YearMonth MONTH = YearMonth.of(2026, 10);
  private static final List<Made> HISTORY = History.of(MONTH, 20_000, 1);

  private static long passing(Map<String, String> filters, String side) {
    Question question = new Question("", filters);
    return HISTORY.stream()
        .filter(made -> question.passes(made, Optional.of(side).filter(s -> !s.isEmpty())))
        .count();
  }

  @Test
  void staysInItsMonth() {
    assertThat(passing(Map.of("from", "2026-10-01T00:00:00Z", "to", "2026-11-01T00:00:00Z"), ""))
        .isEqualTo(20_000);
  }

  @Test
  void someThingsAreOftenSaidAndNeverTogether() {
    assertThat(passing(Map.of("agency", "ma-gr"), "")).isGreaterThan(1_000);
    assertThat(passing(Map.of("operation", "disclosure"), "")).isGreaterThan(1_000);
    assertThat(passing(Map.of("agency", "ma-gr", "operation", "disclosure"), "")).isZero();
    assertThat(passing(Map.of("agreement", "pjmg"), "")).isGreaterThan(1_000);
    assertThat(passing(Map.of("agreement", "pjmg", "recipient", "fr-oltim"), "")).isZero();
  }

  @Test
  void anotherRecipientIsForWhoActedOrOwns() {
    long all = passing(Map.of("recipient", "fr-oltim"), "");
    long own = passing(Map.of("recipient", "fr-oltim"), "fr-oltim");
    long others = passing(Map.of("recipient", "fr-oltim"), "es-gc");
    assertThat(own).isEqualTo(all);
    assertThat(others).isPositive().isLessThan(all / 4);
  }
}
