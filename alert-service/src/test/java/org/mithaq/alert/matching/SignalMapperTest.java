package org.mithaq.alert.matching;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mithaq.alert.exchange.SignalEvent;

/** What a view is read by, of the keys that it bears tokens of. */
class SignalMapperTest {

  private static final SignalEvent SIGNAL =
      SignalEvent.signal(1, "ma-dgsn", "nl-kmar")
          .bearing("phone", "+212600000001")
          .bearingPerson("suspect", "person-name=x", "person-year=x 80")
          .named(0, 100);

  private static SignalMapper.Reading.Read read(SignalEvent signal, int epoch) {
    return (SignalMapper.Reading.Read)
        new SignalMapper(new ObjectMapper(), epoch).read(signal.id(), signal.bytes());
  }

  @Test
  void readsWhatTheKeyThatIsMatchedByMadeAndNothingElse() {
    SignalEvent both = SIGNAL.underKeys(1, 2);
    for (int epoch : List.of(1, 2)) {
      SignalMapper.Reading.Read alone = read(SIGNAL.underKeys(epoch), epoch);
      assertThat(alone.view().selectors().get(1).nameFilters()).hasSize(1);
      assertThat(read(both, epoch)).isEqualTo(alone);
      assertThat(alone.otherKey()).isFalse();
    }
    assertThat(read(both, 1).view().postings().keySet())
        .doesNotContainAnyElementsOf(read(both, 2).view().postings().keySet());
  }

  @Test
  void saysWhereAViewIsByAnotherKeyAlone() {
    SignalMapper.Reading.Read read = read(SIGNAL, 2);

    assertThat(read.otherKey()).isTrue();
    assertThat(read.view().postings()).isEmpty();
    assertThat(read.view().selectors()).allMatch(selector -> selector.nameFilters().isEmpty());
  }

  @Test
  void aViewWithoutTokensIsByNoOtherKey() {
    assertThat(read(SIGNAL.underKeys(), 2).otherKey()).isFalse();
    assertThat(read(SIGNAL.withdrawn(), 2).otherKey()).isFalse();
  }
}
